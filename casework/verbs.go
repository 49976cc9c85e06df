package casework

import (
	"context"
	"strings"
	"time"
)

// Edit keeps a newer version of a resident's message.
func (d *Desk) Edit(ctx context.Context, once Once, by Person, at Ref, text string) error {
	link, err := d.store.Linked(ctx, by, at)
	if KindOf(err) == NotFound && by.Version > 0 { // it may be one that is kept back
		kept := Throttled{Ref: at, Person: by.ID, Text: text, Edited: true}
		return d.store.Apply(ctx, Change{Once: once, Throttled: []Throttled{kept}})
	}
	if err != nil {
		return err
	}
	_, err = d.act(ctx, once, by, link.Case, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, c.Number, link.Entry)
		if err != nil {
			return Change{}, err
		}
		v, q, err := d.judgeAlone(ctx, c, text)
		if err != nil {
			return Change{}, err
		}
		return c.Reword(by, e, text, v, q, now)
	})
	return err
}

// judgeAlone gives what a text raises, whatever else its case holds.
func (d *Desk) judgeAlone(ctx context.Context, c Case, text string) (Verdict, Queue, error) {
	q, err := d.queueOf(ctx, c.Topic)
	if err != nil {
		return Verdict{}, q, err
	}
	v, q, err := d.heed(ctx, text, Verdict{Signals: d.classify.Classify(text).Signals}, q)
	if v.Signals.Has(Complaint) && !c.Protected {
		v.Against = united(v.Against, d.Office().chain(c.answerer()))
	}
	return v, q, err
}

func (d *Desk) entry(ctx context.Context, by Person, n Number, seq int) (Entry, error) {
	th, err := d.store.Thread(ctx, by, n)
	if err != nil {
		return Entry{}, err
	}
	for _, e := range th.Entries {
		if e.Seq == seq {
			return e, nil
		}
	}
	return Entry{}, Errorf(NotFound, "no entry %d in case %s", seq, n)
}

// Take makes a deputy the owner of a case.
func (d *Desk) Take(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, Case.Take)
}

// Release gives back a case that isn't the deputy's.
func (d *Desk) Release(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Change{}, err
		}
		return c.Release(by, q, now)
	})
}

// Ask puts a question to the resident.
func (d *Desk) Ask(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		ch, err := c.Ask(by, w, now)
		return ch.gathering(now), err
	})
}

// Answer answers the resident. Where a colleague has answered already, the words
// are kept as a draft and the error is a Conflict that names it in Entry.
func (d *Desk) Answer(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.answer(ctx, once, by, n, func(Case, Person) (Words, error) { return w, nil })
}

// answer is Answer with words that follow from the case as it is.
func (d *Desk) answer(ctx context.Context, once Once, by Person, n Number, words func(Case, Person) (Words, error)) (Case, error) {
	return d.answering(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		w, err := words(c, by)
		if err != nil {
			return Change{}, err
		}
		return c.Answer(by, w, now)
	})
}

// answering lets a rule answer, which can be undone. Where it only keeps a draft
// since a colleague has answered, the error says so.
func (d *Desk) answering(ctx context.Context, once Once, by Person, n Number, rule func(Case, Person, time.Time) (Change, error)) (Case, error) {
	draft := 0
	c, err := d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		draft = 0
		ch, err := rule(c, by, now)
		ch = ch.undoable(c, d.Office().Undo, now).gathering(now)
		if err == nil && ch.Entries[0].Kind == Draft && ch.Entries[0].By == by.ID {
			draft = ch.Entries[0].Seq
		}
		return ch, err
	})
	if err == nil && draft > 0 {
		return c, &Error{Kind: Conflict, Reason: AlreadyAnswered, Who: c.Owner, Case: n, Entry: draft, text: "kept as a draft"}
	}
	return c, err
}

// Discard closes what only advertises, without a word.
func (d *Desk) Discard(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, Case.Discard)
}

// Confirm sends a draft as an addition to the answer.
func (d *Desk) Confirm(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		return c.Confirm(by, e, now)
	})
}

// Correct puts a case under the topic that the resident means.
func (d *Desk) Correct(ctx context.Context, once Once, by Person, n Number, t TopicID) (Case, error) {
	return d.sort(ctx, once, by, n, t, Case.Correct)
}

// PassTopic passes a case to another topic's queue.
func (d *Desk) PassTopic(ctx context.Context, once Once, by Person, n Number, t TopicID) (Case, error) {
	return d.sort(ctx, once, by, n, t, Case.PassTopic)
}

// Classify puts a case under the topic that the staff choose.
func (d *Desk) Classify(ctx context.Context, once Once, by Person, n Number, t TopicID) (Case, error) {
	return d.sort(ctx, once, by, n, t, Case.Classify)
}

func (d *Desk) sort(ctx context.Context, once Once, by Person, n Number, t TopicID,
	rule func(Case, Person, Queue, time.Time) (Change, error),
) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queue(ctx, t)
		if err != nil {
			return Change{}, err
		}
		return rule(c, by, q, now)
	})
}

// PassTo offers a case to another deputy of its topic.
func (d *Desk) PassTo(ctx context.Context, once Once, by Person, n Number, deputy PersonID) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Change{}, err
		}
		return c.PassTo(by, q, deputy, now)
	})
}

// Assign gives a case to a deputy: under its own topic if the deputy serves it,
// else under the best guess among the deputy's topics, else the first of them.
func (d *Desk) Assign(ctx context.Context, once Once, by Person, n Number, deputy PersonID) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		to, err := d.store.Person(ctx, deputy)
		if err != nil {
			return Change{}, err
		}
		q, err := d.queue(ctx, topicFor(c, to))
		if err != nil {
			return Change{}, err
		}
		return c.Assign(by, q, deputy, now)
	})
}

func topicFor(c Case, to Person) TopicID {
	if to.Serves(c.Topic) {
		return c.Topic
	}
	for _, g := range c.Guesses {
		if to.Serves(g.Topic) {
			return g.Topic
		}
	}
	if len(to.Topics) == 0 {
		return ""
	}
	return to.Topics[0]
}

// Close ends a case; w may be zero.
func (d *Desk) Close(ctx context.Context, once Once, by Person, n Number, o Outcome, w Words) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		return c.Close(by, o, w, now)
	})
}

// Reopen puts an answered or closed case back into its queue.
func (d *Desk) Reopen(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Change{}, err
		}
		return c.Reopen(by, q, now)
	})
}

// Rate keeps whether an answer helped.
func (d *Desk) Rate(ctx context.Context, once Once, by Person, n Number, h Helped) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Change{}, err
		}
		return c.Rate(by, h, q, now)
	})
}

// Mark keeps how the resident was treated, from 1 to 5.
func (d *Desk) Mark(ctx context.Context, once Once, by Person, n Number, mark int) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		return c.Mark(by, mark, now)
	})
}
