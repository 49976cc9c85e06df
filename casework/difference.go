package casework

import (
	"reflect"
	"slices"
)

// Difference is what is other about a topic or a person of an office, or about the office itself.
type Difference struct {
	Topic  Topic  // as it becomes, or was
	Person Person // likewise
	How    Alteration
	Parts  []string // what is other, where it was and stays
}

// Alteration says how something is other.
type Alteration string

// The alterations.
const (
	Added   Alteration = "added"
	Altered Alteration = "altered"
	Retired Alteration = "retired"
)

// Differences lists what becomes other with the next office: first its own habits, then topics and people.
func (o Office) Differences(next Office) []Difference {
	var all []Difference
	if parts := others(o, next, "Topics", "People", "Zone"); len(parts) > 0 || o.Zone.String() != next.Zone.String() {
		if o.Zone.String() != next.Zone.String() {
			parts = append(parts, "Zone")
		}
		all = append(all, Difference{How: Altered, Parts: parts})
	}
	all = append(all, compared(o.Topics, next.Topics, func(t Topic) TopicID { return t.ID }, func(t Topic, d Difference) Difference { d.Topic = t; return d })...)
	return append(all, compared(o.People, next.People, func(p Person) PersonID { return p.ID }, func(p Person, d Difference) Difference { d.Person = p; return d })...)
}

func compared[T any, K comparable](was, next []T, id func(T) K, of func(T, Difference) Difference) []Difference {
	var all []Difference
	for _, n := range next {
		i := slices.IndexFunc(was, func(w T) bool { return id(w) == id(n) })
		if i < 0 {
			all = append(all, of(n, Difference{How: Added}))
		} else if parts := others(was[i], n); len(parts) > 0 {
			all = append(all, of(n, Difference{How: Altered, Parts: parts}))
		}
	}
	for _, w := range was {
		if !slices.ContainsFunc(next, func(n T) bool { return id(n) == id(w) }) {
			all = append(all, of(w, Difference{How: Retired}))
		}
	}
	return all
}

// others names the fields in which two values differ, but for those left out.
func others[T any](a, b T, without ...string) []string {
	var names []string
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		name := x.Type().Field(i).Name
		if !slices.Contains(without, name) && !equal(x.Field(i), y.Field(i)) {
			names = append(names, name)
		}
	}
	return names
}

// equal takes nothing and an empty list for the same.
func equal(a, b reflect.Value) bool {
	if k := a.Kind(); (k == reflect.Slice || k == reflect.Map) && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
