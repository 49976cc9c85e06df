package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"liaison/config"
	"liaison/storage"
)

// onServer says how a PostgreSQL database is copied instead.
func onServer(what, command string) error {
	return &config.Invalid{Problems: []string{fmt.Sprintf(
		"LIAISON_DATABASE: the database is on a PostgreSQL server, which %s by itself; run: %s", what, command)}}
}

// backup copies the database to a new file, while the program runs or not.
func backup(ctx context.Context, c config.Command, out io.Writer) error {
	if c.Settings.Database.Postgres() {
		return onServer("makes its backups", fmt.Sprintf("pg_dump --format=custom --no-owner --file=%s '%s'", c.File, c.Settings.Database))
	}
	var tell storage.Progress
	if terminal(out) {
		tell = func(done, total int64) {
			_, _ = fmt.Fprintf(out, "\r%3d %%", min(100, 100*done/max(1, total)))
		}
	}
	began := time.Now()
	err := storage.Backup(ctx, c.Settings.Database.Reveal(), c.File, tell)
	if tell != nil {
		_, _ = fmt.Fprint(out, "\r     \r")
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return fmt.Errorf("look at the backup: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s: %.1f MB, checked, in %s\n", c.File, float64(info.Size())/1e6, time.Since(began).Round(100*time.Millisecond))
	return err
}

// terminal reports whether a person watches.
func terminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// restore puts a backup in the place of the database and says each step.
func restore(ctx context.Context, c config.Command, out io.Writer) error {
	if c.Settings.Database.Postgres() {
		return onServer("is brought back", fmt.Sprintf("pg_restore --clean --if-exists --no-owner --dbname='%s' %s", c.Settings.Database, c.File))
	}
	say := func(what string) { _, _ = fmt.Fprintln(out, what) }
	r, err := storage.Restore(ctx, c.Settings.Database.Reveal(), c.File, storage.Options{}, say)
	for _, path := range r.Aside {
		say("The former database is kept as " + path)
	}
	if err != nil {
		return err
	}
	if r.Last.IsZero() {
		say("Nothing had been received when the backup was made")
	} else {
		say("The last thing that it holds was received at " + r.Last.UTC().Format("2006-01-02 15:04:05 MST"))
	}
	say(fmt.Sprintf("Of what was owed then, %d with somebody's words are left to the staff to decide, and %d news are not told again", r.Doubtful, r.Cancelled))
	switch {
	case r.Unread:
		say("The former database is too damaged to tell whom it had forgotten: who asked for that since the backup must ask again")
	case r.Forgotten > 0:
		say(fmt.Sprintf("%d who were forgotten since are in the backup; they are forgotten again when the program starts", r.Forgotten))
	}
	for _, b := range r.Broken {
		say(fmt.Sprintf("Not as it should be in %d rows: %s", b.Rows, b.Invariant))
	}
	say("Done. Start it with: liaison serve")
	return nil
}

// errBroken says that the data isn't as it must be.
var errBroken = errors.New("invariants are broken, see above")

// verify prints every invariant with the number of rows that break it.
func verify(ctx context.Context, c config.Command, out io.Writer) error {
	s, err := storage.Look(ctx, c.Settings.Database.Reveal(), storage.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	broken, err := s.Check(ctx)
	if err != nil {
		return err
	}
	rows := map[string]int{}
	for _, b := range broken {
		rows[b.Invariant] = b.Rows
	}
	report := struct {
		Well       bool             `json:"well"`
		Invariants []storage.Broken `json:"invariants"`
	}{Well: len(broken) == 0}
	for _, name := range storage.Invariants() {
		report.Invariants = append(report.Invariants, storage.Broken{Invariant: name, Rows: rows[name]})
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	if err := e.Encode(report); err != nil {
		return err
	}
	if !report.Well {
		return errBroken
	}
	return nil
}
