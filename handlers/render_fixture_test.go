package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"liaison/bot"
	"liaison/casework"
)

var (
	tokyo = time.FixedZone("UTC+8", 8*3600)
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, tokyo) // a Monday
)

func ago(d time.Duration) time.Time   { return noon.Add(-d) }
func ahead(d time.Duration) time.Time { return noon.Add(d) }

const (
	hour   = time.Hour
	day    = 24 * time.Hour
	number = casework.Number("7K3M9QXT")
)

// shelf is a desk that holds one thread and the people around it.
type shelf struct {
	office casework.Office
	people map[casework.PersonID]casework.Person
	thread casework.Thread
	about  []casework.Notice
	acts   []casework.Event

	absence    casework.Absence
	invitation casework.Invitation
	signIn     casework.SignIn
	broken     error
	morning    casework.Morning
	cast       casework.Broadcast
	others     casework.Crowd
	common     casework.Common
}

func (s *shelf) Office() casework.Office { return s.office }
func (s *shelf) Now() time.Time          { return noon }

func (s *shelf) Person(_ context.Context, id casework.PersonID) (casework.Person, error) {
	p, ok := s.people[id]
	if !ok {
		return p, casework.Errorf(casework.NotFound, "no person %s", id)
	}
	return p, s.broken
}

func (s *shelf) Thread(_ context.Context, by casework.Person, n casework.Number) (casework.Thread, error) {
	if s.thread.Case.Number != n || s.thread.Case.Standing(by) == casework.Stranger {
		return casework.Thread{}, casework.Errorf(casework.NotFound, "no case %s", n)
	}
	return s.thread, s.broken
}

func (s *shelf) Absence(context.Context, casework.AbsenceID) (casework.Absence, error) {
	return s.absence, s.broken
}

func (s *shelf) Invitation(context.Context, casework.Person, casework.InvitationID) (casework.Invitation, error) {
	return s.invitation, s.broken
}

func (s *shelf) SignInOf(context.Context, casework.Person, casework.SignInID) (casework.SignIn, error) {
	return s.signIn, s.broken
}

func (s *shelf) Broadcast(context.Context, casework.BroadcastID) (casework.Broadcast, error) {
	return s.cast, s.broken
}

func (s *shelf) CountReaders(context.Context, casework.Broadcast) (int, error) { return 12, s.broken }

func (s *shelf) Deputies(context.Context, casework.TopicID) ([]casework.Burdened, error) {
	li := s.people["li-na"]
	li.Cap = 20
	return []casework.Burdened{{Person: li, Load: 21}}, s.broken
}

func (s *shelf) Covered(context.Context, casework.Person, casework.PersonID, int) ([]casework.Case, error) {
	return []casework.Case{s.thread.Case}, s.broken
}

func (s *shelf) Stead(context.Context, casework.PersonID, time.Time, int) ([]casework.Event, error) {
	return s.acts, s.broken
}

func (s *shelf) Knocking(context.Context, casework.Person) ([]casework.Person, error) {
	li := s.people["li-na"]
	li.Seen = ago(95 * day)
	return []casework.Person{li}, s.broken
}

func (s *shelf) HasReady(context.Context, casework.Person, casework.TopicID) (bool, error) {
	return false, nil
}

func (s *shelf) Others(context.Context, casework.Person, casework.Case) (casework.Crowd, error) {
	return s.others, s.broken
}

func (s *shelf) Added(context.Context, casework.Person, casework.Thread) (string, error) {
	return "", s.broken
}

func (s *shelf) Common(context.Context, casework.Person, casework.CommonID) (casework.Common, error) {
	return s.common, s.broken
}

func (s *shelf) CommonReach(context.Context, casework.Common) ([]casework.Case, error) {
	return make([]casework.Case, 41), s.broken
}

func (s *shelf) AddedIn(context.Context, casework.Person, []casework.Case) ([]casework.Number, error) {
	return nil, s.broken
}

func (s *shelf) CommonArrivals(context.Context, casework.CommonID) (casework.Arrivals, error) {
	return casework.Arrivals{People: 37}, s.broken
}

func (s *shelf) CommonFates(context.Context, casework.CommonID) (map[casework.CommonFate]int, error) {
	return map[casework.CommonFate]int{casework.CommonAnswered: 39, casework.CommonPassed: 2}, s.broken
}

