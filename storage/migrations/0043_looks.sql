-- When a language model looks at a case after the classifier, and how often that came to nothing.
ALTER TABLE cases ADD COLUMN look_at {INT} NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE cases ADD COLUMN looks {INT} NOT NULL DEFAULT 0;
-- It holds only what waits for a look, so that no other question is answered by walking it.
CREATE INDEX cases_looks ON cases (look_at) WHERE look_at < 9223372036854775807 AND status IN ('unsorted', 'queued');
