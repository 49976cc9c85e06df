-- Who has a case before them in the console; what is older than a day goes with the next look.
CREATE TABLE lookers (
    case_number {TEXT} NOT NULL,
    person      {TEXT} NOT NULL,
    at          {INT}  NOT NULL,
    PRIMARY KEY (case_number, person)
) {TABLE};
CREATE INDEX lookers_at ON lookers (at);
