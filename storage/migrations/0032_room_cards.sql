-- The cards of cases in the staff room, as of which version each shows its case.
CREATE TABLE room_cards (
    number  {TEXT} NOT NULL PRIMARY KEY,
    topic   {TEXT} NOT NULL,
    message {INT}  NOT NULL,
    version {INT}  NOT NULL
) {TABLE};
