-- What lists go through by age.
CREATE INDEX cases_under ON cases (topic, id);
CREATE INDEX cases_of ON cases (owner, id) WHERE owner <> '';
CREATE INDEX cases_answered ON cases (id) WHERE status = 'answered';
CREATE INDEX cases_answered_under ON cases (topic, id) WHERE status = 'answered';
