-- Who kept the office file in the console, and what its content came to.
CREATE TABLE charters (
    id     {INT}  NOT NULL PRIMARY KEY,
    hash   {TEXT} NOT NULL,
    person {TEXT} NOT NULL,
    at     {INT}  NOT NULL
) {TABLE};
