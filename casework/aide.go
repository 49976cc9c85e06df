package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// DraftFor keeps an aide's words as a draft, which the deputy is told of. No
// resident ever sees it; a newer one takes the place of an older.
func (c Case) DraftFor(by Person, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoDraft, by, w, now)
	if err != nil {
		return Change{}, err
	}
	if c.Standing(by) != Assistant {
		return Change{}, Errorf(Forbidden, "%s is no aide in case %s", by.ID, c.Number)
	}
	t.behalf = c.answerer()
	e := t.write(Sketch, w)
	t.tell(Notice{To: e.For, Kind: TellDrafted, Entry: e.Seq, Priority: 1, Key: "drafted:" + string(c.Number) + ":" + seq(e)})
	return t.end(seq(e))
}

// waits reports whether an entry is an aide's draft that is still to be decided.
func (e Entry) waits() bool {
	return e.Kind == Sketch && !(Words{Text: e.Text, Media: e.Media}).empty()
}

// decides gives a Conflict where an aide's draft can't be decided any more, and
// NotFound where it isn't this person's to decide.
func (c Case) decides(by Person, e Entry) error {
	theirs := e.For != "" && (e.For == by.ID || by.StandsIn(e.For))
	switch {
	case e.Kind == Answer && e.By == by.ID:
		return conflict(AlreadySent, c, by.ID)
	case !theirs || e.Kind != Sketch && e.Kind != Scrapped:
		return Errorf(NotFound, "no draft %d for %s in case %s", e.Seq, by.ID, c.Number)
	case !e.waits():
		return conflict(GivenUp, c, by.ID)
	}
	return nil
}

// overtaken says what came after an aide's draft so that it can't go out unread: a
// newer one, or words of anybody to the resident or of theirs. thread are the
// entries of the case.
func (c Case) overtaken(e Entry, thread []Entry) error {
	for _, o := range thread {
		switch {
		case o.Seq <= e.Seq && o.Kind == Said && o.Edited.After(e.At):
			return conflict(MovedOn, c, "")
		case o.Seq <= e.Seq || o.Kind == Note:
		case o.waits() && o.For == e.For:
			return conflict(Replaced, c, o.By)
		case !o.Kind.unsent():
			return conflict(MovedOn, c, "")
		}
	}
	return nil
}

// SendDraft sends an aide's draft as the deputy's own answer. thread are the entries
// of the case. An answer by a colleague before it, or any newer words, stand in the way.
func (c Case) SendDraft(by Person, e Entry, thread []Entry, now time.Time) (Change, error) {
	if c.Status == Answered && c.Standing(by) == Colleague {
		return Change{}, c.unfit()
	}
	t, err := c.turn(DoAnswer, by, now)
	if err != nil {
		return Change{}, err
	}
	if err := c.decides(by, e); err != nil {
		return Change{}, err
	}
	if err := c.overtaken(e, thread); err != nil {
		return Change{}, err
	}
	aide := e.By
	t.own()
	e.Kind, e.By, e.For, e.Revision = Answer, by.ID, t.behalf, e.Revision+1
	e.At, e.Edited = now, time.Time{}
	t.ch.Entries = append(t.ch.Entries, e)
	t.settleAnswer(e)
	t.tell(Notice{To: aide, Kind: TellApproved, Entry: e.Seq, Priority: 1})
	return t.end(seq(e) + ":" + string(aide))
}

// Decline gives up an aide's draft; its words go, and the aide is told.
func (c Case) Decline(by Person, e Entry, now time.Time) (Change, error) {
	t, err := c.turn(DoDecline, by, now)
	if err != nil {
		return Change{}, err
	}
	if err := c.decides(by, e); err != nil {
		return Change{}, err
	}
	t.giveUp(e, Scrapped, TellDeclined)
	return t.end(seq(e))
}

// giveUp takes the words from an aide's draft and tells the aide why.
func (t *turn) giveUp(e Entry, as EntryKind, told NoticeKind) {
	e.Kind, e.Text, e.Media, e.Sealed, e.Revision, e.Edited = as, "", nil, nil, e.Revision+1, t.now
	t.ch.Entries = slices.Insert(t.ch.Entries, 0, e) // an answer stands last: it may be undone
	t.tell(Notice{To: e.By, Kind: told, Entry: e.Seq, Priority: 1})
}

// DraftFor keeps an aide's words as a draft for the deputy of a case.
func (d *Desk) DraftFor(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		ch, err := c.DraftFor(by, w, now)
		return ch.gathering(now), err
	})
}

