-- Since when a notice is owed: how long the oldest waits is watched, and rows of
-- what was sent are given up by age. 0: from before this was kept.
ALTER TABLE notices ADD COLUMN owed {INT} NOT NULL DEFAULT 0;

-- How far a closed case has been made anonymous: 0 not at all, 1 its words are
-- gone, 2 so are the messages that led to it.
ALTER TABLE cases ADD COLUMN shed {INT} NOT NULL DEFAULT 0;

-- What is given up by age, each index holding only what is still there.
CREATE INDEX cases_kept ON cases (heard) WHERE status = 'closed' AND shed = 0;
CREATE INDEX cases_shedding ON cases (number) WHERE shed = 1;
CREATE INDEX entries_drafts ON entries (at) WHERE kind = 'draft' AND (length(body) > 0 OR media <> '');
CREATE INDEX once_seen ON once (seen);

-- The oldest schema that a program must know to work on this one. A migration
-- that only adds leaves it alone, so that the release before can take over again.
CREATE TABLE terms (
    id     {INT} NOT NULL PRIMARY KEY,
    oldest {INT} NOT NULL
) {TABLE};
INSERT INTO terms (id, oldest) VALUES (1, 8);

-- Who leads grows its number: whoever holds an older one has been replaced.
CREATE TABLE leaders (
    name  {TEXT} NOT NULL PRIMARY KEY,
    fence {INT}  NOT NULL
) {TABLE};
