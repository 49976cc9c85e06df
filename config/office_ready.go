package config

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const (
	readyLimit       = 100
	readyLettersMost = 3000 // runes: it is shown before it is sent, in one message
)

// Ready is an answer that all deputies may use.
type Ready struct {
	ID    string
	Topic string            // only under it; empty: under any
	Text  map[string]string // by language; always has the office's
}

func (r *officeReader) ready(list node, officeLanguage string) []Ready {
	var all []Ready
	seen := lines{}
	for _, n := range r.list(list, "ready", readyLimit) {
		fields := r.mapping(n, "a ready answer", "id", "topic", "text")
		one := Ready{ID: r.id(fields.need("id"), "ready answer", seen), Text: r.sayings(fields.need("text"), officeLanguage)}
		if topic := fields.may("topic"); !topic.missing() {
			one.Topic = r.topicNamed(topic)
		}
		all = append(all, one)
	}
	return all
}

// topicNamed reads a topic that must be in the file.
func (r *officeReader) topicNamed(n node) string {
	topic := r.text(n, idLimit)
	if topic != "" && r.topicLines[topic] == 0 {
		r.noTopic(n, topic)
	}
	return topic
}

// sayings reads what is said, by language. The office's language must be among
// them, since that is what a reader of any other language gets.
func (r *officeReader) sayings(n node, officeLanguage string) map[string]string {
	if n.missing() {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "a text by language is expected here", "write it as lines of en: the text")
		return nil
	}
	texts := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := node{n.Content[i]}, node{n.Content[i+1]}
		tag := r.language(key)
		if _, again := texts[tag]; again && tag != "" {
			r.wrong(key, fmt.Sprintf("there is a text in %q already", tag), "keep one of them")
		}
		texts[tag] = r.saying(value)
	}
	if _, ok := texts[officeLanguage]; !ok && officeLanguage != "" {
		r.wrong(n, fmt.Sprintf("there is no text in the office's language %q", officeLanguage), "add one")
	}
	return texts
}

var hole = regexp.MustCompile(`\{[a-z_ ]*\}`)

// saying reads words of any number of lines.
func (r *officeReader) saying(n node) string {
	value := strings.TrimSpace(n.Value)
	switch {
	case !n.scalar():
		r.wrong(n, "a text is expected here", "write one value; a text that holds a colon or several lines follows |")
	case value == "":
		r.wrong(n, "it is empty", "write it, or remove the line")
	case utf8.RuneCountInString(value) > readyLettersMost:
		r.wrong(n, fmt.Sprintf("it is longer than %d characters", readyLettersMost), "shorten it")
	case strings.ContainsFunc(value, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }):
		r.wrong(n, "it holds control characters", "remove them")
	default:
		for _, found := range hole.FindAllString(value, -1) {
			if found != "{number}" {
				r.wrong(n, fmt.Sprintf("nothing is put in for %s", short(found)), "{number} is all that can be: the number of the case")
			}
		}
		return value
	}
	return ""
}
