package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"liaison/casework"
	"liaison/storage"
)

// told opens a case with these words, and gives its number.
func told(t *testing.T, s *storage.Store, account int64, text string, topic casework.TopicID) casework.Number {
	t.Helper()
	r, err := s.PersonByAccount(ctx, account)
	if casework.KindOf(err) == casework.NotFound && err != nil {
		r = resident(t, s, account)
	} else {
		must(t, err)
	}
	ch := opening(r, number(), fmt.Sprint("told", messages.Add(1)))
	ch.Cases[0].Topic, ch.Entries[0].Text = topic, text
	must(t, s.Apply(ctx, ch))
	return ch.Cases[0].Number
}

// wrote adds an entry to a case, or the newer version of one.
func wrote(t *testing.T, s *storage.Store, n casework.Number, e casework.Entry) casework.Entry {
	t.Helper()
	c, err := s.Case(ctx, person(t, s, "bob"), n)
	must(t, err)
	e.Case, e.At = n, noon
	if e.Seq == 0 {
		c.Entries++
		e.Seq, e.Revision = c.Entries, 1
	} else {
		e.Revision++
	}
	must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}, Entries: []casework.Entry{e}}))
	return e
}

// finder looks things up as one person.
type finder struct {
	t    *testing.T
	desk *casework.Desk
	by   casework.Person
}

func look(t *testing.T, s *storage.Store, by casework.PersonID) finder {
	t.Helper()
	return finder{t, casework.NewDesk(s, nil, station(), nil, nil), person(t, s, by)}
}

func (f finder) wants(text string, want ...casework.Number) {
	f.t.Helper()
	found, err := f.desk.Find(ctx, f.by, casework.Seek(text), casework.Listing{Limit: 10})
	must(f.t, err)
	var got []casework.Number
	for _, c := range found.Cases {
		got = append(got, c.Number)
	}
	if !slices.Equal(got, want) || found.Short {
		f.t.Errorf("%s looks for %q: got %v, want %v", f.by.ID, text, got, want)
	}
}

func TestFind(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		bus := told(t, s, 1, "The bus stop by the school: no BUS since Monday, the buses are full", transport)
		pipe := told(t, s, 2, "我家楼道的水管漏水，已经三天了", water)
		lift := told(t, s, 3, "Лифт не работает, ёлка упала", transport)
		both := told(t, s, 1, "The school has no water", water)
		ann := look(t, s, "ann")
		ann.wants("bus", bus)
		ann.wants("SCHOOL", both, bus)
		ann.wants("school bus", bus)
		ann.wants("school bus water")
		ann.wants("sch", both, bus)
		ann.wants("sc")
		ann.wants("水", pipe)
		ann.wants("漏水", pipe)
		ann.wants("水管漏水", pipe)
		ann.wants("漏 三天", pipe)
		ann.wants("水漏")
		ann.wants("лифт", lift)
		ann.wants("ЕЛКА лифт", lift)
		ann.wants("школа")
		for _, n := range []casework.Number{bus, pipe} {
			ann.wants(n.String(), n)
			ann.wants(string(n), n)
			ann.wants(string(n[4:]), n)
			ann.wants(string(n[:4]), n)
		}
	})
}

// holds compares the whole index with what is found in the entries of these cases.
func holds(t *testing.T, s *storage.Store, numbers ...casework.Number) {
	t.Helper()
	var want []string
	for _, n := range numbers {
		th, err := s.Thread(ctx, person(t, s, "bob"), n)
		must(t, err)
		for _, e := range th.Entries {
			for _, term := range casework.Terms(e) {
				want = append(want, fmt.Sprint(string(n), " ", e.Seq, " ", term))
			}
		}
	}
	got, err := storage.Strings(ctx, s, `SELECT c.number || ' ' || CAST(k.seq AS TEXT) || ' ' || k.term FROM keywords k JOIN cases c ON c.id = k.case_id`)
	must(t, err)
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the index (-want +got):\n%s", d)
	}
	broken, err := s.Check(ctx)
	must(t, err)
	for _, b := range broken {
		if b.Invariant == "each term that finds an entry has its entry" || b.Invariant == "a case made anonymous is found by no term" {
			t.Errorf("broken: %+v", b)
		}
	}
}

