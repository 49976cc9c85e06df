package handlers

import (
	"strings"
	"testing"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// newCast is a broadcast on its way to the deputies.
func newCast() casework.Broadcast {
	return casework.Broadcast{
		ID: 77, Version: 3, To: casework.Deputy, Text: "Meeting on Friday at ten.\nBring your lists.", State: casework.Going,
		By: "desk", Approver: "wang", Last: "wang", Approved: ago(hour), At: ago(hour), Readers: 12,
	}
}

func castSamples() []sample {
	about := func(who casework.PersonID, k casework.NoticeKind) casework.Notice {
		return casework.Notice{ID: 9, Part: 1, To: who, Kind: k, About: 77}
	}
	state := func(st casework.BroadcastState, f casework.Fates) func(*shelf) {
		return func(s *shelf) { s.cast.State, s.cast.Fates = st, f }
	}
	return []sample{
		{"a deputy", about("li-na", casework.TellBroadcast), nil},
		{"a resident", about(author, casework.TellBroadcast), func(s *shelf) { s.cast.To = casework.Resident }},
		{"a resident of a topic", about(author, casework.TellBroadcast), func(s *shelf) { s.cast.To, s.cast.Topic = casework.Resident, "water" }},
		{"who doesn't want it any more", about(author, casework.TellBroadcast), func(s *shelf) {
			s.cast.To = casework.Resident
			s.alter(author, func(p *casework.Person) { p.Uncast = true })
		}},
		{"stopped meanwhile", about("li-na", casework.TellBroadcast), state(casework.Halted, casework.Fates{})},

		{"of the residents of a topic", about("desk", casework.TellProposal), func(s *shelf) {
			s.cast.State, s.cast.To, s.cast.Topic, s.cast.By = casework.Proposed, casework.Resident, "water", "boss"
		}},
		{"one's own", about("desk", casework.TellProposal), state(casework.Proposed, casework.Fates{})},
		{"decided meanwhile", about("desk", casework.TellProposal), func(s *shelf) { s.cast.By = "boss" }},
		{"no more of the staff", about("desk", casework.TellProposal), func(s *shelf) {
			s.cast.State, s.cast.By = casework.Proposed, "boss"
			s.alter("desk", func(p *casework.Person) { p.Retired = true })
		}},

		{"by a colleague", about("desk", casework.TellRefused), state(casework.Refused, casework.Fates{})},
		{"changed meanwhile", about("desk", casework.TellRefused), state(casework.Begun, casework.Fates{})},

		{"on its way", about("desk", casework.TellProgress), state(casework.Going, casework.Fates{Sent: 5, Lost: 1, Doubtful: 1})},
		{"all sent", about("desk", casework.TellProgress), state(casework.Over, casework.Fates{Sent: 12})},
		{"some left out", about("desk", casework.TellProgress), state(casework.Over, casework.Fates{Sent: 9, Lost: 2})},
		{"stopped", about("desk", casework.TellProgress), state(casework.Halted, casework.Fates{Sent: 3})},
	}
}

// TestBroadcastsFit covers the longest words that a broadcast may have, in its copies and
// where it is to be approved: one message each.
func TestBroadcastsFit(t *testing.T) {
	t.Parallel()
	for _, l := range words.Languages() {
		for _, text := range []string{strings.Repeat("语", casework.BroadcastLimit), strings.Repeat("😀", casework.BroadcastLimit/2)} {
			s := newShelf(l.Code)
			s.cast.Text, s.cast.To, s.cast.Topic = text, casework.Resident, "transport"
			copied := s.render(t, casework.Notice{To: author, Kind: casework.TellBroadcast, About: 77})
			s.cast.State, s.cast.By = casework.Proposed, "boss"
			proposed := s.render(t, casework.Notice{To: "desk", Kind: casework.TellProposal, About: 77})
			for _, b := range []bot.Body{copied, proposed} {
				if len(bot.Split(b)) != 1 || !strings.Contains(b.Text, text) {
					t.Errorf("%s: %d parts", l.Code, len(bot.Split(b)))
				}
			}
		}
	}
}
