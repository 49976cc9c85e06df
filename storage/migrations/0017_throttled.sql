-- Messages that came faster than is acted on: kept until staff take them up.
CREATE TABLE throttled (
    chat      {INT}   NOT NULL,
    message   {INT}   NOT NULL,
    person    {TEXT}  NOT NULL,
    body      {BYTES} NOT NULL,
    media     {TEXT}  NOT NULL,
    forwarded {INT}   NOT NULL,
    at        {INT}   NOT NULL,
    PRIMARY KEY (chat, message)
) {TABLE};
CREATE INDEX throttled_person ON throttled (person, at, message);
CREATE INDEX throttled_at ON throttled (at);

-- How many messages of a resident were acted on in this minute and on this day.
ALTER TABLE people ADD COLUMN pace {TEXT} NOT NULL DEFAULT '';
