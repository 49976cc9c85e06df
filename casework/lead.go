package casework

import (
	"context"
	"slices"
	"time"
)

// SpotID names a place of the office file: where a code hangs.
type SpotID string

// Spot is where residents find a code that opens the chat.
type Spot struct {
	ID   SpotID
	Name map[string]string // by language
}

// Called gives the place's name in a language, else in any it has.
func (p Spot) Called(language string) string { return called(p.Name, language, string(p.ID)) }

// Lead is by which code or link a resident opened the chat. Codes are public and
// can be forged: a lead helps to sort and prefers a deputy; it gives no right.
type Lead struct {
	Topic  TopicID  // what they came to write about
	Deputy PersonID // whom they came to write to
	Spot   SpotID   // where the code hangs
}

// leadLasts is how long after a code was opened the next case comes by it.
const leadLasts = 24 * time.Hour

// known leaves of a lead what the office has.
func (l Lead) known(o Office) Lead {
	if _, ok := o.Topic(l.Topic); !ok {
		l.Topic = ""
	}
	if _, ok := o.Spot(l.Spot); !ok {
		l.Spot = ""
	}
	if _, ok := o.deputy(l.Deputy); !ok {
		l.Deputy = ""
	}
	return l
}

// Spot finds a place of the office.
func (o Office) Spot(id SpotID) (Spot, bool) {
	i := slices.IndexFunc(o.Spots, func(p Spot) bool { return p.ID == id })
	if i < 0 {
		return Spot{}, false
	}
	return o.Spots[i], true
}

// Named is what a deputy of the office is called; empty for nobody's id.
func (o Office) Named(id PersonID) string {
	d, _ := o.deputy(id)
	return d.Name
}

func (o Office) deputy(id PersonID) (Person, bool) {
	i := slices.IndexFunc(o.People, func(p Person) bool { return p.ID == id && p.Role == Deputy })
	if i < 0 {
		return Person{}, false
	}
	return o.People[i], true
}

// topic is where a lead points when the words themselves don't say: the topic of
// the code, else the likeliest of the deputy's; empty where that is open.
func (l Lead) topic(o Office, v Verdict) TopicID {
	d, ok := o.deputy(l.Deputy)
	switch {
	case l.Topic != "":
		return l.Topic
	case !ok:
		return ""
	case len(d.Topics) == 1:
		return d.Topics[0]
	}
	for _, g := range v.Guesses {
		if slices.Contains(d.Topics, g.Topic) {
			return g.Topic
		}
	}
	return ""
}

// led lets a lead decide where the classifier is unsure.
func (d *Desk) led(ctx context.Context, l Lead, v Verdict, q Queue) (Verdict, Queue, error) {
	to := l.topic(d.Office(), v)
	if v.Sure || to == "" {
		return v, q, nil
	}
	q, err := d.queueOf(ctx, to)
	v.Sure, v.Led, v.Again = true, true, v.Again && d.Office().Advice == AlwaysAsked
	return v, q, err
}

// lead is the one that a resident's next case comes by.
func (p Person) lead(now time.Time) Lead {
	if now.Before(p.LeadUntil) {
		return p.Lead
	}
	return Lead{}
}

// Greet remembers that a person can be written to, and by which code they came,
// and gives what of it the office knows.
func (d *Desk) Greet(ctx context.Context, once Once, by Person, l Lead) (Lead, error) {
	l = l.known(d.Office())
	_, err := d.alter(ctx, once, by, func(p *Person) {
		if p.Blocked = false; l != (Lead{}) {
			p.Lead, p.LeadUntil = l, d.now().Add(leadLasts)
		}
	})
	return l, err
}
