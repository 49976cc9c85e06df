package handlers

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"liaison/bot"
	"liaison/casework"
)

// readyPage is how many ready answers one menu shows.
const readyPage = 6

// ready lists the ready answers, of a case or all of them; after "add" it keeps one.
func (c *chat) ready(ctx context.Context, t talk) (bot.Screen, error) {
	if t.Kind != bot.Press && t.Payload != "" {
		return c.addReady(ctx, t)
	}
	n := t.press.number()
	list, err := c.desk.Prepared(ctx, t.by, n)
	if err != nil {
		return bot.Screen{}, err
	}
	rows := readyKeys(t, n, list, t.press.entry())
	if n != "" {
		return menu(t, n, rows), nil
	}
	p := new(page)
	if len(list) == 0 {
		p.line(t.say.Say("screen.ready.none"))
	} else {
		p.line(t.say.Say("screen.ready.title"))
	}
	p.gap()
	p.line(t.say.Say("screen.ready.how"))
	p.rows = rows
	return bot.Screen{Body: p.body(), Edit: t.Kind == bot.Press}, nil
}

// readyKeys are a button for each ready answer of a page, which begins with the one counted.
func readyKeys(t talk, n casework.Number, list []casework.Prepared, from int) [][]bot.Button {
	var rows [][]bot.Button
	from = min(from, max(0, len(list)-1)) / readyPage * readyPage
	for _, one := range list[from:min(from+readyPage, len(list))] {
		label := firstWords(one.Text)
		if !one.Own {
			label = t.say.Say("screen.ready.shared", "words", label)
		}
		rows = append(rows, []bot.Button{{Label: label, Data: data(pressReadied, string(n), one.Key)}})
	}
	var turn []bot.Button
	if from > 0 {
		turn = append(turn, bot.Button{Label: t.say.Say("screen.button.earlier"), Data: data(pressReady, string(n), strconv.Itoa(from-readyPage))})
	}
	if from+readyPage < len(list) {
		turn = append(turn, bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressReady, string(n), strconv.Itoa(from+readyPage))})
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	return rows
}

// chosen finds the ready answer that a button names.
func (c *chat) chosen(ctx context.Context, t talk) (casework.Prepared, error) {
	list, err := c.desk.Prepared(ctx, t.by, t.press.number())
	if err != nil {
		return casework.Prepared{}, err
	}
	for _, one := range list {
		if one.Key == t.press.arg(1) {
			return one, nil
		}
	}
	return casework.Prepared{}, casework.Errorf(casework.NotFound, "no such ready answer")
}

// readied shows a ready answer whole, as it would go out, with what can be done with it.
func (c *chat) readied(ctx context.Context, t talk) (bot.Screen, error) {
	one, err := c.chosen(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	n := t.press.number()
	p := new(page)
	if n == "" {
		p.quote(one.Text)
		var row []bot.Button
		if one.Own {
			row = append(row, bot.Button{Label: t.say.Say("screen.button.delete"), Data: data(pressUnready, one.Key)})
		}
		p.row(append(row, bot.Button{Label: t.say.Say("screen.button.back"), Data: data(pressReady)})...)
		return inPlace(p.body(), ""), nil
	}
	p.line(t.say.Say("screen.ready.preview", "number", n))
	p.quote(one.Text)
	s := menu(t, n, [][]bot.Button{{
		{Label: t.say.Say("screen.button.send"), Data: data(pressReadySend, string(n), one.Key, one.Seal)},
		{Label: t.say.Say("screen.button.change"), Data: data(pressReadyChange, string(n), one.Key)},
	}})
	p.rows = s.Rows
	return inPlace(p.body(), ""), nil
}

// sendReady answers with what was shown.
func (c *chat) sendReady(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.AnswerReady(ctx, t.once, t.by, t.press.number(), t.press.arg(1), t.press.arg(2))
	if err != nil {
		return bot.Screen{}, err
	}
	return c.answeredWith(ctx, t, now, t.say.Say("screen.ready.sent"))
}

// answeredWith is answered for what a tap sent.
func (c *chat) answeredWith(ctx context.Context, t talk, now casework.Case, line string) (bot.Screen, error) {
	s, err := c.card(ctx, t, now, line)
	if waits, undoable := c.undoable(t, now); undoable {
		s.Also = append(s.Also, waits)
	}
	return s, err
}

// changeReady shows the words so that a tap copies them, and asks for them with changes.
func (c *chat) changeReady(ctx context.Context, t talk) (bot.Screen, error) {
	one, err := c.chosen(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.promptChange(t, t.press.number(), 0, one.Text), nil
}

// promptChange asks for an answer that is made from given words, which may be those
// of an entry.
func (c *chat) promptChange(t talk, n casework.Number, entry int, text string) bot.Screen {
	body := new(bot.Text).Plain(t.say.Say("screen.ready.change", "number", n)).Line().Line().Code(text).Body()
	body.ReplyTo, body.Asks = t.Message, true
	return c.linkedTo(t, casework.Link{Case: n, Entry: entry}, bot.Screen{Body: body})
}

// addReady keeps the words after the command, or the answer that it replies to.
func (c *chat) addReady(ctx context.Context, t talk) (bot.Screen, error) {
	text, ok := strings.CutPrefix(t.Payload, "add")
	if !ok || text != "" && !unicode.IsSpace([]rune(text)[0]) {
		return plain(t.say.Say("screen.ready.how")), nil
	}
	if strings.TrimSpace(text) != "" {
		fresh, err := c.desk.KeepReady(ctx, t.once, t.by, text)
		return c.keptReady(t, fresh, err)
	}
	l, err := c.desk.Linked(ctx, t.by, casework.Ref{Chat: t.Chat, Message: t.ReplyTo})
	if casework.KindOf(err) == casework.NotFound || err == nil && l.Entry == 0 {
		return plain(t.say.Say("screen.ready.how")), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	fresh, err := c.desk.KeepAnswer(ctx, t.once, t.by, l.Case, l.Entry)
	return c.keptReady(t, fresh, err)
}

// keepAnswer keeps the answer under whose news the button hangs.
func (c *chat) keepAnswer(ctx context.Context, t talk) (bot.Screen, error) {
	fresh, err := c.desk.KeepAnswer(ctx, t.once, t.by, t.press.number(), t.press.entry())
	return c.keptReady(t, fresh, err)
}

func (c *chat) keptReady(t talk, fresh bool, err error) (bot.Screen, error) {
	switch {
	case casework.ReasonOf(err) == casework.TooMany:
		return c.told(t, t.say.Say("screen.conflict.too-many", "most", casework.MostReady)), nil
	case err != nil && casework.KindOf(err) == casework.Invalid:
		return c.told(t, t.say.Say("screen.ready.length", "most", casework.ReadyLimit)), nil
	case err != nil:
		return bot.Screen{}, err
	case !fresh:
		return c.told(t, t.say.Say("screen.ready.again")), nil
	}
	s := plain(t.say.Say("screen.ready.kept"))
	s.ReplyTo = t.Message
	return s, nil
}

// dropReady gives up a ready answer and shows those that are left.
func (c *chat) dropReady(ctx context.Context, t talk) (bot.Screen, error) {
	id, err := strconv.ParseInt(t.press.arg(0), 10, 64)
	if err != nil {
		return c.missing(t), nil
	}
	if err := c.desk.DropReady(ctx, t.once, t.by, casework.ReadyID(id)); err != nil {
		return bot.Screen{}, err
	}
	t.press = press{verb: pressReady}
	s, err := c.ready(ctx, t)
	s.Toast = t.say.Say("screen.ready.dropped")
	return s, err
}
