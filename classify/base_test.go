package classify

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"liaison/casework"
	"liaison/classify/classifytest"

	"github.com/google/go-cmp/cmp"
)

// general are the base model's labels as an office's topics, without an example.
func general() (topics []casework.Topic) {
	for _, l := range Labels() {
		topics = append(topics, casework.Topic{ID: casework.TopicID(l), Base: l})
	}
	return topics
}

// outside gives the rows of a data set that isn't part of the project.
func outside(tb testing.TB, name string) []Sample {
	tb.Helper()
	return samples(tb, classifytest.Data(tb, name))
}

func samples(tb testing.TB, path string) (all []Sample) {
	tb.Helper()
	file, err := os.ReadFile(path) // #nosec G304 -- a test names it
	if err != nil {
		tb.Fatal(err)
	}
	for line := range bytes.Lines(file) {
		var s Sample
		if err := json.Unmarshal(line, &s); err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		all = append(all, s)
	}
	return all
}

// figures of how a set was sorted.
type figures struct {
	rows                         int
	accuracy, f1, covered, sound float64 // sound: right of what was covered
}

func measured(c casework.Classifier, rows []Sample, text func(Sample) string) (f figures) {
	type count struct{ right, guessed, had float64 }
	by := map[string]*count{}
	of := func(l string) *count {
		if by[l] == nil {
			by[l] = &count{}
		}
		return by[l]
	}
	right, sure, soundly := 0.0, 0.0, 0.0
	for _, s := range rows {
		if text(s) == "" {
			continue
		}
		f.rows++
		v := c.Classify(text(s))
		guess := background
		if len(v.Guesses) > 0 {
			guess = string(v.Guesses[0].Topic)
		}
		of(guess).guessed++
		of(s.Label).had++
		if guess == s.Label {
			right++
			of(guess).right++
		}
		if v.Sure {
			sure++
			if guess == s.Label {
				soundly++
			}
		}
	}
	n := float64(f.rows)
	f.accuracy, f.covered, f.sound = right/n, sure/n, soundly/max(1, sure)
	labels := 0.0
	for _, c := range by {
		if c.had > 0 {
			labels++
			f.f1 += 2 * c.right / (c.guessed + c.had)
		}
	}
	f.f1 /= labels
	return f
}

func whole(s Sample) string {
	if s.Title == "" {
		return s.Text
	}
	return s.Title + "\n" + s.Text
}
func title(s Sample) string { return s.Title }

// The sets were never learned from: their precision chose the
// threshold. The floors are those the project set itself.
func TestSortsRealMessages(t *testing.T) {
	t.Parallel()
	model := New(general())
	zh := outside(t, "zh_dev.jsonl")
	for _, set := range []struct {
		name                         string
		rows                         []Sample
		text                         func(Sample) string
		accuracy, f1, covered, sound float64
	}{
		{"Chinese, whole messages", zh, whole, 0, 0.90, 0.70, 0.95},
		{"Chinese, titles", zh, title, 0, 0.87, 0, 0},
		{"Russian", outside(t, "ru_dev.jsonl"), whole, 0.80, 0, 0.70, 0.95},
	} {
		f := measured(model, set.rows, set.text)
		t.Logf("%s: %+v", set.name, f)
		if f.accuracy < set.accuracy || f.f1 < set.f1 || f.covered < set.covered || f.sound < set.sound {
			t.Errorf("%s: got %+v, want at least accuracy %v, macro-F1 %v, coverage %v with precision %v",
				set.name, f, set.accuracy, set.f1, set.covered, set.sound)
		}
	}
}

func TestSortsShortMessagesInManyLanguages(t *testing.T) {
	t.Parallel()
	model := New(general())
	for name, least := range map[string]float64{"english": 0.85, "spanish": 0.85, "arabic": 0.85, "mixed": 0.75} {
		f := measured(model, samples(t, "testdata/"+name+".jsonl"), whole)
		t.Logf("%s: %+v", name, f)
		if f.accuracy < least || f.sound < 0.85 {
			t.Errorf("%s: got %+v", name, f)
		}
	}
	unsure := measured(model, samples(t, "testdata/nonmatters.jsonl"), whole)
	t.Logf("no matter: %+v", unsure)
	if unsure.covered > 0.2 {
		t.Errorf("sorts %.2f of what is no matter", unsure.covered)
	}
}

// An office's own topics sit on the labels: two may share one, and one may have none.
func TestAnOfficeOnTopOfTheBase(t *testing.T) {
	t.Parallel()
	topics := []casework.Topic{
		{ID: "roads", Base: "transport", Examples: []string{"bus stop"}},
		{ID: "housing", Base: "urban", Examples: []string{"lift is broken", "leaking roof", "电梯坏了"}},
		{ID: "heat", Base: "urban", Examples: []string{"cold radiators", "no hot water", "暖气不热"}},
		{ID: "bees", Examples: []string{"beehives, beekeeper, swarm of bees", "蜜蜂、养蜂"}},
	}
	m := New(topics)
	for text, want := range map[string]casework.TopicID{
		"the taxi driver took a detour and charged double": "roads", // of which no example speaks
		"出租车司机绕路，乱收费，公交也等不到":                               "roads",
		"the lift in our house doesn't move":               "housing",
		"радиаторы: cold radiators again, no hot water":    "heat",
		"a swarm of bees from the beekeeper next door":     "bees",
	} {
		if v := m.Classify(text); len(v.Guesses) == 0 || v.Guesses[0].Topic != want {
			t.Errorf("%q: got %+v, want %s", text, v, want)
		}
	}
	for _, text := range []string{"the doctor at the clinic refused to see me", "hello", "老师布置的作业太多了，孩子上学太累"} {
		if v := m.Classify(text); v.Sure {
			t.Errorf("%q is of a label that the office doesn't have: got %+v", text, v)
		}
	}
}

