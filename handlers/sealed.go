package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// Sealer keeps places and telephone numbers from lying open in the store.
type Sealer interface {
	Seal(plain []byte, place string) []byte
	Open(sealed []byte, place string) ([]byte, error)
}

// Seals lets the chat take places and contacts. Without a sealer residents are
// asked to write them in words.
func (r *Renderer) Seals(s Sealer) { r.seal = s }

// boundTo is what a sealed box is bound to: its resident's account.
func boundTo(account int64) string { return strconv.FormatInt(account, 10) }

// sealed encrypts the place or the telephone number of a message, if it has one.
func (c *chat) sealed(t talk) ([]casework.Sealed, error) {
	if t.Secret == nil || c.draw.seal == nil {
		return nil, nil
	}
	plain, err := json.Marshal(t.Secret)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	kind := casework.Place
	if t.Secret.Phone != "" {
		kind = casework.Phone
	}
	return []casework.Sealed{{Kind: kind, Box: c.draw.seal.Seal(plain, boundTo(t.Chat))}}, nil
}

// keepPrivate takes a place or a contact into a case and asks whether the deputy may see it.
func (c *chat) keepPrivate(ctx context.Context, t talk) (bot.Screen, error) {
	sealed, err := c.sealed(t)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(sealed) == 0 {
		return c.unsupported(ctx, t)
	}
	err = c.desk.Receive(ctx, casework.Message{
		Once: t.once, From: t.by, Ref: t.at(), ReplyTo: t.ReplyTo, Forwarded: t.Forwarded, Sealed: sealed,
	})
	if err != nil {
		return bot.Screen{}, err
	}
	message := strconv.Itoa(t.Message)
	s := plain(t.say.Say("screen.sealed." + sealed[0].Kind))
	s.ReplyTo = t.Message
	s.Rows = [][]bot.Button{{
		{Label: t.say.Say("screen.sealed.show"), Data: data(pressReveal, message, certain)},
		{Label: t.say.Say("screen.sealed.hide"), Data: data(pressReveal, message, "no")},
	}}
	return s, nil
}

// reveal shows the deputy what a message holds sealed, or leaves it so.
func (c *chat) reveal(ctx context.Context, t talk) (bot.Screen, error) {
	if t.press.arg(1) != certain {
		return stripped(t.say.Say("screen.sealed.hidden")), nil
	}
	message, err := strconv.Atoi(t.press.arg(0))
	if err != nil {
		return c.missing(t), nil
	}
	if _, err := c.desk.Reveal(ctx, t.once, t.by, casework.Ref{Chat: t.Chat, Message: message}); err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.sealed.shown")), nil
}

// secret says what an entry holds sealed, to its author and, once it was revealed, to others.
func (v view) secret(p *page, e casework.Entry) {
	for _, s := range e.Sealed {
		switch {
		case s.Open || e.By == v.by.ID:
			p.line(v.opened(s, e))
		default:
			p.line(v.Say("sealed." + s.Kind))
		}
	}
}

func (v view) opened(s casework.Sealed, e casework.Entry) string {
	if v.seal == nil {
		return v.Say("sealed.lost")
	}
	var is bot.Private
	plain, err := v.seal.Open(s.Box, boundTo(v.people[e.By].Account))
	if err == nil {
		err = json.Unmarshal(plain, &is)
	}
	if err != nil {
		return v.Say("sealed.lost")
	}
	return particulars(is)
}

// particulars writes out a place or a telephone number.
func particulars(is bot.Private) string {
	parts := []string{"☎️ " + is.Phone}
	if is.Phone == "" {
		parts[0] = fmt.Sprintf("📍 %.5f, %.5f", is.Latitude, is.Longitude)
	}
	for _, s := range []string{is.Name, is.Address} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}
