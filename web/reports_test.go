package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"liaison/casework"
)

var exports = []string{"csv", "xlsx", "json"}

const inNovember = "?from=2026-11-01&to=2026-11-30"

func TestReportsAreForWhoAnswers(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	r.write(7001, "The bus is late")
	r.answer("sun-lei", r.write(7002, "A pipe burst"), "We come.")
	if got := r.get("desk", "/console/reports?by=deputy").body; strings.Contains(got, canary) || !strings.Contains(got, "&lt;script&gt;") {
		t.Error("a deputy's name isn't shown as text")
	}
	pages := []string{"/console/reports", "/console/reports/month?m=2026-11"}
	for _, form := range exports {
		pages = append(pages, "/console/reports/export."+form+inNovember+"&words=1")
	}
	for _, path := range pages {
		for who, status := range map[casework.PersonID]int{"desk": 200, "chief": 200, "li-na": 200, "liu-yang": 404, "": 401, r.resident(7001): 404} {
			if got := r.get(who, path); got.status != status {
				t.Errorf("%s for %q: %d", path, who, got.status)
			}
		}
	}
}

// resident is the id of who writes from an account.
func (r *rig) resident(account int64) casework.PersonID {
	r.t.Helper()
	p, err := r.desk.Who(r.t.Context(), account, "", "en")
	if err != nil {
		r.t.Fatal(err)
	}
	return p.ID
}

// all are the texts of each report and file that somebody can have.
func (r *rig) reported(as casework.PersonID) (all []string) {
	r.t.Helper()
	for _, path := range []string{"/console/reports", "/console/reports?by=deputy", "/console/reports?by=place", "/console/reports/month?m=2026-11"} {
		all = append(all, r.get(as, path).body)
	}
	for _, form := range exports {
		for _, words := range []string{"", "&words=1"} {
			all = append(all, r.plain(form, r.get(as, "/console/reports/export."+form+inNovember+words).body))
		}
	}
	return all
}

// plain reads a workbook; other files are as they are.
func (r *rig) plain(form, body string) string {
	r.t.Helper()
	if form != "xlsx" {
		return body
	}
	rows := r.sheet(body)
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.Join(row, "|")
	}
	return strings.Join(lines, "\n")
}

func (r *rig) sheet(body string) [][]string {
	r.t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		r.t.Fatal(err)
	}
	return rows
}

func TestX17_NothingOfAReportChangesWithForeignCases(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.write(7001, "The bus is late")
	before := r.reported("li-na")
	r.write(7002, "A pipe burst: canary")
	r.write(7003, "The light is out: canary")
	if after := r.reported("li-na"); !slices.Equal(before, after) || strings.Contains(strings.Join(after, ""), "canary") {
		t.Error("foreign cases change a deputy's report")
	}
}

func TestX16_NothingOfAReportChangesWithProtectedCases(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.write(7001, "The bus is late")
	before := map[casework.PersonID][]string{"desk": r.reported("desk"), "li-na": r.reported("li-na"), "chief": r.reported("chief")}
	n := r.write(7002, "The bus driver takes money: canary")
	if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("desk"), n); err != nil {
		t.Fatal(err)
	}
	for who, want := range before {
		if got := r.reported(who); !slices.Equal(got, want) || strings.Contains(strings.Join(got, ""), "canary") {
			t.Errorf("a protected case changes what %s sees", who)
		}
	}
}

// A deputy has the words of their own cases, and none of those that nobody or a colleague has.
func TestX17_WordsAreTheDeputysOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mine := r.write(7001, "The bus is late: mine")
	r.write(7002, "The bus is cold: nobody's")
	r.answer("li-na", mine, "It comes again: answered")
	r.note("desk", mine, "Between us: noted")
	for who, want := range map[casework.PersonID][]string{"desk": {"mine", "nobody's", "answered"}, "li-na": {"mine", "answered"}} {
		for _, form := range exports {
			got := r.plain(form, r.get(who, "/console/reports/export."+form+inNovember+"&words=1").body)
			for _, word := range []string{"mine", "nobody's", "answered", "noted"} {
				if strings.Contains(got, ": "+word) != slices.Contains(want, word) {
					t.Errorf("%s in %s for %s: %v", word, form, who, !slices.Contains(want, word))
				}
			}
			if strings.Contains(got, "Wang Fang") {
				t.Errorf("%s names the resident", form)
			}
			if plain := r.plain(form, r.get(who, "/console/reports/export."+form+inNovember).body); strings.Contains(plain, ": mine") || !strings.Contains(plain, mine.String()) {
				t.Errorf("%s without words: %s", form, plain)
			}
		}
	}
}

