package casework

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTerms(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name string
		e    Entry
		want string
	}{
		{"words, each once", Entry{Text: "The bus, the BUS-stop; bus 21b!"}, "the bus stop 21b"},
		{"Chinese by one and by two", Entry{Text: "漏水了，水"}, "漏 水 漏水 了 水了"},
		{"mixed", Entry{Text: "3号楼lift坏"}, "3 号 楼 号楼 lift 坏"},
		{"small letters", Entry{Text: "Ёлка ЛЁД Ｗｉ－Ｆｉ ５"}, "елка лед wi fi 5"},
		{"long words are cut", Entry{Text: strings.Repeat("a", 40) + " b"}, strings.Repeat("a", 32) + " b"},
		{"nothing", Entry{Text: " \n—🙂 %_'\"\x00"}, ""},
		{"broken bytes", Entry{Text: "lift\xff\xferoad"}, "lift road"},
	} {
		one.e.Kind, one.e.By, one.e.Seq = Answer, "li-na", 2
		if d := cmp.Diff(strings.Fields("@li-na "+one.want), Terms(one.e)); d != "" {
			t.Errorf("%s (-want +got):\n%s", one.name, d)
		}
	}
}

func TestTermsOfPeopleAndNumbers(t *testing.T) {
	t.Parallel()
	e := Entry{Case: "7K3M9QXT", Seq: 1, Kind: Said, By: "r-7F3KAAAA", Text: "hm"}
	if d := cmp.Diff([]string{"#7k3m9qxt", "#9qxt", "~7f3k", "hm"}, Terms(e)); d != "" {
		t.Errorf("first (-want +got):\n%s", d)
	}
	e = Entry{Case: "7K3M9QXT", Seq: 3, Kind: Note, By: "wu", For: "li-na", Text: "hm"}
	if d := cmp.Diff([]string{"@wu", "@li-na", "hm"}, Terms(e)); d != "" {
		t.Errorf("note (-want +got):\n%s", d)
	}
	for _, k := range []EntryKind{Draft, Moved} {
		if e.Kind = k; len(Terms(e)) > 0 {
			t.Errorf("a %s is found by %v", k, Terms(e))
		}
	}
}

