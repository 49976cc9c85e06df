package chat

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"liaison/simulator"
)

func TestBlocks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text     string
		entities []simulator.Entity
		want     []block
	}{
		"plain": {"hello", nil, []block{{Kind: "text", Runs: []run{{Text: "hello"}}}}},
		"after a pair and Chinese": {
			"😀路 bold", []simulator.Entity{{Type: "bold", Offset: 4, Length: 4}},
			[]block{{Kind: "text", Runs: []run{{Text: "😀路 "}, {Text: "bold", Class: "b"}}}},
		},
		"never inside a pair": {
			"a😀b", []simulator.Entity{{Type: "italic", Offset: 2, Length: 1}, {Type: "bold", Offset: -3, Length: 99}},
			[]block{{Kind: "text", Runs: []run{{Text: "a", Class: "b"}, {Text: "😀", Class: "i b"}, {Text: "b", Class: "b"}}}},
		},
		"a quotation between lines": {
			"one\ntwo\nthree", []simulator.Entity{{Type: "blockquote", Offset: 4, Length: 3}},
			[]block{{Kind: "text", Runs: []run{{Text: "one"}}}, {Kind: "quote", Runs: []run{{Text: "two"}}}, {Kind: "text", Runs: []run{{Text: "three"}}}},
		},
		"links that a browser may follow": {
			"ab", []simulator.Entity{{Type: "text_link", Offset: 0, Length: 1, URL: "https://example.org"}, {Type: "text_link", Offset: 1, Length: 1, URL: "javascript:alert(1)"}},
			[]block{{Kind: "text", Runs: []run{{Text: "a", URL: "https://example.org"}, {Text: "b"}}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := blocks(c.text, c.entities)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(run{}), cmpopts.IgnoreUnexported(block{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	t.Parallel()
	en := englishPhrases()
	for _, ph := range []phrases{en, chinesePhrases(), russianPhrases()} {
		full(t, reflect.ValueOf(ph))
		if len(ph.Problems) != len(en.Problems) || len(ph.Empty) != len(en.Empty) || len(ph.Months) != 12 || len(ph.Weekdays) != 7 {
			t.Errorf("%q lacks sentences", ph.Send)
		}
	}
	for _, c := range Samples() {
		if len(c.Columns) != 3 || len(c.Columns[0].People) != 2 || len(c.Columns[1].People) != 2 || c.Consent == "" {
			t.Errorf("the cast in %s lacks people", c.Lang)
		}
	}
}

func full(t *testing.T, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Struct {
			full(t, f)
		} else if f.IsZero() {
			t.Errorf("%s is not worded", v.Type().Field(i).Name)
		}
	}
}