func (s *shelf) Matters(text string) (first, second string, two bool) {
	first, second, two = strings.Cut(text, ". ")
	return first, second, two
}

func (s *shelf) Morning(context.Context, casework.Person) (casework.Morning, error) {
	return s.morning, s.broken
}

func (s *shelf) Notice(_ context.Context, id casework.NoticeID, part int) (casework.Notice, error) {
	for _, n := range s.about {
		if n.ID == id && n.Part == part {
			return n, nil
		}
	}
	return casework.Notice{}, casework.Errorf(casework.NotFound, "no notice %d", id)
}

// receiptAt is the message of the receipt on the shelf.
const receiptAt = 77

func (s *shelf) Shown(context.Context, casework.Number, int, casework.PersonID) (casework.Shown, error) {
	return casework.Shown{Message: receiptAt, At: ago(time.Minute)}, s.broken
}

func (s *shelf) Cases(context.Context, casework.Person, int) ([]casework.Case, error) {
	return []casework.Case{s.thread.Case}, s.broken
}

func (s *shelf) KeptBack(context.Context, casework.Person) ([]casework.Throttled, error) {
	return nil, nil
}

func (s *shelf) Revisions(context.Context, casework.Person, casework.Number) ([]casework.Entry, error) {
	old := s.thread.Entries[0]
	old.Text = "The bus"
	return []casework.Entry{old}, s.broken
}

