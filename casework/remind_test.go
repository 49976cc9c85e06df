package casework

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// reminded is what a reminder does, in a line.
func reminded(ch Change, from time.Time) string {
	var to []string
	for _, n := range ch.Notices {
		who := string(n.To)
		if who == "" {
			who = "staff"
		}
		to = append(to, string(n.Kind)+" "+who)
	}
	slices.Sort(to)
	next := "never"
	if at := ch.Cases[0].RemindAt; !at.IsZero() {
		next = at.Sub(from).String()
	}
	return strings.Join(to, ", ") + "; next " + next
}

// TestLadder climbs each ladder, reminder by reminder, in an office that always works.
func TestLadder(t *testing.T) {
	t.Parallel()
	lonely := at(Asked)
	lonely.Owner, lonely.Topic, lonely.AnswerBy = "", "", time.Time{}
	lonely.RemindAt = lonely.nextStep(start)
	for name, tt := range map[string]struct {
		c    Case
		want []string
	}{
		"held":     {at(Held), []string{"consent r-ANN00000; next never"}},
		"unsorted": {at(Unsorted), []string{"late staff; next 48h0m0s", "late staff; next 72h0m0s"}},
		"queued": {at(Queued), []string{
			"unclaimed li, unclaimed ma; next 48h0m0s", "late staff; next 168h0m0s", "late staff; next 288h0m0s", "late staff; next 408h0m0s",
		}},
		"taken": {at(Taken), []string{
			"reminder li; next 168h0m0s", "reminder li; next 192h0m0s", "late staff, reminder li; next 288h0m0s",
			"late staff, reminder li; next 408h0m0s", "late staff; next 528h0m0s", "late staff; next 648h0m0s",
		}},
		"asked": {at(Asked), []string{
			"silent li; next 168h0m0s", "silent li; next 288h0m0s", "late staff, silent li; next 408h0m0s",
		}},
		"asked by staff": {lonely, []string{"late staff; next 192h0m0s"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := tt.c
			for i, want := range tt.want {
				ch, err := c.Remind(roads(), c.RemindAt)
				next, _ := must(t, ch, err)
				if got := reminded(ch, start); got != want {
					t.Errorf("reminder %d: %s, want %s", i+1, got, want)
				}
				if ch.Events[0].By != "" || ch.Events[0].Verb != DoRemind {
					t.Errorf("reminder %d in the history: %+v", i+1, ch.Events[0])
				}
				c = next
			}
		})
	}
}

func TestNothingIsDueYet(t *testing.T) {
	t.Parallel()
	for _, s := range Statuses {
		c := at(s)
		ch, err := c.Remind(roads(), start)
		wantNothing(t, ch, err)
	}
}

// After an outage or a leap of the clock there is one reminder, on the rung that
// is true now.
func TestP5_OneReminderAfterALeap(t *testing.T) {
	t.Parallel()
	for _, leap := range []time.Duration{2 * time.Hour, 30 * 24 * time.Hour, 10 * 365 * 24 * time.Hour} {
		for _, s := range []Status{Unsorted, Queued, Taken, Asked} {
			c := at(s)
			now := c.RemindAt.Add(leap)
			for i := range 3 {
				ch, err := c.Remind(roads(), now)
				if i > 0 {
					wantNothing(t, ch, err)
					continue
				}
				c, ch = must(t, ch, err)
				if staff := len(told(ch, TellLate)); staff > 1 || len(ch.Notices) > 2 || !c.RemindAt.After(now) {
					t.Errorf("%s, %s late: %s", s, leap, reminded(ch, start))
				}
			}
			ch, err := c.Remind(roads(), now.Add(-leap)) // and back
			wantNothing(t, ch, err)
		}
	}
}

// Outside the office's hours a reminder is put off to the next opening, unless
// the case is urgent.
func TestRemindersKeepOfficeHours(t *testing.T) {
	t.Parallel()
	q := roads()
	q.Calendar = officeHours(time.UTC)
	c := at(Taken)
	c.RemindAt = time.Date(2026, 3, 7, 3, 0, 0, 0, time.UTC) // a Saturday night
	ch, err := c.Remind(q, c.RemindAt)
	put, _ := must(t, ch, err)
	if len(ch.Notices) != 0 || len(ch.Events) != 0 || !put.RemindAt.Equal(time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("put off to %s with %v", put.RemindAt, ch.Notices)
	}
	c.Urgent = true
	if ch, err = c.Remind(q, c.RemindAt); err != nil || len(told(ch, TellReminder)) != 1 {
		t.Errorf("urgent: %v, %v", ch.Notices, err)
	}
	c.Urgent, q.Topic.Urgent = false, true
	if ch, err = c.Remind(q, c.RemindAt); err != nil || len(told(ch, TellReminder)) != 1 {
		t.Errorf("urgent topic: %v, %v", ch.Notices, err)
	}
}

func TestTermsInWorkingDays(t *testing.T) {
	t.Parallel()
	q := roads()
	q.Calendar, q.Topic.ClaimDays, q.Topic.AnswerDays = officeHours(time.UTC), 1, 10
	friday := time.Date(2026, 3, 6, 10, 0, 0, 0, time.UTC)
	ch, err := at(Answered).Reopen(ann, q, friday)
	c, _ := must(t, ch, err)
	if !c.ClaimBy.Equal(friday.Add(72*time.Hour)) || !c.AnswerBy.Equal(friday.Add(14*24*time.Hour)) {
		t.Errorf("claim by %s, answer by %s", c.ClaimBy, c.AnswerBy)
	}
}

