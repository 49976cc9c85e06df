-- Answers that a deputy keeps to use them again. They are the deputy's own words and of no case.
CREATE TABLE ready (
    person {TEXT}  NOT NULL,
    made   {INT}   NOT NULL,
    id     {INT}   NOT NULL,
    body   {BYTES} NOT NULL,
    PRIMARY KEY (person, made, id)
) {TABLE};
