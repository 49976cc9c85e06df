-- What the language model cost on each day, for all replicas together.
CREATE TABLE advice (
    day    {TEXT} NOT NULL PRIMARY KEY,
    calls  {INT}  NOT NULL,
    tokens {INT}  NOT NULL
) {TABLE};