func TestSeek(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Sought{
		"  lift\n broken lift ":     {Text: "lift broken lift", Words: []string{"lift", "broken"}},
		"7K3M-9QXT":                 {Text: "7K3M-9QXT", Words: []string{"7k3m", "9qxt"}},
		"find:a:b\u202e\x00":        {Text: "find a b", Words: []string{"find", "a", "b"}},
		" \t🙂 :: ":                  {Text: "🙂"},
		strings.Repeat("水管", 30):    {Text: strings.Repeat("水管", 8), Words: []string{strings.Repeat("水管", 8)}, Cut: true},
		strings.Repeat("x", 80):     {Text: strings.Repeat("x", 48), Words: []string{strings.Repeat("x", 32)}, Cut: true},
		strings.Repeat("слово ", 9): {Text: "слово слово слово слово", Words: []string{"слово"}, Cut: true},
	} {
		if d := cmp.Diff(want, Seek(text)); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestCluesOfPeople(t *testing.T) {
	t.Parallel()
	people := []Person{{ID: "li-na", Name: "Li Na"}, {ID: "li-wei", Name: "Li Wei"}, {ID: "wang", Name: "王小明"}, {ID: "ivan", Name: "Иван Петров"}}
	for text, want := range map[string][]Clue{
		"li":    {{Terms: []string{"@li-na", "@li-wei", "li"}}},
		"петр":  {{Terms: []string{"@ivan"}, Begins: []string{"петр"}}},
		"小明 小":  {{Terms: []string{"@wang", "小明"}}, {Terms: []string{"@wang", "小"}}},
		"lift":  {{Terms: []string{"~11ft"}, Begins: []string{"#11ft", "lift"}}},
		"漏水了":   {{Terms: []string{"漏水"}}, {Terms: []string{"水了"}}},
		"7k3mu": {{Begins: []string{"7k3mu"}}},
	} {
		if d := cmp.Diff(want, Seek(text).clues(Person{Role: Deputy}, people)); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestX18_VisitorsAreNamedToStaffAlone(t *testing.T) {
	t.Parallel()
	p := Person{Role: Resident, Name: "王奶奶, 555 0123", Through: "ann"}
	if d := cmp.Diff(strings.Fields("!王 !奶 !王奶 !奶奶 !555 !0123"), VisitorTerms(p)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	s := Seek("奶奶 55 wang")
	if d := cmp.Diff([]Clue{{Terms: []string{"奶奶"}}, {Terms: []string{"55"}}, {Terms: []string{"~wang"}, Begins: []string{"#wang", "wang"}}},
		s.clues(Person{Role: Deputy}, nil)); d != "" {
		t.Errorf("a deputy's (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Clue{{Terms: []string{"奶奶", "!奶奶"}}, {Terms: []string{"55", "!55"}}, {Terms: []string{"~wang"}, Begins: []string{"#wang", "wang", "!wang"}}},
		s.clues(Person{Role: Moderator}, nil)); d != "" {
		t.Errorf("the staff's (-want +got):\n%s", d)
	}
}

// TestX24_SixtyFourKilobytesOfOneClass: what is kept and what is looked for stays small.
func TestX24_SixtyFourKilobytesOfOneClass(t *testing.T) {
	t.Parallel()
	for _, class := range []string{"a", "Ж", "水", "水a", "a ", "7", "-", " ", ":", "\u0301", "🙂", "\x00", "\xff", "漏 "} {
		text := strings.Repeat(class, 64<<10/len(class))
		terms := Terms(Entry{Kind: Said, By: "r-7F3KAAAA", Text: text})
		if len(terms) > mostTerms {
			t.Errorf("%q: %d terms", class, len(terms))
		}
		for _, term := range terms {
			if len([]rune(term)) > wordLength {
				t.Errorf("%q: a term of %d letters", class, len([]rune(term)))
			}
		}
		if s := Seek(text); len(s.Text) > mostSought || len(s.clues(Person{Role: Admin}, nil)) > mostSought/2 {
			t.Errorf("%q: %d bytes, %d clues", class, len(s.Text), len(s.clues(Person{Role: Admin}, nil)))
		}
	}
	var all strings.Builder
	for r := rune(0x4e00); r < 0x9fff; r++ {
		all.WriteRune(r)
	}
	if n := len(Terms(Entry{Kind: Answer, By: "wu", Text: all.String()})); n != mostTerms {
		t.Errorf("%d terms of all of Chinese", n)
	}
}

// What is looked for in an entry's own words is found, and a search on a button is the same search.
func FuzzTerms(f *testing.F) {
	f.Add("The lift is broken")
	f.Add("水管漏水，已经三天了")
	f.Fuzz(func(t *testing.T, text string) {
		terms := map[string]bool{}
		for _, term := range Terms(Entry{Kind: Answer, By: "wu", Text: text}) {
			if terms[term] || !utf8.ValidString(term) || term == "" {
				t.Errorf("term %q", term)
			}
			terms[term] = true
		}
		s := Seek(text)
		if again := Seek(s.Text); !cmp.Equal(again.Words, s.Words) || again.Cut || len(s.Text) > mostSought || strings.Contains(s.Text, ":") {
			t.Errorf("%q becomes %q", s.Text, again.Text)
		}
		if s.Cut {
			return
		}
		for _, c := range s.clues(Person{Role: Admin}, nil) {
			has := len(terms) == mostTerms
			for term := range terms {
				for _, b := range c.Begins {
					has = has || strings.HasPrefix(term, b)
				}
				for _, one := range c.Terms {
					has = has || one == term
				}
			}
			if !has {
				t.Errorf("%q isn't found by %+v", text, c)
			}
		}
	})
}
