package handlers

import (
	"context"

	"github.com/rs/zerolog"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// chat is what every step works with.
type chat struct {
	desk  Desk
	draw  *Renderer
	books Books
	hints *hints
}

// talk is one request by a person who is known.
type talk struct {
	*bot.Request
	by    casework.Person
	once  casework.Once
	say   words.Speech
	press press
}

func (t talk) at() casework.Ref { return casework.Ref{Chat: t.Chat, Message: t.Message} }

func (t talk) words() casework.Words {
	return casework.Words{Text: t.Text, Media: kept(t.Media, t.Album, t.Message), Ref: t.at()}
}

// step does what one request asks for and says what is shown.
type step func(context.Context, talk) (bot.Screen, error)

// roles gives each role its step; nil where there is none for it.
type roles struct{ resident, deputy, staff, aide step }

func everybody(s step) roles { return roles{s, s, s, s} }

func (r roles) of(p casework.Person) step {
	switch {
	case p.Staff():
		return r.staff
	case p.Role == casework.Deputy:
		return r.deputy
	case p.Role == casework.Aide:
		return r.aide
	}
	return r.resident
}

// hear finds out who speaks, takes the step of their role and words what went wrong.
func (c *chat) hear(r roles) func(context.Context, *bot.Request) (bot.Screen, error) {
	return func(ctx context.Context, q *bot.Request) (bot.Screen, error) {
		by, err := c.desk.Who(ctx, q.From.ID, q.From.Name, q.From.Language)
		t := talk{
			Request: q, by: by, say: c.draw.speech(by), press: parsePress(q.Data),
			once: onceOf(q.Once),
		}
		if err != nil {
			return c.refused(ctx, t, err)
		}
		do := r.of(by)
		if do == nil {
			return c.nothing(t), nil
		}
		s, err := do(ctx, t)
		if err != nil {
			return c.refused(ctx, t, err)
		}
		return s, nil
	}
}

func silent(context.Context, *bot.Request) (bot.Screen, error) { return bot.Screen{}, nil }

// role names the person's role in the keys of texts.
func (t talk) role() string {
	switch {
	case t.by.Staff():
		return "staff"
	case t.by.Role == casework.Deputy:
		return "deputy"
	case t.by.Role == casework.Aide:
		return "aide"
	}
	return "resident"
}

// called is what a deputy or one of the staff is called in the reader's language.
func (t talk) called(p casework.Person) string {
	if p.Role == casework.Deputy {
		return t.say.Say("name.deputy", "name", p.Name)
	}
	return p.Name
}

// sign is called for anybody: a resident has no name here.
func (t talk) sign(p casework.Person) string {
	if p.Role == casework.Resident {
		return t.say.Say("name.resident", "alias", p.Alias())
	}
	return t.called(p)
}

// plain is a screen of text alone.
func plain(text string) bot.Screen { return bot.Screen{Body: bot.Body{Text: text}} }

// toast is the short line over the chat; the message under it stays as it is.
func toast(text string) bot.Screen { return bot.Screen{Toast: text} }

// stripped takes the buttons from the pressed message and leaves its words.
func stripped(line string) bot.Screen { return bot.Screen{Edit: true, Toast: line} }

// linked makes replies to a screen belong to a case.
func (c *chat) linked(t talk, n casework.Number, as casework.Intent, s bot.Screen) bot.Screen {
	return c.linkedTo(t, casework.Link{Case: n, Intent: as}, s)
}

// linkedTo is linked, to an entry of a case.
func (c *chat) linkedTo(t talk, l casework.Link, s bot.Screen) bot.Screen {
	s.Sent = func(ctx context.Context, message int) {
		l.Ref, l.Person = casework.Ref{Chat: t.Chat, Message: message}, t.by.ID
		if err := c.books.AddLink(ctx, l); err != nil {
			// The screen is shown already: a reply to it is asked about, never guessed.
			zerolog.Ctx(ctx).Warn().Err(err).Str("case", string(l.Case)).Msg("linked no screen")
		}
	}
	return s
}

// kept turns media as received into media as kept.
func kept(list []bot.Media, album string, message int) []casework.Media {
	var media []casework.Media
	for _, m := range list {
		k := casework.Media{
			Kind: m.Kind, FileID: m.FileID, UniqueID: m.UniqueID, Name: m.Name, MIME: m.MIME, Size: m.Size,
		}
		if k.Album = album; album != "" {
			k.Message = message
		}
		media = append(media, k)
	}
	return media
}
