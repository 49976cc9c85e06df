package storage

import (
	"context"

	"liaison/casework"
)

// SQLite uses a partial index only where its condition is repeated.
const (
	strayColumns = `s.key, s.print, s.chat, s.raw, s.reason, s.seen`

	strays = `SELECT ` + strayColumns + ` FROM strays s
WHERE s.over = 0 AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND p.role IN ('moderator', 'admin'))
ORDER BY s.seen DESC, s.key DESC, s.print DESC LIMIT $2 + 0`

	oneStray = `SELECT ` + strayColumns + ` FROM strays s
WHERE s.over = 0 AND s.key = $2 AND substr(s.print, 1, length($3)) = $3 AND $3 <> ''
AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND p.role IN ('moderator', 'admin'))`

	endStray = `UPDATE strays SET over = $3, closer = $4, ending = $5 WHERE key = $1 AND print = $2 AND over = 0`
)

func collectStrays(into *[]casework.Stray, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var v casework.Stray
		err := r.Scan(&v.Once.Key, &v.Once.Print, &v.Chat, &v.Raw, &v.Reason, moment(&v.Seen))
		*into = append(*into, v)
		return err
	}}
}

// Strays lists what was set aside and isn't over, for the staff, the newest first.
func (s *Store) Strays(ctx context.Context, by casework.Person, limit int) (all []casework.Stray, err error) {
	err = s.read(ctx, collectStrays(&all, strays, string(by.ID), limit))
	return all, err
}

// Stray finds one that isn't over by its key and how its print begins. It is
// NotFound for all but the staff.
func (s *Store) Stray(ctx context.Context, by casework.Person, key, begins string) (casework.Stray, error) {
	var found []casework.Stray
	st := collectStrays(&found, oneStray, string(by.ID), key, begins)
	st.none = casework.Errorf(casework.NotFound, "nothing set aside under %s", key)
	if err := s.read(ctx, st); err != nil {
		return casework.Stray{}, err
	}
	return found[0], nil
}

// EndStray takes one off the list, by the word of one of the staff: it was tried
// again, or is to be left. It is NotFound where it isn't on the list any more.
func (s *Store) EndStray(ctx context.Context, by casework.Person, of casework.Once, how casework.StrayEnding) error {
	missing := casework.Errorf(casework.NotFound, "nothing set aside under %s", of.Key)
	return s.steps(ctx,
		step{text: isStaff, args: []any{string(by.ID)}, none: missing, row: func(scanner) error { return nil }},
		rights(by),
		step{text: endStray, args: []any{of.Key, of.Print, millis(s.now()), string(by.ID), string(how)}, none: missing})
}
