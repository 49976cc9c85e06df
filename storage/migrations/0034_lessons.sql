-- What people taught the classifier by correcting it. The words are the case's.
-- Lessons that don't teach any more, taken back or of people who taught much
-- since, aren't live.
CREATE TABLE lessons (
    id      {ID},
    number  {TEXT} NOT NULL,
    entries {INT}  NOT NULL,
    was     {TEXT} NOT NULL,
    topic   {TEXT} NOT NULL,
    author  {TEXT} NOT NULL,
    role    {TEXT} NOT NULL,
    office  {INT}  NOT NULL,
    at      {INT}  NOT NULL,
    live    {INT}  NOT NULL DEFAULT 1,
    undone  {INT}  NOT NULL DEFAULT 0,
    undoer  {TEXT} NOT NULL DEFAULT ''
) {ROWS};
CREATE INDEX lessons_live ON lessons (office, id) WHERE live = 1;
CREATE INDEX lessons_author ON lessons (author, id) WHERE live = 1;
CREATE INDEX lessons_number ON lessons (number);

-- One row, which grows with each change of what is taught. Each replica compares it.
CREATE TABLE teaching (
    id       {INT} NOT NULL PRIMARY KEY,
    revision {INT} NOT NULL
) {TABLE};
INSERT INTO teaching (id, revision) VALUES (1, 0);