func (r *rig) answer(by casework.PersonID, n casework.Number, text string) {
	r.t.Helper()
	if _, err := r.desk.Answer(r.t.Context(), casework.Once{}, r.person(by), n, casework.Words{Text: text}); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) note(by casework.PersonID, n casework.Number, text string) {
	r.t.Helper()
	if _, err := r.desk.Note(r.t.Context(), casework.Once{}, r.person(by), n, casework.Words{Text: text}); err != nil {
		r.t.Fatal(err)
	}
}

// What a resident writes stays words in each file: no formula, no script, no broken row.
func TestX10_WordsStayWordsInFiles(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	hostile := []string{
		`=HYPERLINK("http://evil.example","bus")`, "+1+bus", "-2+bus", "@SUM(bus)", "\t=bus", "  =bus", "＝bus", "<script>alert('bus')</script>",
		"bus \"quoted\", with\na line", "bus \x01\x00 control", "公交车 bus ]]>", strings.Repeat("bus 😀 ", 8000),
	}
	for i, text := range hostile {
		r.write(7001+int64(i), text)
	}
	csvText := r.get("desk", "/console/reports/export.csv"+inNovember+"&words=1").body
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(csvText, "\uFEFF"))).ReadAll()
	if err != nil || !strings.HasPrefix(csvText, "\uFEFF") || len(lines) != len(hostile)+1 {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	sheet := r.sheet(r.get("desk", "/console/reports/export.xlsx"+inNovember+"&words=1").body)
	if len(sheet) != len(lines) || len(sheet[0]) != len(lines[0]) {
		t.Fatalf("%d rows, %d columns", len(sheet), len(sheet[0]))
	}
	for _, rows := range [][][]string{lines, sheet} {
		for _, row := range rows[1:] {
			for _, cell := range row {
				if strings.ContainsAny(strings.TrimLeft(cell, " ")[:min(len(cell), 1)], "=+-@\t") || strings.HasPrefix(cell, "＝") {
					t.Errorf("a cell begins %.20q", cell)
				}
			}
		}
	}
	var file struct {
		Cases []struct{ Messages []struct{ Text string } }
	}
	if err := json.Unmarshal([]byte(r.get("desk", "/console/reports/export.json"+inNovember+"&words=1").body), &file); err != nil || len(file.Cases) != len(hostile) {
		t.Fatalf("%d cases: %v", len(file.Cases), err)
	}
	if !slices.ContainsFunc(file.Cases, func(c struct{ Messages []struct{ Text string } }) bool { return c.Messages[0].Text == hostile[0] }) {
		t.Error("JSON alters words")
	}
}

func TestAnExportGoesOnOverItsPages(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const many = 450
	for i := range int64(many) {
		r.write(7001+i, "The bus is late")
	}
	for _, form := range exports {
		got := r.get("desk", "/console/reports/export."+form+inNovember)
		rows := strings.Count(r.plain(form, got.body), "\n")
		if form != "csv" {
			rows++
		}
		if form == "json" {
			rows -= 2
		}
		if rows-1 != many || got.header.Get("Content-Disposition") != `attachment; filename="cases-2026-11-01-2026-11-30.`+form+`"` {
			t.Errorf("%s: %d rows, %v", form, rows, got.header)
		}
	}
}

func TestAWorkbookHasDates(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Hour)
	r.answer("li-na", n, "It comes again.")
	body := r.get("desk", "/console/reports/export.xlsx"+inNovember).body
	f, err := excelize.OpenReader(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows := r.sheet(body)
	if got := rows[1]; got[0] != n.String() || got[1] != "Roads and transport" || got[2] != "Li Na" || got[5] != "answered" || got[7] != "2026-11-23 09:12" || got[9] != "2026-11-23 10:12" {
		t.Errorf("row %q", got)
	}
}

func TestReportsReadTheirAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.write(7001, "The bus is late")
	for query, want := range map[string]string{
		"": "November 2026", "?period=last": "October 2026", "?period=quarter": "1 October – 31 December 2026", "?period=year": "1 January – 31 December 2026",
		"?from=2026-11-23&to=2026-11-23": "23 November – 23 November 2026", "?from=2025-11-23&to=2026-11-23": "23 November 2025 – 23 November 2026",
		"?from=2026-11-23&to=2026-11-22": "This month is shown instead", "?from=1990-01-01&to=2026-11-22": "This month is shown instead", "?by=nonsense": "By topic",
	} {
		if got := r.get("desk", "/console/reports"+query); got.status != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("%q doesn't say %s", query, want)
		}
	}
	if got := r.get("desk", "/console/reports?period=last").body; !strings.Contains(got, "No case was opened") {
		t.Error("an empty time isn't told")
	}
	if got := r.get("desk", "/console/reports").body; strings.Contains(got, "100 %") || !strings.Contains(got, "view=all") {
		t.Error("a share of one is given, or no line leads to its list")
	}
}
