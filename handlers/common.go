package handlers

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// commons tells of answers to all cases of a matter.
type commons interface {
	Common(ctx context.Context, by casework.Person, id casework.CommonID) (casework.Common, error)
	CommonReach(ctx context.Context, m casework.Common) ([]casework.Case, error)
	AddedIn(ctx context.Context, by casework.Person, cases []casework.Case) ([]casework.Number, error)
	CommonFates(ctx context.Context, id casework.CommonID) (map[casework.CommonFate]int, error)
	CommonArrivals(ctx context.Context, id casework.CommonID) (casework.Arrivals, error)
}

// deskCommon is what deputies do to answer all cases of a matter, and staff with it.
type deskCommon interface {
	commons
	WriteCommon(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, text, ready string) (casework.Common, error)
	SendCommon(ctx context.Context, once casework.Once, by casework.Person, id casework.CommonID, seen int64) (casework.Common, error)
	DropCommon(ctx context.Context, once casework.Once, by casework.Person, id casework.CommonID, seen int64) (casework.Common, error)
	JudgeCommon(ctx context.Context, once casework.Once, by casework.Person, id casework.CommonID, seen int64, yes bool) (casework.Common, error)
	HaltCommon(ctx context.Context, once casework.Once, by casework.Person, id casework.CommonID) (casework.Common, error)
}

func commonKey(verb string, m casework.Common, more ...string) string {
	return data(verb, append([]string{strconv.FormatInt(int64(m.ID), 10), strconv.FormatInt(m.Version, 10)}, more...)...)
}

func (p press) common() casework.CommonID { return casework.CommonID(counted(p.arg(0))) }

// promptAll asks a deputy for the words that all cases of a matter are to be answered with,
// or which ready answer.
func (c *chat) promptAll(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if key := t.press.arg(1); key != "" {
		return c.writtenAll(ctx, t, n, "", key)
	}
	s, err := c.prompt(ctx, t, "screen.prompt.all", casework.AllIntent)
	if err != nil {
		return s, err
	}
	list, err := c.desk.Prepared(ctx, t.by, n)
	if err != nil || len(list) == 0 {
		return s, err
	}
	var rows [][]bot.Button
	for _, one := range list[:min(readyPage, len(list))] {
		rows = append(rows, []bot.Button{{Label: firstWords(one.Text), Data: data(pressAll, string(n), one.Key)}})
	}
	s.Also = []bot.Body{{Text: t.say.Say("screen.all.ready"), Rows: rows}}
	return s, nil
}

