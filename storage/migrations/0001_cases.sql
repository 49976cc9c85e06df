-- Braces hold what the two engines spell differently (see ../dialect.go).
-- Times are milliseconds UTC. 0 is "no time", except for the three deadlines of
-- a case, where "never" is the largest number, so that order and comparison hold.
-- No foreign keys: a change writes a case and all of its rows in one
-- transaction, and Store.Check looks for orphans.

CREATE TABLE people (
    id       {TEXT} NOT NULL PRIMARY KEY,
    role     {TEXT} NOT NULL,
    account  {INT}  NOT NULL,
    name     {BYTES} NOT NULL,
    language {TEXT} NOT NULL,
    chosen   {INT}  NOT NULL,
    agreed   {INT}  NOT NULL,
    blocked  {INT}  NOT NULL,
    retired  {INT}  NOT NULL,
    topics   {TEXT} NOT NULL,
    rights   {INT}  NOT NULL,
    version  {INT}  NOT NULL
) {TABLE};
CREATE UNIQUE INDEX people_account ON people (account) WHERE account <> 0;
CREATE INDEX people_office ON people (role, id) WHERE role <> 'resident';

-- What people.topics lists, for the scope of reads.
CREATE TABLE duties (
    person {TEXT} NOT NULL,
    topic  {TEXT} NOT NULL,
    PRIMARY KEY (person, topic)
) {TABLE};
CREATE INDEX duties_topic ON duties (topic, person);

CREATE TABLE topics (
    id       {TEXT} NOT NULL PRIMARY KEY,
    place    {INT}  NOT NULL,
    names    {TEXT} NOT NULL,
    claim    {INT}  NOT NULL,
    answer   {INT}  NOT NULL,
    examples {TEXT} NOT NULL,
    retired  {INT}  NOT NULL
) {TABLE};

-- Numbers are random; rows and what belongs to them lie in the order of id, so
-- that new cases fill the same few pages.
CREATE TABLE cases (
    id        {ID},
    number    {TEXT} NOT NULL UNIQUE,
    resident  {TEXT} NOT NULL,
    status    {TEXT} NOT NULL,
    topic     {TEXT} NOT NULL,
    owner     {TEXT} NOT NULL,
    offered   {TEXT} NOT NULL,
    declined  {TEXT} NOT NULL,
    guesses   {TEXT} NOT NULL,
    outcome   {TEXT} NOT NULL,
    helped    {TEXT} NOT NULL,
    manner    {INT}  NOT NULL,
    opened    {INT}  NOT NULL,
    heard     {INT}  NOT NULL,
    settles   {INT}  NOT NULL,
    claim_by  {INT}  NOT NULL,
    answer_by {INT}  NOT NULL,
    remind_at {INT}  NOT NULL,
    entries   {INT}  NOT NULL,
    events    {INT}  NOT NULL,
    version   {INT}  NOT NULL
) {ROWS};
CREATE INDEX cases_resident ON cases (resident, heard);
CREATE INDEX cases_board ON cases (topic, status, answer_by, opened)
    WHERE status IN ('unsorted', 'queued', 'taken', 'asked', 'answered');
CREATE INDEX cases_unsorted ON cases (opened) WHERE status = 'unsorted';
CREATE INDEX cases_owner ON cases (owner, answer_by) WHERE status IN ('taken', 'asked');
CREATE INDEX cases_offered ON cases (offered) WHERE status = 'queued';

CREATE TABLE entries (
    case_id   {INT}  NOT NULL,
    seq       {INT}  NOT NULL,
    kind      {TEXT} NOT NULL,
    author    {TEXT} NOT NULL,
    body      {BYTES} NOT NULL,
    media     {TEXT} NOT NULL,
    forwarded {INT}  NOT NULL,
    chat      {INT}  NOT NULL, -- where it was written: chat and message, or 0
    message   {INT}  NOT NULL,
    at        {INT}  NOT NULL,
    edited    {INT}  NOT NULL,
    revision  {INT}  NOT NULL,
    PRIMARY KEY (case_id, seq)
) {TABLE};

