package handlers

import (
	"slices"
	"strings"
	"time"

	"liaison/casework"
)

// samples has at least one state for each kind of notice.
func samples() []sample {
	return slices.Concat(residentSamples(), deputySamples(), staffSamples(), clockSamples(), castSamples())
}

const author = casework.PersonID("r-7F3K2222")

func residentSamples() []sample {
	return []sample{
		{"first message", to(author, casework.TellConsent, 0), func(s *shelf) { s.thread.Case.Status = casework.Held }},
		{"nothing written yet", casework.Notice{To: author, Kind: casework.TellConsent}, nil},

		{"queued", to(author, casework.TellReceipt, 0), nil},
		{"nobody offered", to(author, casework.TellReceipt, 0), func(s *shelf) { s.thread.Case.Offered = "" }},
		{"unsorted", to(author, casework.TellReceipt, 0), (*shelf).unsorted},
		{"unsorted for long", to(author, casework.TellReceipt, 0), func(s *shelf) { s.unsorted(); s.thread.Case.ClaimBy = ago(hour) }},
		{"taken", to(author, casework.TellReceipt, 0), func(s *shelf) { s.taken(casework.Taken) }},
		{"answered by now", to(author, casework.TellReceipt, 0), (*shelf).answered},
		{"closed by now, repeated", repeated(to(author, casework.TellReceipt, 0)), func(s *shelf) { s.shut(casework.Outside) }},

		{"taken", to(author, casework.TellStatus, 0), func(s *shelf) { s.taken(casework.Taken) }},
		{"repeated freely", repeated(to(author, casework.TellStatus, 0)), func(s *shelf) { s.taken(casework.Asked) }},
		{"closed", to(author, casework.TellStatus, 0), func(s *shelf) { s.shut(casework.Solved) }},
		{"to read", casework.Notice{To: author, Kind: casework.TellExport, Entry: casework.AsText}, (*shelf).answered},
		{"for computers", casework.Notice{To: author, Kind: casework.TellExport, Entry: casework.AsJSON}, (*shelf).answered},
		{"of who wants no broadcasts", casework.Notice{To: author, Kind: casework.TellExport, Entry: casework.AsText}, func(s *shelf) {
			s.alter(author, func(p *casework.Person) { p.Uncast = true })
		}},
		{"an answer", to(author, casework.TellAmended, 2), func(s *shelf) {
			s.answered()
			s.thread.Entries[1].Text, s.thread.Entries[1].Edited = "It comes again from Tuesday.", ago(time.Minute)
		}},
		{"a question", to(author, casework.TellAmended, 2), func(s *shelf) {
			s.said("li-na", casework.Question, "Which stop is it?", ago(hour)).Edited = ago(time.Minute)
			s.taken(casework.Asked)
		}},
		{"an answer", to(author, casework.TellCorrected, 2), (*shelf).answered},
		{"too fast", casework.Notice{To: author, Kind: casework.TellSlower}, nil},
		{"blocked", casework.Notice{To: author, Kind: casework.TellSlower}, func(s *shelf) {
			s.alter(author, func(p *casework.Person) { p.Barred = ago(hour) })
		}},
		{"two matters", to(author, casework.TellTwo, 1), func(s *shelf) {
			s.thread.Entries[0].Text = "The bus 12 stopped coming. There is no hot water."
		}},
		{"others write so", to(author, casework.TellAlike, 0), func(s *shelf) {
			s.thread.Case.Matter, s.others = 7, casework.Crowd{Matter: casework.Matter{ID: 7, Topic: "transport"}, People: 14}
		}},
		{"others write so, by a title", to(author, casework.TellAlike, 0), func(s *shelf) {
			s.thread.Case.Matter, s.others = 7, casework.Crowd{Matter: casework.Matter{ID: 7, Topic: "transport", Title: "The stop by the school"}, People: 2}
		}},
		{"an answer to many, to be approved", casework.Notice{To: "desk", Kind: casework.TellCommon, About: 5}, func(s *shelf) {
			s.common = casework.Common{ID: 5, Topic: "transport", Text: "It comes again.", State: casework.CommonProposed, By: "li-na", Version: 2}
		}},
		{"an answer to many, sent", casework.Notice{To: "li-na", Kind: casework.TellCommon, About: 5}, func(s *shelf) {
			s.common = casework.Common{ID: 5, Topic: "transport", State: casework.CommonOver, By: "li-na", Cases: 41, Version: 4}
		}},
		{"an answer to many, not approved", casework.Notice{To: "li-na", Kind: casework.TellCommon, About: 5}, func(s *shelf) {
			s.common = casework.Common{ID: 5, Topic: "transport", State: casework.CommonRefused, By: "li-na", Last: "desk", Version: 3}
		}},
		{"goes on elsewhere", to(author, casework.TellMerged, 0), func(s *shelf) {
			s.shut(casework.Duplicate)
			s.thread.Case.Merged = "ZZZZ2222"
		}},
		{"danger", to(author, casework.TellReceipt, 0), func(s *shelf) { s.thread.Case.Signals = casework.Signals{casework.Danger} }},
		{"danger, not agreed", to(author, casework.TellConsent, 0), func(s *shelf) {
			s.thread.Case.Status, s.thread.Case.Signals = casework.Held, casework.Signals{casework.Danger}
		}},
		{"despair", to(author, casework.TellReceipt, 0), func(s *shelf) { s.protected(casework.SelfHarm) }},
		{"a complaint", to(author, casework.TellReceipt, 0), func(s *shelf) { s.protected(casework.Complaint) }},
		{"a complaint that names all", to(author, casework.TellReceipt, 0), func(s *shelf) {
			s.protected(casework.Complaint)
			s.thread.Case.Against = []casework.PersonID{"vera"}
		}},
		{"further words", to(author, casework.TellEmergency, 0), func(s *shelf) { s.thread.Case.Signals = casework.Signals{casework.Danger} }},
		{"thanks for nothing in particular", casework.Notice{To: author, Kind: casework.TellWarmly}, nil},
		{"all gone", casework.Notice{To: author, Kind: casework.TellForgotten}, nil},
		{"received", to(author, casework.TellMark, 0), nil},
		{"in work", to(author, casework.TellMark, 0), func(s *shelf) { s.taken(casework.Taken) }},
		{"answered", to(author, casework.TellMark, 0), (*shelf).answered},

		{"taken", to(author, casework.TellAdded, 2), func(s *shelf) {
			s.taken(casework.Taken)
			s.said(author, casework.Said, "It is bus 12A.", ago(time.Minute))
		}},
		{"unsorted, its first message", to(author, casework.TellAdded, 1), (*shelf).unsorted},
		{"thanks after the answer", to(author, casework.TellAdded, 3), func(s *shelf) {
			s.answered()
			s.said(author, casework.Said, "Thank you.", ago(time.Minute))
		}},

		{"another topic", to(author, casework.TellSorted, 0), func(s *shelf) { s.thread.Case.Topic = "water" }},
		{"the deputy is away", to(author, casework.TellSorted, 0), func(s *shelf) {
			s.isAway()
			s.thread.Case.Offered = "wang"
		}},
		{"late", to(author, casework.TellSorted, 0), func(s *shelf) { s.thread.Case.AnswerBy = ago(2 * day) }},
		{"late, nobody has it", to(author, casework.TellSorted, 0), func(s *shelf) {
			s.thread.Case.AnswerBy, s.thread.Case.Offered = ago(2*day), ""
		}},
		{"back with the staff", to(author, casework.TellSorted, 0), (*shelf).unsorted},

		{"with a photo", to(author, casework.TellQuestion, 2), func(s *shelf) {
			s.said("li-na", casework.Question, "Is it this stop?", ago(hour)).Media = []casework.Media{{Kind: "photo", FileID: "p1"}}
			s.taken(casework.Asked)
		}},
		{"by staff, answered by now", to(author, casework.TellQuestion, 2), func(s *shelf) {
			s.said("desk", casework.Question, "Which street?", ago(hour))
		}},

		{"first answer", to(author, casework.TellAnswer, 2), (*shelf).answered},
		{"repeated", repeated(to(author, casework.TellAnswer, 2)), (*shelf).answered},
		{"by who stands in", to(author, casework.TellAnswer, 2), func(s *shelf) {
			s.answered()
			s.thread.Entries[1].By, s.thread.Entries[1].For = "wang", "li-na"
		}},
		{"addition, with files", to(author, casework.TellAnswer, 3), func(s *shelf) {
			s.answered()
			s.said("wang", casework.Answer, "Bus 7 goes there too.", ago(time.Minute)).Media = []casework.Media{
				{Kind: "photo", FileID: "p1"}, {Kind: "photo", FileID: "p2"}, {Kind: "document", FileID: "d1"},
			}
		}},
		{"new answer after reopening, rated", to(author, casework.TellAnswer, 3), func(s *shelf) {
			s.answered()
			s.did(author, casework.DoReopen, ago(30*time.Minute), "")
			s.said("li-na", casework.Answer, "They promised again.", ago(time.Minute))
			s.thread.Case.Helped = casework.Yes
		}},

		{"solved, without words", to(author, casework.TellClosed, 0), func(s *shelf) { s.shut(casework.Solved) }},
		{"outside, with words", to(author, casework.TellClosed, 2), func(s *shelf) {
			s.said("li-na", casework.Remark, "The court decides this.", ago(hour))
			s.shut(casework.Outside)
		}},
		{"explained", to(author, casework.TellClosed, 0), func(s *shelf) { s.shut(casework.Explained) }},
		{"withdrawn", to(author, casework.TellClosed, 0), func(s *shelf) { s.shut(casework.Withdrawn) }},
		{"duplicate", to(author, casework.TellClosed, 0), func(s *shelf) { s.shut(casework.Duplicate) }},
		{"words, open again", to(author, casework.TellClosed, 2), func(s *shelf) {
			s.said("li-na", casework.Remark, "The court decides this.", ago(hour))
		}},

		{"to the same deputy", to(author, casework.TellReopened, 0), nil},
	}
}

