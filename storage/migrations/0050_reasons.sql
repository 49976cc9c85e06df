-- In which language the resident wrote, as far as it can be told.
ALTER TABLE cases ADD COLUMN language {TEXT} NOT NULL DEFAULT '';
