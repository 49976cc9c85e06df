package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"liaison/casework"
	"liaison/words"
)

// slip is what a visitor takes home, in their own language.
type slip struct {
	casework.Slip
	Tongue words.Speech
	Said   []casework.Entry // by the visitor
	Heard  []casework.Entry // by them from the office
	Topic  string
	Next   string
	Date   string
	Later  string
	Office string

	Languages []words.Language
}

func (c *Console) slip(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	read, err := c.desk.Slip(v.r.Context(), v.by, n)
	if err != nil {
		return err
	}
	s := slip{Slip: read, Tongue: words.For(cmp.Or(v.r.URL.Query().Get("in"), v.Language())).Dated(), Languages: words.Languages()}
	if err := c.write(v, &s); err != nil {
		return err
	}
	v.show(http.StatusOK, "slip", page{Title: v.Say("console.intake.slip", "number", n), At: "cases", Body: s})
	return nil
}

// write puts the case into the words of the slip.
func (c *Console) write(v *visit, s *slip) error {
	office, now := c.desk.Office(), c.desk.Now()
	for _, e := range s.Entries {
		switch e.Kind {
		case casework.Said:
			s.Said = append(s.Said, e)
		case casework.Question, casework.Answer, casework.Delay:
			s.Heard = append(s.Heard, e)
		}
	}
	s.Office, s.Topic = office.Called(s.Tongue.Language()), s.Tongue.Topic(office, s.Case.Topic)
	s.Date = s.Tongue.DayTime(s.Case.Opened, now, office.Zone)
	s.Later = s.Tongue.Say("console.slip.later", "number", strings.ReplaceAll(s.Case.Number.String(), "-", "\u2011")) // stays on one line
	if s.Case.Protected && s.Case.Status == casework.Unsorted {
		s.Next = s.Tongue.Say("console.slip.apart")
		return nil
	}
	name, err := c.answers(v, s)
	s.Next = s.Tongue.Next(s.Case, name, now, office.Zone)
	return err
}

// answers names who answers, or spoke last; empty: nobody yet.
func (c *Console) answers(v *visit, s *slip) (string, error) {
	id := cmp.Or(s.Case.Owner, s.Case.Offered)
	if s.Case.Status == casework.Asked || s.Case.Status == casework.Answered {
		for _, e := range slices.Backward(s.Heard) {
			if id = cmp.Or(e.For, e.By); id != "" {
				break
			}
		}
	}
	if id == "" {
		return "", nil
	}
	p, err := c.desk.Person(v.r.Context(), id)
	return s.Tongue.Person(p, s.Case), err
}
