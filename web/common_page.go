package web

import (
	"net/http"
	"slices"
	"strings"

	"liaison/casework"
	"liaison/words"
)

// commonPage is one answer to all: before it goes out what it is and whom it reaches, then how far it is.
type commonPage struct {
	letter
	Name     string // of the matter
	Mine     bool   // the reader wrote it
	Versions []version
	Cap      int // above so many cases somebody of the staff approves it

	Reach  []casework.Case
	First  map[casework.Number]string
	Own    map[casework.Number]bool // cases with words of their own
	People int
	Follow int

	Fates    map[casework.CommonFate]int
	Arrivals casework.Arrivals
}

// version is the text for who reads one language.
type version struct{ Lang, Called, Text string }

func (c *Console) common(v *visit) error {
	m, err := v.letterNamed(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	ls, err := v.letters([]casework.Common{m})
	if err != nil {
		return err
	}
	p := commonPage{letter: ls[0], Mine: m.By == v.by.ID, Cap: casework.CommonCap, Versions: v.versions(m)}
	if p.Name, err = v.matterName(m.Matter); err != nil {
		return err
	}
	if p.Before() {
		err = v.reached(&p)
	} else {
		err = v.progress(&p)
	}
	if err != nil {
		return err
	}
	frame := page{Title: v.Say("console.common.title." + string(m.State)), At: "hot", Body: p}
	if p.Going() {
		frame.Again = lookAgain
	}
	v.show(http.StatusOK, "common", frame)
	return nil
}

// lookAgain is after how many seconds a page without scripts looks again.
const lookAgain = 5

// Before reports whether it hasn't gone out.
func (p commonPage) Before() bool {
	return p.State == casework.CommonWritten || p.State == casework.CommonProposed
}

// Going reports whether it is on its way.
func (p commonPage) Going() bool { return p.State == casework.CommonGoing }

// Went reports whether any of it went out.
func (p commonPage) Went() bool {
	return p.Going() || p.State == casework.CommonHalted || p.State == casework.CommonOver
}

// Many reports whether another person must approve it.
func (p commonPage) Many() bool { return len(p.Reach) > p.Cap }

func (v *visit) matterName(id casework.MatterID) (string, error) {
	seen, err := v.desk.Matter(v.r.Context(), v.by, id, 1)
	if casework.KindOf(err) == casework.NotFound { // its cases are no longer the reader's
		return v.Say("console.hot.what"), nil
	}
	return v.called(seen.Matter), err
}

// reached reads whom it would go to now.
func (v *visit) reached(p *commonPage) (err error) {
	if p.Reach, err = v.desk.CommonReach(v.r.Context(), p.Common); err != nil {
		return err
	}
	people := map[casework.PersonID]bool{}
	for _, c := range p.Reach {
		people[c.Resident] = true
		if c.Follows {
			p.Follow++
		}
	}
	p.People = len(people)
	own, err := v.desk.AddedIn(v.r.Context(), v.by, p.Reach)
	if err != nil {
		return err
	}
	p.Own = map[casework.Number]bool{}
	for _, n := range own {
		p.Own[n] = true
	}
	p.First, err = v.desk.Openings(v.r.Context(), v.by, p.Reach)
	return err
}

// Found is how many of the cases were put with the others since they are alike.
func (p commonPage) Found() int { return len(p.Reach) - p.Follow }

// Added are the cases with words of their own, and Plain those without.
func (p commonPage) Added() []casework.Case { return p.those(true) }

// Plain are the cases without words of their own.
func (p commonPage) Plain() []casework.Case { return p.those(false) }

func (p commonPage) those(own bool) []casework.Case {
	return slices.DeleteFunc(slices.Clone(p.Reach), func(c casework.Case) bool { return p.Own[c.Number] != own })
}

// progress reads how far it is.
func (v *visit) progress(p *commonPage) (err error) {
	if p.Fates, err = v.desk.CommonFates(v.r.Context(), p.ID); err != nil {
		return err
	}
	p.Arrivals, err = v.desk.CommonArrivals(v.r.Context(), p.ID)
	return err
}

// Fate counts the cases of one.
func (p commonPage) Fate(f string) int { return p.Fates[casework.CommonFate(f)] }

// versions are the texts that go out, with words where each case's number is put in.
func (v *visit) versions(m casework.Common) (all []version) {
	for _, t := range m.Versions(v.desk.Office()) {
		one := version{Text: strings.ReplaceAll(t.Text, casework.NumberHole, v.Say("console.common.number"))}
		if one.Lang = t.Language; one.Lang != "" {
			one.Called = words.For(one.Lang).Say("language.name")
		}
		all = append(all, one)
	}
	return all
}

// going is how far it is, for a page that looks by itself; once it has ended the page is loaded anew.
func (c *Console) going(v *visit) error {
	m, err := v.letterNamed(v.r.PathValue("id"))
	if err != nil && casework.KindOf(err) != casework.NotFound {
		return err
	}
	if m.State != casework.CommonGoing {
		v.w.Header().Set("Hx-Refresh", "true")
		return nil
	}
	return c.common(v)
}