// The index is of the newest words, of what was sent and of nothing that is gone.
func TestFindFollowsTheWords(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		bus, pipe := told(t, s, 1, "no bus today", transport), told(t, s, 2, "水管漏水", water)
		ann := look(t, s, "ann")
		answer := wrote(t, s, bus, casework.Entry{Kind: casework.Answer, By: "wu", For: "li", Text: "It comes tomorow, promised"})
		holds(t, s, bus, pipe)
		ann.wants("tomorow", bus)
		ann.wants("wu promised", bus)
		answer.Text = "It comes tomorrow, promised"
		answer = wrote(t, s, bus, answer)
		holds(t, s, bus, pipe)
		ann.wants("tomorow")
		ann.wants("tomorrow li bus", bus)
		answer.Kind = casework.Draft
		answer = wrote(t, s, bus, answer)
		holds(t, s, bus, pipe)
		ann.wants("tomorrow")
		look(t, s, "wu").wants("tomorrow")
		answer.Kind = casework.Answer
		wrote(t, s, bus, answer)
		wrote(t, s, pipe, casework.Entry{Kind: casework.Note, By: "wu", Text: "ask the plumber"})
		wrote(t, s, pipe, casework.Entry{Kind: casework.Draft, By: "wu", Text: "a secret draft"})
		holds(t, s, bus, pipe)
		ann.wants("plumber", pipe)
		ann.wants("secret")
	})
}

// What an older release wrote or gave up meanwhile is made up for.
func TestFindMakesUpForAnOlderRelease(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		bus, pipe, gone := told(t, s, 1, "no bus today", transport), told(t, s, 2, "水管漏水", water), told(t, s, 3, "forgotten words", water)
		must(t, storage.Execute(ctx, s, `DELETE FROM keywords WHERE term IN ('bus', '漏水', 'today')`, `UPDATE entries SET indexed = 0`,
			`UPDATE cases SET shed = 2, status = 'closed' WHERE number = '`+string(gone)+`'`))
		for _, want := range []int{3, 0} {
			if done, err := s.Index(ctx); done != want || err != nil {
				t.Errorf("indexed %d, %v", done, err)
			}
			holds(t, s, bus, pipe)
		}
		must(t, storage.Execute(ctx, s, `UPDATE entries SET body = CAST('' AS {BYTES}), media = '' WHERE case_id = (SELECT id FROM cases WHERE number = '`+string(pipe)+`')`))
		if done, err := s.Index(ctx); done != 1 || err != nil {
			t.Errorf("indexed %d, %v", done, err)
		}
		holds(t, s, bus, pipe)
		look(t, s, "ann").wants("水")
	})
}

// Everybody finds what they may read, and nothing else; residents nothing at all.
func TestX1_FindIsScoped(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		var ch casework.Change
		for _, c := range everywhere(t, s, r) {
			c.Version, c.Entries = 1, 2
			ch.Cases = append(ch.Cases, c)
			ch.Entries = append(ch.Entries,
				casework.Entry{Case: c.Number, Seq: 1, Kind: casework.Said, By: r.ID, Text: "the bridge", At: noon, Revision: 1},
				casework.Entry{Case: c.Number, Seq: 2, Kind: casework.Note, By: "ann", Text: "a secret of ours", At: noon, Revision: 1})
		}
		must(t, s.Apply(ctx, ch))
		for _, id := range []casework.PersonID{"li", "wu", "ann", "bob", r.ID} {
			by := person(t, s, id)
			for _, text := range []string{"bridge", "secret", "bridge secret", string(r.Alias())} {
				got := map[casework.Number]bool{}
				for _, c := range findAll(t, s, by, text) {
					got[c.Number] = true
				}
				for _, c := range ch.Cases {
					if want := by.Role != casework.Resident && sees(by, c); got[c.Number] != want {
						t.Errorf("%s looks for %q: found %v, %+v", id, text, got[c.Number], c)
					}
				}
			}
		}
		_, err := look(t, s, r.ID).desk.Find(ctx, r, casework.Seek("bridge"), casework.Listing{Limit: 10})
		wantKind(t, err, casework.NotFound)
	})
}

