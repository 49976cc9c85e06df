package storage_test

import (
	"strings"
	"testing"

	"liaison/storage"
)

// No statement of the hot path reads a whole table, and no list is sorted that
// an index can give in order.
func TestPlansUseIndexes(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		for name, text := range storage.Statements {
			lines, err := storage.Plan(ctx, s, text)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, l := range lines {
				if strings.HasPrefix(name, "thread") && strings.Contains(l, "Sort") {
					continue // PostgreSQL: a thread is short
				}
				if bad(l) {
					t.Errorf("%s: %s\n%s", name, strings.TrimSpace(l), strings.Join(lines, "\n"))
				}
			}
		}
	})
}

func bad(line string) bool {
	l := strings.TrimSpace(line)
	switch {
	case strings.Contains(l, "TEMP B-TREE"), strings.Contains(l, "Seq Scan"):
		return true
	case strings.HasPrefix(l, "Sort "), strings.HasPrefix(l, "->  Sort "):
		return true
	}
	table, ok := strings.CutPrefix(l, "SCAN ")
	return ok && !strings.Contains(table, "INDEX") && !strings.HasPrefix(table, "CONSTANT") && !inner(table)
}

// inner scans read what a subquery has already bounded.
func inner(table string) bool { return table == "owned" || table == "told" }
