package classify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTakesATextApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Bus 12, please!":       {"bus", "12", "please"},
		"Её ПОДЪЕЗД":            {"ее", "подъезд"},
		"停電了":                   {"停", "电", "了"},
		"ｗａｔｅｒ　水":               {"water", "水"},
		"wa\u00adter\u200d":     {"water"}, // what can't be seen
		"公\u200b交":              {"公", "交"},
		"\u200bhi\U000e0001…\n": {"hi"},
		"дом5水b":                {"дом5", "水", "b"},
		"":                      nil,
	} {
		var r tokens
		r.read(text)
		var got []string
		for _, k := range r.all {
			got = append(got, string(r.form(k)))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestKnowsWhatFollowsWithoutABreak(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ joins, near bool }{
		"水电": {true, true}, "水\u200b电": {true, true}, "水 电": {false, true}, "水，电": {}, "水 - 电": {},
	} {
		var r tokens
		r.read(text)
		if k := r.all[1]; k.joins != want.joins || k.near != want.near {
			t.Errorf("%q: %+v, want %+v", text, k, want)
		}
	}
}
