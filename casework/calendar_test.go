package casework

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zoned(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// officeHours is a Chinese office with a spring festival and its make-up Saturday.
func officeHours(zone *time.Location) Calendar {
	nine := Hours{9 * time.Hour, 18 * time.Hour}
	return Calendar{
		Zone: zone, Week: [7]Hours{time.Monday: nine, time.Tuesday: nine, time.Wednesday: nine, time.Thursday: nine, time.Friday: nine},
		Holidays: []Days{{"2027-01-01", "2027-01-01"}, {"2027-02-05", "2027-02-11"}},
		Workdays: []Days{{"2027-02-20", "2027-02-20"}},
		Quiet:    Hours{21 * time.Hour, 8 * time.Hour},
	}
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	zone := zoned(t, "Asia/Shanghai")
	c := officeHours(zone)
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct {
		name string
		got  time.Time
		want string
	}{
		{"open stays", c.Open(at("2027-02-03 10:00")), "2027-02-03 10:00"},
		{"before opening", c.Open(at("2027-02-03 07:00")), "2027-02-03 09:00"},
		{"after closing", c.Open(at("2027-02-03 18:00")), "2027-02-04 09:00"},
		{"over the festival", c.Open(at("2027-02-04 19:00")), "2027-02-12 09:00"},
		{"a make-up Saturday", c.Open(at("2027-02-20 10:00")), "2027-02-20 10:00"},
		{"a day over a weekend", c.AddDays(at("2027-01-15 17:00"), 1), "2027-01-18 17:00"},
		{"a day from a Saturday", c.AddDays(at("2027-01-16 12:00"), 1), "2027-01-18 12:00"},
		{"late in the evening", c.AddDays(at("2027-01-18 23:00"), 1), "2027-01-19 18:00"},
		{"over the festival", c.AddDays(at("2027-02-04 10:00"), 2), "2027-02-15 10:00"},
		{"counting the make-up day", c.AddDays(at("2027-02-19 10:00"), 2), "2027-02-22 10:00"},
		{"hours over a night", c.AddWorking(at("2027-01-18 17:00"), 3*time.Hour), "2027-01-19 11:00"},
		{"hours over a weekend", c.AddWorking(at("2027-01-15 17:30"), time.Hour), "2027-01-18 09:30"},
		{"next morning", c.Morning(at("2027-01-15 09:00"), 8*time.Hour), "2027-01-18 08:00"},
		{"this morning", c.Morning(at("2027-01-15 07:00"), 8*time.Hour), "2027-01-15 08:00"},
		{"quiet before midnight", c.QuietUntil(at("2027-01-15 22:00"), c.Quiet), "2027-01-16 08:00"},
		{"quiet after midnight", c.QuietUntil(at("2027-01-15 03:00"), c.Quiet), "2027-01-15 08:00"},
	}
	for _, tt := range tests {
		if !tt.got.Equal(at(tt.want)) {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	if !c.QuietUntil(at("2027-01-15 12:00"), c.Quiet).IsZero() || !c.QuietUntil(at("2027-01-15 08:00"), c.Quiet).IsZero() {
		t.Error("quiet by day")
	}
}

// Whatever the zone and its clock changes, terms come later, lie in the office's
// hours, grow with their length and never leave out a working day.
func TestP5_CalendarHoldsInAnyZone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"}).Draw(rt, "zone")
		c := officeHours(zoned(t, name))
		from := time.Unix(rapid.Int64Range(1767225600, 1830297600).Draw(rt, "from"), 0)
		n, d := rapid.IntRange(1, 30).Draw(rt, "days"), time.Duration(rapid.IntRange(1, 10000).Draw(rt, "minutes"))*time.Minute
		end := c.AddDays(from, n)
		if !end.After(from) || !c.Works(end) || !c.AddDays(from, n+1).After(end) {
			rt.Fatalf("%d days after %s is %s", n, from, end)
		}
		days := 0
		for at := c.on(from, 1, 12*time.Hour); !at.After(c.on(end, 0, 12*time.Hour)); at = c.on(at, 1, 12*time.Hour) {
			if c.Works(at) {
				days++
			}
		}
		if days != n {
			rt.Fatalf("%d days after %s is %s, %d days of work later", n, from, end, days)
		}
		open := c.Open(from)
		if open.Before(from) || !c.hours(open).holds(c.wall(open)) || !c.Open(open).Equal(open) {
			rt.Fatalf("%s opens at %s", from, open)
		}
		worked := c.AddWorking(from, d)
		if worked.Before(open.Add(d)) || !c.AddWorking(from, d+time.Minute).After(worked) {
			rt.Fatalf("%s of work after %s is %s", d, from, worked)
		}
		half := c.AddWorking(c.AddWorking(from, d/2), d-d/2)
		if !half.Equal(worked) && !c.Open(half).Equal(c.Open(worked)) {
			rt.Fatalf("%s of work in two halves ends at %s, not %s", d, half, worked)
		}
	})
}

func TestNoCalendarAlwaysWorks(t *testing.T) {
	t.Parallel()
	var c Calendar
	night := time.Date(2027, 1, 2, 3, 4, 5, 6, time.UTC)
	if !c.Open(night).Equal(night) || !c.AddDays(night, 2).Equal(night.Add(48*time.Hour)) || !c.AddWorking(night, 50*time.Hour).Equal(night.Add(50*time.Hour)) {
		t.Error("a calendar without entries stops the clock")
	}
	never := Calendar{Week: [7]Hours{time.Sunday: {1, 2}}, Holidays: []Days{{"0001-01-01", "9999-12-31"}}}
	if got := never.AddDays(night, 1); !got.After(night) {
		t.Errorf("with holidays for ever, a day later is %s", got)
	}
}
