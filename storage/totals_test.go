package storage_test

import (
	"reflect"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// thirtyDays are those around noon.
func thirtyDays() casework.Period {
	from := noon.Truncate(24*time.Hour).AddDate(0, 0, -14)
	return casework.Period{From: from, To: from.AddDate(0, 0, 30)}
}

// kept puts a case on the books: opened so long ago, answered so long after (0: not), and promised within.
func kept(t *testing.T, s *storage.Store, r casework.Person, ago, took, promised time.Duration, alter func(*casework.Case)) {
	t.Helper()
	lay(t, s, r, func(c *casework.Case) {
		c.Opened, c.Owner, c.Offered, c.Status = noon.Add(-ago), "li", "", casework.Taken
		if c.AnswerBy = c.Opened.Add(promised); took > 0 {
			c.Replied, c.Promised, c.Status = c.Opened.Add(took), c.AnswerBy, casework.Answered
		}
		alter(c)
	})
}

// monthOfWork is a month of which each figure is known; what isn't counted is among it.
func monthOfWork(t *testing.T, s *storage.Store, r casework.Person) {
	t.Helper()
	const hour, day = time.Hour, 24 * time.Hour
	same := func(*casework.Case) {}
	kept(t, s, r, 3*day, hour, day, same)                                                                                      // in time, nothing said of it
	kept(t, s, r, 3*day, 2*day, day, func(c *casework.Case) { c.Helped, c.Manner = casework.Partly, 3 })                       // late
	kept(t, s, r, 2*day, day, day, func(c *casework.Case) { c.Helped, c.Manner, c.Status = casework.Yes, 5, casework.Closed }) // in time, to the moment
	kept(t, s, r, 2*day, hour, day, func(c *casework.Case) {                                                                   // reopened since: the first promise counts
		c.Helped, c.Manner, c.Status, c.AnswerBy = casework.No, 4, casework.Queued, noon.Add(day)
	})
	kept(t, s, r, 2*day, hour, day, func(c *casework.Case) { c.Promised, c.Topic, c.Owner = time.Time{}, water, "wu" }) // nothing was promised
	kept(t, s, r, 2*day, 0, day, same)                                                                                  // late, not answered
	kept(t, s, r, 2*day, 0, 5*day, func(c *casework.Case) { c.Lead.Spot = "library" })                                  // not due
	kept(t, s, r, day, 0, 5*day, func(c *casework.Case) { c.Status, c.Outcome = casework.Closed, casework.Withdrawn })
	kept(t, s, r, day, 0, 0, func(c *casework.Case) {
		c.Status, c.Topic, c.Owner, c.AnswerBy = casework.Unsorted, "", "", time.Time{}
	})

	kept(t, s, r, day, 0, day, func(c *casework.Case) { c.Status, c.Owner = casework.Held, "" })
	kept(t, s, r, day, 0, day, func(c *casework.Case) { c.Status, c.Outcome = casework.Closed, casework.Advert })
	kept(t, s, r, 40*day, hour, day, same) // before
	lay(t, s, r, func(c *casework.Case) { c.Opened = thirtyDays().To })
}

func reportOf(t *testing.T, s *storage.Store, by casework.PersonID, g casework.Grouping) casework.Report {
	t.Helper()
	r, err := deskOver(s).Report(ctx, person(t, s, by), thirtyDays(), g)
	must(t, err)
	return r
}

func TestReportCountsAMonth(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		monthOfWork(t, s, resident(t, s, 77))
		want := casework.Totals{Received: 9, Answered: 5, Ended: 1, Due: 5, InTime: 3, Asked: 5, Rated: 3, Solved: 1, Marked: 3, Pleased: 2}
		for _, g := range casework.Groupings {
			r := reportOf(t, s, "ann", g)
			var steps, lines int
			for _, l := range r.Lines {
				lines += l.Received
			}
			for _, st := range r.Steps {
				steps += st.Received
			}
			if r.Total != want || lines != 9 || steps != 9 || len(r.Steps) != 30 {
				t.Errorf("by %s: %+v; %d and %d in %d steps", g, r.Total, lines, steps, len(r.Steps))
			}
		}
		lines := func(by casework.PersonID, g casework.Grouping) (all []string) {
			for _, l := range reportOf(t, s, by, g).Lines {
				all = append(all, l.Key)
			}
			return all
		}
		for _, want := range []struct {
			by    casework.PersonID
			g     casework.Grouping
			lines []string
		}{
			{"ann", casework.ByTopic, []string{"transport", "water", ""}},
			{"ann", casework.ByDeputy, []string{"li", "wu", ""}},
			{"ann", casework.ByPlace, []string{"library", ""}},
			{"li", casework.ByTopic, []string{"transport"}},
			{"wu", casework.ByDeputy, []string{"wu", ""}}, // li's, under a topic of both
		} {
			if got := lines(want.by, want.g); !reflect.DeepEqual(got, want.lines) {
				t.Errorf("%s by %s: %q", want.by, want.g, got)
			}
		}
	})
}

func TestX17_ReportOfADeputyIsTheirOwn(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		monthOfWork(t, s, r)
		before := reportOf(t, s, "li", casework.ByDeputy)
		for _, status := range casework.Statuses {
			kept(t, s, r, time.Hour, time.Minute, time.Hour, func(c *casework.Case) { c.Topic, c.Owner, c.Status, c.Manner = water, "wu", status, 5 })
		}
		if after := reportOf(t, s, "li", casework.ByDeputy); !reflect.DeepEqual(before, after) || before.Total.Received != 7 {
			t.Errorf("foreign cases change %+v to %+v", before.Total, after.Total)
		}
	})
}

func TestX16_ReportHasNothingOfProtectedCases(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		monthOfWork(t, s, r)
		all := func() (all []casework.Report) {
			for _, by := range []casework.PersonID{"ann", "bob", "li", "wu"} {
				for _, g := range casework.Groupings {
					all = append(all, reportOf(t, s, by, g))
				}
			}
			return all
		}
		before := all()
		for _, status := range casework.Statuses {
			kept(t, s, r, time.Hour, time.Minute, time.Hour, func(c *casework.Case) {
				c.Protected, c.Against, c.Status, c.Manner, c.Lead.Spot = true, []casework.PersonID{"li"}, status, 5, "library"
			})
		}
		if !reflect.DeepEqual(before, all()) {
			t.Error("protected cases change the reports")
		}
	})
}

func TestX1_OthersHaveNoReport(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		monthOfWork(t, s, r)
		aide := casework.Person{ID: "aide", Role: casework.Aide}
		for _, by := range []casework.Person{r, aide, {}} {
			_, err := deskOver(s).Report(ctx, by, thirtyDays(), casework.ByTopic)
			wantKind(t, err, casework.NotFound)
		}
		for _, lying := range []casework.Person{{ID: r.ID, Role: casework.Admin}, {ID: "li", Role: casework.Moderator}} {
			got, err := deskOver(s).Report(ctx, lying, thirtyDays(), casework.ByTopic)
			if must(t, err); got.Total.Received > 7 || lying.ID == r.ID && got.Total.Received > 0 {
				t.Errorf("%s counts as what they say: %+v", lying.ID, got.Total)
			}
		}
	})
}