// absent is a notice about the absence on the shelf.
func absent(who casework.PersonID, k casework.NoticeKind) casework.Notice {
	return casework.Notice{ID: 9, To: who, Kind: k, About: 77, Part: 1}
}

// isAway has Li Na stand in for Wang Wei.
func (s *shelf) isAway() {
	s.absence = casework.Absence{ID: 77, Person: "wang", Substitute: "li-na", From: ago(day), Until: ahead(3 * day), Begun: ago(day)}
	s.alter("wang", func(p *casework.Person) { p.AwayUntil, p.Substitute = s.absence.Until, "li-na" })
	s.alter("li-na", func(p *casework.Person) { p.Covers = []casework.Covered{{Person: "wang", Topics: p.Topics}} })
}

func deputySamples() []sample {
	const li = casework.PersonID("li-na")
	return []sample{
		{"offered", to(li, casework.TellCard, 0), nil},
		{"with what goes on in it", to(li, casework.TellJoined, 0), func(s *shelf) {
			e := s.thread.Entries[0]
			e.Case, e.Text = "ZZZZ2222", "It happens on the other line too."
			s.thread.Joined = []casework.Entry{e}
		}},
		{"offered to a colleague", to("wang", casework.TellCard, 0), nil},
		{"to everybody, repeated", repeated(to("wang", casework.TellCard, 0)), func(s *shelf) {
			s.thread.Case.Offered, s.thread.Case.ClaimBy = "", ago(day)
		}},
		{"taken, late, with a photo and an edit", to(li, casework.TellCard, 0), func(s *shelf) {
			s.taken(casework.Taken)
			s.thread.Case.AnswerBy = ago(2 * day)
			s.thread.Entries[0].Media = []casework.Media{{Kind: "photo", FileID: "p1"}}
			s.thread.Entries[0].Edited = ago(hour)
		}},
		{"to an aide", to("zhou", casework.TellCard, 0), func(s *shelf) {
			s.taken(casework.Taken)
			s.proposed()
		}},
		{"a deputy", casework.Notice{To: "desk", Kind: casework.TellKnock, About: 200, Part: 1}, nil},
		{"decided by now", casework.Notice{To: "desk", Kind: casework.TellKnock, About: 999, Part: 1}, nil},
		{"a deputy", casework.Notice{To: li, Kind: casework.TellRecognised, Part: 1}, nil},
		{"an aide", casework.Notice{To: "zhou", Kind: casework.TellRecognised, Part: 1}, nil},
		{"staff", casework.Notice{To: "desk", Kind: casework.TellRecognised, Part: 1}, nil},
		{"X9 somebody is in the console", signedIn, func(s *shelf) { s.enters("Firefox on Linux", ago(time.Minute)) }},
		{"who by now isn't any more, with what is unknown", signedIn, func(s *shelf) { s.enters("", ago(day)) }},
		{"by another administrator", casework.Notice{To: "desk", Kind: casework.TellUnfactored, Part: 1}, nil},
		{"an answer", to(li, casework.TellDrafted, 2), (*shelf).proposed},
		{"to who stands in", to("wang", casework.TellDrafted, 2), func(s *shelf) {
			s.taken(casework.Taken)
			s.proposed()
			wang := s.people["wang"]
			wang.Covers = []casework.Covered{{Person: li}}
			s.people["wang"] = wang
		}},
		{"there is a newer one", to(li, casework.TellDrafted, 2), func(s *shelf) {
			s.proposed()
			s.proposed()
		}},
		{"sent", to("zhou", casework.TellApproved, 2), (*shelf).answered},
		{"undone", to("zhou", casework.TellApproved, 2), (*shelf).proposed},
		{"declined", to("zhou", casework.TellDeclined, 2), func(s *shelf) {
			s.proposed()
			s.thread.Entries[1].Kind, s.thread.Entries[1].Text = casework.Scrapped, ""
		}},
		{"answered otherwise", to("zhou", casework.TellRewrote, 2), func(s *shelf) {
			s.proposed()
			s.thread.Entries[1].Text = ""
			s.answered()
		}},
		{"answered otherwise, and undone", to("zhou", casework.TellRewrote, 2), (*shelf).proposed},
		{"a short thread", to(li, casework.TellCard, 0), func(s *shelf) {
			s.said(li, casework.Question, "Which stop?", ago(2*hour))
			s.said(author, casework.Said, "The one at the school.", ago(hour)).Forwarded = true
			s.said("wang", casework.Remark, "I know the driver.", ago(time.Minute))
			s.said("wang", casework.Draft, "not sent", ago(time.Minute))
			s.taken(casework.Asked)
		}},
		{"a long thread", to(li, casework.TellCard, 0), func(s *shelf) {
			s.thread.Entries[0].Text = strings.Repeat("Long. ", 200)
			s.said(author, casework.Said, "And more.", ago(2*hour))
			s.said(author, casework.Said, strings.Repeat("Last. ", 150), ago(hour))
		}},
		{"for staff", to("desk", casework.TellCard, 0), nil},

		{"words", to(li, casework.TellMore, 2), func(s *shelf) {
			s.taken(casework.Taken)
			s.said(author, casework.Said, "It is bus 12A.", ago(time.Minute))
		}},
		{"a voice message", to(li, casework.TellMore, 2), func(s *shelf) {
			s.said(author, casework.Said, "", ago(time.Minute)).Media = []casework.Media{{Kind: "voice", FileID: "v1"}}
		}},
		{"thanks", to(li, casework.TellMore, 3), func(s *shelf) {
			s.answered()
			s.said(author, casework.Said, "Thank you.", ago(time.Minute))
		}},

		{"taken", to(li, casework.TellEdited, 1), func(s *shelf) { s.taken(casework.Taken); s.thread.Entries[0].Edited = noon }},

		{"answer", to(li, casework.TellDelivered, 2), (*shelf).answered},
		{"question", to(li, casework.TellDelivered, 2), func(s *shelf) {
			s.said(li, casework.Question, "Which stop?", ago(hour))
			s.taken(casework.Asked)
		}},
		{"no longer theirs", to(li, casework.TellDelivered, 2), func(s *shelf) { s.answered(); s.thread.Case.Owner, s.thread.Case.Topic = "wang", "water" }},

		{"T6 blocked", to(li, casework.TellUndelivered, 2), func(s *shelf) {
			s.answered()
			s.alter(author, func(p *casework.Person) { p.Blocked = true })
		}},
		{"refused", to(li, casework.TellUndelivered, 2), func(s *shelf) { s.said(li, casework.Question, "Which?", ago(hour)) }},
		{"no longer theirs", to(li, casework.TellUndelivered, 2), func(s *shelf) { s.thread.Case.Topic = "water" }},

		{"wang is away", absent("li-na", casework.TellCovering), func(s *shelf) {
			s.isAway()
			s.thread.Case.Status, s.thread.Case.Owner, s.thread.Case.Offered = casework.Taken, "wang", ""
		}},
		{"and back", absent("li-na", casework.TellRelieved), func(s *shelf) { s.absence.Person = "wang" }},
		{"set by staff", absent("wang", casework.TellAway), (*shelf).isAway},
		{"nothing happened", absent("wang", casework.TellBack), (*shelf).isAway},
		{"much happened", absent("wang", casework.TellBack), func(s *shelf) {
			s.isAway()
			for _, verb := range []casework.Verb{casework.DoAnswer, casework.DoAsk, casework.DoPass, casework.DoNote, casework.DoTake} {
				s.acts = append(s.acts, casework.Event{Case: number, By: "li-na", For: "wang", Verb: verb, At: ago(hour)})
			}
		}},
		{"for who is away", to(li, casework.TellCard, 0), func(s *shelf) {
			s.isAway()
			s.thread.Case.Status, s.thread.Case.Owner, s.thread.Case.Offered = casework.Taken, "wang", ""
		}},
		{"by staff", to(li, casework.TellNote, 2), func(s *shelf) {
			s.taken(casework.Taken)
			s.said("desk", casework.Note, "She called twice. Please be kind.", ago(time.Minute))
		}},
		{"on a short thread", to(li, casework.TellCard, 0), func(s *shelf) {
			s.taken(casework.Taken)
			s.said("wang", casework.Note, "I know the driver.", ago(time.Minute))
		}},

		{"to a colleague", to(li, casework.TellMovedAway, 0), func(s *shelf) { s.thread.Case.Offered = "wang" }},
		{"out of sight", to(li, casework.TellMovedAway, 0), func(s *shelf) { s.thread.Case.Topic, s.thread.Case.Offered = "water", "" }},
		{"closed", to(li, casework.TellMovedAway, 0), func(s *shelf) { s.shut(casework.Duplicate) }},
	}
}

