-- What was set aside stays listed until one of the staff ends it: tried again, or dropped.
ALTER TABLE strays ADD COLUMN over {INT} NOT NULL DEFAULT 0;
ALTER TABLE strays ADD COLUMN closer {TEXT} NOT NULL DEFAULT '';
ALTER TABLE strays ADD COLUMN ending {TEXT} NOT NULL DEFAULT '';
CREATE INDEX strays_open ON strays (seen, key, print) WHERE over = 0;
