-- Acts upon several cases, which wait a while; and the lists that people keep.
CREATE TABLE bulks (
    id      {INT}   NOT NULL PRIMARY KEY,
    person  {TEXT}  NOT NULL,
    verb    {TEXT}  NOT NULL,
    topic   {TEXT}  NOT NULL,
    deputy  {TEXT}  NOT NULL,
    outcome {TEXT}  NOT NULL,
    body    {BYTES} NOT NULL,
    target  {TEXT}  NOT NULL,
    cases   {TEXT}  NOT NULL,
    at      {INT}   NOT NULL,
    due     {INT}   NOT NULL,
    ended   {INT}   NOT NULL,
    undone  {INT}   NOT NULL,
    version {INT}   NOT NULL
) {TABLE};
CREATE INDEX bulks_due ON bulks (due) WHERE ended = 0;
CREATE INDEX bulks_ended ON bulks (ended) WHERE ended <> 0;

CREATE TABLE filters (
    person {TEXT}  NOT NULL,
    name   {TEXT}  NOT NULL,
    view   {TEXT}  NOT NULL,
    topic  {TEXT}  NOT NULL,
    deputy {TEXT}  NOT NULL,
    body   {BYTES} NOT NULL,
    PRIMARY KEY (person, name)
) {TABLE};
