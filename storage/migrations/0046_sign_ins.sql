-- The ways into the console. Codes, tokens and marks of browsers are kept as hashes alone.
CREATE TABLE doors (
    hash    {TEXT} NOT NULL PRIMARY KEY,
    person  {TEXT} NOT NULL,
    made    {INT}  NOT NULL,
    expires {INT}  NOT NULL,
    browser {TEXT} NOT NULL,
    over    {INT}  NOT NULL,
    version {INT}  NOT NULL
) {TABLE};
CREATE INDEX doors_open ON doors (person) WHERE over = 0;
CREATE INDEX doors_old ON doors (made);

CREATE TABLE sign_ins (
    id      {INT}  NOT NULL PRIMARY KEY,
    hash    {TEXT} NOT NULL,
    person  {TEXT} NOT NULL,
    role    {TEXT} NOT NULL,
    rights  {INT}  NOT NULL,
    agent   {TEXT} NOT NULL,
    since   {INT}  NOT NULL,
    seen    {INT}  NOT NULL,
    ends    {INT}  NOT NULL,
    ended   {INT}  NOT NULL,
    passed  {INT}  NOT NULL,
    wrong   {INT}  NOT NULL,
    version {INT}  NOT NULL
) {TABLE};
CREATE UNIQUE INDEX sign_ins_hash ON sign_ins (hash);
CREATE INDEX sign_ins_open ON sign_ins (person, ends) WHERE ended = 0;
CREATE INDEX sign_ins_ends ON sign_ins (ends);

-- The secret of an authenticator, encrypted where sealed.
CREATE TABLE factors (
    person    {TEXT}  NOT NULL PRIMARY KEY,
    box       {BYTES} NOT NULL,
    sealed    {INT}   NOT NULL,
    made      {INT}   NOT NULL,
    confirmed {INT}   NOT NULL,
    step      {INT}   NOT NULL,
    version   {INT}   NOT NULL
) {TABLE};

-- Wrong codes, of a day at most, by a hash of person and address.
CREATE TABLE tries (
    key     {TEXT} NOT NULL PRIMARY KEY,
    count   {INT}  NOT NULL,
    last    {INT}  NOT NULL,
    version {INT}  NOT NULL
) {TABLE};
CREATE INDEX tries_old ON tries (last);

-- What the messenger vouched for, each taken once.
CREATE TABLE proofs (
    hash  {TEXT} NOT NULL PRIMARY KEY,
    taken {INT}  NOT NULL
) {TABLE};
CREATE INDEX proofs_old ON proofs (taken);