func TestExtend(t *testing.T) {
	t.Parallel()
	now := start.Add(24 * time.Hour)
	ch, err := at(Taken).Extend(li, roads(), say("the depot is closed"), now)
	c, ch := must(t, ch, err)
	if !c.AnswerBy.Equal(start.Add(336*time.Hour)) || !c.Extended || c.Reminded != 0 || len(told(ch, TellExtended)) != 1 {
		t.Errorf("extended to %s, %v", c.AnswerBy, ch.Notices)
	}
	_, err = c.Extend(li, roads(), say("again"), now)
	wantKind(t, err, Conflict)
	_, err = at(Taken).Extend(li, roads(), say(" "), now)
	wantKind(t, err, Invalid)
	long := roads()
	long.Topic.Answer = 90 * 24 * time.Hour
	ch, err = at(Taken).Extend(li, long, say("it takes long"), now)
	if c, _ = must(t, ch, err); !c.AnswerBy.Equal(start.Add(transport.Answer + furthest)) {
		t.Errorf("a long term is extended to %s", c.AnswerBy)
	}
	ch, err = c.Reopen(ann, roads(), now)
	if err == nil {
		t.Errorf("an open case opens again: %v", ch)
	}
	late := start.Add(300 * time.Hour)
	ch, err = at(Taken).Extend(li, roads(), say("late, sorry"), late)
	if c, _ = must(t, ch, err); !c.AnswerBy.Equal(late.Add(transport.Answer)) {
		t.Errorf("a late case is extended to %s", c.AnswerBy)
	}
}

func TestUrge(t *testing.T) {
	t.Parallel()
	ch, err := at(Taken).Urge(desk, true, later)
	c, ch := must(t, ch, err)
	wantTold(t, ch, TellReminder, li.ID)
	ch, err = c.Urge(li, true, later)
	wantNothing(t, ch, err)
	ch, err = c.Urge(li, false, later)
	if c, _ = must(t, ch, err); c.Urgent {
		t.Error("still urgent")
	}
	ch, err = at(Queued).Urge(desk, true, later)
	_, ch = must(t, ch, err)
	wantTold(t, ch, TellCard, li.ID)
}

// What may have arrived of a reminder isn't sent again: the next says the same.
func TestP4_RemindersAreNotRepeated(t *testing.T) {
	t.Parallel()
	for _, k := range []NoticeKind{TellUnclaimed, TellReminder, TellSilent, TellLate, TellDigest} {
		s := (Notice{ID: 1, To: li.ID, Kind: k}).Settle(Delivery{Fate: FateUnknown})
		if s.Notice.State != Cancelled || len(s.ToStaff) > 0 {
			t.Errorf("%s of unknown fate: %+v", k, s)
		}
	}
}

// Two schedulers at once: each case is told of once.
func TestC7_TwoSchedulersRemindOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport: the bus")
	r.now = c.RemindAt
	stale := r.books.cases[c.Number]
	if n, err := r.Remind(t.Context()); n != 1 || err != nil {
		t.Fatalf("reminded %d: %v", n, err)
	}
	if ok, err := r.remind(t.Context(), stale); ok || err != nil {
		t.Errorf("the second reminded too: %v", err)
	}
	if n, err := r.Remind(t.Context()); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
	groups := 0
	for _, n := range r.books.notices {
		if n.Kind == TellUnclaimed {
			groups++
		}
	}
	if groups != 2 {
		t.Errorf("the group of two was told %d times", groups)
	}
}

func TestDigests(t *testing.T) {
	t.Parallel()
	o := Office{Calendar: officeHours(time.UTC)}
	monday := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		digest string
		due    time.Time
		now    time.Time
		told   int
		next   time.Time
	}{
		"the first time":  {"", time.Time{}, monday, 0, monday.Add(24 * time.Hour)},
		"in the morning":  {"", monday, monday, 1, monday.Add(24 * time.Hour)},
		"at their hour":   {"7:30", monday, monday, 1, monday.Add(22*time.Hour + 30*time.Minute)},
		"wanted by none":  {Off, monday, monday, 0, monday.Add(noDigest)},
		"long afterwards": {"", monday, monday.Add(7 * time.Hour), 0, monday.Add(24 * time.Hour)},
		"on Friday":       {"", monday.Add(96 * time.Hour), monday.Add(96 * time.Hour), 1, monday.Add(168 * time.Hour)},
	} {
		p := li
		p.Digest, p.DigestAt = tt.digest, tt.due
		ch := o.digest(p, tt.now)
		if len(ch.Notices) != tt.told || !ch.People[0].DigestAt.Equal(tt.next) {
			t.Errorf("%s: %d told, next %s", name, len(ch.Notices), ch.People[0].DigestAt)
		}
	}
}

func TestHabits(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"22:00-07:00": "22h0m0s-7h0m0s", "9-17:30": "9h0m0s-17h30m0s", "": "", "22:00": "", "7-7": "", "25-3": "", "a-b": ""} {
		got := ""
		if h, ok := ParseHours(in); ok {
			got = fmt.Sprintf("%s-%s", h.From, h.To)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	o := Office{Calendar: officeHours(time.UTC)}
	night := time.Date(2026, 3, 2, 23, 0, 0, 0, time.UTC)
	for quiet, want := range map[string]bool{"": true, Off: false, "22:00-07:00": true, "01:00-02:00": false} {
		if got := !o.QuietUntil(Person{Quiet: quiet}, night).IsZero(); got != want {
			t.Errorf("with %q quiet at eleven: %v", quiet, got)
		}
	}
}
