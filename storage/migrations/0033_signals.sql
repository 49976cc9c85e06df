-- What the messages of a case say beside its topic, and whether it is for the officer alone.
ALTER TABLE cases ADD COLUMN signals {TEXT} NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN protected {INT} NOT NULL DEFAULT 0;
