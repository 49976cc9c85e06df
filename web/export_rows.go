package web

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"time"

	"liaison/casework"
)

// rows says cases as a table, a row for each message where the words are asked for.
type rows struct {
	*visit
	put func(cells []any) error
	end func() error
}

func (r rows) close() error { return r.end() }

// beginCSV marks the file as UTF-8, without which Excel garbles Chinese.
func beginCSV(v *visit, _ asking) (writer, error) {
	if _, err := v.w.Write([]byte("\uFEFF")); err != nil {
		return nil, err
	}
	w := csv.NewWriter(v.w)
	r := rows{visit: v, put: func(cells []any) error { return w.Write(cellsOf(cells)) }, end: func() error { w.Flush(); return w.Error() }}
	return r, r.put(v.headings())
}

func beginXLSX(v *visit, _ asking) (writer, error) {
	x, err := newXLSX(v.w)
	if err != nil {
		return nil, err
	}
	return rows{visit: v, put: x.write, end: x.close}, x.write(v.headings())
}

// cellsOf gives a line of CSV.
func cellsOf(cells []any) []string {
	line := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case time.Time:
			if !c.IsZero() {
				line[i] = c.Format("2006-01-02 15:04")
			}
		default:
			line[i] = harmless(fmt.Sprint(c))
		}
	}
	return line
}

func (v *visit) headings() (all []any) {
	for _, name := range []string{"number", "topic", "deputy", "place", "resident", "state", "outcome", "opened", "due", "answered", "helped", "mark"} {
		all = append(all, v.Say("console.reports.export."+name))
	}
	if v.words() {
		for _, name := range []string{"at", "who", "text"} {
			all = append(all, v.Say("console.reports.export."+name))
		}
	}
	return all
}

func (r rows) write(t taken) error {
	cells := r.cells(t)
	if !r.words() {
		return r.put(cells)
	}
	if len(t.Words) == 0 {
		return r.put(append(cells, "", "", ""))
	}
	for _, e := range t.Words {
		if err := r.put(append(cells[:len(cells):len(cells)], r.local(e.At), r.author(t, e), e.Text)); err != nil {
			return err
		}
	}
	return nil
}

func (r rows) cells(t taken) []any {
	o := r.desk.Office()
	place, _ := o.Spot(t.Lead.Spot)
	all := []any{
		t.Number.String(), r.Topic(o, t.Topic), r.deputy(t), place.Called(r.Language()), r.alias(t), r.Say("console.reports.state." + string(t.Status)),
		"", r.local(t.Opened), r.local(t.Due()), r.local(t.Replied), "", "",
	}
	if t.Outcome != "" {
		all[6] = r.Outcome(t.Outcome)
	}
	if t.Helped != "" {
		all[10] = r.Say("console.reports.helped." + string(t.Helped))
	}
	if t.Manner > 0 {
		all[11] = t.Manner
	}
	return all
}

// local is a moment by the office's clock.
func (v *visit) local(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(v.desk.Office().Zone)
}

func (v *visit) deputy(t taken) string {
	if id := v.owner(t); id != "" {
		return v.lineName(casework.ByDeputy, string(id))
	}
	return ""
}

// owner is the deputy who has a case; as in a report, a deputy's file names no other.
func (v *visit) owner(t taken) casework.PersonID {
	if v.by.Staff() || t.Owner == v.by.ID {
		return t.Owner
	}
	return ""
}

// alias is what residents are called in files, whether or not they let their name be seen.
func (v *visit) alias(t taken) string {
	if t.Resident == casework.Nobody { // forgotten
		return ""
	}
	return v.Person(casework.Person{ID: t.Resident, Role: casework.Resident}, casework.Case{})
}

func (v *visit) author(t taken, e casework.Entry) string {
	if e.By == t.Resident {
		return v.alias(t)
	}
	return cmp.Or(v.desk.Office().Named(e.By), string(e.By))
}
