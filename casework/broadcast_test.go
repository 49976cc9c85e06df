package casework

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"
)

// chief is a second one of the staff.
var chief = Person{ID: "chief", Role: Admin, Account: 23, Rights: 1, Version: 1}

// cast gives a broadcast of desk's to the residents in a state.
func cast(s BroadcastState) Broadcast {
	b := Broadcast{ID: 5, To: Resident, Text: "Water is off on Friday.", State: s, By: desk.ID, Last: desk.ID, At: start, Version: 4}
	if s == Going || s == Halted || s == Over {
		b.Approver, b.Approved, b.Readers = chief.ID, start, 9
	}
	return b
}

var castStates = []BroadcastState{Begun, Written, Proposed, Refused, Going, Halted, Over, Dropped}

// TestX22_WhoMayDoWhat is the whole table: every act on a broadcast in every state, by
// its author, a colleague, a deputy and a resident.
func TestX22_WhoMayDoWhat(t *testing.T) {
	t.Parallel()
	soon := start.Add(time.Minute)
	open := []BroadcastState{Begun, Written, Proposed, Refused}
	for _, act := range []struct {
		name   string
		do     func(Broadcast, Person) (Change, error)
		from   []BroadcastState
		to     BroadcastState
		author bool // else a colleague
		any    bool // both
	}{
		{"write", func(b Broadcast, by Person) (Change, error) { return b.Write(by, "Other words.", soon) }, []BroadcastState{Begun}, Written, true, false},
		{"rewrite", func(b Broadcast, by Person) (Change, error) { return b.Rewrite(by, soon) }, open, Begun, true, false},
		{"drop", func(b Broadcast, by Person) (Change, error) { return b.Drop(by, soon) }, open, Dropped, true, false},
		{"propose", func(b Broadcast, by Person) (Change, error) { return b.Propose(by, 4, []Person{chief}, soon) }, []BroadcastState{Written}, Proposed, true, false},
		{"approve", func(b Broadcast, by Person) (Change, error) { return b.Approve(by, 4, nil, 0, 1, soon) }, []BroadcastState{Proposed}, Going, false, false},
		{"refuse", func(b Broadcast, by Person) (Change, error) { return b.Refuse(by, 4, soon) }, []BroadcastState{Proposed}, Refused, false, false},
		{"halt", func(b Broadcast, by Person) (Change, error) { return b.Halt(by, soon) }, []BroadcastState{Going}, Halted, false, true},
	} {
		for _, s := range castStates {
			for _, by := range []Person{desk, chief, li, ann, gone} {
				ch, err := act.do(cast(s), by)
				isAuthor := by.ID == desk.ID
				may := by.Staff() && (act.any || isAuthor == act.author)
				fits := strings.Contains(" "+join(act.from)+" ", " "+string(s)+" ")
				switch {
				case may && fits:
					if err != nil || len(ch.Broadcasts) != 1 || ch.Broadcasts[0].State != act.to || ch.Broadcasts[0].Last != by.ID || !ch.Broadcasts[0].At.Equal(soon) {
						t.Errorf("%s of %s by %s: %+v, %v", act.name, s, by.ID, ch.Broadcasts, err)
					}
				case err == nil && act.name == "propose" && s == Proposed && isAuthor:
					// asked already: nothing more is owed
				case err == nil || len(ch.Broadcasts) > 0:
					t.Errorf("%s of %s by %s is let through", act.name, s, by.ID)
				case !by.Staff() && KindOf(err) != NotFound:
					t.Errorf("%s by %s: %v, want what isn't there", act.name, by.ID, err)
				}
			}
		}
	}
}

func join(states []BroadcastState) string {
	var all []string
	for _, s := range states {
		all = append(all, string(s))
	}
	return strings.Join(all, " ")
}

func TestX22_TwoPersonsSeeTheSameWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func() (Change, error)
		want Reason
	}{
		{"the author approves", func() (Change, error) { return cast(Proposed).Approve(desk, 4, nil, 0, 2, later) }, OwnWords},
		{"the author declines", func() (Change, error) { return cast(Proposed).Refuse(desk, 4, later) }, OwnWords},
		{"changed after it was seen", func() (Change, error) { return cast(Proposed).Approve(chief, 3, nil, 0, 2, later) }, Changed},
		{"changed after its author saw it", func() (Change, error) { return cast(Written).Propose(desk, 3, []Person{chief}, later) }, Changed},
		{"nobody else is there", func() (Change, error) { return cast(Written).Propose(desk, 4, nil, later) }, Alone},
		{"decided meanwhile", func() (Change, error) { return cast(Over).Approve(chief, 4, nil, 0, 2, later) }, NotWaiting},
		{"another is on its way", func() (Change, error) { return cast(Proposed).Approve(chief, 4, []Broadcast{cast(Going)}, 0, 2, later) }, Crowded},
		{"so many went out", func() (Change, error) { return cast(Proposed).Approve(chief, 4, nil, 2, 2, later) }, Enough},
		{"the office lets none go out", func() (Change, error) { return cast(Proposed).Approve(chief, 4, nil, 0, 0, later) }, Enough},
		{"too long", func() (Change, error) {
			return cast(Begun).Write(desk, strings.Repeat("😀", BroadcastLimit/2+1), start)
		}, TooLong},
		{"written a day later", func() (Change, error) { return cast(Begun).Write(desk, "x", start.Add(24*time.Hour)) }, NotWaiting},
	} {
		if _, err := c.do(); ReasonOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	deputies := cast(Proposed)
	deputies.To = Deputy
	ch, err := deputies.Approve(chief, 4, []Broadcast{cast(Going)}, 9, 0, later)
	if err != nil {
		t.Errorf("one to deputies has nothing to do with those to residents: %v", err)
	}
	wantTold(t, ch, TellProgress, desk.ID, chief.ID)
}

// TestX22_SettleBroadcast is the table of what a delivery of a copy leads to: never a
// second copy that may be a repeat, nor a question to staff.
func TestX22_SettleBroadcast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fate  Fate
		state NoticeState
		fates *Fates
	}{
		{FateSent, Delivered, &Fates{Sent: 1}},
		{FateUnsent, Pending, nil},
		{FateHeld, Pending, nil},
		{FateNeedless, Cancelled, nil},
		{FateUnknown, Cancelled, &Fates{Doubtful: 1}},
		{FateRefused, Cancelled, &Fates{Lost: 1}},
		{FateUnreachable, Cancelled, &Fates{Lost: 1}},
	} {
		n := Notice{ID: 7, To: ann.ID, Kind: TellBroadcast, About: 5, Priority: BroadcastPriority, State: Sending}
		s := n.Settle(Delivery{Notice: 7, Part: 1, Fate: c.fate, Ref: Ref{Chat: 1, Message: 2}, After: later})
		if s.Notice.State != c.state || len(s.Owed)+len(s.ToStaff) > 0 || s.Link != nil || s.Shown != nil {
			t.Errorf("%v: %+v", c.fate, s)
		}
		if (s.Tally == nil) != (c.fates == nil) || s.Tally != nil && (s.Tally.Fates != *c.fates || s.Tally.Broadcast != 5) {
			t.Errorf("%v counts %+v, want %+v", c.fate, s.Tally, c.fates)
		}
		if s.Unreachable != (c.fate == FateUnreachable) || s.Held != (c.fate == FateHeld) {
			t.Errorf("%v: unreachable %v, held %v", c.fate, s.Unreachable, s.Held)
		}
	}
	first := Notice{ID: 8, To: desk.ID, Kind: TellProgress, About: 5, Part: 1}
	s := first.Settle(Delivery{Fate: FateSent, Ref: Ref{Chat: 21, Message: 70}})
	if s.Shown == nil || s.Shown.Message != 70 || s.Shown.Entry != 5 || s.Shown.Person != desk.ID || s.Shown.Case != "" {
		t.Errorf("the message that shows the progress isn't remembered: %+v", s.Shown)
	}
}

