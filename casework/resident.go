package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Who gives the person behind an account who does something now. An unknown account
// gives a resident with Version 0; nothing is stored. Unconfirmed, with the person:
// somebody of the office who wasn't seen for long.
func (d *Desk) Who(ctx context.Context, account int64, name, hint string) (Person, error) {
	p, err := d.who(ctx, account, name, hint)
	if err != nil || p.Role == Resident {
		return p, err
	}
	return d.seen(ctx, p)
}

func (d *Desk) who(ctx context.Context, account int64, name, hint string) (Person, error) {
	p, err := d.store.PersonByAccount(ctx, account)
	if err == nil && !p.Farewell.IsZero() { // forgotten, and here again: somebody new
		if err = d.store.Free(ctx, p.ID, time.Time{}, true); err == nil {
			err = Errorf(NotFound, "forgotten")
		}
	}
	if KindOf(err) == NotFound {
		return Person{Role: Resident, Account: account, Name: name, Language: hint}, nil
	}
	if p.Role == Resident && err == nil {
		p.Name = name
		if !p.Chosen && hint != "" {
			p.Language = hint
		}
	}
	return p, err
}

// known makes a first-time resident somebody with an id.
func (d *Desk) known(p Person) (Person, error) {
	if p.Version > 0 || p.ID != "" {
		return p, nil
	}
	r, err := newResident(p.Account, d.random)
	if err != nil {
		return Person{}, Errorf(Internal, "draw a resident's id: %v", err)
	}
	r.Name, r.Language, r.Chosen, r.Agreed = p.Name, p.Language, p.Chosen, p.Agreed
	return r, nil
}

// alter changes a person by what alters, storing a first-time resident.
func (d *Desk) alter(ctx context.Context, once Once, by Person, alters func(*Person)) (Person, error) {
	var after Person
	err := d.inTurn(ctx, by.Account, func() error {
		fresh, err := d.who(ctx, by.Account, by.Name, by.Language)
		if err != nil {
			return err
		}
		if after, err = d.known(fresh); err != nil {
			return err
		}
		alters(&after)
		return d.store.Apply(ctx, Change{Once: once, By: fresh, People: []Person{after}})
	})
	return after, err
}

// Speak keeps the language that a person chose.
func (d *Desk) Speak(ctx context.Context, once Once, by Person, language string) (Person, error) {
	return d.alter(ctx, once, by, func(p *Person) { p.Language, p.Chosen = language, true })
}

