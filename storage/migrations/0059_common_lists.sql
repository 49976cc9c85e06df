-- The common answers of a matter, and those that wait for approval.
CREATE INDEX commons_matter ON commons (matter, at);
CREATE INDEX commons_proposed ON commons (id) WHERE state = 'proposed';
