package casework

import (
	"context"
	"strconv"
	"time"
)

// every is after how many working days staff hear again of what stays late.
const every = 5

// Remind tells whoever a case waits for, once the time for it has come, and sets
// the next. It goes by what is true now: after an outage or a leap of the clock
// there is one reminder, not all that were missed. Outside the office's hours it
// only puts the reminder off, unless the case is urgent.
func (c Case) Remind(q Queue, now time.Time) (Change, error) {
	if c.RemindAt.IsZero() || now.Before(c.RemindAt) {
		return Change{}, nil
	}
	if open := q.Calendar.Open(now); open.After(now) && !c.Urgent && !q.Topic.Urgent {
		c.RemindAt = open
		return Change{Cases: []Case{c}}, nil
	}
	t := c.start(DoRemind, Person{}, now)
	next := map[Status]func(Queue) time.Time{
		Held: t.remindHeld, Unsorted: t.remindUnsorted, Queued: t.remindQueued, Taken: t.remindTaken, Asked: t.remindAsked,
	}[c.Status]
	if next == nil {
		return Change{}, Errorf(Internal, "case %s is %s and waits for nobody", c.Number, c.Status)
	}
	t.c.RemindAt = next(q)
	if due := t.c.AnswerBy; due.After(now) && c.Status != Taken { // who took it has a ladder of their own
		t.c.RemindAt = earliest(t.c.RemindAt, latest(due, q.Calendar.AddDays(now, 1)))
	}
	return t.end(strconv.Itoa(t.c.Reminded))
}

// remindHeld asks the resident once more.
func (t *turn) remindHeld(Queue) time.Time {
	t.c.Reminded++
	t.tell(Notice{To: t.c.Resident, Kind: TellConsent, Key: "consent:" + string(t.c.Resident)})
	return time.Time{}
}

func (t *turn) remindUnsorted(q Queue) time.Time {
	t.c.Reminded++
	t.tellLate()
	return q.Calendar.AddDays(t.now, 1)
}

// remindQueued tells the whole group first, and the staff from then on.
func (t *turn) remindQueued(q Queue) time.Time {
	t.c.Reminded++
	if t.c.Reminded == 1 && t.tellGroup(q) {
		return q.Calendar.AddDays(t.now, 1)
	}
	t.tellLate()
	return q.Calendar.AddDays(t.now, every)
}

// tellGroup tells the deputies of the topic who are at their post, and reports
// whether there is any.
func (t *turn) tellGroup(q Queue) bool {
	found := false
	for _, d := range q.Deputies {
		if d.Told() && !d.Away() && !t.c.declinedBy(d.ID) {
			t.remindOf(TellUnclaimed, d.ID)
			found = true
		}
	}
	return found
}

// The rungs of a case that was taken: three quarters of the time have passed, it
// is due, one working day late, five, and further on.
const (
	nearing = iota + 1
	dueNow
	lateByOne
	lateByFive
	lateOn
)

// remindTaken tells the owner, and from a working day past the promised date the staff.
func (t *turn) remindTaken(q Queue) time.Time {
	t.c.Reminded = t.rung(q.Calendar)
	if t.c.Reminded < lateOn {
		t.remindOf(TellReminder, t.c.Owner)
	}
	if t.c.Reminded >= lateByOne {
		t.tellLate()
	}
	switch t.c.Reminded {
	case nearing:
		return t.c.AnswerBy
	case dueNow:
		return q.Calendar.AddDays(t.now, 1)
	case lateByOne:
		return latest(q.Calendar.AddDays(t.c.AnswerBy, every), q.Calendar.AddDays(t.now, 1))
	}
	return q.Calendar.AddDays(t.now, every)
}

// rung is how late the case is. The owner hears of five days once, however late
// it is that anybody looks.
func (t *turn) rung(cal Calendar) int {
	due := t.c.AnswerBy
	switch {
	case t.now.Before(due):
		return nearing
	case t.now.Before(cal.AddDays(due, 1)):
		return dueNow
	case t.now.Before(cal.AddDays(due, every)):
		return lateByOne
	case t.c.Reminded < lateByFive:
		return lateByFive
	}
	return lateOn
}

// remindAsked tells who asked that the resident is silent, and the staff when the
// promised date has passed too. Staff ask about what has no owner yet.
func (t *turn) remindAsked(q Queue) time.Time {
	t.c.Reminded++
	if t.c.Owner != "" {
		t.remindOf(TellSilent, t.c.Owner)
	}
	if due := t.c.AnswerBy; t.c.Owner == "" || !due.IsZero() && !t.now.Before(q.Calendar.AddDays(due, 1)) {
		t.tellLate()
	}
	return q.Calendar.AddDays(t.now, every)
}

// remindOf owes one person a reminder; one that still waits to be sent is enough.
func (t *turn) remindOf(k NoticeKind, to PersonID) {
	t.tell(Notice{To: to, Kind: k, Priority: 1, Key: "remind:" + string(t.c.Number) + ":" + string(to)})
}

func (t *turn) tellLate() {
	t.tell(Notice{Kind: TellLate, Priority: 1, Key: "late:" + string(t.c.Number)})
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sweep is how many cases are looked at in one go.
const sweep = 100

// Remind looks after all cases whose time has come, and gives how many. Whatever
// another replica does meanwhile is left to it.
func (d *Desk) Remind(ctx context.Context) (int, error) {
	done := 0
	for {
		due, err := d.store.Due(ctx, d.now(), sweep)
		if err != nil || len(due) == 0 {
			return done, err
		}
		n, err := d.remindAll(ctx, due)
		if done += n; err != nil || n == 0 {
			return done, err // or others are at it
		}
	}
}

// remindAll looks after cases in one transaction, each queue as it was before all, or
// one by one where another replica, or a person, was faster with any of them.
func (d *Desk) remindAll(ctx context.Context, due []Case) (int, error) {
	var all Change
	queues := map[TopicID]Queue{}
	for _, c := range due {
		q, known := queues[c.Topic]
		if !known {
			var err error
			if q, err = d.queueOf(ctx, c.Topic); err != nil {
				return 0, err
			}
			queues[c.Topic] = q
		}
		ch, err := c.Remind(q, d.now())
		if err != nil {
			return 0, err
		}
		all = all.and(ch)
	}
	err := d.store.Apply(ctx, all)
	if KindOf(err) != Stale || err == nil {
		return len(all.Cases), err
	}
	done := 0
	for _, c := range due {
		ok, err := d.remind(ctx, c)
		if err != nil {
			return done, err
		}
		if ok {
			done++
		}
	}
	return done, nil
}

// remind reports whether the case was looked after by this call.
func (d *Desk) remind(ctx context.Context, c Case) (bool, error) {
	q, err := d.queueOf(ctx, c.Topic)
	if err != nil {
		return false, err
	}
	ch, err := c.Remind(q, d.now())
	if err != nil || len(ch.Cases) == 0 {
		return false, err
	}
	err = d.store.Apply(ctx, ch)
	if KindOf(err) == Stale {
		return false, nil
	}
	return err == nil, err
}
