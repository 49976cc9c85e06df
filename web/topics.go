package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"liaison/casework"
)

// topicLine is a topic with who answers for it and what waits under it.
type topicLine struct {
	casework.Topic
	Load     casework.Load
	Deputies []casework.Person
	Claimed  string // within what time a deputy takes a case
	Answered string // within what time a resident is promised an answer
	Room     string // the address of its thread in the staff room; empty: it has none
}

type topicsPage struct {
	Lines, Retired []topicLine
	Working        bool // times are counted while the office works
}

// listTopics lists what residents' words are sorted under.
func (c *Console) listTopics(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	all, err := v.topicLines()
	if err != nil {
		return err
	}
	body := topicsPage{Working: v.desk.Office().Calendar.Week != [7]casework.Hours{}}
	for _, t := range all {
		if t.Retired {
			body.Retired = append(body.Retired, t)
		} else {
			body.Lines = append(body.Lines, t)
		}
	}
	v.show(http.StatusOK, "topics", page{Title: v.Say("console.topics.title"), At: "people", Body: body})
	return nil
}

// topic is one of them with what teaches the classifier.
func (c *Console) topic(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	all, err := v.topicLines()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(t topicLine) bool { return string(t.ID) == v.r.PathValue("id") })
	if i < 0 {
		return errNowhere
	}
	body := all[i]
	if body.Room, err = v.corner(body.ID); err != nil {
		return err
	}
	v.show(http.StatusOK, "topic", page{Title: body.Called(v.Language()), At: "people", Body: body})
	return nil
}

// topicLines are those in use in the office's order, then those retired.
func (v *visit) topicLines() ([]topicLine, error) {
	kept, err := v.books.Topics(v.r.Context())
	if err != nil {
		return nil, err
	}
	people, board, err := v.manned()
	if err != nil {
		return nil, err
	}
	topics := slices.Clone(v.desk.Office().Topics)
	topics = append(topics, slices.DeleteFunc(kept, func(t casework.Topic) bool { return !t.Retired })...)
	var all []topicLine
	for _, t := range topics {
		line := topicLine{Topic: t, Claimed: v.within(t.Claim, t.ClaimDays), Answered: v.within(t.Answer, t.AnswerDays)}
		for _, p := range people {
			if !p.Retired && slices.Contains(p.Topics, t.ID) {
				line.Deputies = append(line.Deputies, p)
			}
		}
		for _, l := range board.Topics {
			if l.Topic == t.ID {
				line.Load = l
			}
		}
		all = append(all, line)
	}
	return all, nil
}

// within says a time as the office file does.
func (v *visit) within(d time.Duration, days int) string {
	switch {
	case days > 0:
		return v.Count("console.topics.days", days)
	case d < time.Hour || d%time.Hour != 0:
		return v.Count("console.board.minutes", int(d/time.Minute))
	}
	return v.Count("console.board.hours", int(d/time.Hour))
}

// corner is the address of a topic's thread in the staff room, for who is a member of it.
func (v *visit) corner(id casework.TopicID) (string, error) {
	room, err := v.books.Room(v.r.Context())
	if casework.KindOf(err) == casework.NotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	threads, err := v.books.RoomThreads(v.r.Context())
	for _, t := range threads {
		if t.Topic == id && t.Thread != 0 && !t.Closed {
			return fmt.Sprintf("https://t.me/c/%s/%d", strings.TrimPrefix(fmt.Sprint(room.Chat), "-100"), t.Thread), err
		}
	}
	return "", err
}
