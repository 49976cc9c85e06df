package handlers

import (
	"slices"
	"strings"
	"testing"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// verbsOf says which of the desk's verbs a button leads to, with or without a menu between.
var verbsOf = map[string]casework.Verb{
	pressTake: casework.DoTake, pressAnswer: casework.DoAnswer, pressAsk: casework.DoAsk, pressPass: casework.DoPass,
	pressNotMine: casework.DoRelease, pressSort: casework.DoClassify, pressAssign: casework.DoAssign,
	pressClose: casework.DoClose, pressReopen: casework.DoReopen, pressNote: casework.DoNote, pressBar: casework.DoBar, pressMerge: casework.DoMerge, pressUrge: casework.DoUrge, pressExtend: casework.DoExtend, pressUnbar: casework.DoUnbar,
}

func allowed(v casework.Verb, s casework.Standing, from casework.Status) bool {
	return slices.ContainsFunc(casework.Moves, func(m casework.Move) bool {
		return m.Verb == v && slices.Contains(m.By, s) && slices.Contains(m.From, from)
	})
}

func TestACardOffersOnlyWhatMayBeDone(t *testing.T) {
	t.Parallel()
	for _, status := range casework.Statuses {
		for _, who := range []casework.PersonID{"li-na", "wang", "desk"} {
			for _, owner := range []casework.PersonID{"", "li-na"} {
				s := newShelf("en")
				s.unsorted()
				s.thread.Case.Topic = "transport"
				s.thread.Case.Status, s.thread.Case.Owner, s.thread.Case.Outcome = status, owner, casework.Solved
				standing := s.thread.Case.Standing(s.people[who])
				b, err := s.renderer().Card(t.Context(), s.people[who], s.thread.Case)
				if standing == casework.Stranger {
					if casework.KindOf(unwrapped(err)) != casework.NotFound {
						t.Errorf("%s sees a %s case", who, status)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range b.Rows {
					for _, k := range row {
						if v := verbsOf[parsePress(k.Data).verb]; !allowed(v, standing, status) {
							t.Errorf("%s of a %s case is offered %q", standing, status, k.Data)
						}
					}
				}
			}
		}
	}
}

func unwrapped(err error) error {
	for {
		inner, ok := err.(interface{ Unwrap() error }) //nolint:errorlint // goes down by itself
		if !ok {
			return err
		}
		err = inner.Unwrap()
	}
}

const hostile = "<b>&amp; _*[x](y) `{{.number}} =cmd() '; drop\u0000 \u202Eevil \u2067 👩‍👩‍👧‍👦"

// hostileShelf has hostile words wherever people write.
func hostileShelf(language, text string) *shelf {
	s := newShelf(language)
	s.alter(author, func(p *casework.Person) { p.Name = "Secret Realname" })
	s.thread.Entries[0].Text = text
	s.said("li-na", casework.Question, text, ago(hour))
	s.said(author, casework.Said, text, ago(hour)).Media = []casework.Media{{Kind: "photo", FileID: "p1"}, {Kind: "document", FileID: "d", Name: text}}
	s.said("li-na", casework.Answer, text, ago(hour))
	s.about = []casework.Notice{{ID: 5, Part: 1, To: "li-na", State: casework.Uncertain}}
	return s
}

func TestI3_HostileWordsAreShownLiterally(t *testing.T) {
	t.Parallel()
	shown := strings.NewReplacer("\u0000", "", "\u202E", "", "\u2067", "").Replace(hostile)
	for _, l := range words.Languages() {
		s := hostileShelf(l.Code, hostile)
		for _, n := range []casework.Notice{
			to("li-na", casework.TellCard, 0), to("li-na", casework.TellMore, 3), to("li-na", casework.TellEdited, 1),
			to(author, casework.TellAnswer, 4), to(author, casework.TellQuestion, 2),
		} {
			b := s.render(t, n)
			if !strings.Contains(b.Text, shown) {
				t.Errorf("%s %s: the words aren't there:\n%q", l.Code, n.Kind, b.Text)
			}
			if !quoted(b, shown) {
				t.Errorf("%s %s: the words aren't a quote", l.Code, n.Kind)
			}
		}
	}
}

func quoted(b bot.Body, text string) bool {
	for _, e := range b.Entities {
		if strings.HasSuffix(e.Type, "blockquote") && e.Length == bot.Units(text) {
			return true
		}
	}
	return false
}

func TestX18_NobodySeesAResidentsName(t *testing.T) {
	t.Parallel()
	for _, sample := range samples() {
		s := newShelf("en")
		if sample.set != nil {
			sample.set(s)
		}
		if b := s.render(t, sample.notice); strings.Contains(b.Text, "Realname") {
			t.Errorf("%s, %s:\n%s", sample.notice.Kind, sample.name, b.Text)
		}
	}
}

// TestI2_TheLongestFits renders everything with the longest words there may be.
func TestI2_TheLongestFits(t *testing.T) {
	t.Parallel()
	for _, l := range words.Languages() {
		for _, text := range []string{strings.Repeat("👩‍👩‍👧‍👦", 372), strings.Repeat("语", 4096), strings.Repeat("\u200B \u0301", 1300)} {
			s := hostileShelf(l.Code, text)
			for kind := range tellings {
				for _, who := range []casework.PersonID{author, "li-na", "wang", "desk"} {
					for entry := range 5 {
						n := repeated(to(who, kind, entry))
						n.About = 5
						checkLimits(t, string(kind), s.render(t, n))
					}
				}
			}
			checkLimits(t, "own", s.renderer().Own(t.Context(), s.people[author], s.thread))
		}
	}
}

func checkLimits(t *testing.T, what string, b bot.Body) {
	t.Helper()
	if blankBody(b) {
		return
	}
	for _, part := range bot.Split(b) {
		limit := 4096
		if part.Photo != "" {
			limit = 1024
		}
		if n := bot.Units(part.Text); n > limit || n == 0 && len(part.Files) == 0 {
			t.Errorf("%s: a part of %d units", what, n)
		}
		for _, e := range part.Entities {
			if e.Offset+e.Length > bot.Units(part.Text) {
				t.Errorf("%s: a mark beyond the end", what)
			}
		}
		for _, row := range part.Rows {
			if len(row) > 3 {
				t.Errorf("%s: %d buttons in a row", what, len(row))
			}
			for _, k := range row {
				if len(k.Data) > 64 || k.Label == "" {
					t.Errorf("%s: button %q, %q", what, k.Label, k.Data)
				}
			}
		}
	}
}
