-- Through whom of the staff somebody without an account is reached; empty: they write themself.
ALTER TABLE people ADD COLUMN through {TEXT} NOT NULL DEFAULT '';
