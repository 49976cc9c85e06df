package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// What is offered of quiet hours and of times for the digest; any other can be written.
var (
	quietChoices  = []string{"21-8", "22-7", "23-6", casework.Off}
	digestChoices = []string{"7", "8", "9", casework.Off}
)

// word is what a command or a button says after its name.
func (t talk) word() string {
	if t.Kind == bot.Press {
		return t.press.arg(0)
	}
	return t.Payload
}

// quiet shows or keeps the hours in which a person isn't disturbed.
func (c *chat) quiet(ctx context.Context, t talk) (bot.Screen, error) {
	return c.habit(ctx, t, "screen.quiet", pressQuiet, quietChoices, c.desk.Hush, func(p casework.Person) string {
		return casework.SayHours(c.desk.Office().Undisturbed(p))
	})
}

// digest shows or keeps the time at which a person is told in the morning what waits.
func (c *chat) digest(ctx context.Context, t talk) (bot.Screen, error) {
	return c.habit(ctx, t, "screen.digest", pressDigest, digestChoices, c.desk.Digest, func(p casework.Person) string {
		clock, wanted := c.desk.Office().DigestHour(p)
		if !wanted {
			return ""
		}
		return casework.SayClock(clock)
	})
}

func (c *chat) habit(ctx context.Context, t talk, key, verb string, choices []string,
	keep func(context.Context, casework.Once, casework.Person, string) (casework.Person, error),
	said func(casework.Person) string,
) (bot.Screen, error) {
	by, err := t.by, error(nil)
	if t.word() != "" {
		by, err = keep(ctx, t.once, t.by, t.word())
	}
	if casework.KindOf(err) == casework.Invalid && err != nil {
		return c.told(t, t.say.Say(key+".how")), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	text := t.say.Say(key + ".off")
	if when := said(by); when != "" {
		text = t.say.Say(key+".now", "when", when)
	}
	if t.word() != "" {
		if t.Kind == bot.Press {
			return inPlace(bot.Body{Text: text}, ""), nil
		}
		return plain(text), nil
	}
	s := plain(text + "\n\n" + t.say.Say(key+".how"))
	s.Rows = inRows(c.habitKeys(t, verb, choices), 2)
	return s, nil
}

func (c *chat) habitKeys(t talk, verb string, choices []string) []bot.Button {
	var keys []bot.Button
	for _, choice := range choices {
		label := t.say.Say("screen.button.off")
		if h, ok := casework.ParseHours(choice); ok {
			label = casework.SayHours(h)
		} else if clock, ok := casework.ParseClock(choice); ok {
			label = casework.SayClock(clock)
		}
		keys = append(keys, bot.Button{Label: label, Data: data(verb, choice)})
	}
	return keys
}

// hushed reports whether a notice to a resident goes without a sound: at night,
// unless it answers what they do just now.
func (r *Renderer) hushed(n casework.Notice, to casework.Person) bool {
	switch n.Kind {
	case casework.TellAnswer, casework.TellQuestion, casework.TellClosed, casework.TellSorted, casework.TellExtended, casework.TellReopened:
		return to.Role == casework.Resident && !r.desk.Office().QuietUntil(to, r.desk.Now()).IsZero()
	}
	return false
}
