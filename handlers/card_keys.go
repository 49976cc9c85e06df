package handlers

import (
	"math"
	"slices"

	"liaison/bot"
	"liaison/casework"
)

// keys are the buttons of a card: what the reader may do now, in the order of
// use. They only offer; the desk decides when one is pressed.
func (v view) keys() [][]bot.Button {
	rows := v.standingKeys()
	if v.ready && len(rows) > 0 && slices.ContainsFunc(rows[0], func(b bot.Button) bool { return parsePress(b.Data).verb == pressAnswer }) {
		rows = slices.Insert(rows, 1, []bot.Button{v.button("ready", pressReady)})
	}
	if keys := v.alikeKeys(); len(rows) > 0 && len(keys) > 0 {
		rows = slices.Insert(rows, len(rows)-1, keys)
	}
	return rows
}

func (v view) standingKeys() [][]bot.Button {
	c := v.thread.Case
	switch c.Standing(v.by) {
	case casework.Holder:
		return v.holderKeys(c.Status)
	case casework.Cover:
		return v.coverKeys(c.Status)
	case casework.Colleague:
		return v.colleagueKeys(c)
	case casework.Assistant:
		return v.aideKeys(c.Status)
	case casework.Clerk:
		return v.clerkKeys(c)
	case casework.Guardian:
		return v.guardianKeys(c.Status)
	}
	return nil
}

func (v view) holderKeys(s casework.Status) [][]bot.Button {
	last := []bot.Button{v.button("close", pressClose)}
	switch s {
	case casework.Taken, casework.Asked:
		return [][]bot.Button{
			{v.button("answer", pressAnswer), v.button("ask", pressAsk), v.button("note", pressNote)},
			append([]bot.Button{v.button("pass", pressPass), v.button("notmine", pressNotMine)}, v.extending()...),
			{v.urging(), v.button("close", pressClose)},
		}
	case casework.Answered:
		return [][]bot.Button{{v.button("add", pressAnswer), v.button("ask", pressAsk), v.button("note", pressNote)}, last}
	case casework.Closed:
		return [][]bot.Button{{v.button("reopen", pressReopen), v.button("note", pressNote)}}
	}
	return nil
}

// coverKeys are for who stands in for the owner: they answer, ask and pass on, and end nothing.
func (v view) coverKeys(s casework.Status) [][]bot.Button {
	note := v.button("note", pressNote)
	switch s {
	case casework.Taken, casework.Asked:
		return [][]bot.Button{{v.button("answer", pressAnswer), v.button("ask", pressAsk), note}, {v.button("pass", pressPass)}}
	case casework.Answered:
		return [][]bot.Button{{v.button("add", pressAnswer), v.button("ask", pressAsk), note}}
	}
	return [][]bot.Button{{note}}
}

// aideKeys are for who drafts for the owner.
func (v view) aideKeys(s casework.Status) [][]bot.Button {
	row := []bot.Button{v.button("note", pressNote)}
	if s != casework.Closed {
		row = slices.Insert(row, 0, v.button("draft", pressAnswer))
	}
	return [][]bot.Button{row}
}

func (v view) colleagueKeys(c casework.Case) [][]bot.Button {
	switch c.Status {
	case casework.Queued:
		pass := []bot.Button{v.button("note", pressNote), v.button("pass", pressPass)}
		if !slices.Contains(c.Declined, v.by.ID) {
			pass = append(pass, v.button("notmine", pressNotMine))
		}
		return [][]bot.Button{
			{v.button("take", pressTake), v.button("answer", pressAnswer), v.button("ask", pressAsk)},
			pass,
		}
	case casework.Answered:
		return [][]bot.Button{{v.button("add", pressAnswer), v.button("note", pressNote)}}
	}
	return [][]bot.Button{{v.button("note", pressNote)}}
}

func (v view) clerkKeys(c casework.Case) [][]bot.Button {
	note, last := v.button("note", pressNote), []bot.Button{v.button("close", pressClose), v.barring()}
	give := []bot.Button{v.button("sort", pressSort), v.button("assign", pressAssign), v.button("merge", pressMerge)}
	switch c.Status {
	case casework.Unsorted:
		if c.Signals.Has(casework.Spam) {
			return [][]bot.Button{{v.button("discard", pressDiscard)}, give, {v.button("ask", pressAsk), note}, last}
		}
		return append(v.guesses(), give, []bot.Button{v.button("ask", pressAsk), note, v.urging()}, last)
	case casework.Queued, casework.Taken, casework.Asked:
		return [][]bot.Button{give, {note, v.urging()}, last}
	case casework.Answered:
		return [][]bot.Button{{v.button("merge", pressMerge), note}, last}
	case casework.Closed:
		return [][]bot.Button{{v.button("reopen", pressReopen), v.button("note", pressNote), v.barring()}}
	}
	return nil
}

// guesses offers the topics that the classifier thinks of, each in a row of its
// own since their names are long.
func (v view) guesses() [][]bot.Button {
	var rows [][]bot.Button
	for _, g := range v.thread.Case.Likely() {
		t, ok := v.office.Topic(g.Topic)
		if !ok {
			continue
		}
		label := v.Say("press.guess", "topic", t.Called(v.Language()), "percent", math.Round(g.Probability*100))
		rows = append(rows, []bot.Button{{
			Label: label, Data: data(pressSort, string(v.thread.Case.Number), string(g.Topic)),
		}})
	}
	return rows
}

// barring is the button that blocks the resident of a case, or lets them write again.
func (v view) barring() bot.Button {
	if v.people[v.thread.Case.Resident].Barred.IsZero() {
		return v.button("bar", pressBar)
	}
	return v.button("unbar", pressUnbar)
}
