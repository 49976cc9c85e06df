-- Which entry of its case a message answers, and what of it the resident picked out.
ALTER TABLE entries ADD COLUMN answers {INT} NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN quote {BYTES} NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN answers {INT} NOT NULL DEFAULT 0;
ALTER TABLE revisions ADD COLUMN quote {BYTES} NOT NULL DEFAULT '';
