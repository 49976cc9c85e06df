package classify

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify/classifytest"
)

var _ casework.Comparer = Alike{}

type pair struct {
	Lang, A, B string
	Same       bool
}

func readPairs(t *testing.T, name string) (all []pair) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for d := json.NewDecoder(f); d.More(); {
		var p pair
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// found reports whether two texts share a band, as those that are compared do.
func found(a, b string) bool {
	list := Alike{}.Bands(b)
	return slices.ContainsFunc(Alike{}.Bands(a), func(x int64) bool { return slices.Contains(list, x) })
}

// The floors are what was measured, less a little. The pairs of alike.jsonl are such as
// residents send who saw the same; most of pairs.jsonl say the same in wholly other words, or
// differ in the name of a street alone, which words can't tell: better not found than wrong.
func TestAlikeOnLabelledPairs(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name              string
		precision, recall float64
	}{{"alike.jsonl", 0.96, 0.80}, {"pairs.jsonl", 0.85, 0.20}} {
		var right, wrong, missed int
		for _, p := range readPairs(t, set.name) {
			joined := found(p.A, p.B) && Alike{}.Same(Alike{}.Likeness(p.A, p.B))
			switch {
			case joined && p.Same:
				right++
			case joined:
				wrong++
			case p.Same:
				missed++
			}
		}
		precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
		t.Logf("%s: precision %.3f, recall %.3f", set.name, precision, recall)
		if precision < set.precision || recall < set.recall {
			t.Errorf("%s: precision %.3f, recall %.3f", set.name, precision, recall)
		}
	}
}

func TestAlikeTakesWritingsAsOne(t *testing.T) {
	t.Parallel()
	for _, p := range [][2]string{
		{"Огромная ЯМА на перекрёстке Мира", "огромная яма, на перекрестке мира!!"},
		{"樓下的路燈壞了，晚上非常危險，請盡快修理", "楼下的路灯坏了晚上非常危险请盡快修理"},
		{"The street\u00adlight by the mill is broken again, a danger", "the streetlight by the mill is broken AGAIN! A danger"},
	} {
		if s := (Alike{}).Likeness(p[0], p[1]); s < 0.8 {
			t.Errorf("%q and %q: %.2f", p[0], p[1], s)
		}
	}
	for _, s := range []string{"", "hello", "?", "你好", "Спасибо", strings.Repeat("好", 9000), "\xff\xfe\u0000"} {
		if b := (Alike{}).Bands(s); len(b) > 0 {
			t.Errorf("%.20q has %d bands", s, len(b))
		}
	}
}

// X24: what is slow to read doesn't hold up what comes behind it.
func TestX24_AlikeReadsSoMuchAndNoMore(t *testing.T) {
	t.Parallel()
	if n := len(Grams(strings.Repeat("яблоко 苹果 ", 1<<14))); n > 40 {
		t.Errorf("%d grams", n)
	}
	var b strings.Builder
	for i := range 1 << 14 {
		fmt.Fprintf(&b, "%x", i*7919)
	}
	if n := len(Grams(b.String())); n > readLimit {
		t.Errorf("%d grams", n)
	}
}

func TestClusters(t *testing.T) {
	t.Parallel()
	var c Clusters
	for i, want := range []struct {
		text    string
		cluster int
	}{
		{"Мусор не вывозят с Заречной улицы уже две недели", 0},
		{"Автобус 12 перестал останавливаться у школы", 1},
		{"С Заречной улицы не вывозят мусор две недели", 0},
		{"Hello", 3},
		{"Hello", 4},
		{"Мусор не вывозят с Заречной улицы уже две недели, помогите", 0},
	} {
		if got := c.Add(want.text); got != want.cluster {
			t.Errorf("text %d is in cluster %d, want %d", i, got, want.cluster)
		}
	}
}

// realMessages reads those that were really written; they aren't part of the project.
func realMessages(tb testing.TB) (texts []string) {
	tb.Helper()
	f, err := os.Open(classifytest.Data(tb, "zh_messages.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var m struct{ Title, Text string }
		if err := json.Unmarshal(s.Bytes(), &m); err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, m.Title+"\n"+m.Text)
	}
	return texts
}

func TestClustersOfRealMessages(t *testing.T) {
	texts := realMessages(t)
	var c Clusters
	sizes := map[int]int{}
	began := time.Now()
	for _, s := range texts {
		sizes[c.Add(s)]++
	}
	many, largest := 0, 0
	for _, n := range sizes {
		if largest = max(largest, n); n > 1 {
			many++
		}
	}
	t.Logf("%d messages in %s: %d clusters of two and more, the largest of %d", len(texts), time.Since(began).Round(time.Millisecond), many, largest)
	if many < 200 || largest < 4 {
		t.Errorf("%d clusters, the largest of %d", many, largest)
	}
}

func BenchmarkClusters(b *testing.B) {
	texts := realMessages(b)
	for b.Loop() {
		var c Clusters
		for _, s := range texts {
			c.Add(s)
		}
	}
}

func BenchmarkBands(b *testing.B) {
	p := "Автобус 12 больше не останавливается у школы, детям приходится идти пешком два километра"
	for b.Loop() {
		Alike{}.Bands(p)
	}
}
