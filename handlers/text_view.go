package handlers

import (
	"context"
	"fmt"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// view is all that a text is made of: who reads it, when, and how things stand.
// What is made from it needs no further reading.
type view struct {
	words.Speech
	by       casework.Person
	now      time.Time
	office   casework.Office
	thread   casework.Thread // of no number where it isn't the reader's any more
	people   map[casework.PersonID]casework.Person
	about    casework.Notice // of notices about notices
	stead    stead           // of notices about absences
	seal     Sealer          // nil: nothing can be opened
	export   *bot.Document   // all that is kept of the reader
	shown    casework.Shown  // the message that a notice changes in place
	crowd    []casework.Burdened
	others   casework.Crowd // who writes about the same
	personal string         // what the sender of a copied text added to it

	common   casework.Common // of notices about common answers
	toCases  int             // to how many cases it would go
	fates    map[casework.CommonFate]int
	arrivals casework.Arrivals
	ready    bool // the reader has answers that can be sent with a tap

	invitation casework.Invitation
	signIn     casework.SignIn

	knock  casework.Person // who is there again after long; no ID: they needn't be confirmed any more
	halves [2]string       // the two matters of a message
	cast   cast            // of notices about broadcasts

	morning casework.Morning // of digests
}

// view looks up everybody who is named in a thread.
func (r *Renderer) view(ctx context.Context, by casework.Person, t casework.Thread) (view, error) {
	v := view{
		Speech: r.speech(by), by: by, now: r.desk.Now(), office: r.desk.Office(), seal: r.seal,
		thread: t, people: map[casework.PersonID]casework.Person{by.ID: by},
	}
	for _, id := range append(t.People(), keeping(v.office, t.Case)...) {
		if err := r.meet(ctx, v, id); err != nil {
			return v, err
		}
	}
	var err error
	if v.others, err = r.desk.Others(ctx, by, t.Case); err != nil {
		return v, fmt.Errorf("count who writes about the same as case %s: %w", t.Case.Number, err)
	}
	if v.personal, err = r.desk.Added(ctx, by, t); err != nil {
		return v, fmt.Errorf("look for what was added in case %s: %w", t.Case.Number, err)
	}
	if by.Role == casework.Deputy && t.Case.Number != "" {
		if v.ready, err = r.desk.HasReady(ctx, by, t.Case.Topic); err != nil {
			return v, fmt.Errorf("look for ready answers: %w", err)
		}
	}
	return v, nil
}

// meet looks up a person once; one who isn't known stays without a name.
func (r *Renderer) meet(ctx context.Context, v view, id casework.PersonID) error {
	if _, known := v.people[id]; known || id == "" {
		return nil
	}
	p, err := r.desk.Person(ctx, id)
	if casework.KindOf(err) == casework.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read person %s: %w", id, err)
	}
	v.people[id] = p
	return r.meet(ctx, v, p.Substitute)
}

// name is what the reader may call a person: a resident is an alias to
// everybody else, unless they let their name be seen on this case.
func (v view) name(id casework.PersonID) string {
	return v.Person(v.people[id], v.thread.Case)
}

// deputy names who has the case, or else who was told of it; empty if nobody.
func (v view) deputy() string {
	id := v.thread.Case.Owner
	if id == "" {
		id = v.thread.Case.Offered
	}
	if id == "" {
		return ""
	}
	return v.standsFor(id)
}

// topic names the case's topic, retired ones too; empty while it has none.
func (v view) topic() string { return v.Topic(v.office, v.thread.Case.Topic) }

// entry finds one entry; a resident finds no note.
func (v view) entry(seq int) (casework.Entry, bool) {
	for _, e := range v.thread.Entries {
		if e.Seq == seq {
			if e.Kind == casework.Note && v.by.Role == casework.Resident {
				return casework.Entry{}, false
			}
			return e, true
		}
	}
	return casework.Entry{}, false
}

// replyTo is the reader's own message that became an entry, to hang a text under it.
func (v view) replyTo(e casework.Entry) int {
	if e.Ref.Chat == v.by.Account {
		return e.Ref.Message
	}
	return 0
}

// own is the reader's newest message before an entry, so that words about it hang under it.
func (v view) own(before casework.Entry) int {
	message := 0
	for _, e := range v.thread.Entries {
		if e.Seq < before.Seq && e.Kind == casework.Said && e.By == v.by.ID {
			message = v.replyTo(e)
		}
	}
	return message
}

func (v view) day(t time.Time) string  { return v.Day(t, v.now, v.office.Zone) }
func (v view) term(t time.Time) string { return v.By(t, v.now, v.office.Zone) }
func (v view) when(t time.Time) string { return v.DayTime(t, v.now, v.office.Zone) }
func (v view) ago(t time.Time) string  { return v.Ago(v.now.Sub(t)) }
