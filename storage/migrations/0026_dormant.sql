-- When somebody of the office last acted, to a day; since when an administrator
-- must confirm that it is them, and when one was asked; and the account of which
-- one said that it isn't them. 0: never, or none.
ALTER TABLE people ADD COLUMN seen {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN dormant {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN knocked {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN parted {INT} NOT NULL DEFAULT 0;