func TestReasonsOfTheBaseAreWordsOfTheText(t *testing.T) {
	t.Parallel()
	m := New(general())
	for text, want := range map[string]string{"the taxi driver charged double": "taxi", "拖欠农民工工资": "工资", "в поликлинике нет врача": "поликлинике"} {
		v := m.Classify(text)
		if diff := cmp.Diff(true, len(v.Guesses) > 0 && contains(v.Guesses[0].Reasons, want)); diff != "" {
			t.Errorf("%q: got %+v, want %q among the reasons", text, v, want)
		}
	}
}

func contains(all []string, want string) bool {
	for _, s := range all {
		if s == want {
			return true
		}
	}
	return false
}

var few = []Sample{
	{Text: "the bus is late", Label: "transport"}, {Text: "公交车不来", Label: "transport", Title: "公交"},
	{Text: "the doctor is ill", Label: "health"}, {Text: "hello there", Label: background},
}

func TestTrainingIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	var models [2]bytes.Buffer
	for i := range models {
		b, err := Train(few, [][]Sample{few}, 0.95, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Write(&models[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(models[0].Bytes(), models[1].Bytes()) {
		t.Error("the same samples made two models")
	}
	b, err := ReadBase(&models[0])
	if err != nil {
		t.Fatal(err)
	}
	v := NewOn(b, general()).Classify("bus, bus")
	if len(v.Guesses) == 0 || v.Guesses[0].Topic != "transport" {
		t.Errorf("got %+v", v)
	}
}

func TestTrainRefusesWhatItCannotLearnFrom(t *testing.T) {
	t.Parallel()
	for name, set := range map[string][2][]Sample{
		"nothing": {}, "label": {{{Text: "a", Label: "bees"}}}, "label apart": {few, {{Text: "a", Label: "bees"}}},
	} {
		if _, err := Train(set[0], [][]Sample{set[1]}, 0.95, func(int, int) {}); err == nil {
			t.Errorf("%s: learned", name)
		}
	}
}

// The temperature is that of the least loss: neither side of it is better.
func TestCalibration(t *testing.T) {
	t.Parallel()
	all := []judged{{odds{4}, 0}, {odds{4}, 0}, {odds{4}, 0}, {odds{4}, 1}}
	loss := func(t float64) (sum float64) {
		for _, j := range all {
			sum -= logOf(j.scores.divided(t))[j.label]
		}
		return sum
	}
	at := coolest(all)
	if loss(at) > loss(at*1.01) || loss(at) > loss(at/1.01) {
		t.Errorf("%v isn't the valley", at)
	}
	all = []judged{{odds{9}, 0}, {odds{8}, 0}, {odds{7}, 0}, {odds{6}, 1}, {odds{5}, 0}}
	if got, want := leastSure(all, 1, 0.75), math.Exp(logOf(odds{5})[0]); got != want {
		t.Errorf("four of five are right of all: got %v, want %v", got, want)
	}
	if got, want := leastSure(all, 1, 0.95), math.Exp(logOf(odds{7})[0]); got != want {
		t.Errorf("the first three are right: got %v, want %v", got, want)
	}
}

func TestL12_ModelFilesThatAreNone(t *testing.T) {
	t.Parallel()
	good := bytes.Clone(shipped)
	changed := bytes.Clone(good)
	changed[len(changed)-9] ^= 1
	for name, file := range map[string][]byte{
		"empty": {}, "text": []byte("labels: []"), "cut": good[:len(good)/2], "changed": changed,
		"head only": good[:len(magic)+4], "other version": append([]byte("liaison model 9\n"), good[len(magic):]...),
		"huge head": append([]byte(magic), 0xff, 0xff, 0xff, 0xff, '{'),
	} {
		if _, err := ReadBase(bytes.NewReader(file)); !errors.Is(err, ErrModel) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := LoadBase(filepath.Join(t.TempDir(), "none.model")); err == nil {
		t.Error("a missing file was read")
	}
	b, err := ReadBase(bytes.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := b.Write(&again); err != nil || !bytes.Equal(again.Bytes(), good) {
		t.Errorf("written again it differs, %v", err)
	}
}

func FuzzL12_ReadBase(f *testing.F) {
	f.Add([]byte(magic + "\x00\x00\x00\x02{}"))
	f.Add(shipped[:2048])
	f.Fuzz(func(t *testing.T, file []byte) {
		if b, err := ReadBase(bytes.NewReader(file)); err == nil && len(b.rows) != buckets {
			t.Errorf("read %d buckets", len(b.rows))
		}
	})
}
