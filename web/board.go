package web

import (
	"net/http"

	"liaison/casework"
)

// board is what waits, at a glance.
type board struct {
	Unsorted int
	Late     int
	Lines    []casework.QueueCount // by topic
	Mine     []casework.Case       // of who isn't of the staff
	First    map[casework.Number]string
}

// mineShown is how many cases a deputy's board lists.
const mineShown = 50

func (c *Console) board(v *visit) error {
	var b board
	var err error
	if v.by.Staff() {
		b, err = c.counts(v)
	} else {
		b.Mine, err = c.desk.Pending(v.r.Context(), v.by, mineShown)
	}
	if err != nil {
		return err
	}
	if b.First, err = c.desk.Openings(v.r.Context(), v.by, b.Mine); err != nil {
		return err
	}
	v.show(http.StatusOK, "board", page{Title: v.Say("console.board.title"), At: "board", Body: b})
	return nil
}

func (c *Console) counts(v *visit) (b board, err error) {
	lines, err := c.desk.Queues(v.r.Context(), v.by)
	for _, l := range lines {
		b.Late += l.Late
		if l.Topic == "" {
			b.Unsorted = l.Waiting
			continue
		}
		b.Lines = append(b.Lines, l)
	}
	return b, err
}
