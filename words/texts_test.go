package words

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"liaison/casework"
)

// forms are the plural forms that each language needs.
var forms = map[string][]string{"en": {"one", "other"}, "zh": {"other"}, "ru": {"one", "few", "many", "other"}}

// texts reads a language's files; plural messages have more forms than other.
func texts(t *testing.T, code string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "."+code+".toml") {
			continue
		}
		raw, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		f, err := i18n.ParseMessageFileBytes(raw, e.Name(), map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		for _, m := range f.Messages {
			if all[m.ID] != nil {
				t.Errorf("%s: %s stands in two files", e.Name(), m.ID)
			}
			all[m.ID] = formsOf(m)
		}
	}
	return all
}

func formsOf(m *i18n.Message) map[string]string {
	got := map[string]string{"one": m.One, "few": m.Few, "many": m.Many, "other": m.Other}
	maps.DeleteFunc(got, func(_, s string) bool { return s == "" })
	return got
}

// variables lists what a text needs, in order.
func variables(t *testing.T, key, text string) []string {
	t.Helper()
	trees, err := parse.Parse(key, text, "{{", "}}", nil)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	found := map[string]bool{}
	for _, n := range trees[key].Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok {
			found[strings.Trim(a.String(), "{}.")] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestTextsAreCompleteInEveryLanguage(t *testing.T) {
	t.Parallel()
	english := texts(t, fallback)
	plural := map[string]bool{}
	for key, f := range english {
		plural[key] = len(f) > 1
	}
	for _, code := range codes() {
		these := texts(t, code)
		if d := cmp.Diff(slices.Sorted(maps.Keys(english)), slices.Sorted(maps.Keys(these))); d != "" {
			t.Errorf("keys of %s differ from English:\n%s", code, d)
		}
		for key, f := range these {
			want := []string{"other"}
			if plural[key] {
				want = forms[code]
			}
			if d := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(maps.Keys(f))); d != "" {
				t.Errorf("forms of %s in %s:\n%s", key, code, d)
			}
			if d := cmp.Diff(variables(t, key, english[key]["other"]), variables(t, key, f["other"])); d != "" {
				t.Errorf("variables of %s in %s:\n%s", key, code, d)
			}
		}
	}
}

// TestTextsSpeakPlainly holds the tone: see docs for the rules of wording.
func TestTextsSpeakPlainly(t *testing.T) {
	t.Parallel()
	banned := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)(^|[^/a-z])(tickets?|queues?|status|submit(ted)?|invalid|processed)\b`),
		"zh": regexp.MustCompile(`工单|队列|状态|[^您]*你`),
		"ru": regexp.MustCompile(`(?i)тикет|очеред|статус|данное обращение|(^|[^а-яё])(ты|тебе|тебя|твой)([^а-яё]|$)`),
	}
	half := regexp.MustCompile(`\p{Han}[,;:!?()]|[,;:!?()]\p{Han}|\p{Han}\.`)
	action := regexp.MustCompile(`\{\{[^}]*\}\}`)
	for _, code := range codes() {
		for key, f := range texts(t, code) {
			for form, text := range f {
				if strings.ContainsAny(text, "!！") {
					t.Errorf("%s %s.%s raises its voice: %q", code, key, form, text)
				}
				if bad := banned[code].FindString(text); bad != "" {
					t.Errorf("%s %s.%s says %q: %q", code, key, form, bad, text)
				}
				if code == "zh" && half.MatchString(action.ReplaceAllString(text, "汉")) {
					t.Errorf("%s has half-width punctuation: %q", key, text)
				}
				if key != "files.comma" && strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
					t.Errorf("%s %s.%s has stray spaces: %q", code, key, form, text)
				}
			}
		}
	}
}

func TestTextsFitIntoTelegram(t *testing.T) {
	t.Parallel()
	limits := []struct {
		prefix string
		runes  int
	}{
		{"press.", 40}, {"screen.button.", 40}, {"command.", 256}, {"", 2000},
	}
	for _, code := range codes() {
		for key, f := range texts(t, code) {
			for _, l := range limits {
				if !strings.HasPrefix(key, l.prefix) {
					continue
				}
				for _, text := range f {
					if n := utf8.RuneCountInString(text); n > l.runes {
						t.Errorf("%s in %s has %d characters, %d fit", key, code, n, l.runes)
					}
				}
				break
			}
		}
	}
}

// TestEveryValueHasWords covers the keys that the program puts together from a value.
func TestEveryValueHasWords(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, o := range casework.Outcomes {
		keys = append(keys, "outcome."+string(o), "closed.why."+string(o))
	}
	for _, s := range casework.Statuses {
		keys = append(keys, "state."+string(s))
	}
	for _, h := range []casework.Helped{casework.Yes, casework.Partly, casework.No} {
		keys = append(keys, "history.rated."+string(h))
	}
	have := texts(t, fallback)
	for _, key := range keys {
		if have[key] == nil {
			t.Errorf("no words for %s", key)
		}
	}
}
