package casework

import (
	"pgregory.net/rapid"
)

// born opens a case as the desk does: held, sorted or unsorted.
func born(t *rapid.T) *life {
	l := &life{now: start, entries: map[int]Entry{}, answers: map[int]int{}, blocked: map[PersonID]bool{}}
	tn := open("7K3M9QXT", ann, say("first"), false, settle, start)
	if rapid.Bool().Draw(t, "held") {
		v, _ := l.verdict(t)
		ch, err := tn.hold(v)
		l.keep(t, ch, err)
		return l
	}
	tn.sort(l.verdict(t))
	ch, err := tn.end("1")
	l.keep(t, ch, err)
	return l
}

func (l *life) queue(t *rapid.T, topic Topic) Queue {
	q := Queue{Topic: topic}
	for _, p := range everybody {
		if p.Serves(topic.ID) {
			p.Blocked = l.blocked[p.ID]
			q.Deputies = append(q.Deputies, Burdened{Person: p, Load: rapid.IntRange(0, MaxLoad).Draw(t, "load")})
		}
	}
	return q
}

// own is the queue of the case's own topic, as Desk.queueOf gives it.
func (l *life) own(t *rapid.T) Queue {
	if topic, ok := (Office{Topics: []Topic{transport, housing}}).Topic(l.c.Topic); ok {
		return l.queue(t, topic)
	}
	return Queue{}
}

func (l *life) anyQueue(t *rapid.T) Queue {
	return l.queue(t, rapid.SampledFrom([]Topic{transport, housing}).Draw(t, "topic"))
}

// verdict is what Desk.judge or judgeWhole would give for the case.
func (l *life) verdict(t *rapid.T) (Verdict, Queue) {
	raised := l.signals(t)
	if l.c.Topic != "" {
		return Verdict{Signals: raised}, l.own(t)
	}
	if rapid.Bool().Draw(t, "unsure") {
		return Verdict{Signals: raised}, Queue{}
	}
	q := l.anyQueue(t)
	return Verdict{Sure: true, Signals: raised, Guesses: []Guess{{Topic: q.Topic.ID, Probability: 0.9}}}, q
}

// signals are mostly none, so that lives are long.
func (l *life) signals(t *rapid.T) Signals {
	if rapid.IntRange(0, 5).Draw(t, "plain") > 0 {
		return nil
	}
	return Signals(nil).With(rapid.SampledFrom([]Signal{Danger, SelfHarm, Complaint, Child, Gratitude, Spam}).Draw(t, "signal"))
}

func (l *life) entry(t *rapid.T) Entry {
	return l.entries[rapid.IntRange(1, l.c.Entries).Draw(t, "entry")]
}

// thread are all entries, in order.
func (l *life) thread() []Entry {
	var all []Entry
	for seq := range l.c.Entries {
		all = append(all, l.entries[seq+1])
	}
	return all
}
