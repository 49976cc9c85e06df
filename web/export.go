package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
)

// exportPage is how many cases an export reads at once.
const exportPage = 200

// taken is one case of an export with the words in it, if they are asked for.
type taken struct {
	casework.Case
	Words []casework.Entry
}

// writer is a form of export.
type writer interface {
	write(taken) error
	close() error
}

// forms are the forms of export, by how a file's name ends.
var forms = map[string]struct {
	kind  string
	begin func(*visit, asking) (writer, error)
}{
	"csv":  {"text/csv; charset=utf-8", beginCSV},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", beginXLSX},
	"json": {"application/json", beginJSON},
}

// export gives the cases of a report as a file, and with words=1 what was written in them. It is
// read page by page with the rights of that moment; what breaks off can't be taken for whole.
func (c *Console) export(form string) func(*visit) error {
	return func(v *visit) error {
		a := v.asking()
		page, err := c.taken(v, a, casework.Case{})
		if err != nil {
			return err
		}
		v.w.Header().Set("Content-Type", forms[form].kind)
		v.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="cases-%s-%s.%s"`, a.First, a.Last, form))
		count, err := c.pour(v, a, form, page)
		log := zerolog.Ctx(v.r.Context()).Info()
		if err != nil {
			log = zerolog.Ctx(v.r.Context()).Error().Err(err)
		}
		log.Str("person", string(v.by.ID)).Str("form", form).Str("from", a.First).Str("to", a.Last).Bool("words", v.words()).Int("cases", count).Msg("cases exported")
		if err != nil {
			panic(http.ErrAbortHandler) // the browser must not take it for whole
		}
		return nil
	}
}

func (v *visit) words() bool { return v.r.URL.Query().Get("words") == "1" }

// pour writes page after page, and tells how many cases that were.
func (c *Console) pour(v *visit, a asking, form string, page []taken) (count int, err error) {
	w, err := forms[form].begin(v, a)
	for err == nil && len(page) > 0 {
		for _, one := range page {
			if err := w.write(one); err != nil {
				return count, err
			}
			count++
		}
		if len(page) < exportPage {
			break
		}
		page, err = c.taken(v, a, page[len(page)-1].Case)
	}
	if err != nil {
		return count, err
	}
	return count, w.close()
}

// taken reads the next page.
func (c *Console) taken(v *visit, a asking, after casework.Case) ([]taken, error) {
	cases, err := c.desk.Counted(v.r.Context(), v.by, a.Period, after, exportPage)
	if err != nil {
		return nil, err
	}
	var said map[casework.Number][]casework.Entry
	if v.words() {
		if said, err = c.desk.Uttered(v.r.Context(), v.by, cases); err != nil {
			return nil, err
		}
	}
	all := make([]taken, len(cases))
	for i, one := range cases {
		all[i] = taken{one, said[one.Number]}
	}
	return all, nil
}

// Due is by when the first answer was promised, or is now; zero: nothing is.
func (t taken) Due() time.Time {
	if t.Replied.IsZero() {
		return t.AnswerBy
	}
	return t.Promised
}
