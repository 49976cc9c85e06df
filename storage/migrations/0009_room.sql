-- The staff room: at most one row, and what is known of its threads. The topic
-- is empty for the cases without one; shown is the pinned card as it stands there.
CREATE TABLE rooms (
    id     {INT}  NOT NULL PRIMARY KEY,
    chat   {INT}  NOT NULL,
    person {TEXT} NOT NULL
) {TABLE};
CREATE TABLE room_threads (
    topic  {TEXT}  NOT NULL PRIMARY KEY,
    thread {INT}   NOT NULL,
    name   {TEXT}  NOT NULL,
    closed {INT}   NOT NULL,
    pin    {INT}   NOT NULL,
    shown  {BYTES} NOT NULL,
    pinned {INT}   NOT NULL,
    tries  {INT}   NOT NULL
) {TABLE};
