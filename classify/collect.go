package classify

import (
	"math"
	"slices"
)

// collection is what all examples say, one after the other in a few arrays, since
// the model is made anew with every correction.
type collection struct {
	read    tokens
	reading reading
	terms   []term
	starts  []uint32
	phrases []phrase
	ends    []int // of each example: where its terms end
}

// lessonLimit is how many runes of an example are read: whoever wrote more has
// said by then what it is about, and a thousand corrections stay cheap.
const lessonLimit = 400

// phrase is a whole example that may be looked for in a text.
type phrase struct {
	hash  uint32
	topic int
}

// collect reads the examples and numbers their terms.
func (m *Model) collect(examples []example) []lesson {
	var c collection
	for _, e := range examples {
		c.add(e)
	}
	m.terms, m.starts, m.phrases = newTable(), newTable(), newTable()
	for _, start := range c.starts {
		m.starts.add(start)
	}
	for _, p := range c.phrases {
		m.phrase(p)
	}
	return m.number(&c, examples)
}

func (c *collection) add(e example) {
	c.read.read(head(e.text, lessonLimit))
	r := &c.reading
	r.read(&c.read)
	c.terms, c.starts = append(c.terms, r.terms...), append(c.starts, r.starts...)
	c.ends = append(c.ends, len(c.terms))
	if e.phrase && r.findable() {
		c.phrases = append(c.phrases, phrase{r.whole(), e.topic})
	}
}

// number gives each term its row of weights, once in a lesson.
func (m *Model) number(c *collection, examples []example) (lessons []lesson) {
	all, seen := make([]known, 0, len(c.terms)), make([]int, len(c.terms)) // by row: its last place in all, and one
	from := 0
	for i, e := range examples {
		begin := len(all)
		for _, t := range c.terms[from:c.ends[i]] {
			row := m.terms.add(t.hash)
			if at := seen[row] - 1; at >= begin {
				all[at].value = min(all[at].value+t.value, t.value*often)
				continue
			}
			all = append(all, known{int32(row), t.value}) // #nosec G115 -- far below 2^31 terms
			seen[row] = len(all)
		}
		if from = c.ends[i]; len(all) > begin {
			lessons = append(lessons, lesson{e.topic, e.weight, unitLength(all[begin:])})
		}
	}
	return lessons
}

func unitLength(terms []known) []known {
	sum := 0.0
	for _, t := range terms {
		sum += float64(t.value) * float64(t.value)
	}
	norm := float32(math.Sqrt(sum))
	for i := range terms {
		terms[i].value /= norm
	}
	return terms
}

// findable reports whether an example may be found whole in a text: a word, or up
// to eight words or characters of which some mean something.
func (r *reading) findable() bool {
	n := len(r.atoms)
	return n > 0 && n <= phraseLimit && len(r.units) > 0 && (n > 1 || r.long[0])
}

// whole hashes all of a text.
func (r *reading) whole() uint32 {
	hash := uint32(0)
	for _, atom := range r.atoms {
		hash = mix(hash*31 + atom)
	}
	return hash
}

func (m *Model) phrase(p phrase) {
	at := m.phrases.add(p.hash)
	if at == len(m.phraseOf) {
		m.phraseOf = append(m.phraseOf, nil)
	}
	if !slices.Contains(m.phraseOf[at], p.topic) {
		m.phraseOf[at] = append(m.phraseOf[at], p.topic)
	}
}
