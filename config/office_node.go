package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// node is a place in the office file; one without a yaml.Node is missing.
type node struct {
	*yaml.Node
}

func (n node) missing() bool { return n.Node == nil }

// scalar reports whether a plain value stands here; `~` and nothing are none.
func (n node) scalar() bool { return n.Kind == yaml.ScalarNode && n.Tag != "!!null" }

// lines remembers where each id was first given.
type lines map[string]int

func (l lines) names() []string { return slices.Sorted(maps.Keys(l)) }

// officeReader walks the file's nodes, which know their lines, and gathers what is wrong.
type officeReader struct {
	file       string
	general    []string // what a topic may have for its base
	found      faults
	topicLines lines
	people     lines
	accounts   map[int64]int
	duty       node // read once the people are known, as is officer
	officer    node
	staffLine  int
}

func (r *officeReader) wrong(n node, what, do string) {
	line := 1
	if !n.missing() {
		line = max(line, n.Line)
	}
	r.found.at(r.file, line, what, do)
}

var lineOf = regexp.MustCompile(`^yaml: line (\d+): `)

// document parses the file into one tree; a missing node means that it is no such thing.
func (r *officeReader) document(data []byte) node {
	r.people, r.accounts = lines{}, map[int64]int{}
	if len(data) > officeLimit {
		r.wrong(node{}, "the file is larger than 1 MiB", "an office file is a few pages; is this the right one?")
		return node{}
	}
	var first, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&first); err != nil {
		r.syntax(err)
		return node{}
	}
	err := decoder.Decode(&second)
	switch {
	case err == nil:
		r.wrong(node{&second}, "a second document begins", "keep one document, without ---")
	case !errors.Is(err, io.EOF):
		r.syntax(err)
	}
	r.refuseAliases(&first)
	if r.found != nil || len(first.Content) == 0 {
		return node{}
	}
	return node{first.Content[0]}
}

func (r *officeReader) syntax(err error) {
	if errors.Is(err, io.EOF) {
		r.wrong(node{}, "the file is empty", "see office.example.yaml for what it holds")
		return
	}
	line, what := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := lineOf.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits by the pattern
		what = strings.TrimPrefix(err.Error(), m[0])
	}
	r.found.at(r.file, max(line, 1), "this isn't YAML: "+what, "look at the indentation, colons and quotes near it")
}

// refuseAliases keeps every value where it is read, and a small file from
// standing for a huge one.
func (r *officeReader) refuseAliases(n *yaml.Node) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		r.wrong(node{n}, "anchors and aliases aren't read", "write the value out")
		return
	}
	for _, child := range n.Content {
		r.refuseAliases(child)
	}
}

// fields are a mapping's values by key.
type fields struct {
	r      *officeReader
	of     node
	what   string
	values map[string]node
}

// mapping reads a mapping and refuses keys that it doesn't know or has twice.
func (r *officeReader) mapping(n node, what string, known ...string) fields {
	f := fields{r: r, of: n, what: what, values: map[string]node{}}
	if n.missing() || n.Kind != yaml.MappingNode {
		r.wrong(n, what+" isn't a mapping", "write it as lines of key: value")
		f.of = node{}
		return f
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := node{n.Content[i]}, node{n.Content[i+1]}
		_, again := f.values[key.Value]
		switch {
		case !key.scalar() || !slices.Contains(known, key.Value):
			r.wrong(key, fmt.Sprintf("%s has no key %q%s", what, short(key.Value), didYouMean(key.Value, known)), "correct or remove it")
		case again:
			r.wrong(key, fmt.Sprintf("%q is given twice", key.Value), "keep one of them")
		default:
			f.values[key.Value] = value
		}
	}
	return f
}

// may returns the value of a key that can be left out, as can its value.
func (f fields) may(key string) node {
	n := f.values[key]
	if !n.missing() && n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return node{}
	}
	return n
}

// need returns the value of a key that must be there.
func (f fields) need(key string) node {
	n := f.may(key)
	if n.missing() && !f.of.missing() {
		f.r.wrong(f.of, fmt.Sprintf("%s lacks %q", f.what, key), "add it")
	}
	return n
}

// list returns the items of a list, which may be missing.
func (r *officeReader) list(n node, what string, limit int) []node {
	if n.missing() {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, what+" isn't a list", "write it as lines that begin with -, or as [one, two]")
		return nil
	}
	if len(n.Content) > limit {
		r.wrong(n, fmt.Sprintf("%s has %d entries, more than %d", what, len(n.Content), limit), "remove or join some")
		return nil
	}
	items := make([]node, len(n.Content))
	for i, child := range n.Content {
		items[i] = node{child}
	}
	return items
}
