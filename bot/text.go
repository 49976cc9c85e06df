package bot

import "strings"

// Text composes a message with its marks, as plain text and entities: nothing in a
// person's words is ever read as markup. The zero Text is empty and ready; its
// methods return it, so that they chain.
type Text struct {
	b        strings.Builder
	units    int
	entities []Entity
}

// Plain adds words without a mark.
func (t *Text) Plain(s string) *Text {
	s = clean(s)
	t.b.WriteString(s)
	t.units += Units(s)
	return t
}

// Bold adds words in bold.
func (t *Text) Bold(s string) *Text { return t.marked("bold", clean(s)) }

// Italic adds words in italics.
func (t *Text) Italic(s string) *Text { return t.marked("italic", clean(s)) }

// Code adds words that a tap copies: a case number.
func (t *Text) Code(s string) *Text { return t.marked("code", clean(s)) }

// Quote adds a person's own words as a block, and keeps their direction of writing
// from disturbing the words around them.
func (t *Text) Quote(s string) *Text { return t.marked("blockquote", isolate(s)) }

// QuoteFolded is Quote, folded to a few lines until it is tapped.
func (t *Text) QuoteFolded(s string) *Text { return t.marked("expandable_blockquote", isolate(s)) }

// Line ends the line.
func (t *Text) Line() *Text { return t.Plain("\n") }

// Body returns what was composed so far.
func (t *Text) Body() Body {
	return Body{Text: t.b.String(), Entities: append([]Entity(nil), t.entities...)}
}

func (t *Text) marked(kind, s string) *Text {
	if n := Units(s); n > 0 {
		t.entities = append(t.entities, Entity{Type: kind, Offset: t.units, Length: n})
		t.b.WriteString(s)
		t.units += n
	}
	return t
}
