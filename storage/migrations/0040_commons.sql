-- One answer to all cases of a matter, and to which it goes.
CREATE TABLE commons (
    id      {INT}   NOT NULL PRIMARY KEY,
    matter  {INT}   NOT NULL,
    topic   {TEXT}  NOT NULL,
    body    {BYTES} NOT NULL,
    ready   {TEXT}  NOT NULL,
    state   {TEXT}  NOT NULL,
    author  {TEXT}  NOT NULL,
    cases   {INT}   NOT NULL,
    last    {TEXT}  NOT NULL,
    at      {INT}   NOT NULL,
    version {INT}   NOT NULL
) {TABLE};
CREATE INDEX commons_going ON commons (id) WHERE state = 'going';

CREATE TABLE common_events (
    common {INT}  NOT NULL,
    seq    {INT}  NOT NULL,
    at     {INT}  NOT NULL,
    author {TEXT} NOT NULL,
    state  {TEXT} NOT NULL,
    PRIMARY KEY (common, seq)
) {TABLE};

CREATE TABLE common_cases (
    common {INT}  NOT NULL,
    number {TEXT} NOT NULL,
    state  {TEXT} NOT NULL,
    PRIMARY KEY (common, number)
) {TABLE};
CREATE INDEX common_cases_owed ON common_cases (common, number) WHERE state = 'owed';
