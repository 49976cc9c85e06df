-- The resident lets deputies and staff see their name on this case.
ALTER TABLE cases ADD COLUMN named {INT} NOT NULL DEFAULT 0;
