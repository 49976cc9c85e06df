package handlers

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/casework"
	"liaison/words"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is a state in which somebody is told something.
type sample struct {
	name   string
	notice casework.Notice
	set    func(*shelf)
}

func to(who casework.PersonID, k casework.NoticeKind, entry int) casework.Notice {
	return casework.Notice{ID: 9, To: who, Kind: k, Case: number, Entry: entry, Part: 1}
}

func repeated(n casework.Notice) casework.Notice { n.Copies = 1; return n }

func TestNoticesLookAsTheyShould(t *testing.T) {
	t.Parallel()
	kinds := map[casework.NoticeKind][]sample{}
	for _, s := range samples() {
		kinds[s.notice.Kind] = append(kinds[s.notice.Kind], s)
	}
	for kind := range tellings {
		if kinds[kind] == nil {
			t.Errorf("no sample of %s", kind)
		}
	}
	for kind, list := range kinds {
		for _, l := range words.Languages() {
			t.Run(string(kind)+" "+l.Code, func(t *testing.T) {
				t.Parallel()
				var got strings.Builder
				for _, s := range list {
					shelf := newShelf(l.Code)
					if s.set != nil {
						s.set(shelf)
					}
					got.WriteString("== " + s.name + "\n" + look(shelf.render(t, s.notice)) + "\n")
				}
				golden(t, filepath.Join("testdata", "notices", l.Code, string(kind)+".txt"), got.String())
			})
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path) //nolint:gosec // a file of the test's own
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// allKinds is every kind that there is, so that a new one can't go without words.
var allKinds = []casework.NoticeKind{
	casework.TellConsent, casework.TellReceipt, casework.TellAdded, casework.TellSorted, casework.TellQuestion,
	casework.TellAnswer, casework.TellClosed, casework.TellReopened, casework.TellStatus, casework.TellMark, casework.TellForgotten, casework.TellExport,
	casework.TellCard, casework.TellMore, casework.TellEdited, casework.TellDelivered, casework.TellUndelivered,
	casework.TellMovedAway, casework.TellNote, casework.TellJoined, casework.TellMerged, casework.TellTwo, casework.TellAlike, casework.TellCommon,
	casework.TellCovering, casework.TellRelieved, casework.TellAway, casework.TellBack,
	casework.TellFull, casework.TellJoining, casework.TellWelcome,
	casework.TellKnock, casework.TellRecognised, casework.TellSignedIn, casework.TellUnfactored,
	casework.TellDrafted, casework.TellApproved, casework.TellDeclined, casework.TellRewrote,
	casework.TellUnsorted, casework.TellNobody, casework.TellDoubtful, casework.TellUnreached, casework.TellStray, casework.TellFlood, casework.TellSlower, casework.TellAmended, casework.TellCorrected,
	casework.TellEmergency, casework.TellWarmly, casework.TellProtected, casework.TellDanger,
	casework.TellBroadcast, casework.TellProposal, casework.TellRefused, casework.TellProgress,
	casework.TellRoom, casework.TellRoomless, casework.TellGap, casework.TellModelKey, casework.TellModelCost,
	casework.TellUnclaimed, casework.TellReminder, casework.TellSilent, casework.TellLate, casework.TellExtended, casework.TellDigest,
}

func TestEveryKindIsWorded(t *testing.T) {
	t.Parallel()
	for _, k := range allKinds {
		if _, ok := tellings[k]; !ok {
			t.Errorf("no words for %s", k)
		}
	}
	if len(tellings) != len(allKinds) {
		t.Errorf("%d kinds are worded, %d are tested", len(tellings), len(allKinds))
	}
}

// TestWhatIsOverIsNotTold covers notices that their state has overtaken.
func TestWhatIsOverIsNotTold(t *testing.T) {
	t.Parallel()
	about := func(s *shelf) {
		s.about = []casework.Notice{{ID: 5, Part: 1, To: "r-7F3K2222", State: casework.Delivered}}
	}
	doubt := to("desk", casework.TellDoubtful, 0)
	doubt.About = 5
	for _, s := range []sample{
		{"agreed meanwhile", to("r-7F3K2222", casework.TellConsent, 0), func(s *shelf) {
			s.alter("r-7F3K2222", func(p *casework.Person) { p.Agreed = noon })
		}},
		{"message split off meanwhile", to("r-7F3K2222", casework.TellAdded, 1), func(s *shelf) { s.thread.Entries[0].Kind = casework.Moved }},
		{"sorted, but answered by now", to("r-7F3K2222", casework.TellSorted, 0), (*shelf).answered},
		{"reopened, but closed again", to("r-7F3K2222", casework.TellReopened, 0), func(s *shelf) { s.shut(casework.Solved) }},
		{"closed, but open again", to("r-7F3K2222", casework.TellClosed, 0), nil},
		{"card of a closed case", to("li-na", casework.TellCard, 0), func(s *shelf) { s.shut(casework.Solved) }},
		{"card of an answered case", to("li-na", casework.TellCard, 0), (*shelf).answered},
		{"card of a colleague's case", to("wang", casework.TellCard, 0), func(s *shelf) { s.taken(casework.Taken) }},
		{"card of a case declined", to("wang", casework.TellCard, 0), func(s *shelf) { s.thread.Case.Declined = []casework.PersonID{"wang"} }},
		{"card of another topic", to("wang", casework.TellCard, 0), func(s *shelf) { s.thread.Case.Topic = "water" }},
		{"more, taken by a colleague", to("wang", casework.TellMore, 1), func(s *shelf) { s.taken(casework.Taken) }},
		{"edited, split off meanwhile", to("li-na", casework.TellEdited, 1), func(s *shelf) { s.thread.Entries[0].Kind = casework.Moved }},
		{"moved away and back", to("li-na", casework.TellMovedAway, 0), nil},
		{"unsorted, but sorted by now", to("desk", casework.TellUnsorted, 0), nil},
		{"nobody, but offered by now", to("desk", casework.TellNobody, 0), nil},
		{"doubtful, but decided", doubt, about},
		{"reader unknown", to("nobody-such", casework.TellCard, 0), nil},
		{"reader retired", to("desk", casework.TellUnsorted, 0), func(s *shelf) {
			s.unsorted()
			s.alter("desk", func(p *casework.Person) { p.Retired = true })
		}},
		{"somebody else's receipt", to("wang", casework.TellReceipt, 0), func(s *shelf) { s.thread.Case.Topic = "water" }},
	} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			shelf := newShelf("en")
			if s.set != nil {
				s.set(shelf)
			}
			if b := shelf.render(t, s.notice); !blankBody(b) {
				t.Errorf("told:\n%s", look(b))
			}
		})
	}
}

