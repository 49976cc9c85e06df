package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// absenceFields are the columns of absences but for the version.
var absenceFields = fields[casework.Absence]{
	numberField("id", func(a *casework.Absence) *casework.AbsenceID { return &a.ID }),
	textField("person", func(a *casework.Absence) *casework.PersonID { return &a.Person }),
	textField("substitute", func(a *casework.Absence) *casework.PersonID { return &a.Substitute }),
	momentField("starts", func(a *casework.Absence) *time.Time { return &a.From }),
	momentField("ends", func(a *casework.Absence) *time.Time { return &a.Until }),
	textField("setter", func(a *casework.Absence) *casework.PersonID { return &a.By }),
	momentField("made", func(a *casework.Absence) *time.Time { return &a.Made }),
	momentField("begun", func(a *casework.Absence) *time.Time { return &a.Begun }),
	momentField("over", func(a *casework.Absence) *time.Time { return &a.Over }),
}

var (
	absenceColumns = absenceFields.columns("") + ", version"
	insertAbsence  = absenceFields.insert("absences")
	updateAbsence  = absenceFields.update("absences")

	openAbsences = `SELECT ` + absenceColumns + ` FROM absences WHERE over = 0 ORDER BY starts`
	oneAbsence   = `SELECT ` + absenceColumns + ` FROM absences WHERE id = $1`

	// Names no words: whom others stood in for hears of it when they are back.
	stead = `SELECT c.number, e.seq, e.at, e.author, e.verb, e.status, e.topic, e.owner, e.offered, e.detail, e.behalf
FROM events e JOIN cases c ON c.id = e.case_id
WHERE e.behalf = $1 AND e.behalf <> '' AND e.at >= $2 AND c.protected = 0 ORDER BY e.at LIMIT $3 + 0`
)

func keepAbsence(a casework.Absence) step {
	st := step{
		text: insertAbsence, args: absenceFields.args(&a),
		none: casework.Errorf(casework.Stale, "absence %d has changed", a.ID),
	}
	if a.Version != 0 {
		st.text, st.args = updateAbsence, append(st.args, a.Version)
	}
	return st
}

func collectAbsences(into *[]casework.Absence, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var a casework.Absence
		err := r.Scan(append(absenceFields.into(&a), &a.Version)...)
		*into = append(*into, a)
		return err
	}}
}

// Absences lists those that aren't over, the earliest first.
func (s *Store) Absences(ctx context.Context) (all []casework.Absence, err error) {
	err = s.read(ctx, collectAbsences(&all, openAbsences))
	return all, err
}

// Absence gives NotFound for one that never was.
func (s *Store) Absence(ctx context.Context, id casework.AbsenceID) (casework.Absence, error) {
	var found []casework.Absence
	st := collectAbsences(&found, oneAbsence, int64(id))
	st.none = casework.Errorf(casework.NotFound, "no such absence")
	if err := s.read(ctx, st); err != nil {
		return casework.Absence{}, err
	}
	return found[0], nil
}

// Stead lists what others did in a deputy's stead since then, in order.
func (s *Store) Stead(ctx context.Context, absent casework.PersonID, since time.Time, limit int) (all []casework.Event, err error) {
	err = s.read(ctx, step{text: stead, args: []any{string(absent), millis(since), limit},
		row: func(r scanner) error { return addEvent(r, &all) }})
	return all, err
}
