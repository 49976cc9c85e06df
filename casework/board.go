package casework

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"
)

// Trend is how many days a board looks back, today among them: one week and the one before.
const Trend = 14

// medianOf is of how many days first answers are measured.
const medianOf = 30

// What a board looks at of each topic at most. Where more was answered or opened, the
// newest count.
const (
	MostReplies = 1000
	MostOpened  = 2000
)

// Board is what waits, as far as a person may see it. Counts end at MostCounted.
type Board struct {
	Unsorted    int // of the staff alone, as the next three
	Undelivered int
	SetAside    int
	Hot         int // matters of which several people wrote
	Late        int
	Today       int    // promised for what is left of this day
	Topics      []Load // those that have cases or had some of late, in order of id
	Deputies    []Load // likewise
	Cut         bool   // of some topic more was answered or opened than is looked at
}

// Load is what waits under a topic or for a deputy, and how it went of late.
type Load struct {
	Topic   TopicID
	Deputy  PersonID
	Waiting int // not answered
	Late    int
	Today   int       // a deputy's
	Oldest  time.Time // opened, of those waiting; zero: none
	Median  time.Duration
	Replies int        // first answers that the median is of
	Opened  [Trend]int // a topic's, by day
	Replied [Trend]int // first answers, by day
}

// Weeks sums a trend: the seven days up to today, and the seven before.
func Weeks(days [Trend]int) (now, before int) {
	for i, n := range days {
		if i < Trend-7 {
			before += n
		} else {
			now += n
		}
	}
	return now, before
}

// Span is the times between which a board counts.
type Span struct {
	Now, Midnight time.Time // when this day ends
	Days          time.Time // when the first day of the trend begins
	Replies       time.Time // since when first answers are measured
}

// Reply is the first answer to a case.
type Reply struct {
	Topic      TopicID
	Owner      PersonID
	Opened, At time.Time
}

// Intake is how many cases were opened under a topic on a day of the trend.
type Intake struct {
	Topic TopicID
	Day   int
	Count int
}

// Figures are what a board is made of.
type Figures struct {
	Board
	Replies []Reply
	Intakes []Intake
}

// Board counts what waits for a person: for the staff all that isn't protected, for
// a deputy what is theirs or under their topics, for others nothing.
func (d *Desk) Board(ctx context.Context, by Person) (Board, error) {
	if !by.Staff() && by.Role != Deputy {
		return Board{}, nil
	}
	s := spanAt(d.now(), d.Office().Zone)
	f, err := d.store.Figures(ctx, by, s)
	if err != nil {
		return Board{}, err
	}
	b := f.Board
	b.Cut = f.cut()
	b.Topics = loads(b.Topics, func(l Load) TopicID { return l.Topic }, f.linesByTopic(s))
	b.Deputies = loads(b.Deputies, func(l Load) PersonID { return l.Deputy }, f.linesByOwner(s))
	if by.Staff() {
		hot, err := d.Hot(ctx, by, hotCounted)
		b.Hot = len(hot)
		return b, err
	}
	for _, l := range b.Deputies {
		b.Late, b.Today = l.Late, l.Today
	}
	return b, nil
}

func (f Figures) cut() bool {
	replies, opened := map[TopicID]int{}, map[TopicID]int{}
	for _, r := range f.Replies {
		replies[r.Topic]++
	}
	for _, in := range f.Intakes {
		opened[in.Topic] += in.Count
	}
	full := func(counts map[TopicID]int, most int) bool {
		return slices.ContainsFunc(slices.Collect(maps.Values(counts)), func(n int) bool { return n >= most })
	}
	return full(replies, MostReplies) || full(opened, MostOpened)
}

// hotCounted is where counting the hot matters stops.
const hotCounted = 20

func spanAt(now time.Time, zone *time.Location) Span {
	y, m, day := now.In(cmp.Or(zone, time.UTC)).Date()
	midnight := func(days int) time.Time { return time.Date(y, m, day+days, 0, 0, 0, 0, cmp.Or(zone, time.UTC)) }
	return Span{Now: now, Midnight: midnight(1), Days: midnight(1 - Trend), Replies: midnight(1 - medianOf)}
}

// day is the place of a moment in a trend; below 0: before it.
func (s Span) day(at time.Time) int {
	if at.Before(s.Days) {
		return -1
	}
	return min(int(at.Sub(s.Days)/(24*time.Hour)), Trend-1)
}

func (f Figures) linesByTopic(s Span) map[TopicID]Load {
	lines := gather(f.Replies, func(r Reply) TopicID { return r.Topic }, s)
	for _, t := range f.Intakes {
		if t.Topic != "" && t.Day >= 0 {
			l := lines[t.Topic]
			l.Opened[min(t.Day, Trend-1)] += t.Count
			lines[t.Topic] = l
		}
	}
	return lines
}

// linesByOwner is of those deputies whose load was counted.
func (f Figures) linesByOwner(s Span) map[PersonID]Load {
	counted := map[PersonID]bool{}
	for _, l := range f.Deputies {
		counted[l.Deputy] = true
	}
	return gather(slices.DeleteFunc(slices.Clone(f.Replies), func(r Reply) bool {
		return !counted[r.Owner]
	}), func(r Reply) PersonID { return r.Owner }, s)
}

// gather measures the first answers of each topic or deputy.
func gather[K ~string](replies []Reply, of func(Reply) K, s Span) map[K]Load {
	lines, spans := map[K]Load{}, map[K][]time.Duration{}
	for _, r := range replies {
		k := of(r)
		if k == "" {
			continue
		}
		l := lines[k]
		if day := s.day(r.At); day >= 0 {
			l.Replied[day]++
		}
		spans[k] = append(spans[k], r.At.Sub(r.Opened))
		lines[k] = l
	}
	for k, all := range spans {
		l := lines[k]
		slices.Sort(all)
		l.Median, l.Replies = (all[(len(all)-1)/2]+all[len(all)/2])/2, len(all)
		lines[k] = l
	}
	return lines
}

// loads adds how it went of late to what waits; a line with neither is left out.
func loads[K ~string](waiting []Load, of func(Load) K, late map[K]Load) []Load {
	all := maps.Clone(late)
	for _, w := range waiting {
		l := all[of(w)]
		l.Topic, l.Deputy, l.Waiting, l.Late, l.Today, l.Oldest = w.Topic, w.Deputy, w.Waiting, w.Late, w.Today, w.Oldest
		all[of(w)] = l
	}
	var lines []Load
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if l := all[k]; of(l) == k && (l.Waiting > 0 || l.Replies > 0 || l.Opened != [Trend]int{}) {
			lines = append(lines, l)
		}
	}
	return lines
}

// Revision tells, when it has changed, that what people look at may have.
func (d *Desk) Revision(ctx context.Context) (string, error) { return d.store.Revision(ctx) }
