-- Aides, who draft for deputies. What people.aids lists lies in a table too, for
-- the scope of reads; dismissed are the deputies who do without them.
ALTER TABLE people ADD COLUMN aids {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN dismissed {TEXT} NOT NULL DEFAULT '';
CREATE TABLE aides (
    person {TEXT} NOT NULL,
    deputy {TEXT} NOT NULL,
    PRIMARY KEY (person, deputy)
) {TABLE};
CREATE INDEX aides_deputy ON aides (deputy, person);

-- Drafts of aides that nobody decided on are given up by age.
CREATE INDEX entries_proposed ON entries (at) WHERE kind = 'sketch' AND (length(body) > 0 OR media <> '');
