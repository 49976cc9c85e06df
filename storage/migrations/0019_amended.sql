-- How many messages an entry took and when it arrived, to tell whether it can
-- still be changed where it stands. 0: from before this was kept.
ALTER TABLE shown ADD COLUMN parts {INT} NOT NULL DEFAULT 0;
ALTER TABLE shown ADD COLUMN at {INT} NOT NULL DEFAULT 0;
