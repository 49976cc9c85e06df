package web

import (
	"net/http"
	"net/url"
	"strconv"

	"liaison/casework"
)

// matters are the pages of what several people write about.
func (c *Console) matters() routes {
	return routes{
		"GET /console/hot":                 c.hot,
		"GET /console/hot/{id}":            c.matter,
		"POST /console/hot/{id}/{act}":     c.onMatter,
		"GET /console/common/{id}":         c.common,
		"GET /console/common/{id}/{what}":  c.fated,
		"POST /console/common/{id}/{what}": c.onCommon,
	}
}

// matterActs by their name in an address; each gives the page to look at then.
var matterActs = map[string]func(*visit, casework.MatterID) (string, error){
	"answer":  (*visit).writeAll,
	"name":    (*visit).nameMatter,
	"merge":   (*visit).mergeMatter,
	"unmerge": (*visit).unmergeMatter,
	"part":    (*visit).partCase,
	"back":    (*visit).putBack,
}

func matterAt(id casework.MatterID) string { return "/console/hot/" + id.String() }

// onMatter does what a form asks of a matter.
func (c *Console) onMatter(v *visit) error {
	id, err := v.matterID()
	act := matterActs[v.r.PathValue("act")]
	switch {
	case err != nil, act == nil:
		return errNowhere
	case !v.posted():
		return errStalePage
	}
	next, err := act(v, id)
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, next, http.StatusSeeOther) //nolint:gosec // each begins with a path of the console
	return nil
}

// nameMatter gives it a title, by any of its cases.
func (v *visit) nameMatter(id casework.MatterID) (string, error) {
	seen, err := v.desk.Matter(v.r.Context(), v.by, id, 1)
	if err != nil {
		return "", err
	}
	if len(seen.Cases) == 0 || !v.by.Staff() {
		return "", errNowhere
	}
	_, err = v.desk.NameMatter(v.r.Context(), v.once(), v.by, seen.Cases[0].Number, v.r.PostFormValue("title"))
	return matterAt(id) + "?done=name", again(err)
}

func (v *visit) mergeMatter(id casework.MatterID) (string, error) {
	n, err := strconv.ParseInt(v.r.PostFormValue("into"), 10, 64)
	if err != nil {
		return "", casework.Errorf(casework.Invalid, "no matter to merge into")
	}
	into := casework.MatterID(n)
	_, err = v.desk.MergeMatters(v.r.Context(), v.once(), v.by, id, into)
	return matterAt(into) + "?done=mergematter", again(err)
}

func (v *visit) unmergeMatter(id casework.MatterID) (string, error) {
	_, err := v.desk.UnmergeMatter(v.r.Context(), v.once(), v.by, id)
	return matterAt(id) + "?done=unmerge", again(err)
}

// partCase takes a case out of the matter, and putBack undoes that.
func (v *visit) partCase(id casework.MatterID) (string, error) {
	n, err := v.staffs()
	if err != nil {
		return "", err
	}
	_, err = v.desk.Part(v.r.Context(), v.once(), v.by, n)
	return matterAt(id) + "?done=part&case=" + url.QueryEscape(string(n)), again(err)
}

func (v *visit) putBack(id casework.MatterID) (string, error) {
	n, err := v.staffs()
	if err != nil {
		return "", err
	}
	_, err = v.desk.Follow(v.r.Context(), v.once(), v.by, n)
	return matterAt(id) + "?done=putback", again(err)
}

// staffs reads the case that one of the staff names.
func (v *visit) staffs() (casework.Number, error) {
	n, ok := casework.ParseNumber(v.r.PostFormValue("number"))
	if !ok || !v.by.Staff() {
		return "", errNowhere
	}
	return n, nil
}
