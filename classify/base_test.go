package classify

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/casework"
)

// plainOffice has the labels of the base model for its topics.
func plainOffice() *Model {
	var topics []casework.Topic
	for _, label := range Labels() {
		topics = append(topics, casework.Topic{ID: casework.TopicID(label)})
	}
	return New(topics)
}

func rowsIn(t testing.TB, file string) []Row {
	t.Helper()
	f, err := os.Open(file) // #nosec G304 -- a test's own
	if os.IsNotExist(err) {
		t.Skipf("no %s here: it isn't part of the project", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := ReadRows(f, file)
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", file, len(rows), err)
	}
	return rows
}

// dataFile is where messages that the project doesn't hold may be.
func dataFile(name string) string {
	if dir := os.Getenv("LIAISON_DATA"); dir != "" {
		return filepath.Join(dir, name)
	}
	return filepath.Join("..", "..", "shared", "data", name)
}

// figures are what is asked of the base model.
type figures struct{ accuracy, macro, covered, precision, unsure float64 }

func measureBase(rows []Row, text func(Row) string) figures {
	m := plainOffice()
	var f figures
	var right, said, there [labelCount]float64
	n, sure, surelyRight := 0.0, 0.0, 0.0
	for _, r := range rows {
		if text(r) == "" {
			continue
		}
		n++
		v := m.Classify(text(r))
		if !v.Sure {
			f.unsure++
		}
		if k := LabelOf(casework.Topic{Base: r.Label}); k >= 0 {
			there[k]++
		}
		if len(v.Guesses) == 0 {
			continue
		}
		guess := string(v.Guesses[0].Topic)
		said[LabelOf(casework.Topic{Base: guess})]++
		hit := guess == r.Label
		if hit {
			f.accuracy++
			right[LabelOf(casework.Topic{Base: guess})]++
		}
		if v.Sure {
			sure++
			if hit {
				surelyRight++
			}
		}
	}
	for k := range labelCount - 1 {
		f.macro += 2 * right[k] / max(1, said[k]+there[k]) / (labelCount - 1)
	}
	return figures{f.accuracy / n, f.macro, sure / n, surelyRight / max(1, sure), f.unsure / n}
}

func TestBaseOnMessagesItWasNotTaught(t *testing.T) {
	t.Parallel()
	title := func(r Row) string { return r.Title }
	for name, tt := range map[string]struct {
		file string
		text func(Row) string
		want figures
	}{
		"Chinese":        {dataFile("zh_dev.jsonl"), Row.Whole, figures{macro: .89, covered: .70, precision: .95}},
		"Chinese titles": {dataFile("zh_dev.jsonl"), title, figures{macro: .87}},
		"Russian":        {dataFile("ru_dev.jsonl"), Row.Whole, figures{accuracy: .80}},
		"English":        {"testdata/english.jsonl", Row.Whole, figures{accuracy: .85}},
		"no matters":     {"testdata/nonmatters.jsonl", Row.Whole, figures{unsure: .80}},
		"Spanish":        {"testdata/spanish.jsonl", Row.Whole, figures{}},
		"Arabic":         {"testdata/arabic.jsonl", Row.Whole, figures{}},
		"mixed":          {"testdata/mixed.jsonl", Row.Whole, figures{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := rowsIn(t, tt.file)
			got := measureBase(rows, tt.text)
			t.Logf("%d rows: %+v", len(rows), got)
			if got.accuracy < tt.want.accuracy || got.macro < tt.want.macro || got.covered < tt.want.covered ||
				got.precision < tt.want.precision || got.unsure < tt.want.unsure {
				t.Errorf("got %+v, want at least %+v", got, tt.want)
			}
		})
	}
}

func TestTheModelInTheProgramIsWhole(t *testing.T) {
	t.Parallel()
	b, err := LoadBase("")
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := b.Encode(&again); err != nil || !bytes.Equal(again.Bytes(), embedded) {
		t.Errorf("written again it has other bytes: %v", err)
	}
}

func TestL12_ModelFileThatIsNone(t *testing.T) {
	t.Parallel()
	other := bytes.Replace(embedded, []byte("liaison model 1"), []byte("liaison model 9"), 1)
	changed := bytes.Clone(embedded)
	changed[len(changed)/2] ^= 1
	for name, data := range map[string][]byte{
		"empty": {}, "text": []byte("hello\n"), "other format": other, "changed": changed, "cut": embedded[:len(embedded)-9], "head alone": embedded[:40],
	} {
		file := filepath.Join(t.TempDir(), "office.model")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadBase(file); err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "liaison train") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := LoadBase("/no/such.model"); err == nil || !strings.Contains(err.Error(), "/no/such.model") {
		t.Errorf("missing: got %v", err)
	}
}

func FuzzDecodeBase(f *testing.F) {
	f.Add(embedded[:400])
	f.Add([]byte("liaison model 1\nlabels x\ntemperature 1\nthreshold 1\nsha256 0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := DecodeBase(data); (b == nil) == (err == nil) && err == nil {
			t.Error("neither a model nor an error")
		}
	})
}

// TestTrainingIsRepeatable: the same rows make the same bytes.
func TestTrainingIsRepeatable(t *testing.T) {
	t.Parallel()
	rows := rowsIn(t, "corpus/es.jsonl")
	var files [2]bytes.Buffer
	for i := range files {
		b, err := Train(rows, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Encode(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("trained twice, got two models")
	}
}

func BenchmarkBaseLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeBase(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
