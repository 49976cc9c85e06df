-- What the classifier itself made of a case, and its best guess then.
ALTER TABLE cases ADD COLUMN judged {TEXT} NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN guessed {TEXT} NOT NULL DEFAULT '';
CREATE INDEX cases_judged ON cases (opened, judged, guessed, topic) WHERE judged <> '' AND protected = 0;
