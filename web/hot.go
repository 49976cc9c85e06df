package web

import (
	"net/http"
	"strconv"

	"liaison/casework"
)

// crowd is a matter that several people write about, as the page says it.
type crowd struct {
	casework.Crowd
	Name   string
	Places []string
}

// hotShown is how many matters are listed.
const hotShown = 50

func (v *visit) crowd(w casework.Crowd) crowd {
	all := crowd{Crowd: w, Name: v.called(w.Matter)}
	for _, id := range w.Spots {
		if s, ok := v.desk.Office().Spot(id); ok {
			all.Places = append(all.Places, s.Called(v.Language()))
		}
	}
	return all
}

// called names a matter: as the staff did, else by its topic.
func (v *visit) called(m casework.Matter) string {
	if m.Title != "" {
		return m.Title
	}
	return v.Topic(v.desk.Office(), m.Topic)
}

// hotPage lists the matters, and to the staff what waits for their approval.
type hotPage struct {
	Crowds []crowd
	Asked  []letter
}

// hot lists what several people wrote about of late, the most first.
func (c *Console) hot(v *visit) error {
	list, err := c.desk.Hot(v.r.Context(), v.by, hotShown)
	if err != nil {
		return err
	}
	var body hotPage
	for _, w := range list {
		body.Crowds = append(body.Crowds, v.crowd(w))
	}
	asked, err := c.desk.Proposed(v.r.Context(), v.by)
	if err != nil {
		return err
	}
	if body.Asked, err = v.letters(asked); err != nil {
		return err
	}
	v.show(http.StatusOK, "hot", page{Title: v.Say("console.hot.title"), At: "hot", Body: body})
	return nil
}

// column is a week of a chart that is 184 wide and 48 high.
type column struct {
	Key          string // in the words
	Count        int
	X, Y, Height int
}

// Growth are the last two weeks, standing on zero.
func (w crowd) Growth() []column {
	most := max(1, w.LastWeek, w.ThisWeek)
	all := []column{{Key: "last", Count: w.LastWeek, X: 12}, {Key: "this", Count: w.ThisWeek, X: 104}}
	for i, c := range all {
		all[i].Height = c.Count * 48 / most
		all[i].Y = 64 - all[i].Height
	}
	return all
}

// matterID reads the matter that a page is about.
func (v *visit) matterID() (casework.MatterID, error) {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	if err != nil {
		return 0, errNowhere
	}
	return casework.MatterID(id), nil
}
