-- What deputies have beside their cases: absences, loads, invitations.

-- away_until, substitute and covers follow from the absences that are on, and
-- change with them; covers has rows below and duties those of the covered, for
-- the scope of reads.
ALTER TABLE people ADD COLUMN away_until {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN substitute {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN covers {TEXT} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN cap {INT} NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN own_cap {INT} NOT NULL DEFAULT 0;

CREATE TABLE covers (
    person {TEXT} NOT NULL,
    absent {TEXT} NOT NULL,
    PRIMARY KEY (person, absent)
) {TABLE};

-- Whom somebody's words and acts stand for.
ALTER TABLE entries ADD COLUMN behalf {TEXT} NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN behalf {TEXT} NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN behalf {TEXT} NOT NULL DEFAULT '';
CREATE INDEX events_behalf ON events (behalf, at) WHERE behalf <> '';

-- All that there ever were; over is 0 until it is, and the plan may end sooner.
CREATE TABLE absences (
    id         {INT}  NOT NULL PRIMARY KEY,
    person     {TEXT} NOT NULL,
    substitute {TEXT} NOT NULL,
    starts     {INT}  NOT NULL,
    ends       {INT}  NOT NULL,
    setter     {TEXT} NOT NULL,
    made       {INT}  NOT NULL,
    begun      {INT}  NOT NULL,
    over       {INT}  NOT NULL,
    version    {INT}  NOT NULL
) {TABLE};
CREATE INDEX absences_open ON absences (starts) WHERE over = 0;

-- Invitations of people without an account; only the hash of a code is kept.
CREATE TABLE invitations (
    id       {INT}  NOT NULL PRIMARY KEY,
    hash     {TEXT} NOT NULL,
    person   {TEXT} NOT NULL,
    inviter  {TEXT} NOT NULL,
    made     {INT}  NOT NULL,
    expires  {INT}  NOT NULL,
    state    {TEXT} NOT NULL,
    account  {INT}  NOT NULL,
    name     {BYTES} NOT NULL,
    language {TEXT} NOT NULL,
    decider  {TEXT} NOT NULL,
    version  {INT}  NOT NULL
) {TABLE};
CREATE UNIQUE INDEX invitations_hash ON invitations (hash);
CREATE INDEX invitations_open ON invitations (made) WHERE state IN ('open', 'opened');

-- Wrong codes, of a day at most.
CREATE TABLE wrong_codes (
    account {INT} NOT NULL,
    at      {INT} NOT NULL,
    PRIMARY KEY (account, at)
) {TABLE};

-- When its sending last ended, one way or another.
ALTER TABLE notices ADD COLUMN ended {INT} NOT NULL DEFAULT 0;
CREATE INDEX notices_author ON notices (author, id) WHERE author <> '';
