package casework

import (
	"context"
	"strings"
	"time"
)

// sentences is into how many pieces a text is cut at most to look for two matters.
const sentences = 24

// Matters cuts a text in two where its halves plainly speak of different topics:
// the classifier is sure of both. False where it is one matter, or may be.
func (d *Desk) Matters(text string) (first, second string, two bool) {
	cuts := cutsOf(text)
	best := 0.0
	for _, at := range cuts {
		a, b := strings.TrimSpace(text[:at]), strings.TrimSpace(text[at:])
		one, other := d.classify.Classify(a), d.classify.Classify(b)
		if !one.Sure || !other.Sure || one.Guesses[0].Topic == other.Guesses[0].Topic {
			continue
		}
		if p := min(one.Guesses[0].Probability, other.Guesses[0].Probability); p > best {
			best, first, second, two = p, a, b, true
		}
	}
	return first, second, two
}

// cutsOf gives where sentences and lines of a text end, but for its end.
func cutsOf(text string) []int {
	var cuts []int
	ended := false
	for i, r := range text {
		if strings.ContainsRune(".!?。！？；;\n", r) {
			ended = true
			continue
		}
		if ended && i > 0 && strings.TrimSpace(text[i:]) != "" && (r == ' ' || r >= 0x2E80 || text[i-1] == '\n') {
			cuts = append(cuts, i)
		}
		ended = false
	}
	return cuts[:min(len(cuts), sentences)]
}

// wondering asks a resident whose first words plainly hold two matters whether they are two cases.
func (d *Desk) wondering(ch Change, said string) Change {
	if len(ch.Cases) == 0 || ch.Cases[0].Protected || ch.Cases[0].Signals.Has(Danger) {
		return ch
	}
	if _, _, two := d.Matters(said); two {
		c := ch.Cases[0]
		ch.Notices = append(ch.Notices, Notice{To: c.Resident, Kind: TellTwo, Case: c.Number, Entry: 1})
	}
	return ch
}

// Divide leaves the first of two matters in the case and makes the second one of
// its own, numbered n. What was written stays as an earlier version of the entry.
func (c Case) Divide(by Person, e Entry, halves [2]Words, n Number, verdicts [2]Verdict, queues [2]Queue, settle time.Duration, now time.Time) (Change, error) {
	t, err := c.turn(DoSplit, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID || e.Kind != Said:
		return Change{}, Errorf(NotFound, "no message of %s in case %s", by.ID, c.Number)
	}
	fresh := open(n, by, halves[1], e.Forwarded, settle, now)
	fresh.c.Lead, fresh.c.Named = c.Lead, c.Named
	fresh.sort(verdicts[1], queues[1])
	fresh.tellResident(TellReceipt)
	opened, err := fresh.end("1")
	if err != nil {
		return Change{}, err
	}
	e.Text, e.Revision = halves[0].Text, e.Revision+1
	t.ch.Entries = append(t.ch.Entries, e)
	if q := queues[0]; (c.Status == Unsorted || c.Status == Queued) && q.Topic.ID != c.Topic {
		t.c.Guesses = verdicts[0].Guesses
		t.enqueue(q, c.Lead.Deputy)
		t.moved(c)
	} else {
		t.tellReworded(e)
	}
	left, err := t.end(seq(e))
	return left.and(opened), err
}

// Divide makes two cases of a message that plainly holds two matters, and gives the new one.
func (d *Desk) Divide(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	var number Number
	var opened Case
	_, err := d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		first, second, two := d.Matters(e.Text)
		if !two {
			return Change{}, conflict(NotWaiting, c, "")
		}
		halves := [2]Words{{Text: first}, {Text: second}}
		var verdicts [2]Verdict
		var queues [2]Queue
		for i, w := range halves {
			if verdicts[i], queues[i], err = d.judge(ctx, w.Text); err != nil {
				return Change{}, err
			}
		}
		if number, err = NewNumber(d.random); err != nil {
			return Change{}, Errorf(Internal, "draw a case number: %v", err)
		}
		ch, err := c.Divide(by, e, halves, number, verdicts, queues, d.Office().Settle, now)
		opened = ch.Case(number)
		return ch, err
	})
	return opened, err
}
