package casework

import (
	"context"
	"time"
)

// Off is the habit of who wants no quiet hours, or no digest.
const Off = "off"

// ParseHours reads a stretch of the day such as 22:00-07:00.
func ParseHours(s string) (Hours, bool) {
	for i := range s {
		if s[i] != '-' {
			continue
		}
		from, ok := ParseClock(s[:i])
		to, too := ParseClock(s[i+1:])
		return Hours{from, to}, ok && too && from != to
	}
	return Hours{}, false
}

// ParseClock reads a time of the day such as 8:00 or 8.
func ParseClock(s string) (time.Duration, bool) {
	for _, form := range []string{"15:04", "15"} {
		if t, err := time.Parse(form, s); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
		}
	}
	return 0, false
}

// SayHours writes a stretch of the day as it is read; nothing for none.
func SayHours(h Hours) string {
	if h.none() {
		return ""
	}
	return SayClock(h.From) + "-" + SayClock(h.To)
}

// SayClock writes a time of the day as it is read.
func SayClock(clock time.Duration) string { return time.Time{}.Add(clock).Format("15:04") }

// Undisturbed gives the quiet hours of a person; none while they want none.
func (o Office) Undisturbed(p Person) Hours {
	switch p.Quiet {
	case "":
		return o.Calendar.Quiet
	case Off:
		return Hours{}
	}
	h, _ := ParseHours(p.Quiet)
	return h
}

// QuietUntil is when a person may be disturbed again; zero: now.
func (o Office) QuietUntil(p Person, now time.Time) time.Time {
	return o.Calendar.QuietUntil(now, o.Undisturbed(p))
}

// HeldUntil is when a notice may go to its reader at the earliest; zero: now. c is
// the case that it is about, if any.
func (o Office) HeldUntil(n Notice, to Person, c Case, now time.Time) time.Time {
	if !n.Kind.Waits() || to.Role == Resident && n.Kind != TellBroadcast || o.Urgent(c) {
		return time.Time{}
	}
	return o.QuietUntil(to, now)
}

// DigestHour is the time of the day of a person's digest; false if they want none.
func (o Office) DigestHour(p Person) (time.Duration, bool) {
	if p.Digest == Off {
		return 0, false
	}
	if clock, ok := ParseClock(p.Digest); ok {
		return clock, true
	}
	return o.Calendar.Opening(), true
}

// noDigest is when the digest of somebody who wants none is looked at again.
const noDigest = 365 * day

// digestAfter is when a person's next digest is due.
func (o Office) digestAfter(p Person, now time.Time) time.Time {
	clock, wanted := o.DigestHour(p)
	if !wanted {
		return now.Add(noDigest)
	}
	return o.Calendar.Morning(now, clock)
}

// Hush keeps the quiet hours that a person chose: a stretch of the day, or Off.
func (d *Desk) Hush(ctx context.Context, once Once, by Person, quiet string) (Person, error) {
	h, ok := ParseHours(quiet)
	if !ok && quiet != Off {
		return Person{}, Errorf(Invalid, "no such quiet hours")
	}
	if ok {
		quiet = SayHours(h)
	}
	return d.alter(ctx, once, by, func(p *Person) { p.Quiet = quiet })
}

// Digest keeps the time of the day at which a person wants their digest, or Off.
func (d *Desk) Digest(ctx context.Context, once Once, by Person, clock string) (Person, error) {
	at, ok := ParseClock(clock)
	if !ok && clock != Off {
		return Person{}, Errorf(Invalid, "no such time of the day")
	}
	if ok {
		clock = SayClock(at)
	}
	return d.alter(ctx, once, by, func(p *Person) {
		p.Digest = clock
		p.DigestAt = d.Office().digestAfter(*p, d.now())
	})
}

// Morning counts what waits for a deputy or for the staff.
type Morning struct {
	Waiting int // to be taken, or to be sorted
	InWork  int
	Today   int // promised for today
	Late    int
}

// Nothing reports that there is nothing to tell.
func (m Morning) Nothing() bool { return m.Waiting+m.InWork+m.Late == 0 }

// counted is how many cases of a deputy a digest looks at.
const counted = 200

// Morning counts what waits for somebody now: a deputy's own cases and those of
// their topics; for staff what has no topic yet and what is late anywhere.
func (d *Desk) Morning(ctx context.Context, by Person) (Morning, error) {
	var m Morning
	if by.Role == Aide { // the deputy is told
		return m, nil
	}
	if by.Staff() {
		lines, err := d.store.Queues(ctx, by, d.now())
		for _, q := range lines {
			if q.Topic == "" {
				m.Waiting += q.Waiting
			}
			m.Late += q.Late
		}
		return m, err
	}
	list, err := d.store.PendingFor(ctx, by, counted)
	for _, c := range list {
		m.count(c, by, d.Office().Calendar, d.now())
	}
	return m, err
}

func (m *Morning) count(c Case, by Person, cal Calendar, now time.Time) {
	switch {
	case c.Owner == by.ID || by.StandsIn(c.Owner):
		m.InWork++
	case c.Status != Queued || c.declinedBy(by.ID):
		return
	default:
		m.Waiting++
	}
	switch today := cal.on(now, 1, 0); {
	case c.Late(now):
		m.Late++
	case c.AnswerBy.Before(today):
		m.Today++
	}
}

// Digests owes each deputy and each of the staff their morning digest, once a
// day, and gives how many. A person seen for the first time gets the next one.
func (d *Desk) Digests(ctx context.Context) (int, error) {
	done := 0
	for {
		now := d.now()
		due, err := d.store.DigestsDue(ctx, now, sweep)
		if err != nil || len(due) == 0 {
			return done, err
		}
		before := done
		for _, p := range due {
			err := d.store.Apply(ctx, d.Office().digest(p, now))
			switch {
			case err == nil:
				done++
			case KindOf(err) != Stale:
				return done, err
			}
		}
		if done == before {
			return done, nil // others are at it
		}
	}
}

// digest owes a person their digest and sets the next. One that comes more than a
// few hours late, as after an outage, isn't the morning's any more.
func (o Office) digest(p Person, now time.Time) Change {
	_, wanted := o.DigestHour(p)
	fresh := !p.DigestAt.IsZero() && now.Sub(p.DigestAt) < 6*time.Hour
	p.DigestAt = o.digestAfter(p, now)
	ch := Change{People: []Person{p}}
	if wanted && fresh && !p.Away() {
		ch.Notices = []Notice{{To: p.ID, Kind: TellDigest, Priority: 2, Key: "digest:" + string(p.ID)}}
	}
	return ch
}
