package casework

import "time"

// Date is a day of the calendar, as 2027-02-05.
type Date string

// Days are a stretch of days, both ends included.
type Days struct{ From, To Date }

// Hours are a stretch of the day, counted from midnight by the clock on the
// wall. Where To isn't after From it reaches into the next day. Zero: none.
type Hours struct{ From, To time.Duration }

// Calendar says when the office works. The zero Calendar always works.
type Calendar struct {
	Zone     *time.Location
	Week     [7]Hours // by time.Weekday; all zero: every day, all day
	Holidays []Days
	Workdays []Days // extra days of work, with the hours of the first working weekday
	Quiet    Hours  // when nobody is disturbed who hasn't chosen otherwise
}

// searched is how many days are looked through for a working one: more than any
// calendar leaves free in a row.
const searched = 400

const day = 24 * time.Hour

// none reports that there is no such stretch.
func (h Hours) none() bool { return h == Hours{} }

// holds reports whether a time of the day lies within.
func (h Hours) holds(clock time.Duration) bool {
	if h.From < h.To {
		return h.From <= clock && clock < h.To
	}
	return !h.none() && (clock >= h.From || clock < h.To)
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// on is a time of the day some days after that of t, by the clock on the wall.
func (c Calendar) on(t time.Time, days int, clock time.Duration) time.Time {
	y, m, d := t.In(c.zone()).Date()
	return time.Date(y, m, d+days, 0, 0, 0, int(clock), c.zone())
}

// wall is how far the clock on the wall is past midnight.
func (c Calendar) wall(t time.Time) time.Duration {
	t = t.In(c.zone())
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

// usual are the hours of the first working weekday.
func (c Calendar) usual() Hours {
	for i := range c.Week {
		if h := c.Week[(i+1)%7]; !h.none() { // from Monday
			return h
		}
	}
	return Hours{0, day}
}

// hours are those of the day of t; none on a day without work.
func (c Calendar) hours(t time.Time) Hours {
	t = t.In(c.zone())
	date := Date(t.Format(time.DateOnly))
	switch {
	case within(date, c.Workdays):
		return c.usual()
	case within(date, c.Holidays):
		return Hours{}
	case c.Week == [7]Hours{}:
		return Hours{0, day}
	}
	return c.Week[t.Weekday()]
}

func within(d Date, list []Days) bool {
	for _, days := range list {
		if days.From <= d && d <= days.To {
			return true
		}
	}
	return false
}

// Open is t if the office works then, else when it opens next.
func (c Calendar) Open(t time.Time) time.Time {
	for i := range searched {
		h := c.hours(c.on(t, i, 12*time.Hour))
		if h.none() {
			continue
		}
		if opens, closes := c.on(t, i, h.From), c.on(t, i, h.To); t.Before(closes) {
			if t.Before(opens) {
				return opens
			}
			return t
		}
	}
	return t
}

// AddWorking is when that much working time has passed after t.
func (c Calendar) AddWorking(t time.Time, d time.Duration) time.Time {
	for range 10 * searched {
		t = c.Open(t)
		closes := c.on(t, 0, c.hours(t).To)
		left := closes.Sub(t)
		if d <= left || left <= 0 {
			break
		}
		t, d = closes, d-left
	}
	return t.Add(d)
}

// AddDays is the n-th working day after the day of t, at the same time of the
// day, or the nearest at which the office works.
func (c Calendar) AddDays(t time.Time, n int) time.Time {
	clock, counted := c.wall(t), 0
	for i := 1; counted < n && i < n*searched; i++ {
		h := c.hours(c.on(t, i, 12*time.Hour))
		if h.none() {
			continue
		}
		if counted++; counted == n {
			return c.on(t, i, min(max(clock, h.From), h.To))
		}
	}
	return t.Add(time.Duration(n) * day)
}

// Works reports whether the day of t is one of work.
func (c Calendar) Works(t time.Time) bool { return !c.hours(t).none() }

// Morning is when a digest that is sent at a time of the day is due after t: on
// the next working day that it hasn't passed on.
func (c Calendar) Morning(t time.Time, clock time.Duration) time.Time {
	for i := range searched {
		if at := c.on(t, i, clock); at.After(t) && c.Works(at) {
			return at
		}
	}
	return t.Add(day)
}

// Opening is the time of the day at which a working day begins; where the office
// always works, eight in the morning.
func (c Calendar) Opening() time.Duration {
	if c.Week == [7]Hours{} {
		return 8 * time.Hour
	}
	return c.usual().From
}

// QuietUntil is when the quiet that t lies in ends; zero if it lies in none.
func (c Calendar) QuietUntil(t time.Time, quiet Hours) time.Time {
	if !quiet.holds(c.wall(t)) {
		return time.Time{}
	}
	for i := range 3 {
		if end := c.on(t, i, quiet.To); end.After(t) {
			return end
		}
	}
	return time.Time{}
}

// by is a term that begins at t: working days if any are given, else plain time.
func (c Calendar) by(t time.Time, d time.Duration, days int) time.Time {
	if days > 0 {
		return c.AddDays(t, days)
	}
	return t.Add(d)
}
