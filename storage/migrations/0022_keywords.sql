-- By what entries are found, and which version of an entry the table below is of: the
-- number of its revision, below zero once its words are gone. What an older
-- release writes or takes away shows by that, and is made up for.
ALTER TABLE entries ADD COLUMN indexed {INT} NOT NULL DEFAULT 0;
CREATE INDEX entries_unindexed ON entries (case_id, seq)
    WHERE indexed <> CASE WHEN length(body) > 0 THEN revision ELSE -revision END;

CREATE TABLE keywords (
    term    {TEXT} NOT NULL,
    case_id {INT}  NOT NULL,
    seq     {INT}  NOT NULL,
    PRIMARY KEY (term, case_id, seq)
) {TABLE};
CREATE INDEX keywords_entry ON keywords (case_id, seq);
