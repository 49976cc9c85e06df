package web

import (
	"cmp"
	"net/http"
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
	var err error
	s.Next, err = v.next(s.Tongue, s.Case, s.Entries)
	return err
}
