package casework

import (
	"context"
	"errors"
	"slices"
)

// commonAtOnce is how many cases a sweep answers of one common answer.
const commonAtOnce = 50

// WriteCommon keeps what a deputy wants to answer to all cases of a case's matter that are
// theirs to answer, or which of their ready answers; nothing goes out before Send.
func (d *Desk) WriteCommon(ctx context.Context, once Once, by Person, n Number, text, ready string) (Common, error) {
	c, err := d.store.Case(ctx, by, n)
	switch {
	case err != nil:
		return Common{}, err
	case by.Role != Deputy || c.Matter == 0:
		return Common{}, Errorf(NotFound, "no matter of case %s for %s", n, by.ID)
	case tooLong(text):
		return Common{}, Common{}.refuses(TooLong)
	}
	m := Common{Matter: c.Matter, Topic: c.Topic, Text: text, Ready: ready, By: by.ID}
	if m.Text, err = d.commonWords(ctx, m, by, c); err != nil {
		return Common{}, err
	}
	if blank(m.Text) {
		return Common{}, Errorf(Invalid, "no words to answer with")
	}
	id, err := drawID(d.random)
	if err != nil {
		return Common{}, err
	}
	m.ID = CommonID(id)
	err = retry(func() error { return d.apply(ctx, once, &by, m.turns(CommonWritten, by.ID, d.now())) })
	m.State, m.Version, m.Last = CommonWritten, 1, by.ID
	return m, err
}

// commonWords are those that go out in a case: of a ready answer the version in its
// resident's language.
func (d *Desk) commonWords(ctx context.Context, m Common, by Person, c Case) (string, error) {
	if m.Ready == "" {
		return m.Text, nil
	}
	list, err := d.prepared(ctx, by, c)
	for _, p := range list {
		if p.Key == m.Ready {
			return p.Text, nil
		}
	}
	return "", errors.Join(err, Errorf(NotFound, "no such ready answer"))
}

// Common reads one, for its author and the staff.
func (d *Desk) Common(ctx context.Context, by Person, id CommonID) (Common, error) {
	m, err := d.store.Common(ctx, id)
	if err == nil && m.By != by.ID && !by.Staff() {
		err = Errorf(NotFound, "no common answer %d for %s", id, by.ID)
	}
	return m, err
}

// CommonReach lists the cases that a common answer would go to now.
func (d *Desk) CommonReach(ctx context.Context, m Common) ([]Case, error) {
	author, err := d.store.Person(ctx, m.By)
	if err != nil {
		return nil, err
	}
	matter, err := d.store.Matter(ctx, m.Matter)
	if err != nil {
		return nil, err
	}
	all, err := d.store.CasesIn(ctx, author, matter.Root, MostCommon)
	return slices.DeleteFunc(all, func(c Case) bool { return !m.Reaches(c, author) }), err
}

// CommonArrivals counts with how many people it arrived.
func (d *Desk) CommonArrivals(ctx context.Context, id CommonID) (Arrivals, error) {
	return d.store.CommonArrivals(ctx, id)
}

// CommonFates counts the cases in which it is owed, was answered, and was passed over.
func (d *Desk) CommonFates(ctx context.Context, id CommonID) (map[CommonFate]int, error) {
	return d.store.CommonFates(ctx, id)
}

// SendCommon lets the version that its author saw go out, or proposes it to the staff.
func (d *Desk) SendCommon(ctx context.Context, once Once, by Person, id CommonID, seen int64) (Common, error) {
	return d.onCommon(ctx, once, by, id, func(m Common, by Person) (Change, error) {
		cases, err := d.CommonReach(ctx, m)
		if err != nil {
			return Change{}, err
		}
		all, err := d.store.OfficePeople(ctx)
		if err != nil {
			return Change{}, err
		}
		staff := slices.DeleteFunc(all, func(p Person) bool { return !p.Staff() || !p.Told() })
		return m.Send(by, seen, cases, staff, d.now())
	})
}