// Reach keeps whether a person can be written to. Unknown accounts are ignored.
func (d *Desk) Reach(ctx context.Context, once Once, account int64, can bool) error {
	p, err := d.store.PersonByAccount(ctx, account)
	if KindOf(err) == NotFound || err == nil && !p.Farewell.IsZero() {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = d.alter(ctx, once, p, func(p *Person) { p.Blocked = !can })
	return err
}

// Receive keeps a resident's words: in the case that they belong to, else in a
// new one. What the resident is shown goes by notices.
func (d *Desk) Receive(ctx context.Context, m Message) error {
	if m.words().empty() {
		return Errorf(Invalid, "an empty message")
	}
	return d.inTurn(ctx, m.From.Account, func() error {
		cv, err := d.store.Conversation(ctx, m.From.Account)
		if err != nil {
			return err
		}
		ch, err := d.received(ctx, m, cv)
		if err != nil {
			return err
		}
		ch.Once = m.Once
		return d.store.Apply(ctx, ch)
	})
}

// received decides on a message. The person is always among what changes: their
// version keeps two first messages from opening two cases.
func (d *Desk) received(ctx context.Context, m Message, cv Conversation) (Change, error) {
	p := cv.Person
	if p.Version == 0 {
		p = Person{Account: m.From.Account}
	}
	p.Name, p.Blocked = m.From.Name, false
	if !p.Chosen {
		p.Language = m.From.Language
	}
	p, err := d.known(p)
	if err != nil {
		return Change{}, err
	}
	m.From = p
	ch, err := d.paced(ctx, &m, cv)
	if len(ch.Cases) > 0 && ch.Cases[0].Version == 0 {
		m.From.Lead, m.From.LeadUntil = Lead{}, time.Time{}
	}
	ch.People = append(ch.People, m.From)
	return ch, err
}

// thankable is among how many of their newest cases a resident's thanks find theirs.
const thankable = 10

// paced puts a message in its place, unless its author writes too fast: then it
// is kept back. The further pieces of an album belong to its first.
func (d *Desk) paced(ctx context.Context, m *Message, cv Conversation) (Change, error) {
	if c, e, err := d.gathered(ctx, *m, cv); err != nil || e.Seq > 0 {
		return d.gather(ctx, c, e, *m, err)
	}
	switch paced := m.From.paced(d.now()); {
	case !m.From.Barred.IsZero():
		return m.bar(&m.From, d.now()), nil
	case !paced:
		return m.throttle(&m.From, d.now()), nil
	}
	return d.place(ctx, *m, cv)
}

// place finds the case of a message and joins it, or opens one.
func (d *Desk) place(ctx context.Context, m Message, cv Conversation) (Change, error) {
	now := d.now()
	v, q, err := d.judge(ctx, m.Text)
	if err != nil {
		return Change{}, err
	}
	c, answers, err := d.replied(ctx, m, cv)
	if err != nil {
		return Change{}, err
	}
	if c.Number == "" && Thanks(m.Text) { // these may belong to a closed case
		if cv.Cases, err = d.store.CasesOf(ctx, m.From, thankable); err != nil {
			return Change{}, err
		}
	}
	if c.Number == "" {
		c = cv.belongs(m.Text, v, now)
	}
	c, v.Against = cv.apart(c, v, d.Office(), now)
	switch {
	case c.Number == "" && Thanks(m.Text) && len(m.Media) == 0:
		return Change{Notices: []Notice{{To: m.From.ID, Kind: TellWarmly, Key: "warmly:" + string(m.From.ID)}}}, nil
	case c.Number == "":
		return d.open(ctx, m, v, q)
	}
	m.Answers = answers
	if c.Merged != "" {
		m.Answers = 0
	}
	if c, err = d.current(ctx, cv.Person, c); err != nil {
		return Change{}, err
	}
	against := v.Against
	if v, q, err = d.judgeWhole(ctx, c, m); err != nil {
		return Change{}, err
	}
	v.Against = united(v.Against, against)
	return c.Join(m, v, q, now)
}

// replied finds the case and the entry of the message that this one answers, if
// it is one of the resident's.
func (d *Desk) replied(ctx context.Context, m Message, cv Conversation) (Case, int, error) {
	if m.ReplyTo == 0 || cv.Person.Version == 0 {
		return Case{}, 0, nil
	}
	link, err := d.store.Linked(ctx, m.From, Ref{Chat: m.Ref.Chat, Message: m.ReplyTo})
	if KindOf(err) == NotFound {
		return Case{}, 0, nil
	}
	if err != nil {
		return Case{}, 0, err
	}
	c, err := d.store.Case(ctx, m.From, link.Case)
	if KindOf(err) == NotFound {
		return Case{}, 0, nil
	}
	return c, link.Entry, err
}

// open makes a case of a message.
func (d *Desk) open(ctx context.Context, m Message, v Verdict, q Queue) (Change, error) {
	now := d.now()
	lead := m.From.lead(now)
	v, q, err := d.led(ctx, lead, v, q)
	if err != nil {
		return Change{}, err
	}
	n, err := NewNumber(d.random)
	if err != nil {
		return Change{}, Errorf(Internal, "draw a case number: %v", err)
	}
	t := open(n, m.From, m.words(), m.Forwarded, d.Office().Settle, now)
	t.c.Lead = lead
	if m.From.Agreed.IsZero() {
		return t.hold(v)
	}
	t.sort(v, q)
	t.tellResident(TellReceipt)
	ch, err := t.end(seq(t.last()))
	return d.wondering(ch, m.Text), err
}

// judgeWhole judges what was written so far together with the new words, or, for
// a case that has a topic, gives that topic's queue.
func (d *Desk) judgeWhole(ctx context.Context, c Case, m Message) (Verdict, Queue, error) {
	own := d.classify.Classify(m.Text)
	if c.Topic != "" {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Verdict{}, q, err
		}
		return d.heed(ctx, m.Text, Verdict{Signals: own.Signals, Language: own.Language}, q)
	}
	th, err := d.store.Thread(ctx, m.From, c.Number)
	if err != nil {
		return Verdict{}, Queue{}, err
	}
	whole := strings.TrimSpace(th.said() + "\n" + m.Text)
	v, q, err := d.judge(ctx, whole)
	if th.lowered() && err == nil { // what was said before was looked at by a person
		v.Signals, v.Against = own.Signals, nil
		return d.heed(ctx, m.Text, v, q)
	}
	return v, q, err
}

// lowered reports whether a person once said that the case needs no protection.
func (th Thread) lowered() bool {
	return slices.ContainsFunc(th.Events, func(e Event) bool { return e.Verb == DoLower })
}

// said is all that the resident wrote.
func (th Thread) said() string {
	var all []string
	for _, e := range th.Entries {
		if e.Kind == Said && e.Text != "" {
			all = append(all, e.Text)
		}
	}
	return strings.Join(all, "\n")
}

// Agree keeps the resident's agreement and brings what was held to the desk. It
// reports false when the resident had agreed before.
func (d *Desk) Agree(ctx context.Context, once Once, by Person) (bool, error) {
	first := false
	err := d.inTurn(ctx, by.Account, func() error {
		cv, err := d.store.Conversation(ctx, by.Account)
		if err != nil {
			return err
		}
		if first = cv.Person.Agreed.IsZero(); !first {
			return nil
		}
		ch, err := d.agreed(ctx, cv, by)
		if err != nil {
			return err
		}
		ch.Once = once
		return d.store.Apply(ctx, ch)
	})
	return first, err
}

func (d *Desk) agreed(ctx context.Context, cv Conversation, by Person) (Change, error) {
	p := cv.Person
	if p.Version == 0 {
		p = by
	}
	p, err := d.known(p)
	if err != nil {
		return Change{}, err
	}
	p.Agreed = d.now()
	held := cv.find(func(c Case) bool { return c.Status == Held })
	if held.Number == "" {
		return Change{People: []Person{p}}, nil
	}
	v, q, err := d.judgeWhole(ctx, held, Message{From: p})
	if err != nil {
		return Change{}, err
	}
	if v, q, err = d.led(ctx, held.Lead, v, q); err != nil {
		return Change{}, err
	}
	ch, err := held.Agree(p, v, q, d.Office().Settle, d.now())
	if err != nil {
		return Change{}, err
	}
	ch.People = append(ch.People, p)
	if held.Entries > 1 {
		return ch, nil
	}
	e, err := d.entry(ctx, p, held.Number, 1)
	return d.wondering(ch, e.Text), err
}
