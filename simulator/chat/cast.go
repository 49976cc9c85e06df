package chat

import (
	"cmp"
	"strings"
	"time"

	"liaison/simulator"
)

// The three columns of the page, in the order of the story.
const (
	ResidentColumn = "resident"
	DeputyColumn   = "deputy"
	StaffColumn    = "staff"
)

// Cast is who plays in the demo in one language, and what they may say with
// one tap. The page shows its columns in the order given.
type Cast struct {
	Lang    string // "en", "zh" or "ru": the language of the page's own words
	Name    string // the language's own name, for the language switch
	Title   string // what is shown, in a few words
	Columns []Column
	Zone    string // the office's time zone, whose days prepared messages name

	// How the data of buttons begins, by which the hint knows where the story
	// stands: the one that lets a resident's first message through, those under
	// the questions whether it helped and how one was treated, the one that
	// opens a closed case again, the one under a card that waits for an answer, and
	// the one that staff see only under a card without a topic. Away is how the
	// command begins by which a deputy leaves their work to another.
	Consent, Rating, Treatment, Reopen, Card, Unsorted, Away string
}

// Column is one phone: the people who may hold it, and its commands.
type Column struct {
	Key      string // ResidentColumn, DeputyColumn or StaffColumn
	Role     string // the heading, as people say it
	People   []Person
	Commands []Command
}

// Person is one side of a chat with the bot, or a group with topics that one of
// the cast before it writes in, who is then By; User has the group's id and name.
type Person struct {
	User     simulator.User
	Role     string // one line under the name
	Prepared []Prepared
	By       int64
}

// group tells whether it is one.
func (p Person) group() bool { return p.By != 0 }

// Prepared is a message sent with one tap.
type Prepared struct {
	Text  string   // {today} and {week} become that day and the one a week later, as in 2026-12-01
	Label string   // shown in place of the text, or nothing
	Photo string   // the name of a drawn picture (see Pictures), or nothing
	Album []string // more pictures, sent with Photo as one album
	Kind  string   // "voice", or nothing
	Reply bool     // sent as a reply to the newest card unless the person chose another message
}

// Command is a line of the menu beside the message box.
type Command struct {
	Text string // with its slash
	What string
}

// Shown is what the button of a prepared message says.
func (p Prepared) Shown() string { return cmp.Or(p.Label, p.Text) }

// dated is the text with the days that it names, counted in the cast's zone.
func (c Cast) dated(text string, now time.Time) string {
	if zone, err := time.LoadLocation(c.Zone); err == nil {
		now = now.In(zone)
	}
	return strings.NewReplacer(
		"{today}", now.Format(time.DateOnly), "{week}", now.AddDate(0, 0, 7).Format(time.DateOnly),
	).Replace(text)
}

// name is how people read the person's name.
func (p Person) name() string {
	if p.User.LastName == "" {
		return p.User.FirstName
	}
	if isHan(p.User.FirstName) {
		return p.User.LastName + p.User.FirstName
	}
	return p.User.FirstName + " " + p.User.LastName
}

// initial is the letter shown in place of a picture of the person.
func (p Person) initial() string {
	for _, r := range p.name() {
		return string(r)
	}
	return ""
}

// isHan tells whether the name is written in Chinese, family name first.
func isHan(name string) bool {
	for _, r := range name {
		return r >= 0x4E00 && r <= 0x9FFF
	}
	return false
}

// person finds one of the cast by Telegram id.
func (c Cast) person(id int64) (Person, bool) {
	for _, col := range c.Columns {
		for _, p := range col.People {
			if p.User.ID == id {
				return p, true
			}
		}
	}
	return Person{}, false
}

// column returns the column of that key, or an empty one.
func (c Cast) column(key string) Column {
	for _, col := range c.Columns {
		if col.Key == key {
			return col
		}
	}
	return Column{}
}

// chosen is the person whose chat the column shows: the one asked for, or the first.
func (c Column) chosen(id int64) Person {
	for _, p := range c.People {
		if p.User.ID == id {
			return p
		}
	}
	if len(c.People) == 0 {
		return Person{}
	}
	return c.People[0]
}
