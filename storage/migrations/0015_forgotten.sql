-- When a resident who asked for it is forgotten, and when they were.
ALTER TABLE people ADD COLUMN forget {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN farewell {INT} NOT NULL DEFAULT 0;
CREATE INDEX people_forget ON people (forget) WHERE forget > 0;

-- Who was forgotten, by the random sign that says nothing any more of them: a
-- backup from before has them under the same sign, and they are forgotten anew.
CREATE TABLE forgotten (
    person {TEXT} NOT NULL PRIMARY KEY,
    at     {INT}  NOT NULL
) {TABLE};
