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

// hotShown is how many matters are listed, and matterShown how many cases of one.
const hotShown, matterShown = 50, 50

func (v *visit) crowd(w casework.Crowd) crowd {
	all := crowd{Crowd: w, Name: w.Title}
	if all.Name == "" {
		all.Name = v.Topic(v.desk.Office(), w.Topic)
	}
	for _, id := range w.Spots {
		if s, ok := v.desk.Office().Spot(id); ok {
			all.Places = append(all.Places, s.Called(v.Language()))
		}
	}
	return all
}

// hot lists what several people wrote about of late, the most first.
func (c *Console) hot(v *visit) error {
	list, err := c.desk.Hot(v.r.Context(), v.by, hotShown)
	if err != nil {
		return err
	}
	var all []crowd
	for _, w := range list {
		all = append(all, v.crowd(w))
	}
	v.show(http.StatusOK, "hot", page{Title: v.Say("console.hot.title"), At: "hot", Body: all})
	return nil
}

// matter is one of them with its newest cases.
type matter struct {
	crowd
	Cases []casework.Case
	First map[casework.Number]string
}

func (c *Console) matter(v *visit) error {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	if err != nil {
		return errNowhere
	}
	seen, err := c.desk.Matter(v.r.Context(), v.by, casework.MatterID(id), matterShown)
	if err != nil {
		return err
	}
	m := matter{crowd: v.crowd(seen.Crowd), Cases: seen.Cases}
	if m.First, err = c.desk.Openings(v.r.Context(), v.by, m.Cases); err != nil {
		return err
	}
	v.show(http.StatusOK, "matter", page{Title: m.Name, At: "hot", Body: m})
	return nil
}
