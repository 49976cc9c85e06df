-- How a case stood before each answer that can still be undone.
ALTER TABLE cases ADD COLUMN priors {TEXT} NOT NULL DEFAULT '';
