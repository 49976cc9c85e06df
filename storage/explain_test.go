package storage_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// walks are the indexes that may be read from one end, and by what: each holds
// only the rows that are asked for, and the walk ends or all of them count.
var walks = map[string]map[string]string{
	"floods":        {"throttled_person": "counts what is kept back, from an index of just that"},
	"heads":         {"notices_due": "takes the first that are due, in order, from an index of what is pending"},
	"nextDue":       {"notices_later": "looks at one end of an index of what is pending for later"},
	"unsorted":      {"cases_unsorted": "takes the oldest from an index of the unsorted"},
	"lastSeen":      {"once_seen": "takes the newest"},
	"halfShed":      {"cases_shedding": "an index of what a sweep left half done"},
	"barred":        {"people_barred": "lists the barred, from an index of just them"},
	"countUnsorted": {"cases_unsorted": "counts an index of just the unsorted, up to a bound"},
	"countStrays":   {"strays_open": "counts an index of just what is open, up to a bound"},
	"revision": {"once_seen": "looks at one end", "": "looks at one end of the notices", "notices_pkey": "as on SQLite",
		"notices_undelivered": "looks at one end", "strays_open": "looks at one end"},
	"countUndelivered": {"notices_undelivered": "as undelivered, up to a bound"},
	"strays":           {"strays_open": "takes the newest; nothing is filtered out but for whoever may see none"},
	"undelivered":      {"notices_undelivered": "takes the newest, from an index of just what didn't arrive"},
	"allSending":       {"notices_stuck": "an index of what is under way or stuck", "notices_pkey": "see insertForStaff"},
	"openInvitations":  {"invitations_open": "lists the invitations that are open, from an index of just them"},
	"openAbsences":     {"absences_open": "lists the absences that aren't over, from an index of just them"},
	"peopleOfOffice":   {"people_office": "see officePeople"},
	"goingCommons":     {"commons_going": "an index of just what is on its way"},
	"proposedCommons":  {"commons_proposed": "an index of just what waits for approval"},
	"officePeople":     {"people_office": "lists all of the office, from an index without the residents"},
	"countReused":      {"once_reused": "counts an index of just the rows that are counted"},
	"counts": {"notices_due": "counts what is pending, from an index of just that", "notices_lane": "as notices_due",
		"cases_unsorted": "counts an index of just the unsorted", "strays_open": "counts an index of just the open ones"},
	// The plans of PostgreSQL are asked for with sorting forbidden, so these are walked there instead.
	"insertForStaff": {"people_office": "one notice for each of the staff", "people_pkey": "see above"},
}

// sorts are the statements that may sort, since they have a few rows at most.
var sorts = map[string]string{
	"allSending":     "at start only, and no person has two parts under way",
	"insertForStaff": "one row for each of the staff",
	"insertForAides": "one row for each aide of one deputy",
	"threadJoined":   "what goes on in one case: a few cases of one resident",
	"oweReaders":     "a portion at most",
	"openedSince":    "a line for each day, of a bounded number",
	"totalTopics":    "a line for each topic", "totalDeputies": "a line for each deputy", "totalPlaces": "a line for each place",
	"accuracy":       "a line for each two topics",
	"listOwned":      "what one deputy has in work",
	"listOffered":    "what one deputy is offered and hasn't taken",
	"lessonsToTeach": "the first entries of one case at a time",
	"hotMatters":     "the newest five thousand, from an index of just those in a matter",
	"hotMattersSeen": "as hotMatters",
	"commonsOf":      "a few of each matter",
	"lastBroadcasts": "broadcasts are a few a week", "begunBroadcast": "as lastBroadcasts",
}

// needs are indexes without which a plan has no fault that shows in it, and yet
// looks at far more than it gives.
var needs = map[string]string{
	"heads":   "notices_lane",  // else each row looks at all that is pending before it
	"nextDue": "notices_later", // else it looks at all that is pending

	"listAnswered": "cases_answered", // else it looks at all that was ever closed
	// PostgreSQL, that knows how few cases this office has, walks the newest of all.
	"listAnsweredUnder": "cases_answered_under or cases_answered",
	"listAllUnder":      "cases_under or cases_pkey",
	"listAllOf":         "cases_of or cases_pkey",

	"repliesSince": "cases_replied",
	"openedSince":  "cases_opened",
	"countedCases": "cases_reported",
	"totalTopics":  "cases_reported", "totalDeputies": "cases_reported", "totalPlaces": "cases_reported",
	"dueBetween":  "cases_late",
	"topicLoad":   "cases_board",
	"ownedLoad":   "cases_owner",
	"offeredLoad": "cases_offered",
	"accuracy":    "cases_judged",
	"dueCases":    "cases_due",
	"board":       "cases_board",         // else it looks at the rows
	"undelivered": "notices_undelivered", // else it looks at all that was ever owed
	"unindexed":   "entries_unindexed",   // else it looks at all that was ever written

	"goingBroadcasts": "broadcasts_going", // unique, so that one goes at a time
}

func everyStatement() map[string]string {
	all := maps.Clone(storage.Statements)
	maps.Copy(all, storage.Further)
	return all
}

