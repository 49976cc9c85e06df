package handlers

import (
	"context"
	"fmt"
	"strings"

	"github.com/skip2/go-qrcode"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// What a code can name: pairs of a mark and an id, as in d_li-na_p_library. An id
// has no underscore.
const (
	leadTopic  = "t"
	leadDeputy = "d"
	leadSpot   = "p"
)

// readLead reads what follows /start. Whatever else stands there is nothing.
func readLead(payload string) casework.Lead {
	var l casework.Lead
	parts := strings.Split(payload, "_")
	for i := 0; i+1 < len(parts); i += 2 {
		switch id := parts[i+1]; parts[i] {
		case leadTopic:
			l.Topic = casework.TopicID(id)
		case leadDeputy:
			l.Deputy = casework.PersonID(id)
		case leadSpot:
			l.Spot = casework.SpotID(id)
		}
	}
	return l
}

// payload writes it again.
func payload(l casework.Lead) string {
	var parts []string
	for _, p := range [][2]string{{leadTopic, string(l.Topic)}, {leadDeputy, string(l.Deputy)}, {leadSpot, string(l.Spot)}} {
		if p[1] != "" {
			parts = append(parts, p[0], p[1])
		}
	}
	return strings.Join(parts, "_")
}

// leads says what becomes of what a resident writes next; empty if nothing special.
func (c *chat) leads(say words.Speech, l casework.Lead) string {
	office := c.desk.Office()
	topic, _ := office.Topic(l.Topic)
	switch {
	case l.Deputy != "":
		return say.Say("screen.lead.deputy", "name", say.Deputy(office.Named(l.Deputy)))
	case l.Topic != "":
		return say.Say("screen.lead.topic", "topic", topic.Called(say.Language()))
	}
	return ""
}

// came says by which code a case came.
func (v view) came(p *page) {
	l := v.thread.Case.Lead
	if l.Deputy != "" {
		p.line(v.Say("card.sought", "name", v.Deputy(v.office.Named(l.Deputy))))
	}
	if spot, ok := v.office.Spot(l.Spot); ok {
		p.line(v.Say("card.spot", "spot", spot.Called(v.Language())))
	}
}

// links offers a code for each topic, deputy and place.
func (c *chat) links(_ context.Context, t talk) (bot.Screen, error) {
	office, say := c.desk.Office(), t.say
	p := new(page)
	p.line(say.Say("screen.links.title"))
	var keys []bot.Button
	add := func(label string, l casework.Lead) {
		if d := data(pressLink, payload(l)); len(d) <= bot.DataLimit && len(keys) < mostLinks {
			keys = append(keys, bot.Button{Label: label, Data: d})
		}
	}
	for _, s := range office.Spots {
		add("📍 "+s.Called(say.Language()), casework.Lead{Spot: s.ID})
	}
	for _, topic := range office.Topics {
		add("🗂 "+topic.Called(say.Language()), casework.Lead{Topic: topic.ID})
	}
	for _, d := range office.People {
		if d.Role == casework.Deputy {
			add("👤 "+d.Name, casework.Lead{Deputy: d.ID})
		}
	}
	p.rows = inRows(keys, 2)
	return bot.Screen{Body: p.body()}, nil
}

// mostLinks is how many buttons a message may have.
const mostLinks = 100

// ownLink is the code that leads to a deputy themself.
func (c *chat) ownLink(_ context.Context, t talk) (bot.Screen, error) {
	return c.code(t, casework.Lead{Deputy: t.by.ID})
}

// link makes the code that a button names.
func (c *chat) link(_ context.Context, t talk) (bot.Screen, error) {
	return c.code(t, readLead(t.press.arg(0)))
}

// codeWidth is that of a code's picture: sharp on a page of A5.
const codeWidth = 768

// code is the picture of a code with its link, and offers to name a place with it.
func (c *chat) code(t talk, l casework.Lead) (bot.Screen, error) {
	office, say := c.desk.Office(), t.say
	link := "https://t.me/" + t.Bot + "?start=" + payload(l)
	picture, err := qrcode.Encode(link, qrcode.Medium, codeWidth)
	if err != nil {
		return bot.Screen{}, fmt.Errorf("draw a code: %w", err)
	}
	p := new(page)
	topic, _ := office.Topic(l.Topic)
	spot, _ := office.Spot(l.Spot)
	for _, what := range []string{office.Named(l.Deputy), topic.Called(say.Language()), spot.Called(say.Language())} {
		if what != "" {
			p.title(what)
		}
	}
	p.line(link)
	p.line(say.Say("screen.links.how"))
	if l.Spot == "" {
		var keys []bot.Button
		for _, s := range office.Spots {
			l.Spot = s.ID
			if d := data(pressLink, payload(l)); len(d) <= bot.DataLimit {
				keys = append(keys, bot.Button{Label: say.Say("screen.links.at", "spot", s.Called(say.Language())), Data: d})
			}
		}
		p.rows = inRows(keys, 2)
	}
	p.file = &bot.Document{Name: payload(l) + ".png", Data: picture}
	return bot.Screen{Body: p.body()}, nil
}
