package storage_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/migrations"
	"liaison/storage/storagetest"
)

// The next release has added to the schema; this one takes over again, works and
// leaves what was added alone.
func TestP9_BackFromTheNextRelease(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		s, err := storage.Open(ctx, address, storage.Options{})
		must(t, err)
		must(t, s.ApplyOffice(ctx, station()))
		must(t, storage.Execute(ctx, s,
			`ALTER TABLE people ADD COLUMN later {INT} NOT NULL DEFAULT 7`,
			`ALTER TABLE cases ADD COLUMN later {TEXT} NOT NULL DEFAULT ''`,
			`ALTER TABLE notices ADD COLUMN later {INT} NOT NULL DEFAULT 0`,
			`CREATE TABLE further (id {INT} NOT NULL PRIMARY KEY) {TABLE}`,
			`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, {TRUE})`))
		must(t, s.Close())

		s, err = storage.Open(ctx, address, storage.Options{})
		must(t, err)
		t.Cleanup(func() { _ = s.Close() })
		must(t, s.ApplyOffice(ctx, station()))
		c := open(t, s, resident(t, s, 1), "1")
		claimed, err := s.Claim(ctx, noon, 9, nil)
		must(t, err)
		if len(claimed) == 0 {
			t.Error("nothing is sent")
		}
		if _, err := s.Thread(ctx, person(t, s, "ann"), c.Number); err != nil {
			t.Error(err)
		}
		looked, err := storage.Look(ctx, address, storage.Options{})
		must(t, err)
		broken, err := looked.Check(ctx)
		must(t, err)
		if len(broken) > 0 {
			t.Errorf("broken: %v", broken)
		}
		wantKind(t, looked.Apply(ctx, casework.Change{Notices: []casework.Notice{{To: "li", Kind: casework.TellCard}}}), casework.Later)
		must(t, looked.Close())
	})
}

var (
	takesAway = regexp.MustCompile(`(?i)\b(DROP|RENAME|ALTER COLUMN)\b`)
	addsBare  = regexp.MustCompile(`(?i)ADD COLUMN[^;]*NOT NULL(?:[^;D]|D[^E])*;`)
)

// A migration after the eighth only adds, or says which release it leaves behind.
func TestP9_MigrationsOnlyAdd(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.Files, "*.sql")
	must(t, err)
	for _, name := range names {
		text, err := migrations.Files.ReadFile(name)
		must(t, err)
		if name < "0009" || strings.Contains(string(text), "UPDATE terms SET oldest") {
			continue
		}
		for _, bad := range []*regexp.Regexp{takesAway, addsBare} {
			if m := bad.FindString(string(text)); m != "" {
				t.Errorf("%s: the release before can't work on it: %s", name, m)
			}
		}
	}
}

// A sender whose connection was lost, perhaps while it stood still, doesn't go
// on once another one has taken over.
func TestP4_LostLeadership(t *testing.T) {
	t.Parallel()
	address := storagetest.Schema(t)
	first, second := storagetest.Open(t, address), storagetest.Open(t, address)
	must(t, first.ApplyOffice(ctx, station()))
	release, ok, err := first.Lead(ctx, storage.Sender)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer release()
	if _, ok, err = second.Lead(ctx, storage.Sender); ok || err != nil {
		t.Fatal(ok, err)
	}
	r := resident(t, first, 1)
	open(t, first, r, "1")
	claimed, err := first.Claim(ctx, noon, 1, nil)
	if err != nil || len(claimed) != 1 {
		t.Fatal(claimed, err)
	}
	cutLeader(t, address)
	for ok = false; !ok; {
		var follow func()
		if follow, ok, err = second.Lead(ctx, storage.Sender); err != nil {
			t.Fatal(err)
		}
		if ok {
			defer follow()
		}
	}
	_, err = first.Claim(ctx, noon, 9, nil)
	wantKind(t, err, casework.Deposed)
	sent := []casework.Delivery{{Notice: claimed[0].ID, Part: 1, Fate: casework.FateUnsent}}
	wantKind(t, first.Settle(ctx, sent, casework.Notice.Settle), casework.Deposed)
	if n, err := second.Notice(ctx, claimed[0].ID, 1); err != nil || n.State != casework.Sending {
		t.Errorf("%+v, %v", n, err)
	}
	must(t, second.Settle(ctx, sent, casework.Notice.Settle))
	if claimed, err = second.Claim(ctx, noon, 9, nil); err != nil || len(claimed) == 0 {
		t.Errorf("%d claimed, %v", len(claimed), err)
	}
}

// cutLeader ends the connection that holds the lock of the sender.
func cutLeader(t *testing.T, address string) {
	t.Helper()
	pool, err := pgxpool.New(ctx, address)
	must(t, err)
	defer pool.Close()
	_, err = pool.Exec(ctx, `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = current_setting('application_name')`)
	must(t, err)
}
