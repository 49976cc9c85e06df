-- Whom of the office a protected case names; who has such cases, and who is told at once of danger.
ALTER TABLE cases ADD COLUMN against {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN officer {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN on_duty {INT} NOT NULL DEFAULT 0;
CREATE INDEX cases_protected ON cases (protected, opened) WHERE protected = 1 AND status IN ('unsorted', 'asked');
CREATE INDEX people_officers ON people (officer, id) WHERE officer = 1;
