package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/classify/evaluate"
	"liaison/config"
	"liaison/storage/storagetest"
)

// evaluated runs the command on rows and gives what it printed.
func evaluated(t *testing.T, rows string, environ []string, flags ...string) (out string, err error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	var said, logs bytes.Buffer
	err = run(t.Context(), append([]string{"evaluate", file}, flags...), environ, &said, &logs)
	if logs.Len() > 0 {
		t.Errorf("it logs %s", logs.String())
	}
	return strings.ReplaceAll(said.String(), file, "rows.jsonl"), err
}

// smallOffice has topics that stand for general ones, by name or by base.
func smallOffice(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.yaml")
	text := `
office: {name: {en: Station}, language: en, timezone: UTC}
topics:
  - {id: buses, name: {en: Buses}, base: transport, examples: [the bus is late, no bus]}
  - {id: health, name: {en: Health}, examples: [doctor, hospital]}
  - {id: allotments, name: {en: Allotments}, examples: [allotment garden]}
deputies:
  - {id: ann, name: Ann, topics: [buses, health, allotments]}
staff:
  - {id: desk, name: Desk, role: admin, telegram: 1}
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const officeRows = `{"text":"the bus is late","label":"transport"}
{"title":"doctor","text":"I need a doctor in the hospital","label":"health"}
{"text":"my allotment garden","label":"allotments"}
{"text":"hello","label":"none"}
`

func TestEvaluateOffice(t *testing.T) {
	t.Parallel()
	out, err := evaluated(t, officeRows, nil, "--as", "office", "--office", smallOffice(t), "--json")
	var r evaluate.Report
	if err != nil || json.Unmarshal([]byte(out), &r) != nil {
		t.Fatal(err, out)
	}
	if r.Rows != 4 || r.Accuracy != 1 || r.None.Rows != 1 || r.None.Unsure != 1 || r.Taught == nil || r.Taught.Database {
		t.Errorf("got %s", out)
	}
}

// manage makes a desk of the small office in a new database, where the front desk
// put what a resident wrote under allotments.
func manage(t *testing.T, address, path, words string) {
	t.Helper()
	file, err := config.ReadOffice(path, classify.Labels())
	if err != nil {
		t.Fatal(err)
	}
	office, store := officeOf(file), storagetest.Open(t, address)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(store.ApplyOffice(t.Context(), office))
	desk := casework.NewDesk(store, classify.New(office.Topics), office, time.Now, rand.Reader)
	once := func(key string) casework.Once { return casework.Once{Key: key, Print: key} }
	wei, err := desk.Who(t.Context(), 77, "Wei", "en")
	must(err)
	_, err = desk.Agree(t.Context(), once("agree"), wei)
	must(err)
	wei, err = desk.Who(t.Context(), 77, "Wei", "en") // somebody now
	must(err)
	must(desk.Receive(t.Context(), casework.Message{Once: once("write"), From: wei, Ref: casework.Ref{Chat: 77, Message: 1}, Text: words}))
	clerk, err := desk.Who(t.Context(), 1, "Desk", "en")
	must(err)
	cases, err := desk.Cases(t.Context(), wei, 1)
	must(err)
	_, err = desk.Classify(t.Context(), once("classify"), clerk, cases[0].Number, "allotments")
	must(err)
}

// TestEvaluateOfficeCountsCorrections: what people taught is judged with the file.
func TestEvaluateOfficeCountsCorrections(t *testing.T) {
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		path := smallOffice(t)
		rows := `{"text":"my dahlias are eaten by voles","label":"allotments"}`
		flags := []string{"--as=office", "--office", path}
		out, err := evaluated(t, rows, on(filepath.Join(t.TempDir(), "none.db")), flags...)
		if err != nil || !strings.Contains(out, "no database, the office file alone") || strings.Contains(out, "accuracy  1.000") {
			t.Errorf("without a database: %v\n%s", err, out)
		}
		manage(t, address, path, "voles eat my dahlias")
		out, err = evaluated(t, rows, on(address), append(flags, "--json")...)
		var r evaluate.Report
		if err != nil || json.Unmarshal([]byte(out), &r) != nil || r.Accuracy != 1 || r.Taught == nil || *r.Taught != (evaluate.Taught{Database: true, Corrections: 1}) {
			t.Errorf("with it: %v\n%s", err, out)
		}
	})
}

func TestEvaluateTitles(t *testing.T) {
	t.Parallel()
	out, err := evaluated(t, officeRows, nil, "--as=office", "--office", smallOffice(t), "--text=title")
	if err != nil || !strings.Contains(out, "left out, no title") || !strings.Contains(strings.Join(strings.Fields(out), " "), "macro-F1 1.000") {
		t.Errorf("%v\n%s", err, out)
	}
	_, err = evaluated(t, `{"text":"late","label":"transport"}`, nil, "--text=title")
	if err == nil || !strings.HasSuffix(err.Error(), "rows.jsonl: no row has a title: ask by --text whole") {
		t.Errorf("no titles: got %v", err)
	}
}

func TestEvaluateBase(t *testing.T) {
	t.Parallel()
	out, err := evaluated(t, `{"text":"transport","label":"transport"}`, []string{"LIAISON_OFFICE=/no/such/place"})
	for _, part := range []string{"accuracy", "macro-F1", "calibration error", "covered at 95 % precision", "no guess", "probability from", "time, p99"} {
		if err != nil || !strings.Contains(out, part) {
			t.Errorf("no %s: %v\n%s", part, err, out)
		}
	}
}

// TestEvaluateLanguageModel asks a stand-in that answers the second question with rubbish.
func TestEvaluateLanguageModel(t *testing.T) {
	t.Parallel()
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		content := `{"topic":"buses","confidence":0.9,"signals":[]}`
		if asked++; asked == 2 {
			content = "rubbish"
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"choices":[{"message":{"content":%q}}]}`, content)
	}))
	t.Cleanup(server.Close)
	environ := []string{"LIAISON_LLM_URL=" + server.URL, "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m", "LIAISON_LLM_PRIVATE=true"}
	rows := `{"text":"late","label":"transport"}` + "\n" + `{"text":"no bus","label":"transport"}`
	out, err := evaluated(t, rows, environ, "--as=llm", "--json", "--office", smallOffice(t))
	var r evaluate.Report
	if err != nil || json.Unmarshal([]byte(out), &r) != nil || r.Failed != 1 || r.Accuracy != 0.5 || asked != 2 {
		t.Errorf("%d asked, %v\n%s", asked, err, out)
	}
	asked = 2
	out, err = evaluated(t, rows, environ, "--as=llm", "--json", "--limit=1", "--office", smallOffice(t))
	if err != nil || json.Unmarshal([]byte(out), &r) != nil || r.Rows != 1 || asked != 3 {
		t.Errorf("%d asked for one row, %v\n%s", asked-2, err, out)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	t.Parallel()
	good := `{"text":"late","label":"transport"}`
	for _, c := range []struct {
		name, rows, says string
		flags            []string
		settings         bool
	}{
		{"unknown label", good + "\n" + `{"text":"secret","label":"sport"}`, `rows.jsonl:2: label "sport" is unknown`, nil, false},
		{"no JSON", "secret", "rows.jsonl:1: the line isn't a JSON object", nil, false},
		{"empty text", `{"text":"","label":"health"}`, "rows.jsonl:1: the text is empty", nil, false},
		{"no rows", "", "there is no row in it", nil, false},
		{"a topic's label elsewhere", `{"text":"secret","label":"allotments"}`, `label "allotments" is unknown`, nil, false},
		{"no office", good, "the office file can't be read", []string{"--as=office", "--office=/no/such/place"}, true},
		{"no database but something else", good, "it isn't a database", []string{"--as=office", "--office", smallOffice(t), "--database", smallOffice(t)}, false},
		{"no model", good, "--as llm: there is no language model to ask; set LIAISON_LLM_URL, _KEY and _MODEL", []string{"--as=llm"}, true},
		{"nobody", good, "command line", []string{"--as=nobody"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, err := evaluated(t, c.rows, nil, c.flags...)
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") || out != "" {
				t.Errorf("got %v, %q", err, out)
			}
			if _, invalid := errors.AsType[*config.Invalid](err); invalid != c.settings {
				t.Errorf("exit code %d", exitCode(err))
			}
		})
	}
	if _, err := readRows("/no/such/place", classify.Labels()); err == nil {
		t.Error("no file: no error")
	}
}

// TestEvaluateTellsHowFarItIs: nothing while it is quick.
func TestEvaluateTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	var logs bytes.Buffer
	clock := time.Unix(0, 0)
	done := progress(&logs, 100, func() time.Time { return clock })
	for i := range 10 {
		clock = clock.Add(progressEvery / 4)
		done(i + 1)
	}
	if got, want := logs.String(), "4 of 100\n8 of 100\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
