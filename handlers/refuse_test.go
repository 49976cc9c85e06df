package handlers

import (
	"context"
	"errors"
	"testing"
	"time"

	"liaison/bot"
	"liaison/casework"
)

// faulty is a desk on which everything ends in one error.
type faulty struct {
	Desk
	err error
	by  casework.Person
}

func (faulty) Knocking(context.Context, casework.Person) ([]casework.Person, error) { return nil, nil }

func (faulty) HasReady(context.Context, casework.Person, casework.TopicID) (bool, error) {
	return false, nil
}

func (f faulty) Common(context.Context, casework.Person, casework.CommonID) (casework.Common, error) {
	return casework.Common{}, f.err
}

func (f faulty) CommonReach(context.Context, casework.Common) ([]casework.Case, error) {
	return nil, f.err
}

func (f faulty) AddedIn(context.Context, casework.Person, []casework.Case) ([]casework.Number, error) {
	return nil, f.err
}

func (f faulty) CommonArrivals(context.Context, casework.CommonID) (casework.Arrivals, error) {
	return casework.Arrivals{}, f.err
}

func (f faulty) CommonFates(context.Context, casework.CommonID) (map[casework.CommonFate]int, error) {
	return nil, f.err
}

func (f faulty) Others(context.Context, casework.Person, casework.Case) (casework.Crowd, error) {
	return casework.Crowd{}, nil
}

func (f faulty) Added(context.Context, casework.Person, casework.Thread) (string, error) {
	return "", nil
}

func (faulty) Matters(string) (string, string, bool) { return "", "", false }

func (faulty) Morning(context.Context, casework.Person) (casework.Morning, error) {
	return casework.Morning{}, nil
}

func (f faulty) Office() casework.Office { return casework.Office{Language: "en", Zone: time.UTC} }
func (f faulty) Now() time.Time          { return time.Unix(0, 0) }
func (f faulty) Who(context.Context, int64, string, string) (casework.Person, error) {
	return f.by, nil
}
func (f faulty) Receive(context.Context, casework.Message) error { return f.err }
func (f faulty) Take(context.Context, casework.Once, casework.Person, casework.Number) (casework.Case, error) {
	return casework.Case{}, f.err
}

func (f faulty) Thread(context.Context, casework.Person, casework.Number) (casework.Thread, error) {
	return casework.Thread{}, f.err
}

func (f faulty) Person(context.Context, casework.PersonID) (casework.Person, error) {
	return f.by, f.err
}

// ask gives a request to the table as the router does.
func (f faulty) ask(t *testing.T, r bot.Request) (bot.Screen, error) {
	t.Helper()
	r.Private = true
	for _, route := range Routes(f, NewRenderer(f, nil), nil, nil) {
		if route.Takes(&r) {
			return route.Do(t.Context(), &r)
		}
	}
	t.Fatal("no route takes it")
	return bot.Screen{}, nil
}

func TestErrorsBecomeWhatTheRouterKnows(t *testing.T) {
	t.Parallel()
	words := bot.Request{Kind: bot.Message, Text: "A pothole"}
	other := errors.New("the disk is on fire")
	for _, tt := range []struct {
		name      string
		err, want error
	}{
		{"S1 later", casework.Errorf(casework.Later, "full"), bot.ErrLater},
		{"T1 repeated", casework.Errorf(casework.Repeated, "again"), bot.ErrRepeated},
		{"internal", other, other},
		{"I6 stale to the end", casework.Errorf(casework.Stale, "moved"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, err := faulty{err: tt.err}.ask(t, words)
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) || s.Text != "" {
				t.Errorf("got %q, %v", s.Text, err)
			}
		})
	}
}

func TestX1_ForbiddenLooksMissing(t *testing.T) {
	t.Parallel()
	deputy := casework.Person{ID: "li-na", Role: casework.Deputy}
	press := bot.Request{Kind: bot.Press, Data: data(pressTake, "7K3M9QXT")}
	var seen []string
	for _, kind := range []casework.Kind{casework.NotFound, casework.Forbidden} {
		s, err := faulty{err: casework.Errorf(kind, "no"), by: deputy}.ask(t, press)
		if err != nil || s.Toast == "" || s.Text != "" || s.Edit {
			t.Errorf("kind %d: %+v, %v", kind, s, err)
		}
		seen = append(seen, s.Toast)
	}
	if seen[0] != seen[1] {
		t.Errorf("told apart: %q", seen)
	}
}

func TestI14_NothingIsSaidElsewhere(t *testing.T) {
	t.Parallel()
	for _, kind := range []bot.Kind{bot.Message, bot.Edited, bot.Press, bot.Membership, bot.Reaction} {
		r := bot.Request{Kind: kind, Text: "/start", Command: "start", Data: "agree", Chat: -5}
		for _, route := range Routes(faulty{}, NewRenderer(faulty{}, nil), roomless{}, nil) {
			if !route.Takes(&r) {
				continue
			}
			s, err := route.Do(t.Context(), &r)
			if err != nil || s.Text != "" || s.Toast != "" || s.Edit || len(s.Also) > 0 {
				t.Errorf("kind %d in a group is answered by %s: %+v, %v", kind, route.Name, s, err)
			}
			break
		}
	}
}

func (faulty) Revisions(context.Context, casework.Person, casework.Number) ([]casework.Entry, error) {
	return nil, errors.New("broken")
}

// roomless are books of a desk without a staff room.
type roomless struct{ Books }

func (roomless) LoseRoom(context.Context, int64) error {
	return casework.Errorf(casework.NotFound, "no such room")
}

func (faulty) KeptBack(context.Context, casework.Person) ([]casework.Throttled, error) {
	return nil, errors.New("broken")
}
