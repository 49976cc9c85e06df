package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"liaison/casework"
)

// refused shows the case as it stands after an act that couldn't be done, with what was
// written in its field again: nothing of it is lost, and one sees what happened.
func (c *Console) refused(v *visit, n casework.Number, err error) error {
	status, key := http.StatusConflict, ""
	switch casework.KindOf(err) {
	case casework.Conflict:
		key = v.conflict(err)
	case casework.Invalid:
		status, key = http.StatusUnprocessableEntity, v.Say("console.refused.invalid")
	case casework.Later, casework.Stale:
		status, key = http.StatusServiceUnavailable, v.Say("console.refused.later")
	default:
		return err
	}
	read, lost := c.desk.Thread(v.r.Context(), v.by, n)
	if lost != nil {
		return err
	}
	t, lost := c.told(v, read)
	if lost != nil {
		return err
	}
	t.Alert = key
	if e, ok := errors.AsType[*casework.Error](err); !ok || e.Entry == 0 { // else the words are kept as a draft
		t.keep(v.r.PathValue("verb"), v.r.PostFormValue("text"))
	}
	t.fresh(v.r.PostFormValue("seen"))
	v.show(status, "thread", page{Title: v.Say("console.case.title", "number", n), At: "cases", Body: t})
	return nil
}

// keep puts words that weren't sent back into the field where they were written, or
// beside the reason where there is no such field any more.
func (t *thread) keep(name, text string) {
	t.Words, t.Refused = text, name
	if a := acts[name]; a.words {
		t.Refused = ""
		t.Loose = len(t.Writes) == 0
		return
	}
	t.Loose = !slices.ContainsFunc(t.Offers, func(o offer) bool { return o.Name == name })
}

// fresh marks what came since the page was drawn on which the case was seen so.
func (t *thread) fresh(seen string) {
	if seen == "" {
		return
	}
	for i := range t.Scenes {
		e := t.Scenes[i].Entry
		t.Scenes[i].New = e != nil && e.Seq > casework.SeenEntries(seen)
	}
}

// conflict says what stands in the way of an act: with the name of who was quicker where one
// is known, as a case's page says it, or as any page does.
func (v *visit) conflict(err error) string {
	e, _ := errors.AsType[*casework.Error](err)
	if name, lost := v.name(e.Who); lost == nil && e.Who != "" {
		switch {
		case e.Entry > 0:
			return v.Say("console.refused.drafted", "name", name)
		case e.Reason == casework.AlreadyTaken, e.Reason == casework.AlreadyAnswered, e.Reason == casework.Replaced:
			return v.Say("console.refused."+string(e.Reason), "name", name)
		}
	}
	reason := cmp.Or(e.Reason, casework.NotWaiting)
	if v.Has("console.refused." + string(reason)) {
		return v.Say("console.refused." + string(reason))
	}
	return v.Say("console.because." + string(reason))
}
