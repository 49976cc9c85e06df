-- By which code a resident opened the chat, and by which a case came.
ALTER TABLE people ADD COLUMN lead_topic {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN lead_deputy {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN lead_spot {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN lead_until {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN lead_topic {TEXT} NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN lead_deputy {TEXT} NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN lead_spot {TEXT} NOT NULL DEFAULT '';