func TestBroadcastsRestAtNight(t *testing.T) {
	t.Parallel()
	o := Office{Calendar: Calendar{Zone: time.UTC, Quiet: Hours{21 * time.Hour, 32 * time.Hour}}}
	night := time.Date(2026, 3, 2, 23, 0, 0, 0, time.UTC)
	if o.HeldUntil(Notice{Kind: TellBroadcast}, ann, Case{}, night).IsZero() || !o.HeldUntil(Notice{Kind: TellAnswer}, ann, Case{}, night).IsZero() {
		t.Error("a broadcast goes to a resident at night, or an answer doesn't")
	}
}

// TestX22_AtTheDesk walks one from its beginning to its end.
func TestX22_AtTheDesk(t *testing.T) {
	t.Parallel()
	books := newMemory(ann, li, desk, chief)
	now := start
	d := NewDesk(books, byWord{}, Office{Topics: []Topic{transport}, Broadcasts: 1}, func() time.Time { return now }, rand.Reader)
	fails := func(err error, k Kind) {
		t.Helper()
		wantKind(t, err, k)
	}
	_, err := d.NewBroadcast(t.Context(), Once{}, li, Deputy, "")
	fails(err, NotFound)
	_, err = d.NewBroadcast(t.Context(), Once{}, desk, Deputy, "nowhere")
	fails(err, NotFound)
	_, err = d.Broadcasts(t.Context(), li, 5)
	fails(err, NotFound)

	first, err := d.NewBroadcast(t.Context(), Once{}, desk, Deputy, "")
	check(t, err)
	b, err := d.NewBroadcast(t.Context(), Once{}, desk, Resident, transport.ID)
	check(t, err)
	if old, _ := d.Broadcast(t.Context(), first.ID); old.State != Dropped {
		t.Errorf("the one without words stays %s", old.State)
	}
	if b, err = d.Awaited(t.Context(), desk); err != nil {
		t.Fatal(err)
	}
	b, err = d.WriteBroadcast(t.Context(), Once{}, desk, b.ID, "The bus stops on Friday.")
	check(t, err)
	_, err = d.Awaited(t.Context(), desk)
	fails(err, NotFound)
	b, err = d.Propose(t.Context(), Once{}, desk, b.ID, b.Version)
	check(t, err)
	if got := books.owed(TellProposal, chief.ID); len(got) != 1 || len(books.owed(TellProposal, desk.ID)) != 0 {
		t.Errorf("asked: %+v", got)
	}
	// It is changed between the look of who approves and the write: nothing goes out.
	seen := b.Version
	books.before = func() {
		_, err := d.RewriteBroadcast(t.Context(), Once{}, desk, b.ID)
		check(t, err)
	}
	_, err = d.Approve(t.Context(), Once{}, chief, b.ID, seen)
	if ReasonOf(err) != NotWaiting {
		t.Errorf("approved what was changed: %v", err)
	}
	b, err = d.WriteBroadcast(t.Context(), Once{}, desk, b.ID, "The bus stops on Monday.")
	check(t, err)
	b, err = d.Propose(t.Context(), Once{}, desk, b.ID, b.Version)
	check(t, err)
	b, err = d.Approve(t.Context(), Once{}, chief, b.ID, b.Version)
	check(t, err)
	if b.State != Going || b.Approver != chief.ID || b.Readers != 3 {
		t.Errorf("approved: %+v", b)
	}
	now = later
	check(t, d.Spread(t.Context()))
	if b, _ = d.Broadcast(t.Context(), b.ID); b.State != Over {
		t.Errorf("at its end it is %s", b.State)
	}

	// No second one may go to residents in the same seven days.
	b, err = d.NewBroadcast(t.Context(), Once{}, chief, Resident, "")
	check(t, err)
	b, err = d.WriteBroadcast(t.Context(), Once{}, chief, b.ID, "Once more.")
	check(t, err)
	b, err = d.Propose(t.Context(), Once{}, chief, b.ID, b.Version)
	check(t, err)
	if _, err = d.Approve(t.Context(), Once{}, desk, b.ID, b.Version); ReasonOf(err) != Enough {
		t.Errorf("a second one goes out: %v", err)
	}
	now = now.Add(BroadcastSpan)
	_, err = d.Approve(t.Context(), Once{}, desk, b.ID, b.Version)
	check(t, err)
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
