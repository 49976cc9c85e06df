-- What is too personal to lie open: places and telephone numbers, encrypted.
ALTER TABLE entries ADD COLUMN sealed {TEXT} NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN sealed {TEXT} NOT NULL DEFAULT '';
ALTER TABLE throttled ADD COLUMN sealed {TEXT} NOT NULL DEFAULT '';
