package web

import (
	"math"
	"net/http"
	"slices"
	"strconv"

	"liaison/casework"
)

// spans are over how many days one may look at how well it sorts by itself.
var spans = []int{7, 30, 90}

// lessonsShown is how many corrections a page lists.
const lessonsShown = 25

// accuracy is how well the classifier sorts, and what people taught it.
type accuracy struct {
	Days    int
	Spans   []int
	Lines   []casework.Accuracy
	All     casework.Accuracy
	Waiting int // without a topic now
	Lessons []lesson
	Next    casework.LessonID // before which the next page begins; 0: this is the last
}

// lesson is a correction with who made it.
type lesson struct {
	casework.Lesson
	Who string
}

func (c *Console) accuracyPages() routes {
	return routes{
		"GET /console/accuracy":               c.accuracy,
		"POST /console/lessons/{lesson}/undo": c.unlearn,
		"GET /console/taught/{person}":        c.taught,
		"POST /console/taught/{person}/undo":  c.unlearnAll,
	}
}

func (c *Console) accuracy(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	q := v.r.URL.Query()
	a := accuracy{Days: spans[0], Spans: spans}
	if days, err := strconv.Atoi(q.Get("days")); err == nil && slices.Contains(spans, days) {
		a.Days = days
	}
	lines, err := c.desk.Accuracy(v.r.Context(), v.by, a.Days)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if a.All = a.All.Plus(l); l.Topic == "" {
			a.Waiting = l.Unsure
			continue
		}
		a.Lines = append(a.Lines, l)
	}
	before := int64(math.MaxInt64)
	if n, err := strconv.ParseInt(q.Get("before"), 10, 64); err == nil {
		before = n
	}
	list, err := c.desk.Lessons(v.r.Context(), v.by, casework.LessonID(before), lessonsShown+1)
	if err != nil {
		return err
	}
	if len(list) > lessonsShown {
		list = list[:lessonsShown]
		a.Next = list[lessonsShown-1].ID
	}
	if a.Lessons, err = c.lessons(v, list); err != nil {
		return err
	}
	v.show(http.StatusOK, "accuracy", page{Title: v.Say("console.accuracy.title"), At: "sort", Body: a})
	return nil
}

// lessons names who taught them.
func (c *Console) lessons(v *visit, list []casework.Lesson) (all []lesson, err error) {
	names := map[casework.PersonID]string{}
	for _, l := range list {
		if _, known := names[l.By]; !known {
			if names[l.By], err = v.name(l.By); err != nil {
				return nil, err
			}
		}
		all = append(all, lesson{l, names[l.By]})
	}
	return all, nil
}

// unlearn takes back one correction.
func (c *Console) unlearn(v *visit) error {
	id, err := strconv.ParseInt(v.r.PathValue("lesson"), 10, 64)
	if err != nil {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	_, err = c.desk.Unlearn(v.r.Context(), v.once(), v.by, casework.LessonID(id))
	return v.back("/console/accuracy", "unlearn", err)
}

// teacher is a person whose corrections an administrator may take back together.
type teacher struct {
	ID      casework.PersonID
	Name    string
	Lessons []lesson
}

func (c *Console) teacher(v *visit) (t teacher, err error) {
	if v.by.Role != casework.Admin {
		return t, errNowhere
	}
	who, err := c.desk.Person(v.r.Context(), casework.PersonID(v.r.PathValue("person")))
	if err != nil {
		return t, err
	}
	list, err := c.desk.LessonsOf(v.r.Context(), v.by, who.ID)
	if err != nil {
		return t, err
	}
	t = teacher{ID: who.ID, Name: v.Person(who, casework.Case{})}
	t.Lessons, err = c.lessons(v, list)
	return t, err
}

// taught lists what of one person teaches still.
func (c *Console) taught(v *visit) error {
	t, err := c.teacher(v)
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "taught", page{Title: v.Say("console.accuracy.of", "who", t.Name), At: "sort", Body: t})
	return nil
}

func (c *Console) unlearnAll(v *visit) error {
	t, err := c.teacher(v)
	if err != nil {
		return err
	}
	if !v.posted() {
		return errStalePage
	}
	_, err = c.desk.UnlearnAll(v.r.Context(), v.by, t.ID)
	return v.back("/console/accuracy", "unlearn", err)
}
