package storage_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// town is an office of ten topics and sixty deputies.
func town() casework.Office {
	o := station()
	for i := range 10 {
		o.Topics = append(o.Topics, casework.Topic{ID: casework.TopicID(fmt.Sprint("t", i)), Name: map[string]string{"en": fmt.Sprint("Topic ", i)}})
	}
	for i := range 60 {
		o.People = append(o.People, casework.Person{ID: casework.PersonID(fmt.Sprint("d", i)), Role: casework.Deputy,
			Name: fmt.Sprint("Deputy ", i), Account: int64(5000 + i), Topics: []casework.TopicID{o.Topics[2+i%10].ID}})
	}
	return o
}

// A thousand cases are open, as many in the twentieth year as in the first, spread over all;
// of the others most are answered and the rest closed.
const seeded = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %[1]d),
one(i, open) AS (SELECT i, CASE WHEN i %% %[3]d = 0 THEN i / %[3]d ELSE 0 END FROM n)
INSERT INTO cases (number, resident, status, topic, owner, offered, declined, guesses, outcome, helped, manner, opened, heard, settles,
claim_by, answer_by, remind_at, entries, events, version)
SELECT printf('%%08X', i * 2654435761 & 4294967295), 'r-' || printf('%%08X', i / 4 * 2654435761 & 4294967295),
CASE WHEN open = 0 AND i %% 3 = 0 THEN 'closed' WHEN open = 0 THEN 'answered' WHEN open %% 50 = 1 THEN 'unsorted'
WHEN open %% 5 = 0 THEN 'queued' WHEN open %% 5 = 2 THEN 'asked' ELSE 'taken' END,
CASE WHEN open %% 50 = 1 THEN '' ELSE 't' || ((i * 2654435761 & 4294967295) / 65536 %% 10) END,
CASE WHEN open > 0 AND open %% 5 = 0 OR open %% 50 = 1 THEN '' ELSE 'd' || ((i * 2654435761 & 4294967295) / 65536 %% 60) END,
'', '', '', '', '', 0, %[2]d - 1000 * (%[1]d - i), %[2]d, 0, 9223372036854775807, %[2]d + (i %% 7 - 1) * 86400000,
CASE WHEN open > 0 THEN %[2]d + 86400000 + i ELSE 9223372036854775807 END, 1, 0, 1 FROM one`

// kinds are the terms that the cases with an entry have.
var kinds = []struct{ term, where string }{
	{"'#' || lower(number)", "1"}, {"'#' || lower(substr(number, 5))", "1"}, {"'~' || lower(substr(resident, 3, 4))", "1"},
	{"'the'", "1"}, {"'лифт'", "id % 10 = 0"}, {"'水'", "id % 10 = 3"}, {"'水管'", "id % 100 = 3"},
	{"'rare'", "id % (SELECT count(*) / 20 FROM cases) = 0"}, {"printf('w%04d', id * 7 % 5000)", "1"},
}

// archived is a store with so many cases, filled past the desk: each term in order, and
// the index by entries when all are there.
func archived(b *testing.B, cases int) *storage.Store {
	b.Helper()
	s := storagetest.Open(b, storagetest.File(b))
	must(b, s.ApplyOffice(ctx, town()))
	texts := []string{
		"DROP INDEX keywords_entry", fmt.Sprintf(seeded, cases, noon.UnixMilli(), cases/1000),
		`INSERT INTO entries (case_id, seq, kind, author, body, media, forwarded, chat, message, at, edited, revision, indexed, quote)