// writtenAll shows what would go out, and to how many.
func (c *chat) writtenAll(ctx context.Context, t talk, n casework.Number, text, ready string) (bot.Screen, error) {
	if len(t.Media) > 0 {
		return plain(t.say.Say("screen.all.words_only")), nil
	}
	m, err := c.desk.WriteCommon(ctx, t.once, t.by, n, text, ready)
	if casework.ReasonOf(err) == casework.TooLong {
		return plain(t.say.Say("screen.all.long", "limit", casework.BroadcastLimit)), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	reach, err := c.desk.CommonReach(ctx, m)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	drop := bot.Button{Label: t.say.Say("press.alldrop"), Data: commonKey(pressAllDrop, m)}
	if len(reach) == 0 {
		p.line(t.say.Say("screen.all.nobody"))
		p.row(drop)
		return bot.Screen{Body: p.body()}, nil
	}
	follow := 0
	for _, o := range reach {
		if o.Follows {
			follow++
		}
	}
	p.line(t.say.Count("screen.all.preview", len(reach)))
	p.line(t.say.Say("screen.all.who", "follow", follow, "found", len(reach)-follow))
	if err := c.addedTo(ctx, t, p, reach); err != nil {
		return bot.Screen{}, err
	}
	p.quote(m.Text)
	if len(reach) > casework.CommonCap {
		p.line(t.say.Say("screen.all.approval", "cap", casework.CommonCap))
	}
	p.row(bot.Button{Label: t.say.Say("press.allsend"), Data: commonKey(pressAllSend, m)}, drop)
	return bot.Screen{Body: p.body()}, nil
}

// numbersShown is how many cases with words of their own are named.
const numbersShown = 10

// addedTo names the copies to which something was added, so that it is read before all are answered.
func (c *chat) addedTo(ctx context.Context, t talk, p *page, reach []casework.Case) error {
	own, err := c.desk.AddedIn(ctx, t.by, reach)
	if err != nil || len(own) == 0 {
		return err
	}
	names := make([]string, 0, numbersShown)
	for _, n := range own[:min(numbersShown, len(own))] {
		names = append(names, n.String())
	}
	p.line(t.say.Count("screen.all.added", len(own), "numbers", strings.Join(names, ", ")))
	return nil
}

// sendAll lets it go out, or asks the staff.
func (c *chat) sendAll(ctx context.Context, t talk) (bot.Screen, error) {
	m, err := c.desk.SendCommon(ctx, t.once, t.by, t.press.common(), t.press.version())
	if err != nil {
		return c.allRefused(t, err)
	}
	if m.State == casework.CommonProposed {
		return inPlace(bot.Body{Text: t.say.Say("screen.all.proposed")}, ""), nil
	}
	s := inPlace(bot.Body{Text: t.say.Count("screen.all.sent", m.Cases)}, "")
	s.Rows = [][]bot.Button{{{Label: t.say.Say("press.allstop"), Data: commonKey(pressAllStop, m)}}}
	return s, nil
}

func (c *chat) dropAll(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.DropCommon(ctx, t.once, t.by, t.press.common(), t.press.version()); err != nil {
		return c.allRefused(t, err)
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.all.dropped")}, ""), nil
}

func (c *chat) stopAll(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.HaltCommon(ctx, t.once, t.by, t.press.common()); err != nil {
		return c.allRefused(t, err)
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.all.stopped")}, ""), nil
}

// judgeAll is a word of the staff on what a deputy wants to answer to many.
func (c *chat) judgeAll(ctx context.Context, t talk) (bot.Screen, error) {
	yes := t.press.arg(2) == "yes"
	m, err := c.desk.JudgeCommon(ctx, t.once, t.by, t.press.common(), t.press.version(), yes)
	if err != nil {
		return c.allRefused(t, err)
	}
	if !yes {
		return inPlace(bot.Body{Text: t.say.Say("screen.all.declined")}, ""), nil
	}
	s := inPlace(bot.Body{Text: t.say.Count("screen.all.sent", m.Cases)}, "")
	s.Rows = [][]bot.Button{{{Label: t.say.Say("press.allstop"), Data: commonKey(pressAllStop, m)}}}
	return s, nil
}

// allRefused says plainly what stands in the way.
func (c *chat) allRefused(t talk, err error) (bot.Screen, error) {
	switch casework.ReasonOf(err) {
	case casework.Alone:
		return toast(t.say.Say("screen.all.alone")), nil
	case casework.Changed, casework.NotWaiting:
		return toast(t.say.Say("screen.all.otherwise")), nil
	}
	return bot.Screen{}, err
}

// recallCommon reads the common answer that a notice is about, and how it stands.
func (r *Renderer) recallCommon(ctx context.Context, v *view, n casework.Notice) error {
	m, err := r.desk.Common(ctx, v.by, casework.CommonID(n.About))
	if err != nil {
		return fmt.Errorf("read a common answer: %w", err)
	}
	reach, reached := r.desk.CommonReach(ctx, m)
	fates, counted := r.desk.CommonFates(ctx, m.ID)
	arrivals, arrived := r.desk.CommonArrivals(ctx, m.ID)
	v.common, v.toCases, v.fates, v.arrivals = m, len(reach), fates, arrivals
	return errors.Join(reached, counted, arrived, r.meet(ctx, *v, m.By), r.meet(ctx, *v, m.Last))
}

// commonNews asks the staff to approve what goes to many, or tells its author how it ended.
func (v view) commonNews(casework.Notice) *page {
	m, p := v.common, new(page)
	switch {
	case m.State == casework.CommonProposed && v.by.Staff():
		p.title(v.Say("common.proposal", "name", v.name(m.By)))
		p.line(v.Count("common.to", v.toCases, "topic", v.Topic(v.office, m.Topic)))
		p.quote(m.Text)
		p.row(bot.Button{Label: v.Say("press.approve"), Data: commonKey(pressAllJudge, m, "yes")},
			bot.Button{Label: v.Say("press.decline"), Data: commonKey(pressAllJudge, m, "no")})
	case m.By != v.by.ID:
		return nil
	case m.State == casework.CommonRefused:
		p.line(v.Say("common.refused", "name", v.name(m.Last)))
	case m.State == casework.CommonOver || m.State == casework.CommonHalted:
		if m.State == casework.CommonOver && v.arrivals.People > 0 {
			p.line(v.Count("common.arrived", v.arrivals.People))
		} else {
			p.line(v.Count("common.over", v.fates[casework.CommonAnswered]))
		}
		if n := m.Cases - v.fates[casework.CommonAnswered]; n > 0 {
			p.line(v.Count("common.passed", n))
		}
	default:
		return nil
	}
	return p
}
