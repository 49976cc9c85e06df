package storage

import (
	"context"
	"math"

	"liaison/casework"
)

// A list by promised day begins behind the case that ended the page before, in
// the order of an index; one by age at the row of that case. SQLite uses a partial
// index only where its condition is repeated.
var (
	listFrom = `SELECT ` + caseColumns + ` FROM cases c WHERE c.protected = 0 AND `
	inOrder  = ` AND c.answer_by >= $2 AND c.answer_by <= $3 AND (c.answer_by, c.number) > ($4, $5) AND ` + scope + `
ORDER BY c.answer_by, c.number LIMIT $6 + 0`

	listOpen    = listFrom + `c.status IN ('unsorted', 'queued', 'taken', 'asked') AND (c.status <> 'unsorted' OR $7 = 1)` + inOrder
	listUnder   = listFrom + `c.topic = $7 AND c.status IN ('queued', 'taken', 'asked')` + inOrder
	listOwned   = listFrom + `c.owner = $7 AND ($8 = '' OR c.topic = $8) AND c.status IN ('taken', 'asked')` + inOrder
	listOffered = listFrom + `c.offered = $7 AND ($8 = '' OR c.topic = $8) AND c.status = 'queued'` + inOrder

	byAge = ` AND c.id < coalesce((SELECT k.id FROM cases k WHERE k.number = $2), $3) AND c.status <> 'held' AND ` + scope + `
ORDER BY c.id DESC LIMIT $4 + 0`

	listAll           = listFrom + `c.id > 0` + byAge
	listAllUnder      = listFrom + `c.topic = $5` + byAge
	listAllOf         = listFrom + `c.owner = $5 AND c.owner <> '' AND ($6 = '' OR c.topic = $6)` + byAge
	listAnswered      = listFrom + `c.status = 'answered'` + byAge
	listAnsweredUnder = listFrom + `c.topic = $5 AND c.status = 'answered'` + byAge
	listAnsweredOf    = listFrom + `c.owner = $5 AND c.owner <> '' AND ($6 = '' OR c.topic = $6) AND c.status = 'answered'` + byAge
)

// place is where a case stands in a list by its promised day; the zero one before all.
func place(after casework.Case) (int64, string) {
	if after.Number == "" {
		return -1, ""
	}
	return deadline(after.AnswerBy), string(after.Number)
}

// DueCases lists what is open, the nearest promised day first.
func (s *Store) DueCases(ctx context.Context, by casework.Person, l casework.DueList) ([]casework.Case, error) {
	at, number := place(l.After)
	until := deadline(l.Until) // zero: whenever, and those to whom nothing is promised too
	if !l.Until.IsZero() {
		until--
	}
	var lists [2][]casework.Case
	page := func(into *[]casework.Case, text string, more ...any) step {
		return collect(into, text, append([]any{string(by.ID), millis(l.From), until, at, number, l.Limit}, more...)...)
	}
	steps := []step{page(&lists[0], listOpen, bit(l.Unsorted))}
	switch {
	case l.Deputy != "":
		who, topic := string(l.Deputy), string(l.Topic)
		steps = []step{page(&lists[0], listOwned, who, topic), page(&lists[1], listOffered, who, topic)}
	case l.Topic != "":
		steps = []step{page(&lists[0], listUnder, string(l.Topic))}
	}
	err := s.read(ctx, steps...)
	return casework.Merged(l.Limit, lists[0], lists[1]), err
}

// newest are the statements by view: of any topic, of one, and of one deputy.
var newest = map[casework.View][3]*string{
	casework.ViewAll:      {&listAll, &listAllUnder, &listAllOf},
	casework.ViewAnswered: {&listAnswered, &listAnsweredUnder, &listAnsweredOf},
}

// Newest lists what was answered, or all, the newest first.
func (s *Store) Newest(ctx context.Context, by casework.Person, l casework.Listing) (all []casework.Case, err error) {
	texts, args := newest[l.View], []any{string(by.ID), string(l.After), int64(math.MaxInt64), l.Limit}
	text := texts[0]
	switch {
	case l.Deputy != "":
		text, args = texts[2], append(args, string(l.Deputy), string(l.Topic))
	case l.Topic != "":
		text, args = texts[1], append(args, string(l.Topic))
	}
	if text == nil {
		return nil, casework.Errorf(casework.Invalid, "no such view: %q", l.View)
	}
	err = s.read(ctx, collect(&all, *text, args...))
	return all, err
}
