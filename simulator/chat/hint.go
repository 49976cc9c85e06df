package chat

import (
	"fmt"
	"strings"

	"liaison/simulator"
)

// hint says what to try next. It is read off the messages alone, whose numbers
// rise across all private chats, and always speaks of the newest matter.
func (a *app) hint(c Cast, ph phrases) string {
	residents, deputies, staff := c.column(ResidentColumn).People, c.column(DeputyColumn).People, c.column(StaffColumn).People
	who, asked, ok := a.newest(residents, isMatter)
	if !ok {
		return named(ph.Steps.Write, first(residents))
	}
	if deputy, last, ok := a.newest(deputies, after(asked, isOwn)); ok && c.Away != "" && strings.HasPrefix(last.Text, c.Away) {
		return named(ph.Steps.Away, deputy)
	}
	if _, answer, ok := a.newest(deputies, after(asked, isMatter)); ok {
		return a.answered(c, who, answer, ph)
	}
	if deputy, card, ok := a.newest(deputies, after(asked, isBot)); ok {
		if _, _, closed := a.newest([]Person{who}, after(card, func(m simulator.Message) bool { return offers(m, c.Reopen) })); closed {
			return ph.Steps.Done
		}
		if _, _, back := a.newest(staff, after(card, func(m simulator.Message) bool { return offers(m, c.Unsorted) })); back {
			return ph.Steps.Sort
		}
		return named(ph.Steps.Answer, deputy)
	}
	if _, _, ok := a.newest([]Person{who}, func(m simulator.Message) bool { return offers(m, c.Consent) }); ok {
		return named(ph.Steps.Agree, who)
	}
	if _, _, ok := a.newest(staff, after(asked, isBot)); ok {
		return ph.Steps.Sort
	}
	return ph.Steps.Wait
}

// answered goes on once a deputy has written: the words are on their way, were
// not taken, ask the resident something or wait for their verdict; the case has
// come back to a deputy; or the story has been told.
func (a *app) answered(c Cast, who Person, answer simulator.Message, ph phrases) string {
	deputies := c.column(DeputyColumn).People
	_, got, ok := a.newest([]Person{who}, after(answer, isBot))
	rated := ok && (offers(got, c.Rating) || offers(got, c.Treatment))
	waits := func(m simulator.Message) bool { return offers(m, c.Card) }
	if deputy, _, again := a.newest(deputies, after(answer, waits)); again && !rated {
		return named(ph.Steps.Answer, deputy)
	}
	deputy, _, told := a.newest(deputies, after(answer, isBot))
	switch {
	case rated:
		return named(ph.Steps.Rate, who)
	case !ok && told:
		return named(ph.Steps.Answer, deputy)
	case !ok:
		return named(ph.Steps.Answered, who)
	case len(got.Buttons) == 0 && !got.Edited:
		return named(ph.Steps.Asked, who)
	}
	return ph.Steps.Done
}

// newest is the latest of these people's messages that is wanted, and whose chat it is in.
func (a *app) newest(people []Person, wanted func(simulator.Message) bool) (Person, simulator.Message, bool) {
	var who Person
	var found simulator.Message
	for _, p := range people {
		if p.group() && len(people) > 1 {
			continue // it counts its messages for itself
		}
		for _, m := range a.srv.Messages(p.User.ID) {
			if !m.Deleted && m.ID > found.ID && wanted(m) {
				who, found = p, m
			}
		}
	}
	return who, found, found.ID != 0
}

func isBot(m simulator.Message) bool { return m.Bot }

func isOwn(m simulator.Message) bool { return !m.Bot }

// isMatter is what a person wrote that is no command.
func isMatter(m simulator.Message) bool {
	return !m.Bot && !strings.HasPrefix(m.Text, "/")
}

func after(m simulator.Message, wanted func(simulator.Message) bool) func(simulator.Message) bool {
	return func(n simulator.Message) bool { return n.ID > m.ID && wanted(n) }
}

// offers tells whether a message has a button whose data begins like that.
func offers(m simulator.Message, data string) bool {
	for _, row := range m.Buttons {
		for _, b := range row {
			if m.Bot && b.Data != "" && strings.HasPrefix(b.Data, data) {
				return true
			}
		}
	}
	return false
}

func named(sentence string, p Person) string {
	return fmt.Sprintf(sentence, p.name())
}

func first(people []Person) Person {
	if len(people) == 0 {
		return Person{}
	}
	return people[0]
}
