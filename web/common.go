package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"liaison/casework"
)

// letter is one answer to all, as a list names it.
type letter struct {
	casework.Common
	Author, Last string
}

func (v *visit) letters(list []casework.Common) (all []letter, err error) {
	for _, m := range list {
		l := letter{Common: m}
		if l.Author, err = v.name(m.By); err != nil {
			return nil, err
		}
		if l.Last, err = v.name(m.Last); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// name is how somebody of the office is called; the program has no name.
func (v *visit) name(id casework.PersonID) (string, error) {
	if id == "" {
		return v.Say("console.itself"), nil
	}
	p, err := v.desk.Person(v.r.Context(), id)
	if casework.KindOf(err) == casework.NotFound {
		err = nil
	}
	return v.Person(p, casework.Case{}), err
}

// letterNamed finds the one that an address or a form names.
func (v *visit) letterNamed(id string) (casework.Common, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return casework.Common{}, errNowhere
	}
	return v.desk.Common(v.r.Context(), v.by, casework.CommonID(n))
}

func commonAt(id casework.CommonID) string {
	return "/console/common/" + strconv.FormatInt(int64(id), 10)
}

// writeAll keeps what a deputy wants to answer to all of a matter; nothing goes out yet.
func (v *visit) writeAll(id casework.MatterID) (string, error) {
	seen, err := v.desk.Matter(v.r.Context(), v.by, id, casework.MostCommon)
	if err != nil {
		return "", err
	}
	from, ok := v.answerable(seen.Matter, seen.Cases)
	if !ok {
		return "", errNowhere
	}
	m, err := v.desk.WriteCommon(v.r.Context(), v.once(), v.by, from.Number, strings.TrimSpace(v.r.PostFormValue("text")), v.r.PostFormValue("ready"))
	if casework.KindOf(err) == casework.Repeated {
		return matterAt(id), nil
	}
	if err != nil {
		return "", err
	}
	return commonAt(m.ID), v.giveUp(v.r.PostFormValue("instead"))
}

// giveUp lets go what was written anew; it may have gone already.
func (v *visit) giveUp(old string) error {
	m, err := v.letterNamed(old)
	if err == nil && m.State == casework.CommonWritten {
		_, err = v.desk.DropCommon(v.r.Context(), casework.Once{}, v.by, m.ID, m.Version)
	}
	if kind := casework.KindOf(err); kind == casework.Conflict || kind == casework.NotFound {
		return nil
	}
	return err
}

// commonActs by their name in an address.
var commonActs = map[string]func(*visit, casework.CommonID, int64) (casework.Common, error){
	"send": func(v *visit, id casework.CommonID, seen int64) (casework.Common, error) {
		return v.desk.SendCommon(v.r.Context(), v.once(), v.by, id, seen)
	},
	"drop": func(v *visit, id casework.CommonID, seen int64) (casework.Common, error) {
		return v.desk.DropCommon(v.r.Context(), v.once(), v.by, id, seen)
	},
	"approve": func(v *visit, id casework.CommonID, seen int64) (casework.Common, error) {
		return v.desk.JudgeCommon(v.r.Context(), v.once(), v.by, id, seen, true)
	},
	"refuse": func(v *visit, id casework.CommonID, seen int64) (casework.Common, error) {
		return v.desk.JudgeCommon(v.r.Context(), v.once(), v.by, id, seen, false)
	},
	"stop": func(v *visit, id casework.CommonID, _ int64) (casework.Common, error) {
		return v.desk.HaltCommon(v.r.Context(), v.once(), v.by, id)
	},
}

// onCommon does what a form asks of one, in the version that the form was drawn for.
func (c *Console) onCommon(v *visit) error {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	act := commonActs[v.r.PathValue("what")]
	if err != nil || act == nil {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	seen, err := strconv.ParseInt(v.r.PostFormValue("seen"), 10, 64)
	if err != nil {
		return casework.Errorf(casework.Invalid, "no version of common answer %d", id)
	}
	_, err = act(v, casework.CommonID(id), seen)
	return v.back(commonAt(casework.CommonID(id)), "common-"+v.r.PathValue("what"), err)
}

// fates are the lists of cases that one has once it went out.
var fates = map[string]casework.CommonFate{
	"owed": casework.CommonOwed, "answered": casework.CommonAnswered, "passed": casework.CommonPassed,
}

// fatePage lists the cases in which an answer to all had one fate.
type fatePage struct {
	letter
	Fate  string
	Cases []casework.Case
	First map[casework.Number]string
	Next  casework.Number
}

// fated lists them, in order of number.
func (c *Console) fated(v *visit) error {
	if commonActs[v.r.PathValue("what")] != nil {
		return unposted(v)
	}
	fate, known := fates[v.r.PathValue("what")]
	if !known {
		return errNowhere
	}
	m, err := v.letterNamed(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	after, _ := casework.ParseNumber(v.r.URL.Query().Get("after"))
	body := fatePage{letter: letter{Common: m}, Fate: string(fate)}
	if body.Cases, err = c.desk.CommonCases(v.r.Context(), v.by, m.ID, fate, after, matterShown+1); err != nil {
		return err
	}
	if len(body.Cases) > matterShown {
		body.Cases = body.Cases[:matterShown]
		body.Next = body.Cases[matterShown-1].Number
	}
	if body.First, err = c.desk.Openings(v.r.Context(), v.by, body.Cases); err != nil {
		return err
	}
	v.show(http.StatusOK, "fated", page{Title: v.Say("console.common.list." + body.Fate), At: "hot", Body: body})
	return nil
}

// More is the address of the next page.
func (p fatePage) More() string { return "?after=" + url.QueryEscape(string(p.Next)) }

// Whole is the page of the answer itself.
func (l letter) Whole() string { return commonAt(l.ID) }
