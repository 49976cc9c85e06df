package casework

import (
	"cmp"
	"time"
)

// Message is what a resident wrote.
type Message struct {
	Once      Once
	From      Person // as Desk.Who gave it
	Ref       Ref
	ReplyTo   int    // the message in the same chat that it answers; 0: none
	Quote     string // what of it the resident picked out
	Answers   int    // the entry of the case that it is; 0: none
	Text      string
	Media     []Media
	Sealed    []Sealed
	Forwarded bool
}

func (m Message) words() Words {
	return Words{Text: m.Text, Media: m.Media, Sealed: m.Sealed, Ref: m.Ref, Quote: m.Quote, Answers: m.Answers}
}

// open begins a new case with the resident's words. It is held until they agree
// to the privacy notice.
func open(n Number, by Person, w Words, forwarded bool, settle time.Duration, now time.Time) *turn {
	t := (Case{Number: n, Resident: by.ID, Opened: now, Heard: now}).start(DoReceive, by, now)
	t.c.Settles = now.Add(settle)
	t.hear(w, forwarded)
	return t
}

// hear adds the resident's words.
func (t *turn) hear(w Words, forwarded bool) Entry {
	t.c.Heard = t.now
	e := t.write(Said, w)
	t.ch.Entries[len(t.ch.Entries)-1].Forwarded = forwarded
	return e
}

// hold keeps a case back until the resident agrees.
func (t *turn) hold(v Verdict) (Change, error) {
	t.c.Status = Held
	t.raise(v)
	t.tell(Notice{To: t.c.Resident, Kind: TellConsent, Key: "consent:" + string(t.c.Resident)})
	return t.end(seq(t.last()))
}

// sort puts the case where the verdict says, or gives it to the staff.
func (t *turn) sort(v Verdict, q Queue) {
	t.raise(v)
	t.alarm(q)
	t.c.Guesses, t.c.Language = v.Guesses, cmp.Or(v.Language, t.c.Language)
	t.lookAgain(v)
	sorts := v.Sure && q.Topic.ID != "" && !t.c.Signals.Has(Spam)
	if t.judge(v, sorts); sorts {
		t.enqueue(q, t.c.Lead.Deputy)
		return
	}
	t.unsort()
}

// Join adds the resident's words to their case. v and q are the verdict on all
// that was written so far and its queue; they count only while the case isn't
// in anybody's hands.
func (c Case) Join(m Message, v Verdict, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoReceive, m.From, now)
	if err != nil {
		return Change{}, err
	}
	e := t.hear(m.words(), m.Forwarded)
	t.raise(v)
	switch {
	case c.Status == Held:
		t.remindConsent(c)
	case t.c.Protected && !c.Protected:
		t.withdraw(c)
	case c.beingWritten(now):
		t.resort(v, q)
	case c.Status == Answered || c.Status == Closed:
		t.wroteAgain(m.Text, e, q)
	default:
		t.wroteMore(e, v, q)
	}
	if c.Status != Held {
		t.alarm(q)
		t.comfort()
	}
	return t.end(seq(e))
}

// remindConsent shows the privacy notice again to somebody who comes back later.
func (t *turn) remindConsent(before Case) {
	if t.now.Sub(before.Heard) >= followUp || t.news(Danger) || t.news(SelfHarm) {
		t.tell(Notice{To: t.c.Resident, Kind: TellConsent, Key: "consent:" + string(t.c.Resident)})
	}
}

// resort looks again at a case that is still being written: nobody was told yet,
// so only a better topic is news.
func (t *turn) resort(v Verdict, q Queue) {
	if t.c.Status == Unsorted {
		t.lookAgain(v)
	}
	if t.c.Status == Unsorted && v.Sure && q.Topic.ID != "" && !t.c.Protected {
		t.c.Guesses = v.Guesses
		t.judge(v, true)
		t.enqueue(q, t.c.Lead.Deputy)
		t.tellResident(TellSorted)
	}
}

