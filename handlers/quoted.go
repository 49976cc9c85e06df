package handlers

import (
	"context"
	"regexp"
	"strings"

	"liaison/casework"
)

// numbered finds a case number in the bot's own words.
var numbered = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}`)

// target finds the case of the message that this one replies to; none is no
// error. A message that arrived without its link being kept (the program died
// in between, or the person was quicker) is known by what the bot wrote in it,
// and its link is kept now.
func (c *chat) target(ctx context.Context, t talk) (casework.Link, error) {
	if t.ReplyTo == 0 {
		return casework.Link{}, nil
	}
	at := casework.Ref{Chat: t.Chat, Message: t.ReplyTo}
	l, err := c.desk.Linked(ctx, t.by, at)
	if err == nil || casework.KindOf(err) != casework.NotFound {
		return l, err
	}
	n := t.quoted()
	if n == "" {
		return casework.Link{}, nil
	}
	now, err := c.desk.Case(ctx, t.by, n)
	if casework.KindOf(err) == casework.NotFound {
		return casework.Link{}, nil
	}
	if err != nil {
		return casework.Link{}, err
	}
	l = casework.Link{Ref: at, Case: now.Number, Person: t.by.ID}
	if strings.HasPrefix(t.ReplyText, noteMark) {
		l.Intent = casework.NoteIntent
	}
	if t.leads(pressSorting) { // the message shows another case next
		return l, nil
	}
	return l, c.books.AddLink(ctx, l)
}

// quoted gives the case number in the message of the bot's that is replied to.
// Under its buttons it can't be mistaken. Words alone count for residents only:
// a deputy's prompt also holds a number, and whether it wanted an answer or a
// question is not to be guessed.
func (t talk) quoted() casework.Number {
	for _, d := range t.ReplyData {
		if parsePress(d).verb == pressUncast { // a broadcast is about no case, whatever stands in it
			return ""
		}
		if n := parsePress(d).number(); n != "" {
			return n
		}
	}
	if t.by.Role != casework.Resident {
		return ""
	}
	n, _ := casework.ParseNumber(numbered.FindString(t.ReplyText))
	return n
}
