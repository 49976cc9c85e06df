package handlers_test

import (
	"fmt"
	"time"

	"liaison/casework"
)

func (y *year) chance(percent int) bool { return y.dice.IntN(100) < percent }

func (y *year) once() casework.Once {
	y.updates++
	return casework.Once{Key: fmt.Sprint("u", y.updates), Print: "p"}
}

func (y *year) words(text string, chat int64) casework.Words {
	y.messages++
	return casework.Words{Text: text, Ref: casework.Ref{Chat: chat, Message: y.messages}}
}

// may takes a refusal: something moved on meanwhile, which is no fault here.
func (y *year) may(err error) {
	y.t.Helper()
	switch casework.KindOf(err) {
	case casework.Conflict, casework.NotFound, casework.Forbidden, casework.Invalid:
		return
	}
	y.done(err)
}

// residents write at all hours, more by day, and most agree at once.
func (y *year) residents() {
	hour := y.now.Hour()
	n := *yearLoad / 36
	if hour < 7 {
		n = *yearLoad / 200
	}
	for range n + y.dice.IntN(2) {
		y.opened++
		account := int64(1_000_000 + y.opened)
		y.write(account, y.matter())
		if y.chance(90) {
			y.agree(account)
		} else if y.chance(80) {
			y.shy = append(y.shy, account)
		}
	}
	if len(y.shy) > 0 && y.chance(10) {
		y.agree(y.shy[0])
		y.shy = y.shy[1:]
	}
	for range 1 + *yearLoad/60 { // some write again: to a question, after an answer, or just so
		if y.opened > 50 && y.chance(30) {
			account := int64(1_000_000 + y.opened - y.dice.IntN(50))
			y.write(account, []string{"yes", "thank you", "number 5", "it still doesn't work"}[y.dice.IntN(4)])
		}
	}
}

func (y *year) matter() string {
	if y.chance(10) {
		return "something is wrong"
	}
	return fmt.Sprintf("t%d is broken in house %d", y.dice.IntN(yearKinds), y.dice.IntN(1000))
}

func (y *year) write(account int64, text string) {
	p, err := y.desk.Who(y.ctx, account, "R", "en")
	y.done(err)
	w := y.words(text, account)
	y.done(y.desk.Receive(y.ctx, casework.Message{Once: y.once(), From: p, Text: text, Ref: w.Ref}))
}

func (y *year) agree(account int64) {
	p, err := y.desk.Who(y.ctx, account, "R", "en")
	y.done(err)
	_, err = y.desk.Agree(y.ctx, y.once(), p)
	y.done(err)
}

// deputies do what is nearest; the last of them never does anything.
func (y *year) deputies() {
	for range 1 + *yearLoad/4 {
		p, err := y.store.Person(y.ctx, casework.PersonID(fmt.Sprint("deputy-", y.dice.IntN(yearSeats-1))))
		y.done(err)
		if p.Away() {
			continue
		}
		list, err := y.desk.Pending(y.ctx, p, 3)
		y.done(err)
		if len(list) == 0 {
			continue
		}
		y.handle(p, list[y.dice.IntN(len(list))])
	}
}

func (y *year) handle(p casework.Person, c casework.Case) {
	var err error
	switch d := y.dice.IntN(100); {
	case d < 25:
		_, err = y.desk.Take(y.ctx, y.once(), p, c.Number)
	case d < 35:
		_, err = y.desk.Ask(y.ctx, y.once(), p, c.Number, y.words("which house?", p.Account))
	case d < 40:
		_, err = y.desk.PassTopic(y.ctx, y.once(), p, c.Number, casework.TopicID(fmt.Sprint("t", y.dice.IntN(yearKinds))))
	case d < 45:
		_, err = y.desk.Release(y.ctx, y.once(), p, c.Number)
	case d < 50:
		_, err = y.desk.Extend(y.ctx, y.once(), p, c.Number, y.words("parts are missing", p.Account))
	case d < 55: // lets it lie
	default:
		_, err = y.desk.Answer(y.ctx, y.once(), p, c.Number, y.words("it is mended", p.Account))
	}
	y.may(err)
}

// staff sort, and now and then close what is long late.
func (y *year) staff() {
	p, err := y.store.Person(y.ctx, "desk-0")
	y.done(err)
	list, err := y.desk.Unsorted(y.ctx, p, 3)
	y.done(err)
	for _, c := range list {
		if y.chance(40) {
			_, err = y.desk.Classify(y.ctx, y.once(), p, c.Number, casework.TopicID(fmt.Sprint("t", y.dice.IntN(yearKinds))))
			y.may(err)
		}
	}
	late, err := y.desk.List(y.ctx, p, casework.Listing{View: casework.ViewLate, Limit: 1})
	y.done(err)
	for _, c := range late {
		if y.now.Sub(c.AnswerBy) > 15*24*time.Hour {
			_, err = y.desk.Close(y.ctx, y.once(), p, c.Number, casework.Explained, y.words("we are sorry", p.Account))
			y.may(err)
		}
	}
}

// absences begin on most days; a colleague of the topic stands in.
func (y *year) absences() {
	if !y.chance(60) {
		return
	}
	i := y.dice.IntN(yearSeats)
	who, err := y.store.Person(y.ctx, casework.PersonID(fmt.Sprint("deputy-", i)))
	y.done(err)
	from := y.now.Add(time.Duration(y.dice.IntN(72)) * time.Hour)
	_, err = y.desk.Away(y.ctx, y.once(), who, casework.Absence{
		Person: who.ID, Substitute: casework.PersonID(fmt.Sprint("deputy-", (i+yearKinds)%yearSeats)),
		From: from, Until: from.Add(time.Duration(24+y.dice.IntN(240)) * time.Hour),
	})
	y.may(err)
}
