package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// bulkFields are the columns of bulks but for the version.
var bulkFields = fields[casework.Bulk]{
	numberField("id", func(b *casework.Bulk) *casework.BulkID { return &b.ID }),
	textField("person", func(b *casework.Bulk) *casework.PersonID { return &b.By }),
	textField("verb", func(b *casework.Bulk) *casework.Verb { return &b.Verb }),
	textField("topic", func(b *casework.Bulk) *casework.TopicID { return &b.Topic }),
	textField("deputy", func(b *casework.Bulk) *casework.PersonID { return &b.Deputy }),
	textField("outcome", func(b *casework.Bulk) *casework.Outcome { return &b.Outcome }),
	wordsField("body", func(b *casework.Bulk) *string { return &b.Text }),
	textField("target", func(b *casework.Bulk) *casework.Number { return &b.Into }),
	listField("cases", func(b *casework.Bulk) *[]casework.BulkCase { return &b.Cases }),
	momentField("at", func(b *casework.Bulk) *time.Time { return &b.At }),
	momentField("due", func(b *casework.Bulk) *time.Time { return &b.Due }),
	momentField("ended", func(b *casework.Bulk) *time.Time { return &b.Over }),
	flagField("undone", func(b *casework.Bulk) *bool { return &b.Undone }),
}

var (
	insertBulk = bulkFields.insert("bulks")
	updateBulk = bulkFields.update("bulks")
	oneBulk    = `SELECT ` + bulkFields.columns("") + `, version FROM bulks WHERE id = $1`
	dueBulks   = `SELECT ` + bulkFields.columns("") + `, version FROM bulks WHERE ended = 0 AND due <= $1 ORDER BY due LIMIT 20`
)

// oldBulks are of no use after a week.
const oldBulks = `DELETE FROM bulks WHERE ended <> 0 AND ended < $1`

func keepBulk(b casework.Bulk) []step {
	stale := casework.Errorf(casework.Stale, "act %d has changed", b.ID)
	if b.Version != 0 {
		return []step{{text: updateBulk, args: append(bulkFields.args(&b), b.Version), none: stale}}
	}
	return []step{
		{text: oldBulks, args: []any{millis(b.At.Add(-7 * 24 * time.Hour))}},
		{text: insertBulk, args: bulkFields.args(&b), none: stale},
	}
}

func collectBulks(into *[]casework.Bulk, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var b casework.Bulk
		err := r.Scan(append(bulkFields.into(&b), &b.Version)...)
		*into = append(*into, b)
		return err
	}}
}

// Bulk gives NotFound for one that never was.
func (s *Store) Bulk(ctx context.Context, id casework.BulkID) (casework.Bulk, error) {
	var found []casework.Bulk
	st := collectBulks(&found, oneBulk, int64(id))
	st.none = casework.Errorf(casework.NotFound, "no such act")
	if err := s.glance(ctx, st); err != nil {
		return casework.Bulk{}, err
	}
	return found[0], nil
}

// DueBulks lists those that wait and are due.
func (s *Store) DueBulks(ctx context.Context, now time.Time) (all []casework.Bulk, err error) {
	err = s.read(ctx, collectBulks(&all, dueBulks, millis(now)))
	return all, err
}
