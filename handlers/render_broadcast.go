package handlers

import (
	"context"
	"fmt"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// castKinds are the kinds of notice about a broadcast.
var castKinds = map[casework.NoticeKind]bool{
	casework.TellBroadcast: true, casework.TellProposal: true, casework.TellRefused: true, casework.TellProgress: true,
}

// broadcasts tells of messages to many.
type broadcasts interface {
	Broadcast(ctx context.Context, id casework.BroadcastID) (casework.Broadcast, error)
	CountReaders(ctx context.Context, b casework.Broadcast) (int, error)
}

// cast is what a notice of a broadcast is made of.
type cast struct {
	casework.Broadcast
	readers int // while it waits to be approved
}

// recallBroadcast reads what a notice of a broadcast tells.
func (r *Renderer) recallBroadcast(ctx context.Context, v *view, n casework.Notice) error {
	b, err := r.desk.Broadcast(ctx, casework.BroadcastID(n.About))
	if err != nil {
		return fmt.Errorf("read broadcast %d: %w", n.About, err)
	}
	if n.Kind == casework.TellProgress {
		if v.shown, err = r.notices.Shown(ctx, "", int(n.About), n.To); err != nil {
			return fmt.Errorf("find the progress of broadcast %d: %w", n.About, err)
		}
	}
	return r.meetCast(ctx, v, b, n.Kind == casework.TellProposal)
}

func (r *Renderer) meetCast(ctx context.Context, v *view, b casework.Broadcast, count bool) (err error) {
	v.cast.Broadcast = b
	for _, id := range []casework.PersonID{b.By, b.Approver, b.Last} {
		if err := r.meet(ctx, *v, id); err != nil {
			return err
		}
	}
	if count {
		v.cast.readers, err = r.desk.CountReaders(ctx, b)
	}
	return err
}

// Look is a broadcast as its readers see it, in the language of who looks.
func (r *Renderer) Look(by casework.Person, b casework.Broadcast) bot.Body {
	v := view{Speech: r.speech(by), by: by, office: r.desk.Office()}
	v.cast.Broadcast = b
	return v.look().body()
}

// Broadcast shows one of the staff how a broadcast of somebody else's stands, or one that went out.
func (r *Renderer) Broadcast(ctx context.Context, by casework.Person, b casework.Broadcast) (bot.Body, error) {
	v := view{Speech: r.speech(by), by: by, now: r.desk.Now(), office: r.desk.Office(), people: map[casework.PersonID]casework.Person{by.ID: by}}
	if err := r.meetCast(ctx, &v, b, b.State == casework.Proposed); err != nil {
		return bot.Body{}, err
	}
	if b.State == casework.Proposed {
		return v.propose().body(), nil
	}
	return v.reach().body(), nil
}

// look is a broadcast as its readers see it.
func (v view) look() *page {
	p := new(page)
	p.title(v.Say("cast.title", "office", v.office.Called(v.Language())))
	p.gap()
	p.line(v.cast.Text)
	if v.cast.To != casework.Resident {
		return p
	}
	if v.cast.Topic != "" {
		p.gap()
		p.note(v.Say("cast.because", "topic", v.Topic(v.office, v.cast.Topic)))
	}
	p.row(uncastRow(v.Speech, casework.Person{})...)
	return p
}

// uncastRow is the button by which a resident is spared broadcasts, or lets them come again.
func uncastRow(s words.Speech, p casework.Person) []bot.Button {
	if p.Uncast {
		return []bot.Button{{Label: s.Say("press.recast"), Data: data(pressUncast, "no")}}
	}
	return []bot.Button{{Label: s.Say("press.uncast"), Data: data(pressUncast, "yes")}}
}

// broadcast is its copy for one reader, if it still is on its way and they want it.
func (v view) broadcast(casework.Notice) *page {
	if v.cast.State != casework.Going || v.by.Role != v.cast.To || v.by.Uncast || !v.by.Farewell.IsZero() {
		return nil
	}
	return v.look()
}

// proposal asks one of the staff to approve a colleague's broadcast.
func (v view) proposal(casework.Notice) *page {
	if v.cast.State != casework.Proposed || v.cast.By == v.by.ID || !v.by.Staff() {
		return nil
	}
	return v.propose()
}

func (v view) propose() *page {
	p := new(page)
	p.title(v.Say("cast.proposal", "name", v.name(v.cast.By)))
	p.line(v.Count("cast.to", v.cast.readers, "who", v.audience()))
	p.quote(v.cast.Text)
	p.line(v.Say("cast.hint"))
	p.row(bot.Button{Label: v.Say("press.approve"), Data: castKey(pressApprove, v.cast.Broadcast)},
		bot.Button{Label: v.Say("press.decline"), Data: castKey(pressDecline, v.cast.Broadcast)})
	return p
}

// castRefused tells an author that a colleague doesn't approve.
func (v view) castRefused(casework.Notice) *page {
	if v.cast.State != casework.Refused {
		return nil
	}
	p := new(page)
	p.title(v.Say("cast.refused", "name", v.name(v.cast.Last), "who", v.audience()))
	p.quote(firstWords(v.cast.Text))
	p.row(bot.Button{Label: v.Say("press.castchange"), Data: castKey(pressCastChange, v.cast.Broadcast)},
		bot.Button{Label: v.Say("press.castdrop"), Data: castKey(pressCastDrop, v.cast.Broadcast)})
	return p
}

// progress says how far a broadcast is, in one message that changes.
func (v view) progress(casework.Notice) *page {
	if v.cast.ID == 0 || !v.by.Staff() {
		return nil
	}
	p := v.reach()
	p.edit = v.shown.Message
	return p
}

// reach says what became of a broadcast.
func (v view) reach() *page {
	p, b := new(page), v.cast
	switch b.State {
	case casework.Going:
		p.title(v.Say("cast.going", "who", v.audience()))
	case casework.Over:
		p.title(v.Say("cast.over", "who", v.audience()))
	case casework.Halted:
		p.title(v.Say("cast.halted", "who", v.audience(), "name", v.name(b.Last)))
	default:
		p.title(v.Say("cast.unsent", "who", v.audience()))
		p.quote(firstWords(b.Text))
		return p
	}
	p.quote(firstWords(b.Text))
	p.line(v.Say("cast.arrived", "n", b.Sent, "all", b.Readers))
	if b.Lost > 0 {
		p.line(v.Say("cast.lost", "n", b.Lost))
	}
	if b.Doubtful > 0 {
		p.line(v.Say("cast.doubtful", "n", b.Doubtful))
	}
	if b.State == casework.Halted {
		p.line(v.Say("cast.left", "n", b.Unsent()))
	} else if b.State == casework.Over && b.Unsent() > 0 {
		p.line(v.Say("cast.spared", "n", b.Unsent()))
	}
	p.note(v.Say("cast.by", "author", v.name(b.By), "approver", v.name(b.Approver), "when", v.when(b.Approved)))
	if b.State == casework.Going {
		if until := v.office.QuietUntil(casework.Person{}, v.now); !until.IsZero() {
			p.line(v.Say("cast.night", "when", v.when(until)))
		}
		p.row(bot.Button{Label: v.Say("press.caststop"), Data: castKey(pressCastStop, b.Broadcast)})
	}
	return p
}

func (v view) audience() string { return audienceOf(v.Speech, v.office, v.cast.Broadcast) }

// audienceOf names those whom a broadcast is for.
func audienceOf(s words.Speech, o casework.Office, b casework.Broadcast) string {
	if b.Topic == "" {
		return s.Say("cast.who." + string(b.To))
	}
	return s.Say("cast.whoof."+string(b.To), "topic", s.Topic(o, b.Topic))
}