// busyOffice is a station after some years: most is done, a little is open.
func busyOffice(t *testing.T, s *storage.Store) {
	t.Helper()
	must(t, s.ApplyOffice(ctx, station()))
	statuses := []casework.Status{casework.Unsorted, casework.Queued, casework.Taken, casework.Asked, casework.Answered, casework.Held}
	for i := range 300 {
		r := resident(t, s, int64(20000+i))
		var ch casework.Change
		for j := range 12 {
			o := opening(r, number(), fmt.Sprint("x", i, "-", j))
			c := &o.Cases[0]
			c.Opened, c.Heard = noon.Add(time.Duration(-i)*time.Hour), noon.Add(time.Duration(-j)*time.Hour)
			c.AnswerBy = noon.Add(time.Duration(i*12+j) * time.Minute)
			if c.Status = casework.Closed; j == 0 {
				c.Status = statuses[i%len(statuses)]
			}
			if c.Status != casework.Queued && c.Status != casework.Unsorted {
				c.Owner, c.Offered = casework.PersonID(fmt.Sprint("d", i%40)), ""
			}
			c.Topic = []casework.TopicID{transport, water}[i%2]
			if j%3 == 0 { // others write about the same
				c.Matter = casework.MatterID(1 + i)
			}
			ch.Cases, ch.Entries, ch.Events = append(ch.Cases, o.Cases...), append(ch.Entries, o.Entries...), append(ch.Events, o.Events...)
			ch.Notices, ch.Links = append(ch.Notices, o.Notices...), append(ch.Links, o.Links...)
		}
		ch.Once = casework.Once{Key: fmt.Sprintf("%09d", i), Print: "p"}
		must(t, s.Apply(ctx, ch))
	}
	for i := range 30 {
		must(t, s.SetAside(ctx, casework.Stray{Once: casework.Once{Key: fmt.Sprint("s", i), Print: "p"}, Raw: []byte("{}")}))
	}
	must(t, storage.Execute(ctx, s, `UPDATE notices SET state = 'sent' WHERE id % 50 <> 0`,
		`UPDATE notices SET not_before = 1 + id WHERE id % 250 = 0`,
		`UPDATE notices SET state = 'undeliverable' WHERE id % 90 = 1`))
}

// analysed gives the planner what it may know of the tables.
func analysed(t *testing.T, s *storage.Store) {
	t.Helper()
	for _, table := range []string{"people", "duties", "topics", "cases", "entries", "keywords", "revisions", "events", "notices", "links", "once", "strays"} {
		must(t, storage.Execute(ctx, s, "ANALYZE "+table))
	}
}

// No hot statement and no list reads a table or an index from end to end, nor
// sorts, in an office with thousands of cases, whether the planner knows how
// many there are or not.
func TestExplainInABusyOffice(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		busyOffice(t, s)
		for _, known := range []string{"sizes unknown", "sizes known"} {
			if known == "sizes known" {
				analysed(t, s)
			}
			for name, text := range everyStatement() {
				plan, err := storage.Plan(ctx, s, text)
				must(t, err)
				for _, f := range faults(name, plan) {
					t.Errorf("%s: %s: %s\n%s", known, name, f, strings.Join(plan, "\n"))
				}
			}
		}
	})
}

// Each index is there for a statement whose plan is worse without it.
func TestExplainMissesEachIndex(t *testing.T) {
	t.Parallel()
	s := storagetest.Open(t, storagetest.File(t))
	busyOffice(t, s)
	analysed(t, s)
	indexes, err := storage.Strings(ctx, s, `SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'goose%'`)
	must(t, err)
	if len(indexes) < 10 {
		t.Fatalf("indexes %v", indexes)
	}
	for _, index := range indexes {
		plans, err := storage.Without(ctx, s, index, everyStatement())
		must(t, err)
		var worse []string
		for name, plan := range plans {
			if len(faults(name, plan)) > 0 {
				worse = append(worse, name)
			}
		}
		if t.Logf("without %s: %v", index, worse); len(worse) == 0 {
			t.Errorf("no statement needs %s", index)
		}
	}
}

var (
	scan      = regexp.MustCompile(`^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?`)
	seqScan   = regexp.MustCompile(`Seq Scan on (\w+)`)
	indexScan = regexp.MustCompile(`Index (?:Only )?Scan(?: Backward)? using (\w+) on (\w+)`)
	sorting   = regexp.MustCompile(`USE TEMP B-TREE`) // PostgreSQL may sort the rows of one case
)

// faults are what costs more with each row in a plan.
func faults(name string, plan []string) (all []string) {
	used := func(index string) bool { return strings.Contains(strings.Join(plan, "\n"), index) }
	if i := needs[name]; !slices.ContainsFunc(strings.Split(i, " or "), used) {
		all = append(all, "it doesn't use "+i)
	}
	for i, line := range plan {
		l := strings.TrimSpace(line)
		if sorting.MatchString(l) && sorts[name] == "" {
			all = append(all, "it sorts: "+l)
		}
		if m := scan.FindStringSubmatch(l); m != nil && !small(m[1]) && !few(m[2]) && walks[name][m[2]] == "" {
			all = append(all, "it reads from end to end: "+l)
		}
		if m := seqScan.FindStringSubmatch(l); m != nil && !small(m[1]) {
			all = append(all, "it reads a table: "+l)
		}
		m := indexScan.FindStringSubmatch(l)
		if m != nil && !small(m[2]) && !few(m[1]) && walks[name][m[1]] == "" && (i+1 == len(plan) || !strings.Contains(plan[i+1], "Index Cond")) {
			all = append(all, "it walks a whole index: "+l)
		}
	}
	return all
}

// few are the indexes that hold only what an office has a handful of: its officers, and
// what waits for them.
func few(index string) bool {
	return index == "people_officers" || index == "cases_protected"
}

// small are constant rows, what a statement is given, what a subquery has bounded already, and the tables
// that grow with the office and not with its work.
func small(table string) bool {
	return slices.Contains([]string{"CONSTANT", "owned", "told", "given", "longer", "w", "b", "counted", "topics", "duties", "covers", "leaders",
		"broadcasts", "taught"}, table)
}
