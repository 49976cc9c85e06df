-- What the staff's lists go through, the nearest promised day first.
CREATE INDEX cases_waiting ON cases (topic, answer_by, number) WHERE status IN ('queued', 'taken', 'asked');
CREATE INDEX cases_late ON cases (answer_by, number) WHERE status IN ('unsorted', 'queued', 'taken', 'asked');