// findAll goes through all pages, each in the order of the one before.
func findAll(t *testing.T, s *storage.Store, by casework.Person, text string) (all []casework.Case) {
	t.Helper()
	var clues []casework.Clue
	for _, w := range casework.Seek(text).Words {
		clues = append(clues, casework.Clue{Terms: []string{w, "~" + w}})
	}
	for after := casework.Number(""); ; {
		f, err := s.Find(ctx, by, clues, nil, after, 7)
		must(t, err)
		if all = append(all, f.Cases...); len(f.Cases) < 7 {
			return all
		}
		after = f.Cases[6].Number
	}
}

// What is common is found at once, and what never meets is given up in time, which is said.
func TestFindEndsInTime(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		ours := told(t, s, 1, "both often and seldom", transport)
		must(t, storage.Execute(ctx, s, many("'closed'"),
			`INSERT INTO keywords (term, case_id, seq) SELECT CASE WHEN id % 2 = 0 THEN 'often' ELSE 'seldom' END, id, 1 FROM cases WHERE number LIKE 'M%' AND status = 'closed'`))
		desk := look(t, s, "ann")
		for text, short := range map[string]bool{"often": false, "often seldom": true, "often both": false} {
			f, err := desk.desk.Find(ctx, desk.by, casework.Seek(text), casework.Listing{Limit: 10})
			must(t, err)
			if f.Short != short || text == "often both" && (len(f.Cases) != 1 || f.Cases[0].Number != ours) || text == "often" && len(f.Cases) != 10 {
				t.Errorf("%s: %d found, short %v", text, len(f.Cases), f.Short)
			}
		}
		li := look(t, s, "li")
		if f, err := li.desk.Find(ctx, li.by, casework.Seek("often"), casework.Listing{Limit: 10}); err != nil || !f.Short || len(f.Cases) > 0 {
			t.Errorf("one who may see none of them: %d found, short %v, %v", len(f.Cases), f.Short, err)
		}
	})
}

// many are nine thousand cases under water, numbered from M1000001, in these statuses.
func many(status string) string {
	return `INSERT INTO cases (number, resident, status, topic, owner, offered, declined, guesses, outcome, helped, manner,
opened, heard, settles, claim_by, answer_by, remind_at, entries, events, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
SELECT 'M' || CAST(1000000 + i AS TEXT), 'r-00000001', ` + status + `, 'water', '', '', '', '', '', '', 0, i, i, 0, 1, i, 1, 0, 0, 1 FROM n`
}

// Counting ends where it is told that it does.
func TestQueuesCountSoFar(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		must(t, storage.Execute(ctx, s, many("CASE WHEN i < 1500 THEN 'answered' WHEN i < 1510 THEN 'taken' ELSE 'closed' END")))
		lines, err := s.Queues(ctx, person(t, s, "ann"), noon)
		must(t, err)
		if want := []casework.QueueCount{{Topic: water, InWork: 10, Late: 10, Answered: casework.MostCounted}}; !cmp.Equal(lines, want) {
			t.Errorf("got %+v", lines)
		}
		o, err := s.Overview(ctx)
		must(t, err)
		if !cmp.Equal(o.Queues, lines) {
			t.Errorf("an operator sees %+v", o.Queues)
		}
	})
}

// A store from before is indexed while others write to it, each entry once.
func TestFindMakesUpBesideWriters(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		var numbers []casework.Number
		for i := range 100 {
			numbers = append(numbers, told(t, s, int64(100+i), fmt.Sprint("words of case ", i), transport))
		}
		must(t, storage.Execute(ctx, s, `DELETE FROM keywords`, `UPDATE entries SET indexed = 0`))
		var g errgroup.Group
		g.Go(func() error {
			_, err := s.Index(ctx)
			return err
		})
		for i, n := range numbers[:40] {
			e := casework.Entry{Case: n, Seq: 1, Kind: casework.Said, By: casework.PersonID(fmt.Sprintf("r-%08d", 100+i)), Text: "newer words", At: noon, Revision: 2}
			must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{e}}))
		}
		must(t, g.Wait())
		holds(t, s, numbers...)
	})
}
