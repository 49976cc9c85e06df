package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// welcome greets a resident, who need do no more than write, and says where the
// code leads by which they came.
func (c *chat) welcome(ctx context.Context, t talk) (bot.Screen, error) {
	if s, ok, err := c.opensCase(ctx, t); ok {
		return s, err
	}
	lead, err := c.desk.Greet(ctx, t.once, t.by, readLead(t.Payload))
	if err != nil {
		return bot.Screen{}, err
	}
	s := c.opening(t)
	if line := c.leads(t.say, lead); line != "" {
		s.Text += "\n\n" + line
	}
	return s, nil
}

// start tells deputies and staff what they can do here. Whoever writes can be written to.
func (c *chat) start(ctx context.Context, t talk) (bot.Screen, error) {
	if s, ok, err := c.opensCase(ctx, t); ok {
		return s, err
	}
	if err := c.desk.Reach(ctx, t.once, t.by.Account, true); err != nil {
		return bot.Screen{}, err
	}
	return c.opening(t), nil
}

func (c *chat) opening(t talk) bot.Screen {
	s := plain(c.opened(t))
	if !t.by.Chosen {
		s.Rows = [][]bot.Button{languageRow()}
	}
	return s
}

func (c *chat) opened(t talk) string {
	office := c.desk.Office()
	return t.say.Say("screen.start."+t.role(), "office", office.Called(t.say.Language()), "name", t.by.Name)
}

func (c *chat) help(_ context.Context, t talk) (bot.Screen, error) {
	p := new(page)
	p.line(t.say.Say("screen.help." + t.role()))
	p.gap()
	for _, c := range helped(t.by, t.say) {
		p.line("/" + c.Name + " – " + c.Description)
	}
	return bot.Screen{Body: p.body()}, nil
}

func (c *chat) privacy(_ context.Context, t talk) (bot.Screen, error) {
	text := t.say.Say("screen.privacy."+t.role(), "office", c.desk.Office().Called(t.say.Language()))
	if t.by.Role == casework.Resident && c.desk.Office().Advice != casework.NoAdvice {
		text += "\n\n" + t.say.Say("model.privacy")
	}
	s := plain(text)
	if t.by.Role == casework.Resident && t.by.Version > 0 {
		s.Rows = [][]bot.Button{uncastRow(t.say, t.by)}
	}
	return s, nil
}

func (c *chat) languages(_ context.Context, t talk) (bot.Screen, error) {
	s := plain(t.say.Say("screen.language.choose"))
	s.Rows = [][]bot.Button{languageRow()}
	return s, nil
}

// languageRow offers each language by its own name.
func languageRow() []bot.Button {
	var row []bot.Button
	for _, l := range words.Languages() {
		row = append(row, bot.Button{Label: l.Name, Data: data(pressLanguage, l.Code)})
	}
	return row
}

// speak keeps the language that a person chose and greets them in it.
func (c *chat) speak(ctx context.Context, t talk) (bot.Screen, error) {
	code := t.press.arg(0)
	if !spoken(code) {
		return c.missing(t), nil
	}
	by, err := c.desk.Speak(ctx, t.once, t.by, code)
	if err != nil {
		return bot.Screen{}, err
	}
	t.by, t.say = by, words.For(code)
	if body, err := c.asked(ctx, by); err != nil || body.Text != "" {
		return inPlace(body, t.say.Say("screen.language.set")), err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.language.set") + "\n\n" + c.opened(t)}, ""), nil
}

// asked is the privacy notice, where the resident's first words wait for a yes to
// it: the language may be changed under it, and the question must stay.
func (c *chat) asked(ctx context.Context, by casework.Person) (bot.Body, error) {
	if by.Role != casework.Resident || !by.Agreed.IsZero() {
		return bot.Body{}, nil
	}
	list, err := c.desk.Cases(ctx, by, 1)
	if err != nil || len(list) == 0 || list[0].Status != casework.Held {
		return bot.Body{}, err
	}
	return c.draw.Render(ctx, casework.Notice{To: by.ID, Kind: casework.TellConsent, Case: list[0].Number})
}

func spoken(code string) bool {
	for _, l := range words.Languages() {
		if l.Code == code {
			return true
		}
	}
	return false
}

// reach keeps whether a person can be written to.
func (c *chat) reach(ctx context.Context, r *bot.Request) (bot.Screen, error) {
	if err := c.desk.Reach(ctx, onceOf(r.Once), r.From.ID, r.CanWrite); err != nil {
		return c.refused(ctx, talk{Request: r}, err)
	}
	return bot.Screen{}, nil
}

// caseByNumber shows the case that a command names.
func (c *chat) caseByNumber(ctx context.Context, t talk) (bot.Screen, error) {
	if t.Payload == "" {
		return plain(t.say.Say("screen.case.how")), nil
	}
	n, ok := casework.ParseNumber(t.Payload)
	if !ok {
		return c.missing(t), nil
	}
	return c.show(ctx, t, n)
}

// open shows the case that a button names, below.
func (c *chat) open(ctx context.Context, t talk) (bot.Screen, error) {
	return c.show(ctx, t, t.press.number())
}

// show sends a case as a message of its own; a reply to it belongs to the case.
func (c *chat) show(ctx context.Context, t talk, n casework.Number) (bot.Screen, error) {
	body, err := c.drawn(ctx, t, n)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.linked(t, n, casework.Talk, bot.Screen{Body: body}), nil
}

// back puts the case in the place of a menu.
func (c *chat) back(ctx context.Context, t talk) (bot.Screen, error) {
	if t.leads(pressSorting) {
		return c.sameAgain(ctx, t)
	}
	body, err := c.drawn(ctx, t, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	if t.going() {
		now, err := c.desk.Case(ctx, t.by, t.press.number())
		if err != nil {
			return bot.Screen{}, err
		}
		body.Rows = append(body.Rows, nextRow(t, now))
	}
	return inPlace(body, ""), nil
}

// inPlace changes the pressed message. What picture it has, it keeps.
func inPlace(body bot.Body, line string) bot.Screen {
	body.Photo, body.ReplyTo = "", 0
	return bot.Screen{Body: body, Edit: true, Toast: line}
}

// drawn is a case as the person sees it: their own, or a card.
func (c *chat) drawn(ctx context.Context, t talk, n casework.Number) (bot.Body, error) {
	if t.role() == "resident" {
		thread, err := c.desk.Thread(ctx, t.by, n)
		if err != nil {
			return bot.Body{}, err
		}
		return c.draw.Own(ctx, t.by, thread), nil
	}
	now, err := c.desk.Case(ctx, t.by, n)
	if err != nil {
		return bot.Body{}, err
	}
	return c.draw.Card(ctx, t.by, now)
}

// card changes the pressed message into what is now true of a case. Who has lost
// it to others sees the line alone.
func (c *chat) card(ctx context.Context, t talk, now casework.Case, line string) (bot.Screen, error) {
	if t.leads(pressSorting) {
		return c.sortOn(ctx, t, now, line)
	}
	body := bot.Body{Text: line}
	if now.Standing(t.by) != casework.Stranger {
		var err error
		if body, err = c.draw.Card(ctx, t.by, now); err != nil {
			return bot.Screen{}, err
		}
	}
	if t.going() {
		body.Rows = append(body.Rows, nextRow(t, now))
	}
	return inPlace(body, line), nil
}
