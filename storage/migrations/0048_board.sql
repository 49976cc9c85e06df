-- When a case was first answered, and what a board counts of the last weeks.
ALTER TABLE cases ADD COLUMN replied {INT} NOT NULL DEFAULT 0;
UPDATE cases SET replied = (SELECT min(e.at) FROM entries e WHERE e.case_id = cases.id AND e.kind = 'answer')
WHERE EXISTS (SELECT 1 FROM entries e WHERE e.case_id = cases.id AND e.kind = 'answer');
CREATE INDEX cases_replied ON cases (topic, replied, opened, owner) WHERE replied > 0 AND protected = 0;
CREATE INDEX cases_opened ON cases (topic, opened) WHERE protected = 0 AND status <> 'held';
