-- The case that a closed one goes on in.
ALTER TABLE cases ADD COLUMN merged {TEXT} NOT NULL DEFAULT '';
CREATE INDEX cases_merged ON cases (merged, number) WHERE merged <> '';
