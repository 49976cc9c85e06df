package main

import (
	"slices"

	"liaison/casework"
	"liaison/config"
)

// officeOf translates the office file into the desk's language.
func officeOf(f config.Office) casework.Office {
	o := casework.Office{Name: f.Name, Language: f.Language, Zone: f.Location, Settle: f.Settle, Undo: f.Undo, Dormant: f.Dormant, RoomWords: f.RoomWords, Broadcasts: f.Broadcasts, Emergency: f.Emergency, Calendar: calendarOf(f), Keeping: casework.Keeping{
		Raw: f.Keep.Raw, Once: f.Keep.Keys, Closed: f.Keep.Closed, Drafts: f.Keep.Drafts, Notices: f.Keep.Notices,
	}}
	o.Advice = map[string]casework.Advice{config.Assist: casework.WhenUnsure, config.Always: casework.AlwaysAsked}[f.Assistant]
	o.Budget = casework.Budget(f.Budget)
	for _, t := range f.Topics {
		o.Topics = append(o.Topics, casework.Topic{
			ID: casework.TopicID(t.ID), Name: t.Name, Claim: t.Claim, Answer: t.Answer,
			ClaimDays: t.ClaimDays, AnswerDays: t.AnswerDays, Urgent: t.Urgent, Examples: t.Examples, Base: t.Base,
		})
	}
	for _, s := range f.Spots {
		o.Spots = append(o.Spots, casework.Spot{ID: casework.SpotID(s.ID), Name: s.Name})
	}
	for _, s := range f.Ready {
		o.Ready = append(o.Ready, casework.Shared{ID: s.ID, Topic: casework.TopicID(s.Topic), Text: s.Text})
	}
	for _, d := range f.Deputies {
		p := casework.Person{ID: casework.PersonID(d.ID), Role: casework.Deputy, Name: d.Name, Account: d.Telegram, Cap: d.Cap, OnDuty: slices.Contains(f.Duty, d.ID)}
		for _, t := range d.Topics {
			p.Topics = append(p.Topics, casework.TopicID(t))
		}
		o.People = append(o.People, p)
	}
	for _, a := range f.Aides {
		p := casework.Person{ID: casework.PersonID(a.ID), Role: casework.Aide, Name: a.Name, Account: a.Telegram}
		for _, d := range a.Deputies {
			p.Aids = append(p.Aids, casework.PersonID(d))
		}
		o.People = append(o.People, p)
	}
	for _, s := range f.Staff {
		role := casework.Moderator
		if s.Role == config.Admin {
			role = casework.Admin
		}
		o.People = append(o.People, casework.Person{
			ID: casework.PersonID(s.ID), Role: role, Name: s.Name, Account: s.Telegram,
			Officer: slices.Contains(f.Officers, s.ID), OnDuty: slices.Contains(f.Duty, s.ID),
		})
	}
	return o
}

// calendarOf says when the office works.
func calendarOf(f config.Office) casework.Calendar {
	c := casework.Calendar{Zone: f.Location, Quiet: casework.Hours(f.Quiet)}
	for i, h := range f.Week {
		c.Week[i] = casework.Hours(h)
	}
	for _, d := range f.Holidays {
		c.Holidays = append(c.Holidays, casework.Days{From: casework.Date(d.From), To: casework.Date(d.To)})
	}
	for _, d := range f.Workdays {
		c.Workdays = append(c.Workdays, casework.Days{From: casework.Date(d.From), To: casework.Date(d.To)})
	}
	return c
}
