package handlers

import (
	"context"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// everyTopic stands in button data for all topics; no topic has such an id.
const everyTopic = "*"

// actsShown is how much of a broadcast's history is shown.
const actsShown = 20

// castKey names a broadcast in button data, with the version that is seen.
func castKey(verb string, b casework.Broadcast) string {
	return data(verb, strconv.FormatInt(int64(b.ID), 10), strconv.FormatInt(b.Version, 10))
}

func (p press) broadcast() casework.BroadcastID { return casework.BroadcastID(counted(p.arg(0))) }
func (p press) version() int64                  { return int64(counted(p.arg(1))) }

// broadcast asks for whom a new message to many is.
func (c *chat) broadcast(ctx context.Context, t talk) (bot.Screen, error) {
	others, err := c.desk.Approvers(ctx, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(others) == 0 {
		return plain(t.say.Say("screen.cast.alone")), nil
	}
	s := plain(t.say.Say("screen.cast.whom"))
	s.Edit = t.Kind == bot.Press
	row := func(to casework.Role) []bot.Button {
		return []bot.Button{
			{Label: t.say.Say("screen.button.cast_" + string(to)), Data: data(pressCast, string(to), everyTopic)},
			{Label: t.say.Say("screen.button.cast_" + string(to) + "_of"), Data: data(pressCast, string(to))},
		}
	}
	s.Rows = [][]bot.Button{row(casework.Deputy), row(casework.Resident)}
	return s, nil
}

// cast offers the topics, or begins a broadcast and asks for its words.
func (c *chat) cast(ctx context.Context, t talk) (bot.Screen, error) {
	to, topic := casework.Role(t.press.arg(0)), t.press.arg(1)
	switch {
	case to == "":
		return c.broadcast(ctx, t)
	case to != casework.Deputy && to != casework.Resident:
		return c.missing(t), nil
	case topic == "":
		return c.castTopics(t, to), nil
	case topic == everyTopic:
		topic = ""
	}
	b, err := c.desk.NewBroadcast(ctx, t.once, t.by, to, casework.TopicID(topic))
	if err != nil {
		return c.castRefused(ctx, t, 0, err)
	}
	return c.askCast(t, b, t.say.Say("screen.cast.to", "who", c.audience(t, b))), nil
}

func (c *chat) castTopics(t talk, to casework.Role) bot.Screen {
	s := plain(t.say.Say("screen.cast.topics"))
	s.Edit = true
	var keys []bot.Button
	for _, topic := range c.desk.Office().Topics {
		if !topic.Retired && len(keys) < offered {
			keys = append(keys, bot.Button{Label: topic.Called(t.say.Language()), Data: data(pressCast, string(to), string(topic.ID))})
		}
	}
	back := bot.Button{Label: t.say.Say("screen.button.back"), Data: data(pressCast)}
	s.Rows = append(inRows(keys, 2), []bot.Button{back})
	return s
}

func (c *chat) audience(t talk, b casework.Broadcast) string {
	return audienceOf(t.say, c.desk.Office(), b)
}

// askCast puts a line in the place of the pressed message and asks for the words.
func (c *chat) askCast(t talk, b casework.Broadcast, line string) bot.Screen {
	s := plain(line)
	s.Edit = true
	s.Also = []bot.Body{{Text: c.castPrompt(t, b), Asks: true}}
	return s
}

func (c *chat) castPrompt(t talk, b casework.Broadcast) string {
	return t.say.Say("screen.cast.words", "who", c.audience(t, b), "limit", casework.BroadcastLimit)
}

// castWords takes words that belong to no case for those of the broadcast that waits
// for some, unless they reply to another message.
func (c *chat) castWords(ctx context.Context, t talk) (bot.Screen, error) {
	b, err := c.desk.Awaited(ctx, t.by)
	switch {
	case casework.KindOf(err) == casework.NotFound && err != nil, err == nil && t.ReplyTo != 0 && t.ReplyText != c.castPrompt(t, b):
		return plain(t.say.Say("screen.which.staff")), nil
	case err != nil:
		return bot.Screen{}, err
	case len(t.Media) > 0:
		return plain(t.say.Say("screen.cast.words_only")), nil
	}
	if b, err = c.desk.WriteBroadcast(ctx, t.once, t.by, b.ID, t.Text); err != nil {
		return c.castRefused(ctx, t, b.ID, err)
	}
	control, err := c.castControl(ctx, t, b)
	if err != nil {
		return bot.Screen{}, err
	}
	return bot.Screen{Body: c.draw.Look(t.by, b), Also: []bot.Body{control}}, nil
}

// castControl is what an author can do with what they wrote.
func (c *chat) castControl(ctx context.Context, t talk, b casework.Broadcast) (bot.Body, error) {
	n, err := c.desk.CountReaders(ctx, b)
	if err != nil {
		return bot.Body{}, err
	}
	who := c.audience(t, b)
	change := []bot.Button{{Label: t.say.Say("press.castchange"), Data: castKey(pressCastChange, b)}, {Label: t.say.Say("press.castdrop"), Data: castKey(pressCastDrop, b)}}
	switch {
	case b.State == casework.Begun:
		return bot.Body{Text: c.castPrompt(t, b), Rows: [][]bot.Button{change[1:]}}, nil
	case b.State == casework.Proposed:
		return bot.Body{Text: t.say.Say("screen.cast.proposed"), Rows: [][]bot.Button{change}}, nil
	case n == 0:
		return bot.Body{Text: t.say.Say("screen.cast.nobody", "who", who), Rows: [][]bot.Button{change}}, nil
	}
	ask := []bot.Button{{Label: t.say.Say("screen.button.cast_ask"), Data: castKey(pressCastAsk, b)}}
	return bot.Body{Text: t.say.Count("screen.cast.preview", n, "who", who), Rows: [][]bot.Button{ask, change}}, nil
}

// castAsk asks the colleagues to approve what was seen.
func (c *chat) castAsk(ctx context.Context, t talk) (bot.Screen, error) {
	b, err := c.desk.Propose(ctx, t.once, t.by, t.press.broadcast(), t.press.version())
	if err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	body, err := c.castControl(ctx, t, b)
	return inPlace(body, ""), err
}

func (c *chat) castChange(ctx context.Context, t talk) (bot.Screen, error) {
	b, err := c.desk.RewriteBroadcast(ctx, t.once, t.by, t.press.broadcast())
	if err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	return c.askCast(t, b, t.say.Say("screen.cast.rewrite")), nil
}

func (c *chat) castDrop(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.DropBroadcast(ctx, t.once, t.by, t.press.broadcast()); err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.cast.dropped")}, ""), nil
}

// approve lets a colleague's broadcast go out as it was seen.
func (c *chat) approve(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Approve(ctx, t.once, t.by, t.press.broadcast(), t.press.version()); err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.cast.approved")}, ""), nil
}

func (c *chat) decline(ctx context.Context, t talk) (bot.Screen, error) {
	b, err := c.desk.Refuse(ctx, t.once, t.by, t.press.broadcast(), t.press.version())
	if err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	author, err := c.desk.Person(ctx, b.By)
	if err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.cast.declined", "name", t.called(author))}, ""), nil
}

// castStop stops a broadcast on its way.
func (c *chat) castStop(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Halt(ctx, t.once, t.by, t.press.broadcast()); err != nil {
		return c.castRefused(ctx, t, t.press.broadcast(), err)
	}
	return c.castTruth(ctx, t, t.press.broadcast(), t.say.Say("screen.cast.stopped"))
}

// castOpen shows how a broadcast stands, below, and who did what with it.
func (c *chat) castOpen(ctx context.Context, t talk) (bot.Screen, error) {
	s, err := c.castTruth(ctx, t, t.press.broadcast(), "")
	if err != nil {
		return s, err
	}
	s.Edit = false
	acts, err := c.desk.BroadcastActs(ctx, t.by, t.press.broadcast(), actsShown)
	s.Text += "\n"
	for _, a := range acts {
		name := ""
		if a.By != "" {
			by, err := c.desk.Person(ctx, a.By)
			if err != nil {
				return s, err
			}
			name = t.called(by)
		}
		s.Text += "\n" + t.say.Say("cast.act."+string(a.State), "when", t.say.DayTime(a.At, c.desk.Now(), c.zone()), "name", name)
	}
	return s, err
}

// castTruth puts what is true of a broadcast in the place of the pressed message.
func (c *chat) castTruth(ctx context.Context, t talk, id casework.BroadcastID, line string) (bot.Screen, error) {
	b, err := c.desk.Broadcast(ctx, id)
	if err != nil {
		return bot.Screen{}, err
	}
	if b.By == t.by.ID && b.Approved.IsZero() && b.State != casework.Dropped {
		body, err := c.castControl(ctx, t, b)
		return inPlace(body, line), err
	}
	body, err := c.draw.Broadcast(ctx, t.by, b)
	return inPlace(body, line), err
}

// castRefused says plainly what stands in the way of a broadcast.
func (c *chat) castRefused(ctx context.Context, t talk, id casework.BroadcastID, err error) (bot.Screen, error) {
	switch r := casework.ReasonOf(err); r {
	case casework.Alone, casework.OwnWords, casework.Crowded, casework.Enough:
		return plain(t.say.Say("screen.cast." + string(r))), nil
	case casework.TooLong:
		return plain(t.say.Say("screen.cast.long", "limit", casework.BroadcastLimit)), nil
	case casework.Changed, casework.NotWaiting:
		return c.castTruth(ctx, t, id, t.say.Say("screen.cast.otherwise"))
	}
	return bot.Screen{}, err
}

// casts lists the last broadcasts.
func (c *chat) casts(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Broadcasts(ctx, t.by, listed)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.casts.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.casts.title"))
	var keys []bot.Button
	for i, b := range list {
		p.gap()
		p.line(t.say.Say("screen.casts.line", "k", i+1, "who", c.audience(t, b), "when", t.say.DayTime(b.At, c.desk.Now(), c.zone())))
		p.line(t.say.Say("screen.casts." + string(b.State)))
		p.quote(firstWords(b.Text))
		keys = append(keys, bot.Button{Label: strconv.Itoa(i + 1), Data: castKey(pressCastOpen, b)})
	}
	p.rows = inRows(keys, 5)
	return bot.Screen{Body: p.body()}, nil
}

// uncast spares a resident further broadcasts, or lets them come again.
func (c *chat) uncast(ctx context.Context, t talk) (bot.Screen, error) {
	word := t.press.arg(0)
	if word != "yes" && word != "no" {
		return c.missing(t), nil
	}
	by, err := c.desk.Uncast(ctx, t.once, t.by, word == "yes")
	if err != nil {
		return bot.Screen{}, err
	}
	s := stripped(t.say.Say("screen.uncast." + word))
	s.Rows = [][]bot.Button{uncastRow(t.say, by)}
	return s, nil
}

// uncastPreview is the same button under a preview.
func (c *chat) uncastPreview(_ context.Context, t talk) (bot.Screen, error) {
	return toast(t.say.Say("screen.uncast.preview")), nil
}
