package simulator

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// What Telegram takes, in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
)

var entityTypes = []string{
	"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
	"strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention", "custom_emoji", "date_time",
}

// words reads a text and its entities from a call, trimmed as Telegram does.
func (r *request) words(field, entities string) (string, []Entity, error) {
	if r.params["parse_mode"] != "" {
		return "", nil, bad("the simulator takes entities, not parse_mode")
	}
	text := r.params[field]
	if !utf8.ValidString(text) {
		return "", nil, bad("strings must be encoded in UTF-8")
	}
	var all []Entity
	if raw := r.json(entities); raw != "" && json.Unmarshal([]byte(raw), &all) != nil {
		return "", nil, bad("can't parse entities: expected an Array of MessageEntity")
	}
	if err := checkEntities(text, all); err != nil {
		return "", nil, err
	}
	text, all = trim(text, all)
	return text, linked(text, all), nil
}

func checkEntities(text string, all []Entity) error {
	wide := utf16.Encode([]rune(text))
	inside := func(at int) bool { // of a surrogate pair
		return at > 0 && at < len(wide) && utf16.IsSurrogate(rune(wide[at])) && wide[at] >= 0xDC00
	}
	for _, e := range all {
		end := e.Offset + e.Length
		switch {
		case !slices.Contains(entityTypes, e.Type):
			return bad("can't parse entities: unsupported type of an entity")
		case e.Offset < 0 || e.Length <= 0 || end > len(wide):
			return bad("can't parse entities: an entity is out of the text's bounds")
		case inside(e.Offset) || inside(end):
			return bad("can't parse entities: an entity begins or ends in the middle of a UTF-16 symbol")
		case e.Type == "text_link" && e.URL == "":
			return bad("can't parse entities: a text_link without its URL")
		}
	}
	return nil
}

// trim drops white space at both ends, before the first entity only, and moves
// the entities along.
func trim(text string, all []Entity) (string, []Entity) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	lead := len(text) - len(strings.TrimLeft(text, " \n"))
	for _, e := range all {
		lead = min(lead, e.Offset)
	}
	text = text[lead:]
	size := units(text)
	kept := make([]Entity, 0, len(all))
	for _, e := range all {
		e.Offset -= lead
		if e.Length = min(e.Length, size-e.Offset); e.Length > 0 {
			kept = append(kept, e)
		}
	}
	return text, kept
}

// blank says that a text has nothing to see in it.
func blank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != '\u2800' && r != '\u3164'
	}) < 0
}

func (r *request) text() (string, []Entity, error) {
	text, all, err := r.words("text", "entities")
	switch {
	case err != nil:
		return "", nil, err
	case blank(text):
		return "", nil, bad("message text is empty")
	case units(text) > maxText:
		return "", nil, bad("message is too long")
	}
	return text, all, nil
}

func (r *request) caption() (string, []Entity, error) {
	text, all, err := r.words("caption", "caption_entities")
	if err == nil && units(text) > maxCaption {
		err = bad("message caption is too long")
	}
	return text, all, err
}
