package chat

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"liaison/simulator"
)

// view is one message as the page shows it. The template and the script draw
// the same view, so what a message means is decided here only.
type view struct {
	ID        int        `json:"id"`
	User      int64      `json:"user"` // whose chat it is in
	Own       bool       `json:"own"`
	Time      string     `json:"time"`
	Stamp     string     `json:"stamp"`
	Day       string     `json:"day,omitempty"`   // set on the first message of a day
	Topic     string     `json:"topic,omitempty"` // set on the first message of a group's thread
	Still     bool       `json:"still,omitempty"` // can't be changed
	Edited    bool       `json:"edited,omitempty"`
	Read      bool       `json:"read,omitempty"`
	Blocks    []block    `json:"blocks,omitempty"`
	Plain     string     `json:"plain,omitempty"` // own messages: what a change of it begins with
	Photo     string     `json:"photo,omitempty"`
	Carries   string     `json:"carries,omitempty"` // what it carries that the page doesn't show
	Reply     *quotation `json:"reply,omitempty"`
	Rows      [][]button `json:"rows,omitempty"`
	Asks      bool       `json:"asks,omitempty"` // for a reply
	Reactions []string   `json:"reactions,omitempty"`
	Version   string     `json:"version"` // changes with anything above
}

// quotation is the message replied to, shown small inside the reply.
type quotation struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// button is one under a message: it has data for the bot or an address to open.
type button struct {
	Text string `json:"text"`
	Data string `json:"data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// quotedRunes is how much of a message a reply shows of it.
const quotedRunes = 90

// views turns a person's chat into what the page shows, oldest first, without
// the messages that were deleted.
func (a *app) views(p Person, ph phrases) []view {
	ms := a.srv.Messages(p.User.ID)
	if p.group() {
		return a.threads(p, ms, ph)
	}
	out := make([]view, 0, len(ms))
	byID := map[int]simulator.Message{}
	read := a.readUntil(p.User.ID, ms)
	day := ""
	for _, m := range ms {
		if m.Deleted {
			continue
		}
		byID[m.ID] = m
		v := viewOf(p, m)
		v.Carries = ph.Kinds[m.Kind]
		v.Read = v.Own && m.ID <= read
		if target, ok := byID[m.ReplyTo]; ok && m.ReplyTo != 0 {
			v.Reply = quote(p, target, ph)
		}
		if d := dayOf(m.Date, ph); d != day {
			day, v.Day = d, d
		}
		v.Version = versionOf(v)
		out = append(out, v)
	}
	return out
}

// readUntil is the newest of these messages that the bot has read: all of them
// when nothing waits for it; else those it has answered, since it takes them in
// order. What was read once stays read.
func (a *app) readUntil(user int64, ms []simulator.Message) int {
	idle := a.srv.Pending() == 0 // asked after the messages were: they are no newer
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range ms {
		if m.ID > a.read[user] && (idle || m.Bot || len(m.Reactions) > 0) {
			a.read[user] = m.ID
		}
	}
	return a.read[user]
}

func viewOf(p Person, m simulator.Message) view {
	v := view{
		ID: m.ID, User: p.User.ID, Own: !m.Bot,
		Time: m.Date.Format("15:04"), Stamp: m.Date.Format(time.RFC3339),
		Edited: m.Edited && len(m.Buttons) == 0, Blocks: blocks(m.Text, m.Entities), Reactions: m.Reactions, Asks: m.Asks,
	}
	if m.Photo != "" {
		v.Photo = "photo/" + m.Photo
	}
	if v.Own {
		v.Plain = m.Text
	}
	for _, row := range m.Buttons {
		v.Rows = append(v.Rows, buttonsOf(row))
	}
	return v
}

func buttonsOf(row []simulator.Button) []button {
	out := make([]button, 0, len(row))
	for _, b := range row {
		out = append(out, button{Text: b.Text, Data: b.Data, URL: webAddress(b.URL)})
	}
	return out
}

func quote(p Person, m simulator.Message, ph phrases) *quotation {
	q := &quotation{ID: m.ID, Name: p.name(), Text: shortened(m.Text)}
	if p.group() {
		q.Name = m.From.FirstName
	}
	if m.Bot {
		q.Name = ph.Bot
	}
	if q.Text == "" && m.Photo != "" {
		q.Text = ph.PhotoAlt
	}
	if q.Text == "" {
		q.Text = ph.Kinds[m.Kind]
	}
	return q
}

// shortened is the beginning of a text on one line.
func shortened(text string) string {
	rs := []rune(strings.Join(strings.Fields(text), " "))
	if len(rs) <= quotedRunes {
		return string(rs)
	}
	return string(rs[:quotedRunes]) + "…"
}

func dayOf(t time.Time, ph phrases) string {
	return fmt.Sprintf(ph.Day, ph.Weekdays[t.Weekday()], t.Day(), ph.Months[t.Month()-1])
}

// versionOf is a short fingerprint by which the script sees what changed.
func versionOf(v view) string {
	h := fnv.New64a()
	if err := json.NewEncoder(h).Encode(v); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum64())
}
