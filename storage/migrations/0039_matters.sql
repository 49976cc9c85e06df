-- What several residents write about. A case belongs to one matter at most, and says of
-- which it was taken out. compared: 0 not looked at yet, 1 found by its bands, 2 no longer.
ALTER TABLE cases ADD COLUMN matter {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN left_matter {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN follows {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN copied {INT} NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN compared {INT} NOT NULL DEFAULT 0;
CREATE INDEX cases_matter ON cases (matter, opened) WHERE matter <> 0;
CREATE INDEX cases_gathered ON cases (opened) WHERE matter <> 0;
CREATE INDEX cases_uncompared ON cases (settles) WHERE compared = 0 AND protected = 0 AND status IN ('queued', 'taken', 'asked');
CREATE INDEX cases_faded ON cases (heard) WHERE compared = 1 AND status IN ('answered', 'closed');

-- root: the matter of which it is a part; its own id where it is one by itself.
CREATE TABLE matters (
    id      {INT}   NOT NULL PRIMARY KEY,
    root    {INT}   NOT NULL,
    topic   {TEXT}  NOT NULL,
    title   {BYTES} NOT NULL,
    act     {TEXT}  NOT NULL,
    last    {TEXT}  NOT NULL,
    at      {INT}   NOT NULL,
    version {INT}   NOT NULL
) {TABLE};
CREATE INDEX matters_root ON matters (root);

-- Who brought a matter to what, and when.
CREATE TABLE matter_events (
    matter {INT}   NOT NULL,
    seq    {INT}   NOT NULL,
    at     {INT}   NOT NULL,
    author {TEXT}  NOT NULL,
    act    {TEXT}  NOT NULL,
    title  {BYTES} NOT NULL,
    root   {INT}   NOT NULL,
    PRIMARY KEY (matter, seq)
) {TABLE};

-- By which numbers the cases are found that a text is like; nothing can be read from them. A
-- sketch holds those of one case, so that no second index is needed to take them away.
CREATE TABLE bands (
    band    {INT} NOT NULL,
    case_id {INT} NOT NULL,
    PRIMARY KEY (band, case_id)
) {TABLE};
CREATE TABLE sketches (
    case_id {INT}  NOT NULL PRIMARY KEY,
    bands   {TEXT} NOT NULL
) {TABLE};
