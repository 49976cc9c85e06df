package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Invalid says everything that is wrong with the settings or the office file.
type Invalid struct {
	// Problems are sorted by key (settings) or line (office file). Each says
	// which key or line, what is wrong and what to do, and holds no value of a setting.
	Problems []string
}

// Error lists the problems, one on a line.
func (i *Invalid) Error() string { return strings.Join(i.Problems, "\n") }

// fault is one thing that is wrong; line is 0 outside a file.
type fault struct {
	key      string
	line     int
	what, do string
}

func (f fault) String() string {
	where := f.key
	if f.line > 0 {
		where = fmt.Sprintf("%s:%d", f.key, f.line)
	}
	return fmt.Sprintf("%s: %s; %s", where, f.what, f.do)
}

// faults gathers what is wrong while reading goes on.
type faults []fault

func (f *faults) add(key, what, do string) { *f = append(*f, fault{key: key, what: what, do: do}) }

func (f *faults) at(file string, line int, what, do string) {
	*f = append(*f, fault{file, line, what, do})
}

// about reports whether a variable, or the one that names its file, was complained of.
func (f faults) about(key string) bool {
	return slices.ContainsFunc(f, func(one fault) bool { return one.key == key || one.key == key+fileSuffix })
}

// err returns an *Invalid, or nil when nothing was found.
func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	slices.SortStableFunc(f, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.line, b.line))
	})
	invalid := &Invalid{}
	for _, one := range f {
		invalid.Problems = append(invalid.Problems, one.String())
	}
	return invalid
}
