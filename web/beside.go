package web

import (
	"net/http"

	"liaison/casework"
)

// beside is what stands next to a case: who looks at it too, and whether it is still as shown.
type beside struct {
	Number casework.Number
	Seen   string
	Here   []string
	Moved  bool // somebody wrote or did something since
}

// looking tells who else has the case before them.
func (c *Console) looking(v *visit, read casework.Case) (b beside, err error) {
	b = beside{Number: read.Number, Seen: read.Seen()}
	ids, err := c.desk.Look(v.r.Context(), v.by, read.Number)
	for _, id := range ids {
		name, lost := v.name(id)
		if lost != nil {
			return b, lost
		}
		b.Here = append(b.Here, name)
	}
	return b, err
}

// beside is asked for by an open page, again and again.
func (c *Console) beside(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	read, err := c.desk.Case(v.r.Context(), v.by, n)
	if err != nil {
		return err
	}
	b, err := c.looking(v, read)
	if err != nil {
		return err
	}
	if seen := v.r.URL.Query().Get("seen"); seen != b.Seen {
		b.Seen, b.Moved = seen, true
	}
	v.show(http.StatusOK, "beside", page{Title: v.Say("console.case.title", "number", n), At: "cases", Body: b})
	return nil
}

// similar are other cases that may belong to the same, and who may still write to them.
type similar struct {
	Siblings []casework.Case // open ones of the same resident
	Crowd    casework.Crowd  // who writes about the same matter
	Added    string          // what the sender of a copied text added to it
	First    map[casework.Number]string
}

func (c *Console) similar(v *visit, read casework.Thread) (s similar, err error) {
	ctx := v.r.Context()
	if s.Crowd, err = c.desk.Others(ctx, v.by, read.Case); err != nil {
		return s, err
	}
	if s.Added, err = c.desk.Added(ctx, v.by, read); err != nil {
		return s, err
	}
	if read.Case.Standing(v.by) != casework.Clerk {
		return s, nil
	}
	if s.Siblings, err = c.desk.Siblings(ctx, v.by, read.Case.Number); err != nil {
		return s, err
	}
	s.First, err = c.desk.Openings(ctx, v.by, s.Siblings)
	return s, err
}