func TestAFaultOfTheStoreIsNoSilence(t *testing.T) {
	t.Parallel()
	s := newShelf("en")
	s.broken = casework.Errorf(casework.Later, "disk full")
	if _, err := s.renderer().Render(t.Context(), to("li-na", casework.TellCard, 0)); casework.KindOf(errors.Unwrap(err)) != casework.Later {
		t.Errorf("got %v", err)
	}
	if _, err := s.renderer().Render(t.Context(), to("li-na", "unheard-of", 0)); err == nil {
		t.Error("a kind without words was told")
	}
}

func TestT14_ARepeatSaysThatItIsOne(t *testing.T) {
	t.Parallel()
	s := newShelf("en")
	s.answered()
	answer := to("r-7F3K2222", casework.TellAnswer, 2)
	whole := s.render(t, answer)
	b := s.renderer().Again(t.Context(), repeated(answer), whole)
	if d := cmp.Diff(look(s.render(t, repeated(answer))), look(b)); d != "" {
		t.Errorf("a part that was cut is marked otherwise:\n%s", d)
	}
	if d := cmp.Diff(look(whole), look(s.renderer().Again(t.Context(), answer, whole))); d != "" {
		t.Errorf("no repeat, but marked:\n%s", d)
	}
	whole.Text, whole.Entities = strings.Repeat("x", 4096), nil
	if full := s.renderer().Again(t.Context(), repeated(answer), whole); full.Text != whole.Text {
		t.Error("a full part grew beyond the limit")
	}
}

func TestRow(t *testing.T) {
	t.Parallel()
	s := newShelf("en")
	late := s.thread.Case
	late.AnswerBy = ago(3 * day)
	unsorted := casework.Case{Number: number, Status: casework.Unsorted}
	done := casework.Case{Number: number, Status: casework.Closed, Outcome: casework.Explained, Topic: "water", AnswerBy: ago(day)}
	var got []string
	for _, l := range words.Languages() {
		for _, c := range []casework.Case{s.thread.Case, late, unsorted, done} {
			got = append(got, s.renderer().Row(words.For(l.Code), c))
		}
	}
	golden(t, filepath.Join("testdata", "notices", "rows.txt"), strings.Join(got, "\n")+"\n")
}

func TestOwn(t *testing.T) {
	t.Parallel()
	for _, l := range words.Languages() {
		s := newShelf(l.Code)
		s.did("r-7F3K2222", casework.DoReceive, ago(3*hour), "1")
		s.said("wang", casework.Remark, "between deputies", ago(150*time.Minute))
		s.taken(casework.Taken)
		s.did("li-na", casework.DoTake, ago(2*hour), "")
		s.said("li-na", casework.Question, "Which stop?", ago(100*time.Minute))
		s.said("r-7F3K2222", casework.Said, "", ago(90*time.Minute)).Media = []casework.Media{{Kind: "voice", FileID: "v1"}}
		s.answered()
		s.said("wang", casework.Draft, "not sent", ago(50*time.Minute))
		s.did("r-7F3K2222", casework.DoRate, ago(45*time.Minute), "partly")
		s.thread.Case.Helped = casework.Partly
		s.said("li-na", casework.Remark, "All is said.", ago(30*time.Minute))
		s.shut(casework.Explained)
		s.did("li-na", casework.DoClose, ago(30*time.Minute), string(casework.Explained))
		b := s.renderer().Own(t.Context(), s.people["r-7F3K2222"], s.thread)
		if strings.Contains(b.Text, "between deputies") || strings.Contains(b.Text, "not sent") {
			t.Errorf("a resident sees what isn't for them:\n%s", b.Text)
		}
		golden(t, filepath.Join("testdata", "notices", l.Code, "own.txt"), look(b))
	}
}
