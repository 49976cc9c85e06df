package bot

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Telegram's limits, in UTF-16 units.
const (
	textLimit    = 4096
	captionLimit = 1024

	// spare is left free in each part: one that is sent again says so in a line on top.
	spare = 160
)

// Split cuts a body into messages within Telegram's limits; one that fits comes back
// unchanged. Parts are numbered "(1/3)"; without their numbers they are the whole
// text again. The first carries the photo and the reply, the last the buttons; then
// come the files.
func Split(b Body) []Body {
	limit := textLimit
	if b.Photo != "" {
		limit = captionLimit
	}
	files := b.Files
	b.Files = nil
	var parts []Body
	if !b.Empty() || len(files) == 0 {
		parts = splitAt(b, limit)
	}
	if b.Edit != 0 {
		return parts
	}
	for _, f := range files {
		parts = append(parts, Body{Files: []File{f}, Unpassed: b.Unpassed})
	}
	return parts
}

func splitAt(b Body, firstLimit int) []Body {
	b.Text = sound(b.Text)
	if Units(b.Text) <= firstLimit {
		return []Body{b}
	}
	for digits := 1; ; digits++ {
		number := len("(/)\n") + 2*digits + spare
		pieces := cut(b.Text, firstLimit-number, textLimit-number)
		if len(fmt.Sprint(len(pieces))) <= digits {
			return assemble(b, pieces)
		}
	}
}

// cut returns the pieces of a text, the first of at most first units, the others of rest.
func cut(text string, first, rest int) []string {
	var pieces []string
	room := first
	for Units(text) > room {
		at := cutAt(text, room)
		pieces = append(pieces, text[:at])
		text, room = text[at:], rest
	}
	return append(pieces, text)
}

// cutAt finds the best place in the second half of the room: after a paragraph, a
// line, a sentence, a word, else between two graphemes.
func cutAt(text string, room int) int {
	var best [5]int
	used, pos, state := 0, 0, -1
	rest := text
	for rest != "" {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		used += Units(cluster)
		if used > room {
			break
		}
		pos += len(cluster)
		rank := len(best) - 1
		if used >= room/2 {
			rank = rankOf(text[:pos])
		}
		best[rank] = pos
	}
	for _, at := range best {
		if at > 0 {
			return at
		}
	}
	return cutRune(text, room)
}

// rankOf says how good it is to cut after a text; 0 is best.
func rankOf(before string) int {
	r, n := utf8.DecodeLastRuneInString(before)
	prev, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	switch {
	case r == '\n' && (prev == '\n' || strings.HasSuffix(before, "\n\r\n")):
		return 0
	case r == '\n':
		return 1
	case strings.ContainsRune("。！？；…", r), isSpace(r) && strings.ContainsRune(".!?…;", prev):
		return 2
	case isSpace(r), strings.ContainsRune("，、：", r):
		return 3
	}
	return 4
}

// cutRune cuts a grapheme that is longer than a whole message.
func cutRune(text string, room int) int {
	used := 0
	for i, r := range text {
		if used += width(r); used > room {
			return i
		}
	}
	return len(text)
}

func assemble(b Body, pieces []string) []Body {
	parts := make([]Body, 0, len(pieces))
	start := 0
	for i, piece := range pieces {
		number := fmt.Sprintf("(%d/%d)\n", i+1, len(pieces))
		length := Units(piece)
		part := Body{Text: number + piece, Entities: within(b.Entities, start, length, len(number))}
		if i == 0 {
			part.Photo, part.ReplyTo, part.Unpassed = b.Photo, b.ReplyTo, b.Unpassed
		}
		if i == len(pieces)-1 {
			part.Rows = b.Rows
		}
		parts = append(parts, part)
		start += length
	}
	return parts
}

// within returns the entities as they fall into a piece, moved by the number before it.
func within(all []Entity, start, length, shift int) []Entity {
	var list []Entity
	for _, e := range all {
		from, to := max(e.Offset, start), min(e.Offset+e.Length, start+length)
		if from < to {
			list = append(list, Entity{Type: e.Type, Offset: from - start + shift, Length: to - from})
		}
	}
	return list
}
