package casework

import (
	"context"
	"slices"
	"strings"
	"unicode"
)

// copiesRead is how many other texts of a matter are looked at to tell what is of one sender alone.
const copiesRead = 20

// Added is what the sender of a copied text added in words of their own, for whoever answers
// it: empty where nothing is, or where it can't be told. Of the others' words nothing is told.
func (d *Desk) Added(ctx context.Context, by Person, t Thread) (string, error) {
	c := t.Case
	if !c.Copied || c.Matter == 0 || c.Protected || c.Standing(by) == Author {
		return "", nil
	}
	others, err := d.store.Wordings(ctx, c, copiesRead)
	return added(t.opening(), others), err
}

// opening is what the resident began the case with.
func (t Thread) opening() string {
	for _, e := range t.Entries {
		if e.Kind == Said && e.Text != "" {
			return e.Text
		}
	}
	return ""
}

// added gives the parts of a text that stand in no other of which it is a copy.
func added(text string, others []string) string {
	known := phrases{}
	for _, o := range others {
		if copied(text, o) {
			known.learn(tokens(o))
		}
	}
	if len(known) == 0 {
		return ""
	}
	return cut(strings.Join(known.others(text), " … "))
}

// others gives the parts of a text in which none of the phrases is.
func (p phrases) others(text string) (parts []string) {
	list := tokens(text)
	found := p.in(list)
	for i := 0; i < len(list); i++ {
		if found[i] {
			continue
		}
		last := ownUntil(found, i)
		if last > i { // one other word is a typing error
			parts = append(parts, withMarks(text, list[i].from, list[last].to))
		}
		i = last
	}
	return parts
}

// AddedIn gives, of the cases that a common answer would go to, the copies to which their
// senders added words that are in no other of them.
func (d *Desk) AddedIn(ctx context.Context, by Person, cases []Case) ([]Number, error) {
	copies := slices.DeleteFunc(slices.Clone(cases), func(c Case) bool { return !c.Copied })
	texts, err := d.Openings(ctx, by, copies)
	once, known := phrases{}, phrases{}
	for _, text := range texts {
		one := phrases{}
		one.learn(tokens(text))
		for p := range one {
			known[p] = once[p] // whoever has it second finds it there
			once[p] = true
		}
	}
	var own []Number
	for _, c := range copies {
		if len(known.others(texts[c.Number])) > 0 {
			own = append(own, c.Number)
		}
	}
	return own, err
}

// ownUntil is where what wasn't found from i on ends. A word or two found among it are a chance.
func ownUntil(found []bool, i int) (last int) {
	for last = i; i < len(found) && i-last < inRow; i++ {
		if !found[i] {
			last = i
		}
	}
	return last
}

// withMarks is a part of a text with the marks that follow it.
func withMarks(text string, from, to int) string {
	rest := text[to:]
	if end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.In(r, unicode.Po, unicode.Pe, unicode.Pf) }); end >= 0 {
		rest = rest[:end]
	}
	return text[from:to] + rest
}
