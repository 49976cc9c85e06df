package web

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"

	"liaison/casework"
)

// Books is what the store keeps for the staff beside the cases. Each is scoped to them.
type Books interface {
	Undelivered(ctx context.Context, by casework.Person, before casework.NoticeID, limit int) ([]casework.Undelivered, error)
	Resend(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID) error
	Decide(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID, arrived bool) error
	Strays(ctx context.Context, by casework.Person, limit int) ([]casework.Stray, error)
	Stray(ctx context.Context, by casework.Person, key, begins string) (casework.Stray, error)
	EndStray(ctx context.Context, by casework.Person, of casework.Once, how casework.StrayEnding) error

	// Topics lists those retired too. It holds of nobody in particular, as the staff room does:
	// Room gives NotFound where there is none, and RoomThreads its threads.
	Topics(ctx context.Context) ([]casework.Topic, error)
	Room(ctx context.Context) (casework.Room, error)
	RoomThreads(ctx context.Context) ([]casework.RoomThread, error)
}

// stuckShown is how many lines the two lists have.
const stuckShown = 50

// stuck is a message that didn't arrive, or an update that was set aside.
type stuck struct {
	casework.Undelivered
	Stray casework.Stray
	Who   string
	Why   string   // in the words
	Acts  []string // what can be done about it
}

type stuckPage struct {
	Lines []stuck
	Next  casework.NoticeID // before which the next page begins; 0: this is the last
	More  bool              // there are more, which show as these are done
}

// undelivered lists what could not be delivered or may not have been, the newest first.
func (c *Console) undelivered(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	before := casework.NoticeID(math.MaxInt64)
	if n, err := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64); err == nil {
		before = casework.NoticeID(n)
	}
	list, err := c.books.Undelivered(v.r.Context(), v.by, before, stuckShown+1)
	if err != nil {
		return err
	}
	var body stuckPage
	if len(list) > stuckShown {
		list = list[:stuckShown]
		body.Next = list[stuckShown-1].ID
	}
	for _, u := range list {
		body.Lines = append(body.Lines, v.undelivered(u))
	}
	v.show(http.StatusOK, "undelivered", page{Title: v.Say("console.stuck.undelivered"), At: "board", Body: body})
	return nil
}

func (v *visit) undelivered(u casework.Undelivered) stuck {
	to, err := v.desk.Person(v.r.Context(), u.To)
	if err != nil {
		to = casework.Person{} // somebody who is gone
	}
	line := stuck{Undelivered: u, Who: v.Person(to, casework.Case{})}
	switch {
	case u.State == casework.Uncertain:
		line.Why, line.Acts = "doubtful", []string{"resend", "arrived"}
	case u.Unreachable:
		line.Why = "blocked"
	default:
		line.Why, line.Acts = "refused", []string{"retry"}
	}
	return line
}

// decide settles what may have arrived or not, or owes again what was refused.
func (c *Console) decide(v *visit) error {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	act := v.r.PathValue("act")
	if err != nil || !slices.Contains([]string{"resend", "arrived", "retry"}, act) {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	if act == "retry" {
		err = c.books.Resend(v.r.Context(), v.once(), v.by, casework.NoticeID(id))
	} else {
		err = c.books.Decide(v.r.Context(), v.once(), v.by, casework.NoticeID(id), act == "arrived")
	}
	return v.back("/console/undelivered", act, err)
}

// asideFor are the reasons that have words of their own.
var asideFor = []string{"panic", "failed", "undecodable"}

// setAside lists the updates that could not be acted on, the newest first.
func (c *Console) setAside(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	list, err := c.books.Strays(v.r.Context(), v.by, stuckShown+1)
	if err != nil {
		return err
	}
	body := stuckPage{More: len(list) > stuckShown}
	for _, s := range list[:min(len(list), stuckShown)] {
		line := stuck{Stray: s, Who: v.sender(s), Why: s.Reason}
		if !slices.Contains(asideFor, line.Why) {
			line.Why = "kind"
		}
		if c.again != nil && len(s.Raw) > 0 { // else its text was shed by age
			line.Acts = append(line.Acts, "again")
		}
		body.Lines = append(body.Lines, line)
	}
	v.show(http.StatusOK, "setaside", page{Title: v.Say("console.stuck.setaside"), At: "board", Body: body})
	return nil
}

func (v *visit) sender(s casework.Stray) string {
	if from, err := v.desk.Who(v.r.Context(), s.Chat, "", ""); err == nil && from.ID != "" {
		return v.Person(from, casework.Case{})
	}
	return v.Say("screen.setaside.stranger")
}

// endStray acts once more on what was set aside, or leaves it.
func (c *Console) endStray(v *visit) error {
	act := v.r.PathValue("act")
	if !slices.Contains([]string{"again", "leave"}, act) || act == "again" && c.again == nil {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	s, err := c.books.Stray(v.r.Context(), v.by, v.r.PostFormValue("key"), v.r.PostFormValue("print"))
	if err != nil {
		return err
	}
	if act == "leave" {
		return v.back("/console/setaside", act, c.books.EndStray(v.r.Context(), v.by, s.Once, casework.StrayDropped))
	}
	if len(s.Raw) == 0 {
		return errNowhere
	}
	by := v.by
	c.again(v.r.Context(), s, func(ctx context.Context) error {
		err := c.books.EndStray(ctx, by, s.Once, casework.StrayRetried)
		if casework.KindOf(err) == casework.NotFound {
			return nil // it was asked for twice
		}
		return err
	})
	return v.back("/console/setaside", act, nil)
}