-- Earlier versions of edited entries.
CREATE TABLE revisions (
    case_id   {INT}  NOT NULL,
    seq       {INT}  NOT NULL,
    kind      {TEXT} NOT NULL,
    author    {TEXT} NOT NULL,
    body      {BYTES} NOT NULL,
    media     {TEXT} NOT NULL,
    forwarded {INT}  NOT NULL,
    chat      {INT}  NOT NULL, -- where it was written: chat and message, or 0
    message   {INT}  NOT NULL,
    at        {INT}  NOT NULL,
    edited    {INT}  NOT NULL,
    revision  {INT}  NOT NULL,
    PRIMARY KEY (case_id, seq, revision)
) {TABLE};

CREATE TABLE events (
    case_id {INT}  NOT NULL,
    seq     {INT}  NOT NULL,
    at      {INT}  NOT NULL,
    author  {TEXT} NOT NULL,
    verb    {TEXT} NOT NULL,
    status  {TEXT} NOT NULL,
    topic   {TEXT} NOT NULL,
    owner   {TEXT} NOT NULL,
    offered {TEXT} NOT NULL,
    detail  {TEXT} NOT NULL,
    PRIMARY KEY (case_id, seq)
) {TABLE};

-- The outbox: one row for each part of a notice.
CREATE TABLE notices (
    id          {INT}  NOT NULL,
    part        {INT}  NOT NULL,
    parts       {INT}  NOT NULL,
    person      {TEXT} NOT NULL,
    kind        {TEXT} NOT NULL,
    number      {TEXT} NOT NULL,
    entry       {INT}  NOT NULL,
    author      {TEXT} NOT NULL,
    about       {INT}  NOT NULL,
    priority    {INT}  NOT NULL,
    not_before  {INT}  NOT NULL,
    key         {TEXT} NOT NULL,
    state       {TEXT} NOT NULL,
    copies      {INT}  NOT NULL,
    body        {BYTES} NOT NULL,
    tried       {INT}  NOT NULL, -- was claimed before: holds back what follows it
    unreachable {INT}  NOT NULL, -- why it is undeliverable: the person, not the words
    PRIMARY KEY (id, part)
) {TABLE};
{SEQUENCE}
CREATE UNIQUE INDEX notices_key ON notices (key) WHERE state = 'pending' AND key <> '';
CREATE INDEX notices_due ON notices (priority, id, part, not_before, person) WHERE state = 'pending';
CREATE INDEX notices_lane ON notices (person, id, part, not_before, tried) WHERE state = 'pending';
CREATE INDEX notices_later ON notices (not_before) WHERE state = 'pending' AND not_before > 0;
CREATE INDEX notices_stuck ON notices (state, person) WHERE state IN ('sending', 'undeliverable', 'uncertain');

-- Messages that belong to a case. The messenger numbers the messages of all
-- private chats in one sequence, so that this order fills the same few pages.
CREATE TABLE links (
    chat    {INT}  NOT NULL,
    message {INT}  NOT NULL,
    number  {TEXT} NOT NULL,
    entry   {INT}  NOT NULL,
    person  {TEXT} NOT NULL,
    intent  {TEXT} NOT NULL,
    PRIMARY KEY (message, chat)
) {TABLE};

-- Updates that were acted on. reused: the messenger gave an id a second time.
CREATE TABLE once (
    key    {TEXT} NOT NULL,
    print  {TEXT} NOT NULL,
    seen   {INT}  NOT NULL,
    reused {INT}  NOT NULL,
    PRIMARY KEY (key, print)
) {TABLE};
CREATE INDEX once_reused ON once (key) WHERE reused > 0;

-- Updates that were set aside.
CREATE TABLE strays (
    key    {TEXT} NOT NULL,
    print  {TEXT} NOT NULL,
    chat   {INT}  NOT NULL,
    raw    {BYTES} NOT NULL,
    reason {TEXT} NOT NULL,
    seen   {INT}  NOT NULL,
    PRIMARY KEY (key, print)
) {TABLE};
CREATE INDEX strays_seen ON strays (seen, key, print);

-- One row, rewritten to find out whether writing works again.
CREATE TABLE pulse (
    id {INT} NOT NULL PRIMARY KEY,
    at {INT} NOT NULL
) {TABLE};
INSERT INTO pulse (id, at) VALUES (1, 0);
