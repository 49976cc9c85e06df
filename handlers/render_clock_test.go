package handlers

import "liaison/casework"

// clockSamples are reminders, digests and terms that move.
func clockSamples() []sample {
	const li = casework.PersonID("li-na")
	taken := func(s *shelf) { s.taken(casework.Taken) }
	overdue := func(s *shelf) { s.taken(casework.Taken); s.thread.Case.AnswerBy = ago(2 * day) }
	asked := func(s *shelf) {
		s.said(li, casework.Question, "Which stop?", ago(4*day))
		s.taken(casework.Asked)
	}
	return []sample{
		{"to a colleague", to("wang", casework.TellUnclaimed, 0), func(s *shelf) { s.thread.Case.ClaimBy = ago(hour) }},
		{"three quarters passed", to(li, casework.TellReminder, 0), taken},
		{"late, moved before, urgent", to(li, casework.TellReminder, 0), func(s *shelf) {
			overdue(s)
			s.thread.Case.Extended, s.thread.Case.Urgent = true, true
		}},
		{"urgent", to(li, casework.TellReminder, 0), func(s *shelf) { taken(s); s.thread.Case.Urgent = true }},
		{"for four days", to(li, casework.TellSilent, 0), asked},
		{"unsorted", to("desk", casework.TellLate, 0), (*shelf).unsorted},
		{"nobody took it", to("desk", casework.TellLate, 0), func(s *shelf) { s.thread.Case.ClaimBy = ago(day) }},
		{"with a deputy", to("desk", casework.TellLate, 0), overdue},
		{"the resident is silent", to("desk", casework.TellLate, 0), asked},
		{"with the reason", to(author, casework.TellExtended, 2), func(s *shelf) {
			s.said(li, casework.Delay, "The depot is closed until Friday.", ago(hour))
			s.taken(casework.Taken)
		}},
		{"of a deputy", casework.Notice{To: li, Kind: casework.TellDigest}, func(s *shelf) {
			s.morning = casework.Morning{Waiting: 3, InWork: 2, Today: 1, Late: 1}
		}},
		{"of staff", casework.Notice{To: "desk", Kind: casework.TellDigest}, func(s *shelf) {
			s.morning = casework.Morning{Waiting: 5, Late: 22}
		}},
	}
}
