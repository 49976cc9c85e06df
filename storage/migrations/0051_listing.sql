-- What lists go through: by promised day, and by age.
DROP INDEX cases_owner;
CREATE INDEX cases_owner ON cases (owner, answer_by, number) WHERE status IN ('taken', 'asked');
CREATE INDEX cases_under ON cases (topic, id);
CREATE INDEX cases_of ON cases (owner, id) WHERE owner <> '';
CREATE INDEX cases_answered ON cases (id) WHERE status = 'answered';
CREATE INDEX cases_answered_under ON cases (topic, id) WHERE status = 'answered';
