-- By when the first answer was promised, and what a report counts of a time. Of old cases
-- only the last promise is known.
ALTER TABLE cases ADD COLUMN promised {INT} NOT NULL DEFAULT 9223372036854775807;
UPDATE cases SET promised = answer_by WHERE replied > 0;
CREATE INDEX cases_reported ON cases (opened, number) WHERE protected = 0 AND status <> 'held' AND outcome <> 'advert';