// SendDraft sends an aide's draft as an answer. Conflict: Replaced, GivenUp, AlreadySent
// or MovedOn say why it can't be.
func (d *Desk) SendDraft(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		thread, e, err := d.among(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		ch, err := c.SendDraft(by, e, thread, now)
		return ch.undoable(c, d.Office().Undo, now), err
	})
}

// Decline gives up an aide's draft.
func (d *Desk) Decline(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		_, e, err := d.among(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		return c.Decline(by, e, now)
	})
}

// among reads the entries of a case and finds one of them.
func (d *Desk) among(ctx context.Context, by Person, n Number, entry int) ([]Entry, Entry, error) {
	th, err := d.store.Thread(ctx, by, n)
	if err != nil {
		return nil, Entry{}, err
	}
	i := slices.IndexFunc(th.Entries, func(e Entry) bool { return e.Seq == entry })
	if i < 0 {
		return nil, Entry{}, Errorf(NotFound, "no entry %d in case %s", entry, n)
	}
	return th.Entries, th.Entries[i], nil
}

// Draft reads an aide's draft that is still to be decided by this deputy.
func (d *Desk) Draft(ctx context.Context, by Person, n Number, entry int) (Entry, error) {
	c, err := d.store.Case(ctx, by, n)
	if err != nil {
		return Entry{}, err
	}
	_, e, err := d.among(ctx, by, n, entry)
	if err != nil {
		return Entry{}, err
	}
	return e, c.decides(by, e)
}

// Respond takes a deputy's words to a message that shows an entry. They are the
// answer to the resident, in place of the draft if it shows an aide's; under one
// that was declined they are a note, which the aide is told of.
func (d *Desk) Respond(ctx context.Context, once Once, by Person, n Number, entry int, w Words) (c Case, noted bool, err error) {
	w.Text = strings.TrimSpace(w.Text)
	c, err = d.answering(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		_, e, err := d.among(ctx, by, n, entry)
		if KindOf(err) == NotFound { // a note of the resident's, or what isn't there any more
			err, e = nil, Entry{}
		}
		if err != nil {
			return Change{}, err
		}
		if noted = e.Kind == Scrapped && KindOf(c.decides(by, e)) == Conflict; noted {
			return c.explain(by, e, w, now)
		}
		return c.answerOver(by, e, w, now)
	})
	return c, noted, err
}

// explain notes why a draft was declined.
func (c Case) explain(by Person, e Entry, w Words, now time.Time) (Change, error) {
	ch, err := c.Note(by, w, now)
	if err == nil {
		ch.Notices = append(ch.Notices, Notice{To: e.By, Kind: TellNote, Case: c.Number, Entry: ch.Entries[0].Seq, Priority: 1})
	}
	return ch, err
}

// answerOver answers, and gives up the aide's draft that the answer takes the place of.
func (c Case) answerOver(by Person, e Entry, w Words, now time.Time) (Change, error) {
	ch, err := c.Answer(by, w, now)
	if err != nil || c.decides(by, e) != nil || ch.Entries[0].Kind != Answer {
		return ch, err
	}
	t := turn{c: c, now: now, ch: ch}
	t.giveUp(e, Sketch, TellRewrote)
	return t.ch, nil
}

// AidesOf lists the aides of a deputy, those too whom they do without.
func (d *Desk) AidesOf(ctx context.Context, by Person) ([]Person, error) {
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool {
		return p.Role != Aide || p.Retired || !slices.Contains(p.Aids, by.ID) && !slices.Contains(p.Dismissed, by.ID)
	}), err
}

// Dismiss ends what an aide may see and do for a deputy, or lets it begin again.
// The office file stays as it is.
func (d *Desk) Dismiss(ctx context.Context, once Once, by Person, aide PersonID, yes bool) error {
	return retry(func() error {
		p, err := d.store.Person(ctx, aide)
		if err != nil {
			return err
		}
		from, to := &p.Dismissed, &p.Aids
		if yes {
			from, to = to, from
		}
		switch {
		case by.Role != Deputy || by.Retired || p.Role != Aide || p.Retired:
			return Errorf(NotFound, "%s is no aide of %s", aide, by.ID)
		case slices.Contains(*to, by.ID):
			return nil
		case !slices.Contains(*from, by.ID):
			return Errorf(NotFound, "%s is no aide of %s", aide, by.ID)
		}
		*from = slices.DeleteFunc(slices.Clone(*from), func(id PersonID) bool { return id == by.ID })
		*to = append(slices.Clone(*to), by.ID)
		p.Rights++
		return d.apply(ctx, once, &by, Change{People: []Person{p}})
	})
}
