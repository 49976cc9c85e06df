-- What is sent of a common answer, so that its author hears once with how many it arrived.
CREATE INDEX notices_common ON notices (about, state, person) WHERE kind = 'answer' AND about <> 0;