func staffSamples() []sample {
	about := func(n casework.Notice) casework.Notice { n.About = 5; return n }
	return []sample{
		{"with guesses", to("desk", casework.TellUnsorted, 0), (*shelf).unsorted},
		{"late", to("desk", casework.TellUnsorted, 0), func(s *shelf) { s.unsorted(); s.thread.Case.ClaimBy = ago(2 * day) }},

		{"a complaint", to("vera", casework.TellProtected, 0), func(s *shelf) {
			s.protected(casework.Complaint)
			s.thread.Case.Against = []casework.PersonID{"li-na", "zhou"}
		}},
		{"by a person's word", to("vera", casework.TellProtected, 0), func(s *shelf) { s.protected() }},
		{"a child in despair", to("vera", casework.TellProtected, 0), func(s *shelf) { s.protected(casework.Child, casework.SelfHarm) }},
		{"to who may not see it", to("desk", casework.TellProtected, 0), func(s *shelf) { s.protected(casework.Complaint) }},
		{"at once", to("desk", casework.TellDanger, 0), func(s *shelf) {
			s.thread.Case.Signals, s.thread.Case.Urgent = casework.Signals{casework.Danger}, true
		}},
		{"advertising", to("desk", casework.TellUnsorted, 0), func(s *shelf) { s.unsorted(); s.thread.Case.Signals = casework.Signals{casework.Spam} }},

		{"nobody", to("desk", casework.TellNobody, 0), func(s *shelf) { s.thread.Case.Offered = "" }},

		{"an answer", about(to("desk", casework.TellDoubtful, 2)), func(s *shelf) {
			s.answered()
			s.about = []casework.Notice{
				{ID: 5, Part: 1, Parts: 2, To: author, State: casework.Delivered},
				{ID: 5, Part: 2, Parts: 2, To: author, State: casework.Uncertain, Copies: 2},
			}
		}},
		{"S10 from before a restore", about(to("desk", casework.TellDoubtful, 2)), func(s *shelf) {
			s.answered()
			s.about = []casework.Notice{{ID: 5, Part: 1, To: author, State: casework.Uncertain, Copies: 1}}
		}},
		{"of no case", about(casework.Notice{To: "desk", Kind: casework.TellDoubtful}), func(s *shelf) {
			s.about = []casework.Notice{{ID: 5, Part: 1, To: "li-na", State: casework.Uncertain, Copies: 2}}
		}},

		{"a deputy", about(to("desk", casework.TellUnreached, 0)), func(s *shelf) {
			s.about = []casework.Notice{{ID: 5, Part: 1, To: "li-na", State: casework.Undeliverable}}
			s.alter("li-na", func(p *casework.Person) { p.Blocked = true })
		}},
		{"a resident, refused", about(to("desk", casework.TellUnreached, 0)), func(s *shelf) {
			s.about = []casework.Notice{{ID: 5, Part: 1, To: author, State: casework.Undeliverable}}
			s.thread.Case.Status = casework.Held
		}},

		{"all have enough", to("desk", casework.TellFull, 0), nil},
		{"opened", absent("desk", casework.TellJoining), func(s *shelf) {
			s.invitation = casework.Invitation{ID: 77, Person: "wang", State: casework.Opened, Account: 5150, Name: "Wei"}
		}},
		{"a deputy", casework.Notice{To: "li-na", Kind: casework.TellWelcome}, nil},
		{"one of the staff", casework.Notice{To: "desk", Kind: casework.TellWelcome}, nil},

		{"too fast", casework.Notice{To: "desk", Kind: casework.TellFlood}, nil},
		{"stray", casework.Notice{To: "desk", Kind: casework.TellStray}, nil},
		{"S3 the disk is nearly full", casework.Notice{To: "desk", Kind: casework.TellRoom, Key: "room:desk"}, nil},
		{"the bot was removed from the staff room", casework.Notice{To: "desk", Kind: casework.TellRoomless}, nil},
		{"T18 away for longer than a day", casework.Notice{To: "desk", Kind: casework.TellGap, Key: casework.GapKey(ago(2*day)) + ":desk"}, nil},
		{"L11 the model's key is refused", casework.Notice{To: "desk", Kind: casework.TellModelKey}, nil},
		{"L9 the model's budget is used up", casework.Notice{To: "desk", Kind: casework.TellModelCost}, nil},
		{"its key is gone", casework.Notice{To: "desk", Kind: casework.TellGap}, nil},
	}
}

var signedIn = casework.Notice{To: "li-na", Kind: casework.TellSignedIn, About: 88, Part: 1}

// enters has li-na in the console since then.
func (s *shelf) enters(agent string, since time.Time) {
	s.alter("li-na", func(p *casework.Person) { p.Account = 100 })
	s.signIn = casework.SignIn{ID: 88, Person: "li-na", Rights: s.people["li-na"].Rights, Agent: agent,
		Since: since, Seen: since, Ends: since.Add(12 * time.Hour), Passed: true}
}
