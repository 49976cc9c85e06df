-- Reminders: how far up the ladder a case is, what lets it through quiet hours,
-- and whether its promised date was moved. The sweep finds what is due by index.
ALTER TABLE cases ADD COLUMN reminded {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN urgent {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN extended {INT} NOT NULL DEFAULT 0;
CREATE INDEX cases_due ON cases (remind_at) WHERE status IN ('held', 'unsorted', 'queued', 'taken', 'asked');

-- What a person chose ('': the office's habit) and when their next digest is due.
ALTER TABLE people ADD COLUMN quiet {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN digest {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN digest_at {INT} NOT NULL DEFAULT 0;
CREATE INDEX people_digest ON people (digest_at) WHERE role <> 'resident';
