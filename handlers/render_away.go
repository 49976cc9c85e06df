package handlers

import (
	"context"
	"fmt"

	"liaison/bot"
	"liaison/casework"
)

// stead is what a notice of an absence is made of.
type stead struct {
	absence casework.Absence
	cases   []casework.Case  // that the reader stands in for
	acts    []casework.Event // that others did for the reader
}

// absences are the kinds of notice about one.
var absenceKinds = map[casework.NoticeKind]bool{
	casework.TellCovering: true, casework.TellRelieved: true, casework.TellAway: true, casework.TellBack: true,
}

// recallAbsence reads what a notice of an absence tells.
func (r *Renderer) recallAbsence(ctx context.Context, v *view, n casework.Notice) error {
	var err error
	if v.stead.absence, err = r.desk.Absence(ctx, casework.AbsenceID(n.About)); err != nil {
		return fmt.Errorf("read absence %d: %w", n.About, err)
	}
	a := v.stead.absence
	for _, id := range []casework.PersonID{a.Person, a.Substitute} {
		if err := r.meet(ctx, *v, id); err != nil {
			return err
		}
	}
	switch n.Kind {
	case casework.TellCovering:
		for _, c := range v.by.Covers {
			more, err := r.desk.Covered(ctx, v.by, c.Person, listed+1)
			if err != nil {
				return fmt.Errorf("list the cases of %s: %w", c.Person, err)
			}
			v.stead.cases = append(v.stead.cases, more...)
		}
	case casework.TellBack:
		if v.stead.acts, err = r.desk.Stead(ctx, a.Person, a.Begun, 2*listed+1); err != nil {
			return fmt.Errorf("list what was done for %s: %w", a.Person, err)
		}
		for _, e := range v.stead.acts {
			if err := r.meet(ctx, *v, e.By); err != nil {
				return err
			}
		}
	}
	return nil
}

// covering tells a deputy that they stand in for another, and for which cases.
func (v view) covering(casework.Notice) *page {
	a := v.stead.absence
	if !v.by.StandsIn(a.Person) {
		return nil
	}
	p := new(page)
	p.title(v.Say("covering.title", "name", v.name(a.Person), "until", v.day(a.Until.Add(-1))))
	p.line(v.Say("covering.how"))
	if len(v.stead.cases) == 0 {
		p.line(v.Say("covering.none"))
		return p
	}
	p.line(v.Say("covering.cases"))
	var keys []bot.Button
	for i, c := range v.stead.cases {
		if i == listed {
			p.line(v.Say("covering.more"))
			break
		}
		p.line(v.Say("row.line", "number", c.Number, "topic", v.Topic(v.office, c.Topic), "state", v.State(c, v.now, v.office.Zone)))
		keys = append(keys, bot.Button{Label: c.Number.String(), Data: data(pressCase, string(c.Number))})
	}
	p.rows = inRows(keys, 2)
	return p
}

func (v view) relieved(casework.Notice) *page {
	if v.by.StandsIn(v.stead.absence.Person) {
		return nil
	}
	p := new(page)
	p.line(v.Say("relieved.done", "name", v.name(v.stead.absence.Person)))
	return p
}

func (v view) sentAway(casework.Notice) *page {
	a := v.stead.absence
	if !a.Over.IsZero() {
		return nil
	}
	p := new(page)
	p.title(v.Say("away.title", "span", span(v.Speech, a.From, a.Until.Add(-1), v.now, v.office.Zone), "name", v.name(a.Substitute)))
	p.line(v.Say("away.ends"))
	return p
}

// backAgain tells a deputy what was done in their stead.
func (v view) backAgain(casework.Notice) *page {
	a := v.stead.absence
	p := new(page)
	p.title(v.Say("back.title", "name", v.name(a.Substitute)))
	if len(v.stead.acts) == 0 {
		p.line(v.Say("back.nothing"))
	}
	for i, e := range v.stead.acts {
		if i == 2*listed {
			p.line(v.Say("back.more"))
			break
		}
		p.line(v.Say("back.act."+v.done(e.Verb), "name", v.name(e.By), "number", e.Case, "when", v.when(e.At)))
	}
	p.line(v.Say("back.yours"))
	return p
}

// done names what somebody did in another's stead.
func (v view) done(verb casework.Verb) string {
	switch verb {
	case casework.DoAnswer, casework.DoAsk, casework.DoPass, casework.DoNote:
		return string(verb)
	}
	return "rest"
}

// speaker names who wrote an entry, and whom they stood in for.
func (v view) speaker(e casework.Entry) string {
	if e.For == "" {
		return v.name(e.By)
	}
	return v.Say("name.for", "name", v.name(e.By), "absent", v.name(e.For))
}

// standsFor names a deputy, or who stands in for them while they are away.
func (v view) standsFor(id casework.PersonID) string {
	p := v.people[id]
	if !p.Away() || p.Substitute == "" {
		return v.name(id)
	}
	return v.Say("name.for", "name", v.name(p.Substitute), "absent", v.name(id))
}
