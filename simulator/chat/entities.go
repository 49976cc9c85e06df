package chat

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"liaison/simulator"
)

// block is a paragraph-like part of a message: plain text, a quotation or code.
type block struct {
	Kind string `json:"kind"` // "text", "quote", "fold" (a quotation that opens) or "pre"
	Runs []run  `json:"runs"`

	start int // of its entity, -1 for plain text
}

// run is a stretch of text in one manner of writing.
type run struct {
	Text  string `json:"text"`
	Class string `json:"class,omitempty"` // space-separated: b i u s code spoiler link
	URL   string `json:"url,omitempty"`   // only http, https or mailto
}

// blocks cuts a text by its entities, whose offsets count UTF-16 units. Offsets
// outside the text, or inside a surrogate pair, are moved to the nearest place
// that is neither.
func blocks(text string, entities []simulator.Entity) []block {
	units := utf16.Encode([]rune(text))
	spans := spansOf(units, entities)
	cuts := []int{0, len(units)}
	for _, s := range spans {
		cuts = append(cuts, s.from, s.to)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []block
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1]
		kind, start, r := "text", -1, run{Text: string(utf16.Decode(units[from:to]))}
		for _, s := range spans {
			if s.from <= from && to <= s.to {
				kind, start = s.apply(&r, kind, start)
			}
		}
		out = addRun(out, kind, start, r)
	}
	return trimmed(out)
}

// A quotation that may be folded is folded when it is longer than this.
const foldRunes, foldLines = 160, 3

// span is an entity with safe bounds.
type span struct {
	from, to int
	simulator.Entity
}

func spansOf(units []uint16, entities []simulator.Entity) []span {
	var out []span
	for _, e := range entities {
		s := span{from: safe(units, e.Offset), to: safe(units, e.Offset+e.Length), Entity: e}
		if s.from < s.to {
			out = append(out, s)
		}
	}
	return out
}

// safe moves an offset into the text and off the middle of a pair.
func safe(units []uint16, at int) int {
	at = max(0, min(at, len(units)))
	if at > 0 && at < len(units) && utf16.IsSurrogate(rune(units[at])) && units[at] >= 0xDC00 && units[at-1] >= 0xD800 && units[at-1] < 0xDC00 {
		at--
	}
	return at
}

// classes are the entities that only change how letters look.
var classes = map[string]string{
	"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "spoiler": "spoiler",
	"bot_command": "link", "hashtag": "link", "mention": "link", "text_mention": "link",
}

// apply marks the run with the entity and returns the kind of block it is in
// and where that block began.
func (s span) apply(r *run, kind string, start int) (string, int) {
	switch s.Type {
	case "blockquote":
		return "quote", s.from
	case "expandable_blockquote":
		return "fold", s.from
	case "pre":
		return "pre", s.from
	case "text_link":
		r.URL = webAddress(s.URL)
	case "url":
		r.URL = webAddress(r.Text)
	}
	if c := classes[s.Type]; c != "" && !slices.Contains(strings.Fields(r.Class), c) {
		r.Class = strings.TrimSpace(r.Class + " " + c)
	}
	return kind, start
}

// webAddress returns the address if a browser may be sent there.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host != "" {
			return s
		}
	case "mailto":
		return s
	}
	return ""
}

// addRun appends to the block being written, or begins one. Quotations side by
// side stay apart because each begins at a place of its own.
func addRun(out []block, kind string, start int, r run) []block {
	if last := len(out) - 1; last >= 0 && out[last].Kind == kind && out[last].start == start {
		out[last].Runs = append(out[last].Runs, r)
		return out
	}
	return append(out, block{Kind: kind, Runs: []run{r}, start: start})
}

// trimmed takes away the line breaks that only part a quotation from its
// surroundings: blocks stand on lines of their own anyhow.
func trimmed(bs []block) []block {
	for i := range bs {
		first, last := &bs[i].Runs[0], &bs[i].Runs[len(bs[i].Runs)-1]
		if i > 0 {
			first.Text = strings.TrimPrefix(first.Text, "\n")
		}
		if i+1 < len(bs) || bs[i].Kind != "text" {
			last.Text = strings.TrimSuffix(last.Text, "\n")
		}
	}
	for i := range bs {
		if bs[i].Kind == "fold" && bs[i].isShort() {
			bs[i].Kind = "quote"
		}
	}
	return slices.DeleteFunc(bs, func(b block) bool { return len(b.Runs) == 1 && b.Runs[0].Text == "" })
}

func (b block) isShort() bool {
	runes, lines := 0, 0
	for _, r := range b.Runs {
		runes += utf8.RuneCountInString(r.Text)
		lines += strings.Count(r.Text, "\n")
	}
	return runes <= foldRunes && lines < foldLines
}
