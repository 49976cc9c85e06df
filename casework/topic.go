package casework

import "time"

// TopicID names a topic; it comes from the office file.
type TopicID string

// Topic is a kind of matter with its queue and its clocks.
type Topic struct {
	ID     TopicID
	Name   map[string]string // by language
	Claim  time.Duration     // a deputy takes the case within it
	Answer time.Duration     // the resident is promised an answer within it
	// ClaimDays and AnswerDays are working days, and count instead where they are given.
	ClaimDays, AnswerDays int
	Urgent                bool     // its cases are: quiet hours don't hold them back
	Examples              []string // teach the classifier
	Base                  string   // the base model's name for it
	Retired               bool
}

// Called gives the topic's name in a language, else in any it has.
func (t Topic) Called(language string) string { return called(t.Name, language, string(t.ID)) }

// Office is the station: its name, its topics, its people and its habits.
type Office struct {
	Name      map[string]string
	Language  string         // for people whose language is unknown
	Zone      *time.Location // dates are shown in it
	Settle    time.Duration  // how long a case is left to be written before anybody is told
	Dormant   time.Duration  // whoever of the office did nothing for so long must be confirmed; 0: nobody
	Undo      time.Duration  // how long an answer waits, so that it can be undone
	Calendar  Calendar
	RoomWords bool // residents' words may stand in the staff room
	// Broadcasts is how many may go to residents in BroadcastSpan.
	Broadcasts int
	Keeping    Keeping // how long what is no longer needed is kept
	Topics     []Topic
	Spots      []Spot   // where codes hang
	People     []Person // deputies and staff
	Ready      []Shared // ready answers for all deputies
	Advice     Advice
	Budget     Budget // of advice
	// Emergency is the number to call in danger, by language; empty: none is named.
	Emergency map[string]string
}

// Call gives the number to call in danger, in a language, else in any it is said in.
func (o Office) Call(language string) string { return called(o.Emergency, language, "") }

// Names are those of the office's people.
func (o Office) Names() []string {
	var names []string
	for _, p := range o.People {
		names = append(names, p.Name)
	}
	return names
}

// Called gives the office's name in a language, else in any it has.
func (o Office) Called(language string) string { return called(o.Name, language, "") }

// Topic finds a topic that is in use.
func (o Office) Topic(id TopicID) (Topic, bool) {
	for _, t := range o.Topics {
		if t.ID == id && !t.Retired {
			return t, true
		}
	}
	return Topic{}, false
}

// Urgent reports whether quiet hours don't hold a case back.
func (o Office) Urgent(c Case) bool {
	t, _ := o.Topic(c.Topic)
	return c.Urgent || t.Urgent
}

func called(names map[string]string, language, otherwise string) string {
	for _, l := range []string{language, "en", "zh", "ru"} {
		if n := names[l]; n != "" {
			return n
		}
	}
	first := ""
	for l, n := range names {
		if first == "" || l < first {
			first, otherwise = l, n
		}
	}
	return otherwise
}