// wroteMore passes further words on to whoever has the case.
func (t *turn) wroteMore(e Entry, v Verdict, q Queue) {
	t.tellAdded(e)
	switch {
	case t.c.Status == Asked && t.c.Owner != "":
		t.c.Status = Taken
	case t.c.Status == Asked:
		t.sort(v, q)
		t.tellResident(TellSorted)
		return
	case t.c.Status == Unsorted:
		t.resort(v, q)
	}
	if t.c.Status == t.before.Status || t.c.Owner != "" { // else a new card shows the words
		t.tellMore(e)
	}
}

// wroteAgain handles words to a case that was answered: mere thanks are passed
// on, anything else reopens it.
func (t *turn) wroteAgain(text string, e Entry, q Queue) {
	if Thanks(text) {
		t.tellAdded(e)
		if t.c.Owner != "" {
			t.tellMore(e)
		}
		return
	}
	t.reopen(q)
}

func (t *turn) tellAdded(e Entry) {
	t.tell(Notice{To: t.c.Resident, Kind: TellAdded, Entry: e.Seq, Key: "added:" + string(t.c.Number)})
}

// tellMore tells the deputy who has the case, or the staff while nobody has.
func (t *turn) tellMore(e Entry) {
	to := t.c.Owner
	if to == "" {
		to = t.c.Offered
	}
	n := Notice{To: to, Kind: TellMore, Entry: e.Seq, Priority: 1}
	if e.album() != "" {
		n.Key, n.NotBefore = "album:"+string(t.c.Number)+":"+seq(e), t.now.Add(together)
	}
	if t.c.Protected {
		n.Kind, n.Key = TellProtected, t.guardKey()
	} else if to == "" && t.c.Status == Unsorted {
		n.Kind, n.Key = TellUnsorted, "unsorted:"+string(t.c.Number)
	} else if to == "" {
		n.Kind, n.Key = TellNobody, "nobody:"+string(t.c.Number)
	}
	t.tell(n)
}

// Agree brings a held case to the desk.
func (c Case) Agree(by Person, v Verdict, q Queue, settle time.Duration, now time.Time) (Change, error) {
	t, err := c.turn(DoAgree, by, now)
	if err != nil {
		return Change{}, err
	}
	t.c.Settles = now.Add(settle)
	t.sort(v, q)
	t.tellResident(TellReceipt)
	return t.end("")
}

// Reword keeps a newer version of what the resident wrote. v is the verdict on it alone:
// where it raises what wasn't raised before, the whole case goes to the officer, since
// the words can't be parted from it.
func (c Case) Reword(by Person, e Entry, text string, v Verdict, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoEdit, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID || e.Kind != Said:
		return Change{}, Errorf(NotFound, "no message of %s in case %s", by.ID, c.Number)
	case e.Text == text, text == "" && e.album() != "": // a piece without words doesn't take those of another
		return Change{}, nil
	}
	e.Text, e.Revision, e.Edited = text, e.Revision+1, now
	t.ch.Entries = append(t.ch.Entries, e)
	t.raise(v)
	switch {
	case c.Status == Held:
		if t.news(Danger) || t.news(SelfHarm) {
			t.remindConsent(c)
		}
		return t.end(seq(e))
	case t.c.Protected && !c.Protected:
		t.withdraw(c)
	case c.Protected:
		t.tellMore(e)
	default:
		t.tellReworded(e)
	}
	t.alarm(q)
	t.comfort()
	return t.end(seq(e))
}

// tellReworded tells the deputy who has seen the old version, once while unread.
func (t *turn) tellReworded(e Entry) {
	to := t.c.Owner
	if to == "" && t.settled().IsZero() {
		to = t.c.Offered
	}
	if to != "" {
		t.tell(Notice{To: to, Kind: TellEdited, Entry: e.Seq, Priority: 1, Key: "edited:" + string(t.c.Number) + ":" + seq(e)})
	}
}