// DropCommon gives it up before it goes out.
func (d *Desk) DropCommon(ctx context.Context, once Once, by Person, id CommonID, seen int64) (Common, error) {
	return d.onCommon(ctx, once, by, id, func(m Common, by Person) (Change, error) { return m.Drop(by, seen, d.now()) })
}

// JudgeCommon lets one that goes to many go out, or not.
func (d *Desk) JudgeCommon(ctx context.Context, once Once, by Person, id CommonID, seen int64, yes bool) (Common, error) {
	return d.onCommon(ctx, once, by, id, func(m Common, by Person) (Change, error) {
		cases, err := d.CommonReach(ctx, m)
		if err != nil {
			return Change{}, err
		}
		return m.Judge(by, seen, yes, cases, d.now())
	})
}

// HaltCommon stops it for all who don't have it yet.
func (d *Desk) HaltCommon(ctx context.Context, once Once, by Person, id CommonID) (Common, error) {
	return d.onCommon(ctx, once, by, id, func(m Common, by Person) (Change, error) { return m.Halt(by, d.now()) })
}

// onCommon is act for common answers.
func (d *Desk) onCommon(ctx context.Context, once Once, by Person, id CommonID, rule func(Common, Person) (Change, error)) (Common, error) {
	var after Common
	err := retry(func() error {
		m, err := d.store.Common(ctx, id)
		if err != nil {
			return err
		}
		ch, err := rule(m, by)
		if err != nil {
			return err
		}
		after = ch.Commons[0]
		after.Version++
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}

// AnswerAll gives the common answers that are on their way to the next of their cases, each in
// its own thread, and ends those of which nothing is owed or under way any more. It is to be called every few
// seconds; what it does follows from how things stand: a case is answered and taken off the list
// in one transaction, so that whatever ends it half way, each gets the answer once.
func (d *Desk) AnswerAll(ctx context.Context) error {
	going, err := d.store.GoingCommons(ctx)
	for _, m := range going {
		if e := d.answerAll(ctx, m); KindOf(e) != Stale { // another instance did it, or it was stopped
			err = errors.Join(err, e)
		}
	}
	return err
}

func (d *Desk) answerAll(ctx context.Context, m Common) error {
	owed, err := d.store.OwedCommon(ctx, m.ID, commonAtOnce)
	for _, n := range owed {
		if err == nil {
			err = d.answerOne(ctx, m, n)
		}
	}
	if err != nil || len(owed) == commonAtOnce {
		return err
	}
	if a, err := d.store.CommonArrivals(ctx, m.ID); err != nil || a.Waiting > 0 {
		return err
	}
	return d.store.Apply(ctx, m.turns(CommonOver, "", d.now(), m.tell(m.By)))
}

// answerOne answers one case, or passes it over where that isn't its author's to do any more.
func (d *Desk) answerOne(ctx context.Context, m Common, n Number) error {
	return retry(func() error {
		author, err := d.store.Person(ctx, m.By)
		if err != nil {
			return err
		}
		c, err := d.store.Case(ctx, author, n)
		if err != nil && KindOf(err) != NotFound {
			return err
		}
		passed := Change{CommonCases: []CommonCase{{m.ID, n, CommonPassed}}}
		if err != nil || !m.Reaches(c, author) {
			return d.store.Apply(ctx, passed)
		}
		text, err := d.commonWords(ctx, m, author, c)
		if KindOf(err) == NotFound && err != nil {
			return d.store.Apply(ctx, passed)
		}
		if err != nil {
			return err
		}
		ch, err := c.Answer(author, Words{Text: text}, d.now())
		if err != nil {
			return err
		}
		m.carry(ch.Notices)
		ch.By, ch.CommonCases = author, []CommonCase{{m.ID, n, CommonAnswered}}
		return d.store.Apply(ctx, ch)
	})
}