// newShelf holds a case that waits for Li Na. Everybody speaks one language.
func newShelf(language string) *shelf {
	topics := []casework.Topic{
		{ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"}},
		{ID: "water", Name: map[string]string{"en": "Water and heating", "zh": "供水供暖", "ru": "Вода и отопление"}},
	}
	s := &shelf{
		office: casework.Office{
			Name: map[string]string{"en": "Shizuishan deputies' liaison station", "zh": "石嘴山市人大代表联络站", "ru": "Приёмная депутатов Шицзуйшаня"},
			Zone: tokyo, Language: language, Topics: topics, Emergency: map[string]string{"en": "112"},
			People: []casework.Person{{ID: "vera", Role: casework.Moderator, Officer: true}},
		},
		people: map[casework.PersonID]casework.Person{}, cast: newCast(),
	}
	for _, p := range []casework.Person{
		{ID: "r-7F3K2222", Role: casework.Resident, Account: 100, Name: "Secret Realname"},
		{ID: "li-na", Role: casework.Deputy, Account: 200, Name: "Li Na", Topics: []casework.TopicID{"transport"}},
		{ID: "wang", Role: casework.Deputy, Account: 300, Name: "Wang Wei", Topics: []casework.TopicID{"transport"}},
		{ID: "zhou", Role: casework.Aide, Account: 350, Name: "Zhou Mei", Aids: []casework.PersonID{"li-na"}},
		{ID: "desk", Role: casework.Moderator, Account: 400, Name: "Front desk"},
		{ID: "vera", Role: casework.Moderator, Account: 450, Name: "Vera Clark", Officer: true},
	} {
		p.Language = language
		s.people[p.ID] = p
	}
	s.thread.Case = casework.Case{
		Number: number, Resident: "r-7F3K2222", Status: casework.Queued, Topic: "transport", Offered: "li-na",
		Opened: ago(3 * hour), Heard: ago(3 * hour), ClaimBy: ahead(21 * hour), AnswerBy: ahead(3 * day), Entries: 1,
	}
	s.said("r-7F3K2222", casework.Said, "The bus 12 stopped coming.\nMy mother can't get to the clinic.", ago(3*hour))
	return s
}

// said adds an entry; its message has its number in the chat of whoever wrote it.
func (s *shelf) said(by casework.PersonID, k casework.EntryKind, text string, at time.Time) *casework.Entry {
	seq := len(s.thread.Entries) + 1
	s.thread.Case.Entries = seq
	s.thread.Entries = append(s.thread.Entries, casework.Entry{
		Case: number, Seq: seq, Kind: k, By: by, Text: text, At: at, Revision: 1,
		Ref: casework.Ref{Chat: s.people[by].Account, Message: 1000 + seq},
	})
	return &s.thread.Entries[seq-1]
}

func (s *shelf) did(by casework.PersonID, v casework.Verb, at time.Time, detail string) {
	c := s.thread.Case
	s.thread.Events = append(s.thread.Events, casework.Event{
		Case: number, Seq: len(s.thread.Events) + 1, At: at, By: by, Verb: v,
		Status: c.Status, Topic: c.Topic, Owner: c.Owner, Offered: c.Offered, Detail: detail,
	})
}

func (s *shelf) taken(status casework.Status) {
	c := &s.thread.Case
	c.Status, c.Owner, c.Offered, c.ClaimBy = status, "li-na", "", time.Time{}
}

// proposed adds what an aide of li's drafted.
func (s *shelf) proposed() {
	s.said("zhou", casework.Sketch, "The bus runs again from Monday.", ago(hour)).For = "li-na"
}

func (s *shelf) answered() {
	s.said("li-na", casework.Answer, "I spoke with the bus company: it runs again from Monday.", ago(hour))
	s.taken(casework.Answered)
}

func (s *shelf) unsorted() {
	c := &s.thread.Case
	c.Status, c.Topic, c.Offered, c.AnswerBy = casework.Unsorted, "", "", time.Time{}
	c.Guesses = []casework.Guess{{Topic: "transport", Probability: 0.476}, {Topic: "gone", Probability: 0.3}, {Topic: "water", Probability: 0.2}}
}

// protected is for the officer alone, by what it says.
func (s *shelf) protected(why ...casework.Signal) {
	s.unsorted()
	c := &s.thread.Case
	c.Protected, c.Signals, c.Guesses = true, casework.Signals(nil).With(why...), nil
}

func (s *shelf) shut(o casework.Outcome) {
	s.taken(casework.Closed)
	s.thread.Case.Outcome = o
}

func (s *shelf) alter(id casework.PersonID, how func(*casework.Person)) {
	p := s.people[id]
	how(&p)
	s.people[id] = p
}

func (s *shelf) renderer() *Renderer { return NewRenderer(s, s) }

func (s *shelf) render(t *testing.T, n casework.Notice) bot.Body {
	t.Helper()
	b, err := s.renderer().Render(t.Context(), n)
	if err != nil && !errors.Is(err, errOutOfReach) {
		t.Fatal(err)
	}
	return b
}

func blankBody(b bot.Body) bool { return b.Text == "" && b.Photo == "" }

// marks are what entities look like in golden files.
var marks = map[string][2]string{
	"bold": {"**", "**"}, "italic": {"//", "//"}, "code": {"`", "`"},
	"blockquote": {"«", "»"}, "expandable_blockquote": {"«…", "…»"},
}

// look draws a body as text: its marks, its photo, its buttons.
func look(b bot.Body) string {
	if b.React != 0 {
		return fmt.Sprintf("(%s on %d)\n", b.Mark, b.React)
	}
	if blankBody(b) {
		return "(nothing to tell)\n"
	}
	units := utf16.Encode([]rune(b.Text))
	open, shut := map[int]string{}, map[int]string{}
	for _, e := range b.Entities {
		open[e.Offset] += marks[e.Type][0]
		shut[e.Offset+e.Length] = marks[e.Type][1] + shut[e.Offset+e.Length]
	}
	var w strings.Builder
	if b.Edit != 0 {
		fmt.Fprintf(&w, "(changes %d)\n", b.Edit)
	}
	if b.Document != nil {
		fmt.Fprintf(&w, "(file %s)\n%s\n", b.Document.Name, b.Document.Data)
	}
	if b.ReplyTo != 0 {
		fmt.Fprintf(&w, "(reply to %d)\n", b.ReplyTo)
	}
	if b.Photo != "" {
		fmt.Fprintf(&w, "(photo %s)\n", b.Photo)
	}
	from := 0
	for _, at := range slices.Sorted(func(yield func(int) bool) {
		for i := range len(units) + 1 {
			if (open[i] != "" || shut[i] != "") && !yield(i) {
				return
			}
		}
	}) {
		w.WriteString(string(utf16.Decode(units[from:at])) + shut[at] + open[at])
		from = at
	}
	w.WriteString(string(utf16.Decode(units[from:])) + "\n")
	for _, row := range b.Rows {
		for _, k := range row {
			fmt.Fprintf(&w, "[%s | %s] ", k.Label, k.Data)
		}
		w.WriteString("\n")
	}
	return w.String()
}
