package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func checkSplit(t interface{ Fatalf(string, ...any) }, b Body) {
	parts := Split(b)
	if len(parts) == 1 {
		if parts[0].Text != sound(b.Text) {
			t.Fatalf("a single part was changed")
		}
		return
	}
	var whole strings.Builder
	marked := map[string]string{}
	for i, p := range parts {
		limit := textLimit
		if p.Photo != "" {
			limit = captionLimit
		}
		rest, ok := strings.CutPrefix(p.Text, fmt.Sprintf("(%d/%d)\n", i+1, len(parts)))
		if !ok || Units(p.Text) > limit || !utf8.ValidString(p.Text) || (p.Photo != "") != (i == 0 && b.Photo != "") {
			t.Fatalf("part %d: %d units, number %v", i+1, Units(p.Text), ok)
		}
		if last := i == len(parts)-1; (p.Rows != nil) != (last && b.Rows != nil) {
			t.Fatalf("buttons on part %d", i+1)
		}
		whole.WriteString(rest)
		units := utf16.Encode([]rune(p.Text))
		for _, e := range p.Entities {
			marked[e.Type] += string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		}
	}
	if whole.String() != sound(b.Text) {
		t.Fatalf("the parts are not the whole")
	}
	units := utf16.Encode([]rune(sound(b.Text)))
	for _, e := range b.Entities {
		if want := string(utf16.Decode(units[e.Offset : e.Offset+e.Length])); marked[e.Type] != want {
			t.Fatalf("%s marks %d bytes, want %d", e.Type, len(marked[e.Type]), len(want))
		}
	}
}

func TestI2_T10_Split(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "слово ", "句子。", "👩‍👩‍👧", "🇨🇳", "e\u0301", "\n", "\n\n", "\r\n", ". ", "\xff", strings.Repeat("x", 300), strings.Repeat("👍🏽", 100)}), 0, 120).Draw(t, "pieces")
		b := Body{Text: sound(strings.Join(pieces, "")), Rows: [][]Button{{{Label: "a", Data: "a"}}}}
		if rapid.Bool().Draw(t, "photo") {
			b.Photo = "f"
		}
		var ends []int // entities end between runes, as Telegram's do
		at := 0
		for _, r := range b.Text {
			ends = append(ends, at)
			at += width(r)
		}
		if len(ends) > 1 {
			from := rapid.IntRange(0, len(ends)-2).Draw(t, "from")
			to := rapid.IntRange(from+1, len(ends)-1).Draw(t, "to")
			b.Entities = []Entity{{Type: "bold", Offset: ends[from], Length: ends[to] - ends[from]}}
		}
		checkSplit(t, b)
		pos := 0
		for i, p := range Split(b)[:len(Split(b))-1] {
			_ = i
			_, text, _ := strings.Cut(p.Text, "\n")
			pos += len(text)
			if !atGrapheme(b.Text, pos) {
				t.Fatalf("cut inside a grapheme at %d", pos)
			}
		}
	})
}

func atGrapheme(s string, pos int) bool {
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		if _, to := g.Positions(); to >= pos {
			return to == pos
		}
	}
	return false
}

func FuzzSplit(f *testing.F) {
	f.Add(strings.Repeat("👩‍👩‍👧", 900), true)
	f.Add("a"+strings.Repeat("\u0301", 9000), false)
	f.Fuzz(func(t *testing.T, s string, photo bool) {
		b := Body{Text: s}
		if photo {
			b.Photo = "f"
		}
		checkSplit(t, b)
	})
}

func TestT10_CutsWhereItReadsBest(t *testing.T) {
	t.Parallel()
	para := strings.Repeat("word ", 500)
	parts := Split(Body{Text: para + "\n\n" + para + "\n\n" + para + para, ReplyTo: 5})
	if len(parts) < 3 || !strings.HasSuffix(parts[0].Text, "\n\n") || !strings.HasPrefix(parts[0].Text, "(1/") {
		t.Errorf("%d parts, the first ends %q", len(parts), parts[0].Text[len(parts[0].Text)-8:])
	}
	if parts[0].ReplyTo != 5 || parts[1].ReplyTo != 0 {
		t.Error("the reply belongs to the first part")
	}
	if n := len(Split(Body{Text: strings.Repeat("字", 9000)})); n != 3 {
		t.Errorf("9,000 characters in %d parts", n)
	}
	if n := len(Split(Body{Text: strings.Repeat("👍", 2048)})); n != 1 {
		t.Errorf("4096 units in %d parts", n)
	}
	if n := len(Split(Body{Text: strings.Repeat("x", 4096*12)})); n != 13 {
		t.Errorf("%d parts", n)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	var text Text
	got := text.Bold("👍 Case").Plain(" ").Code("7K3M-9QXT").Line().Quote("<b>_*[ {{").Line().Italic("").Quote("שלום\u202e abc\nline").Body()
	want := Body{
		Text: "👍 Case 7K3M-9QXT\n<b>_*[ {{\n\u2068שלום abc\u2069\n\u2068line\u2069",
		Entities: []Entity{
			{Type: "bold", Offset: 0, Length: 7}, {Type: "code", Offset: 8, Length: 9},
			{Type: "blockquote", Offset: 18, Length: 9}, {Type: "blockquote", Offset: 28, Length: 17},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestI2_CleanKeepsOffsets(t *testing.T) {
	t.Parallel()
	if got := clean("a\x00b\r\nc\u202ed\xff\u2028e\u200f"); got != "ab\ncd\uFFFD\ne\u200f" {
		t.Errorf("%q", got)
	}
}

func TestMarkupAsksForAReply(t *testing.T) {
	t.Parallel()
	if _, ok := markup(Body{Asks: true}).(*models.ForceReply); !ok {
		t.Error("a question doesn't open the keyboard")
	}
	if _, ok := markup(Body{Asks: true, Rows: [][]Button{{{Label: "a", Data: "b"}}}}).(*models.InlineKeyboardMarkup); !ok {
		t.Error("buttons give way")
	}
	if markup(Body{}) != nil {
		t.Error("nothing hangs under a plain message")
	}
}
