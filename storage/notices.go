package storage

import (
	"context"

	"liaison/casework"
)

const (
	// SQLite uses a partial index only where its condition is repeated.
	stuck = `'sending', 'undeliverable', 'uncertain'`

	// The account is the one to write to: none for people who can't be written to.
	noticeColumns = `n.id, n.part, n.parts, n.person,
coalesce(CASE WHEN p.blocked = 0 AND p.retired = 0 THEN CASE WHEN p.through = '' THEN p.account
  ELSE (SELECT t.account FROM people t WHERE t.id = p.through AND t.blocked = 0 AND t.retired = 0) END END, 0),
n.kind, n.number, n.entry, n.author, n.about, n.priority, n.not_before, n.key, n.state, n.copies, n.body`

	insertNotice = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
VALUES ({NEXT}, 1, 0, $11, $1, $2, $3, $4, $5, $6, $7, $8, 'pending', 0, $9, 0, 0, $10) ON CONFLICT DO NOTHING`

	// What goes to whoever stands in for the reader while they are away.
	insertFollowing = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
VALUES ({NEXT}, 1, 0, coalesce((SELECT p.substitute FROM people p WHERE p.id = $11 AND p.substitute <> ''), $11),
$1, $2, $3, $4, $5, $6, $7, $8, 'pending', 0, $9, 0, 0, $10) ON CONFLICT DO NOTHING`

	// Casts, since PostgreSQL takes an argument in a SELECT for text.
	insertForStaff = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
SELECT {NEXT EACH}, 1, 0, p.id, $1, $2, CAST($3 AS BIGINT), $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT),
CASE WHEN $8 = '' THEN '' ELSE $8 || ':' || p.id END, 'pending', 0, $9, 0, 0, CAST($10 AS BIGINT)
FROM people p WHERE p.role IN ('moderator', 'admin') AND p.role <> 'resident' AND p.retired = 0 AND p.dormant = 0 AND p.account <> 0
AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.number = $2 AND c.protected = 1 AND NOT (` + guards + `))
ORDER BY p.id ON CONFLICT DO NOTHING`

	insertForAides = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
SELECT {NEXT EACH}, 1, 0, p.id, $1, $2, CAST($3 AS BIGINT), $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT),
CASE WHEN $8 = '' THEN '' ELSE $8 || ':' || p.id END, 'pending', 0, $9, 0, 0, CAST($10 AS BIGINT)
FROM aides a JOIN people p ON p.id = a.person WHERE a.deputy = $11 AND p.role = 'aide' AND p.retired = 0 AND p.dormant = 0 AND p.account <> 0
ORDER BY p.id ON CONFLICT DO NOTHING`
)

func noticeInto(n *casework.Notice) []any {
	return []any{(*int64)(&n.ID), &n.Part, &n.Parts, (*string)(&n.To), &n.Account, (*string)(&n.Kind),
		(*string)(&n.Case), &n.Entry, (*string)(&n.From), (*int64)(&n.About), &n.Priority, moment(&n.NotBefore),
		&n.Key, (*string)(&n.State), &n.Copies, &n.Body}
}

// oweAll keeps a notice, and for the aides of its reader another where it is such a one.
func (s *Store) oweAll(n casework.Notice) []step {
	steps := []step{s.owe(n)}
	if n.Kind.Aided() && n.To != "" {
		steps = append(steps, step{text: insertForAides, args: append(steps[0].args[:10:10], string(n.To))})
	}
	return steps
}

// owe keeps a notice, unless one with its key is pending.
func (s *Store) owe(n casework.Notice) step {
	args := []any{string(n.Kind), string(n.Case), n.Entry, string(n.From), int64(n.About), n.Priority,
		millis(n.NotBefore), n.Key, []byte{}, millis(s.now())}
	if n.To == "" {
		return step{text: insertForStaff, args: args}
	}
	if n.Kind.Follows() {
		return step{text: insertFollowing, args: append(args, string(n.To))}
	}
	return step{text: insertNotice, args: append(args, string(n.To))}
}

func collectNotices(into *[]casework.Notice, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var n casework.Notice
		if err := r.Scan(noticeInto(&n)...); err != nil {
			return err
		}
		if len(n.Body) == 0 {
			n.Body = nil
		}
		*into = append(*into, n)
		return nil
	}}
}

const oneNotice = `SELECT ` + noticeColumns + ` FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE n.id = $1 AND n.part = $2`

// Notice reads one part's row.
func (s *Store) Notice(ctx context.Context, id casework.NoticeID, part int) (casework.Notice, error) {
	var found []casework.Notice
	st := collectNotices(&found, oneNotice, int64(id), part)
	st.none = casework.Errorf(casework.NotFound, "no such notice")
	if err := s.read(ctx, st); err != nil {
		return casework.Notice{}, err
	}
	return found[0], nil
}
