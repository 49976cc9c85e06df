-- The message that shows a person an entry, or (entry 0) the receipt, so that it
-- can be changed in place. Its chat is the person's account.
CREATE TABLE shown (
    number  {TEXT} NOT NULL,
    entry   {INT}  NOT NULL,
    person  {TEXT} NOT NULL,
    message {INT}  NOT NULL,
    PRIMARY KEY (number, entry, person)
) {TABLE};
