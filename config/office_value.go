package config

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

// text reads a plain value of one line, at most limit runes long.
func (r *officeReader) text(n node, limit int) string {
	value := strings.TrimSpace(n.Value)
	switch {
	case !n.scalar():
		r.wrong(n, "a text is expected here", "write one value")
	case value == "":
		r.wrong(n, "it is empty", "write it, or remove the line")
	case utf8.RuneCountInString(value) > limit:
		r.wrong(n, fmt.Sprintf("it is longer than %d characters", limit), "shorten it")
	case strings.ContainsFunc(value, unicode.IsControl):
		r.wrong(n, "it holds line breaks or control characters", "write it on one line")
	default:
		return value
	}
	return ""
}

var idForm = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)

// id reads an id that nothing else of its kind has. Ids go into button data,
// hence the narrow form.
func (r *officeReader) id(n node, kind string, seen lines) string {
	if n.missing() {
		return ""
	}
	id := n.Value
	if !n.scalar() || !idForm.MatchString(id) {
		r.wrong(n, "it can't be an id", "use 1 to 32 of the letters a-z, digits and -")
		return ""
	}
	if line, again := seen[id]; again {
		r.wrong(n, fmt.Sprintf("%s id %q is taken by line %d", kind, id, line), "choose another")
		return id
	}
	seen[id] = n.Line
	return id
}

// names reads a name by language. The office's language must be among them,
// since that is what a reader of any other language is shown.
func (r *officeReader) names(n node, officeLanguage string) map[string]string {
	if n.missing() {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "a name by language is expected here", "write it as {en: Housing, zh: 住房}")
		return nil
	}
	names := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := node{n.Content[i]}, node{n.Content[i+1]}
		if value.Kind == yaml.ScalarNode && !value.scalar() {
			r.wrong(key, fmt.Sprintf("no name follows %q", short(key.Value)), "write one; a name that holds a comma needs quotes")
			continue
		}
		tag := r.language(key)
		if _, again := names[tag]; again && tag != "" {
			r.wrong(key, fmt.Sprintf("there is a name in %q already", tag), "keep one of them")
		}
		names[tag] = r.text(value, nameLimit)
	}
	if _, ok := names[officeLanguage]; !ok && officeLanguage != "" {
		r.wrong(n, fmt.Sprintf("there is no name in the office's language %q", officeLanguage), "add one")
	}
	return names
}

// language reads a language tag and returns it as the standard spells it.
func (r *officeReader) language(n node) string {
	tag, err := language.Parse(n.Value)
	if !n.scalar() || err != nil || tag == language.Und {
		r.wrong(n, fmt.Sprintf("%q isn't a language", short(n.Value)), "write its code, such as en, zh or ru")
		return ""
	}
	return tag.String()
}

// longest is ten years: whatever waits longer was mistyped.
const longest = 10 * 365 * 24 * time.Hour

// duration reads 90s, 24h, 7d or 1d12h; a missing one is the standard.
func (r *officeReader) duration(n node, standard, least time.Duration) time.Duration {
	if n.missing() {
		return standard
	}
	d, err := parseDuration(n.Value)
	switch {
	case !n.scalar() || err != nil:
		r.wrong(n, "it isn't a time span", "write it as 60s, 24h or 7d")
	case d < 0:
		r.wrong(n, "it is negative", "write a time span such as 24h or 7d")
	case d < least:
		r.wrong(n, "it is less than "+least.String(), "write a longer time span")
	case d > longest:
		r.wrong(n, "it is more than ten years", "write a shorter time span")
	}
	return d
}

var daysForm = regexp.MustCompile(`^(-?)([0-9]{1,6})d(.*)$`)

// parseDuration is Go's with days in front, a day being 24 hours.
func parseDuration(s string) (time.Duration, error) {
	m := daysForm.FindStringSubmatch(s)
	if m == nil {
		return time.ParseDuration(s)
	}
	count, err := strconv.Atoi(m[2])
	if err != nil || count > 100_000 || strings.HasPrefix(m[3], "-") || strings.HasPrefix(m[3], "+") {
		return 0, errors.New("not a time span")
	}
	d := time.Duration(count) * 24 * time.Hour
	if m[3] != "" {
		rest, err := time.ParseDuration(m[3])
		if err != nil || rest > longest {
			return 0, errors.New("not a time span")
		}
		d += rest
	}
	if m[1] == "-" {
		d = -d
	}
	return d, nil
}

// short keeps a complaint readable whatever the file holds.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}
