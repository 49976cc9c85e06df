package casework

import "testing"

func TestCaps(t *testing.T) {
	t.Parallel()
	load := func(p Person, limit, load int) Burdened {
		p.Cap = limit
		return Burdened{Person: p, Load: load}
	}
	for _, c := range []struct {
		name     string
		deputies []Burdened
		to       PersonID
		full     bool
	}{
		{"nobody has a cap", []Burdened{load(li, 0, 30), load(ma, 0, 31)}, "li", false},
		{"the least loaded is full", []Burdened{load(li, 3, 3), load(ma, 0, 9)}, "ma", false},
		{"all are full", []Burdened{load(li, 3, 4), load(ma, 3, 3)}, "ma", true},
		{"nobody is there", nil, "", false},
	} {
		q := Queue{Topic: transport, Deputies: c.deputies}
		if to := q.offer(at(Queued), ""); to != c.to || q.full(at(Queued)) != c.full {
			t.Errorf("%s: offered to %q, full %v", c.name, to, q.full(at(Queued)))
		}
	}
	if own := (Person{Cap: 20, OwnCap: 5}); own.Limit() != 5 {
		t.Errorf("the deputy's own cap doesn't count: %d", own.Limit())
	}
	q := Queue{Topic: housing, Deputies: []Burdened{load(bo, 1, 1)}}
	ch, err := at(Unsorted).Classify(desk, q, later)
	_, ch = must(t, ch, err)
	wantTold(t, ch, TellFull, "")
}
