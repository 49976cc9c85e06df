package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"liaison/casework"
)

// board is what waits, at a glance.
type board struct {
	casework.Board
	Mine  []casework.Case // of who isn't of the staff
	First map[casework.Number]string
	Mark  string // changes with what is shown
}

// mineShown is how many cases a deputy's board lists.
const mineShown = 50

func (c *Console) read(ctx context.Context, by casework.Person) (b board, err error) {
	if b.Board, err = c.desk.Board(ctx, by); err != nil {
		return b, err
	}
	if !by.Staff() {
		if b.Mine, err = c.desk.Pending(ctx, by, mineShown); err != nil {
			return b, err
		}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v %+v", b.Board, b.Mine))
	b.Mark = hex.EncodeToString(sum[:8])
	b.First, err = c.desk.Openings(ctx, by, b.Mine)
	return b, err
}

func (c *Console) board(v *visit) error {
	b, err := c.read(v.r.Context(), v.by)
	if err == nil {
		v.showBoard(b)
	}
	return err
}

// redrawn is the board for a page that stands already and was told of a change.
func (c *Console) redrawn(v *visit) error {
	b, err := c.now(v)
	if err == nil {
		v.showBoard(b)
	}
	return err
}

func (v *visit) showBoard(b board) {
	v.show(http.StatusOK, "board", page{Title: v.Say("console.board.title"), At: "board", Body: drawing{
		board: b, Figures: figures(b, v.by), Tables: v.tables(b.Board),
	}})
}

// drawing is a board as the page shows it.
type drawing struct {
	board
	Figures []figure
	Tables  []table
}

// figure is a count that leads to its list.
type figure struct {
	Key   string // in the words
	Count int
	Link  string
	Late  bool
}

func figures(b board, by casework.Person) []figure {
	const cases = "/console/cases?view="
	late, today := figure{"late", b.Late, cases + "late", b.Late > 0}, figure{"today", b.Today, cases + "today", false}
	switch {
	case by.Staff():
		return []figure{{"unsorted", b.Unsorted, cases + "unsorted", false}, late, today,
			{"undelivered", b.Undelivered, "/console/undelivered", false},
			{"setaside", b.SetAside, "/console/setaside", false}, {"hot", b.Hot, "/console/hot", false}}
	case by.Role != casework.Deputy:
		return nil
	}
	waiting := 0
	for _, l := range b.Deputies {
		waiting += l.Waiting
	}
	return []figure{{"yours", waiting, "/console/cases", false}, late, today}
}

// table is what waits under each topic, or for each deputy.
type table struct {
	Key  string
	Rows []row
}

type row struct {
	casework.Load
	By, ID, Name string // which filter of the lists it is, and how it is called
	Key          string // that no other row has
	Came         bool   // how many came is known of topics
}

func (v *visit) tables(b casework.Board) []table {
	topics, deputies := table{Key: "topic"}, table{Key: "deputy"}
	for _, l := range b.Topics {
		topics.Rows = append(topics.Rows, row{l, "topic", string(l.Topic), v.Topic(v.desk.Office(), l.Topic), "t-" + string(l.Topic), true})
	}
	names := map[casework.PersonID]string{}
	for _, p := range v.desk.Office().People {
		names[p.ID] = p.Name
	}
	for _, l := range b.Deputies {
		name := names[l.Deputy]
		if name == "" {
			name = string(l.Deputy)
		}
		deputies.Rows = append(deputies.Rows, row{l, "deputy", string(l.Deputy), name, "d-" + string(l.Deputy), false})
	}
	return []table{topics, deputies}
}

// Days are what a row's little chart shows.
func (r row) Days() [casework.Trend]int {
	if r.Came {
		return r.Opened
	}
	return r.Replied
}

// bar is one day of a chart that is 84 wide and 24 high.
type bar struct {
	X, Y, Height int
	Before       bool // in the week before
}

// Bars stand on zero; a day with anything shows.
func (r row) Bars() (all []bar) {
	days := r.Days()
	most := 0
	for _, n := range days {
		most = max(most, n)
	}
	for i, n := range days {
		if n > 0 {
			h := max(2, n*24/most)
			all = append(all, bar{X: 6 * i, Y: 24 - h, Height: h, Before: i < casework.Trend-7})
		}
	}
	return all
}

// week is the sum of the last seven days, and of those before.
type week struct{ Now, Before int }

func weekOf(days [casework.Trend]int) week {
	now, before := casework.Weeks(days)
	return week{now, before}
}

// atMost says a count as far as it was counted.
func atMost(n int) string {
	if n >= casework.MostCounted {
		return fmt.Sprintf("%d+", casework.MostCounted)
	}
	return fmt.Sprint(n)
}

// took says how long something takes, to the nearest hour or day.
func took(count func(string, int, ...any) string, d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Hour:
		return count("console.board.minutes", max(1, int(d.Round(time.Minute)/time.Minute)))
	case d < 2*day:
		return count("console.board.hours", int(d.Round(time.Hour)/time.Hour))
	}
	return count("console.board.span", int(d.Round(day)/day))
}
