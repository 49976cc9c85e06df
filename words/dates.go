package words

import (
	"strconv"
	"time"
)

// Day names the day of t in a zone as people say it: "today", "Thursday 26
// November"; the year only if it isn't now's.
func (s Speech) Day(t, now time.Time, zone *time.Location) string {
	switch s.from(now, t, zone) {
	case -1:
		return s.Say("day.yesterday")
	case 0:
		return s.Say("day.today")
	case 1:
		return s.Say("day.tomorrow")
	}
	return s.Say("day.full", "weekday", s.Say("weekday."+weekday(t, zone)), "date", s.date(t, now, zone))
}

// DayTime is Day with the hour and minute.
func (s Speech) DayTime(t, now time.Time, zone *time.Location) string {
	clock := t.In(zone).Format("15:04")
	if days := s.from(now, t, zone); days >= -1 && days <= 1 {
		return s.Say("day.near_time", "day", s.Day(t, now, zone), "time", clock)
	}
	return s.Say("day.far_time", "day", s.Day(t, now, zone), "time", clock)
}

// By is a day as a term, with the words that make it one: "by Thursday 26
// November", "today". A day that is past is said like any other.
func (s Speech) By(t, now time.Time, zone *time.Location) string {
	switch s.from(now, t, zone) {
	case 0:
		return s.Say("by.today")
	case 1:
		return s.Say("by.tomorrow")
	}
	return s.Say("by.full", "weekday", s.Say("by.weekday."+weekday(t, zone)), "date", s.date(t, now, zone))
}

// Ago says how long something is past. A time that is still to come, as clocks
// that differ make it, is "just now".
func (s Speech) Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return s.Say("ago.now")
	case d < time.Hour:
		return s.Count("ago.minutes", int(d/time.Minute))
	case d < 24*time.Hour:
		return s.Count("ago.hours", int(d/time.Hour))
	}
	return s.Count("ago.days", int(d/(24*time.Hour)))
}

// Left says how much time is left, or how late it is where none is, to the
// nearest hour or day: a promise of seven days has seven days left at first.
func (s Speech) Left(d time.Duration) string {
	late := d < 0
	if d = d.Abs(); d >= 24*time.Hour {
		d = d.Round(24 * time.Hour)
	} else if d >= time.Hour {
		d = d.Round(time.Hour)
	}
	switch {
	case d < time.Hour && late:
		return s.Count("late.minutes", max(1, int(d/time.Minute)))
	case d < time.Hour:
		return s.Count("left.minutes", int(d/time.Minute))
	case d < 24*time.Hour && late:
		return s.Count("late.hours", int(d/time.Hour))
	case d < 24*time.Hour:
		return s.Count("left.hours", int(d/time.Hour))
	case late:
		return s.Count("late.days", int(d/(24*time.Hour)))
	}
	return s.Count("left.days", int(d/(24*time.Hour)))
}

func (s Speech) date(t, now time.Time, zone *time.Location) string {
	t = t.In(zone)
	month := s.Say("month." + strconv.Itoa(int(t.Month())))
	if t.Year() == now.In(zone).Year() {
		return s.Say("date.this_year", "day", t.Day(), "month", month)
	}
	return s.Say("date.any_year", "day", t.Day(), "month", month, "year", t.Year())
}

// weekday numbers the days from 1, Monday, to 7.
func weekday(t time.Time, zone *time.Location) string {
	return strconv.Itoa((int(t.In(zone).Weekday())+6)%7 + 1)
}

// far is no day that has a name of its own.
const far = 99

// from counts the days to t, as far as they are told by it.
func (s Speech) from(now, t time.Time, zone *time.Location) int {
	if s.dated {
		return far
	}
	return daysBetween(now, t, zone)
}

// daysBetween counts calendar days, whatever the hours and summer time.
func daysBetween(from, to time.Time, zone *time.Location) int {
	return int(midnight(to, zone).Sub(midnight(from, zone)) / (24 * time.Hour))
}

func midnight(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
