-- One message to many. cursor: the last person who was looked at, and walked: there is
-- nobody behind them. told: how many copies had come to an end when somebody was last
-- told of it.
CREATE TABLE broadcasts (
    id       {INT}   NOT NULL PRIMARY KEY,
    audience {TEXT}  NOT NULL,
    topic    {TEXT}  NOT NULL,
    body     {BYTES} NOT NULL,
    state    {TEXT}  NOT NULL,
    author   {TEXT}  NOT NULL,
    approver {TEXT}  NOT NULL,
    approved {INT}   NOT NULL,
    readers  {INT}   NOT NULL,
    last     {TEXT}  NOT NULL,
    at       {INT}   NOT NULL,
    version  {INT}   NOT NULL,
    cursor   {TEXT}  NOT NULL DEFAULT '',
    walked   {INT}   NOT NULL DEFAULT 0,
    sent     {INT}   NOT NULL DEFAULT 0,
    lost     {INT}   NOT NULL DEFAULT 0,
    doubtful {INT}   NOT NULL DEFAULT 0,
    told     {INT}   NOT NULL DEFAULT 0
) {TABLE};
-- One at a time goes to the same kind of reader.
CREATE UNIQUE INDEX broadcasts_going ON broadcasts (audience) WHERE state = 'going';

-- Who brought a broadcast to which state, and when.
CREATE TABLE broadcast_events (
    broadcast {INT}  NOT NULL,
    seq       {INT}  NOT NULL,
    at        {INT}  NOT NULL,
    author    {TEXT} NOT NULL,
    state     {TEXT} NOT NULL,
    PRIMARY KEY (broadcast, seq)
) {TABLE};

-- Whom a broadcast was owed to.
CREATE TABLE broadcast_readers (
    broadcast {INT}  NOT NULL,
    person    {TEXT} NOT NULL,
    PRIMARY KEY (broadcast, person)
) {TABLE};

-- A resident wants no broadcasts.
ALTER TABLE people ADD COLUMN uncast {INT} NOT NULL DEFAULT 0;