SELECT id, 1, 'said', resident, CAST('the lift is broken again, number ' || id AS BLOB), '', 0, 0, 0, opened, 0, 1, 1, x'' FROM cases`,
	}
	for _, f := range kinds {
		texts = append(texts, `INSERT INTO keywords (term, case_id, seq) SELECT `+f.term+`, id, 1 FROM cases WHERE `+f.where+` ORDER BY 1, 2`)
	}
	must(b, storage.Execute(ctx, s, append(texts, "CREATE INDEX keywords_entry ON keywords (case_id, seq)")...))
	return s
}

// BenchmarkLists reads what people look at among ten thousand cases, and among a million.
// The metric x is how many times as long it took as among ten thousand in this run;
// -short leaves the million out. What it costs to find nothing for a deputy who may see none
// of many hits, or two words that are never together, is bounded: see hunt.
func BenchmarkLists(b *testing.B) {
	base := map[string]float64{}
	for _, cases := range []int{10_000, 1_000_000} {
		if cases > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("cases=%d", cases), func(b *testing.B) {
			s := archived(b, cases)
			for _, l := range listsOf(b, s) {
				b.Run(l.name, func(b *testing.B) {
					for b.Loop() {
						must(b, l.look())
					}
					took := b.Elapsed().Seconds() / float64(b.N)
					if base[l.name] == 0 {
						base[l.name] = took
					}
					b.ReportMetric(took/base[l.name], "x")
				})
			}
		})
	}
}

type listing struct {
	name string
	look func() error
}

func listsOf(b *testing.B, s *storage.Store) []listing {
	b.Helper()
	desk := casework.NewDesk(s, nil, town(), func() time.Time { return noon }, rand.Reader)
	deputy, staff := person(b, s, "d7"), person(b, s, "ann")
	all := []listing{
		{"pending", func() error { _, err := desk.Pending(ctx, deputy, 11); return err }},
		{"mine", func() error { _, err := desk.Mine(ctx, deputy, 11); return err }},
		{"unsorted", func() error { _, err := desk.Unsorted(ctx, staff, 11); return err }},
		{"queues", func() error { _, err := desk.Queues(ctx, staff); return err }},
	}
	for _, l := range []casework.Listing{
		{View: casework.ViewLate}, {View: casework.ViewToday}, {View: casework.ViewWaiting}, {View: casework.ViewAnswered}, {View: casework.ViewAll},
		{View: casework.ViewLate, Topic: "t7"}, {View: casework.ViewAnswered, Topic: "t7"}, {View: casework.ViewAll, Topic: "t7"},
		{View: casework.ViewWaiting, Deputy: "d7"}, {View: casework.ViewAnswered, Deputy: "d7"}, {View: casework.ViewAll, Deputy: "d7"},
	} {
		l.Limit = 51
		all = append(all, listing{fmt.Sprintf("list/%s/%s%s", l.View, l.Topic, l.Deputy), func() error { _, err := desk.List(ctx, staff, l); return err }})
	}
	for name, text := range map[string]string{
		"everywhere": "the", "often": "лифт", "one character": "水", "two characters": "水管", "seldom": "rare",
		"beginning": "w12", "two words": "the лифт", "never together": "лифт 水", "nowhere": "bridge",
		"number": "FAAC-103C", "half a number": "103C",
	} {
		sought := casework.Seek(text)
		for who, by := range map[string]casework.Person{"staff": staff, "deputy": deputy} {
			all = append(all, listing{"find/" + strings.ReplaceAll(name, " ", "-") + "/" + who, func() error {
				_, err := desk.Find(ctx, by, sought, casework.Listing{Limit: 11})
				return err
			}})
		}
		within := casework.Listing{View: casework.ViewWaiting, Topic: "t7", Limit: 51}
		all = append(all, listing{"within/" + strings.ReplaceAll(name, " ", "-"), func() error {
			_, err := desk.Find(ctx, staff, sought, within)
			return err
		}})
	}
	return append(all, pageOfCase(b, desk, staff))
}

// pageOfCase reads what the console's page of a case shows.
func pageOfCase(b *testing.B, desk *casework.Desk, by casework.Person) listing {
	b.Helper()
	some, err := desk.List(ctx, by, casework.Listing{View: casework.ViewWaiting, Limit: 1})
	must(b, err)
	n := some[0].Number
	return listing{"case", func() error {
		read, err := desk.Thread(ctx, by, n)
		must(b, err)
		for _, id := range read.People() {
			if _, err := desk.Person(ctx, id); id != "" && casework.KindOf(err) != casework.NotFound {
				must(b, err)
			}
		}
		_, err = desk.Others(ctx, by, read.Case)
		must(b, err)
		_, err = desk.Added(ctx, by, read)
		must(b, err)
		siblings, err := desk.Siblings(ctx, by, n)
		must(b, err)
		_, err = desk.Openings(ctx, by, siblings)
		must(b, err)
		_, err = desk.Look(ctx, by, n)
		must(b, err)
		_, err = desk.Deputies(ctx, read.Case.Topic)
		must(b, err)
		_, err = desk.Versions(ctx, by, read)
		return err
	}}
}
