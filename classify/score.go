package classify

import (
	"math"
	"slices"
)

const (
	// A word that wasn't taught counts as a form of one that was, if it begins
	// alike for most of its length ("buses", "дороге") ...
	alikeStart = 0.65
	// ... or shares this part of its n-grams ("minibus").
	alikeNgrams = 0.4
	// A form weighs less than the word itself.
	formOf = 0.8
	// leastNorm keeps a text of which next to nothing is known from being
	// stretched to the length of one that is known whole.
	leastNorm = 0.7
	// often caps a term that is repeated: a word said ten times isn't ten words.
	often = 1.5
)

// scratch is what one classification needs; it goes from text to text.
type scratch struct {
	tokens tokens
	reading
	ngrams  ngrams
	said    odds      // the base model's logarithms of probabilities
	lent    []float64 // by topic: what the base model gives to it; the last is of no topic
	rows    []int32   // of each term; -1 unknown
	quality []float64
	known   []int32   // the rows in the text
	values  []float32 // by row; 0 outside known
	scores  []float64 // by topic
	weight  []float64 // by unit: what it gave to the best guess
	order   []int
	boosted []bool // by topic: an example stands in the text

	sums     []float64 // by topic, of one unit
	evidence []float64 // by topic
}

func newScratch(rows, topics int) *scratch {
	return &scratch{
		values: make([]float32, rows),
		scores: make([]float64, topics), boosted: make([]bool, topics),
		sums: make([]float64, topics), evidence: make([]float64, topics),
	}
}

// weigh finds what the model knows of a reading and brings it to unit length.
func (m *Model) weigh(s *scratch) {
	for _, row := range s.known {
		s.values[row] = 0
	}
	s.known, s.quality, s.rows = s.known[:0], s.quality[:0], s.rows[:0]
	for _, u := range s.units {
		s.quality = append(s.quality, m.lookUp(s, u))
	}
	sum := 0.0
	for _, row := range s.known {
		sum += float64(s.values[row]) * float64(s.values[row])
	}
	scale := float32(1 / max(leastNorm, math.Sqrt(sum)))
	for _, row := range s.known {
		s.values[row] *= scale
	}
}

// lookUp adds a unit's known terms, and returns how well it is known (0..1).
func (m *Model) lookUp(s *scratch, u unit) float64 {
	known, count := 0.0, 0
	for _, t := range s.terms[u.lo:u.hi] {
		row := m.terms.find(t.hash)
		s.rows = append(s.rows, int32(row)) // #nosec G115 -- bounded by what was taught
		if row >= 0 {
			known += float64(t.value) * float64(t.value)
			count++
		}
	}
	quality := min(1, known/hanFull)
	switch {
	case u.han:
	case count == u.hi-u.lo:
		quality = 1
	default:
		quality = m.alike(s, u, count)
	}
	if count == 0 || quality == 0 {
		for i := u.lo; i < u.hi; i++ {
			s.rows[i] = -1
		}
		return 0
	}
	for i, t := range s.terms[u.lo:u.hi] {
		if row := s.rows[u.lo+i]; row >= 0 {
			s.add(row, t.value)
		}
	}
	return quality
}

func (s *scratch) add(row int32, value float32) {
	if s.values[row] == 0 {
		s.known = append(s.known, row)
	}
	s.values[row] = min(s.values[row]+value, value*often)
}

// alike returns how well a word that wasn't taught is known as a form of one
// that was; 0 if it is none. Without the floors "hello" would say a little
// about heating.
func (m *Model) alike(s *scratch, u unit, known int) float64 {
	ngrams := float64(known) / float64(u.hi-u.lo)
	length := 0 // of the longest beginning that was taught
	for i, hash := range s.starts[u.starts[0]:u.starts[1]] {
		if m.starts.find(hash) < 0 {
			break
		}
		length = i + 2
	}
	start := float64(length) / float64(u.runes)
	if ngrams < alikeNgrams && start < alikeStart {
		return 0
	}
	return formOf * max(ngrams, start)
}

// score adds up each topic's weights, and what a phrase found whole is worth.
func (m *Model) score(s *scratch) {
	k := len(m.topics)
	clear(s.scores)
	for _, row := range s.known {
		value := float64(s.values[row])
		for i, w := range m.weights[int(row)*k : int(row)*k+k] {
			s.scores[i] += float64(w) * value
		}
	}
	m.findPhrases(s)
	for i, found := range s.boosted {
		if found {
			s.scores[i] += phraseBoost
		}
	}
}

// phraseLimit is the most words or characters of an example that is looked for whole.
const phraseLimit = 8

func (m *Model) findPhrases(s *scratch) {
	clear(s.boosted)
	for i := range s.atoms {
		hash := uint32(0)
		for n, atom := range s.atoms[i:min(i+phraseLimit, len(s.atoms))] {
			hash = mix(hash*31 + atom)
			if n == 0 && !s.long[i] {
				continue
			}
			if at := m.phrases.find(hash); at >= 0 {
				for _, topic := range m.phraseOf[at] {
					s.boosted[topic] = true
				}
			}
		}
	}
}

// contributions says what each unit gave to the best guess beyond what it gave
// on average, and counts the evidence of every topic: the words that speak for
// it more than for any other, by how well they are known.
func (m *Model) contributions(s *scratch, best int) {
	k := len(m.topics)
	s.weight = s.weight[:0]
	clear(s.evidence)
	for i, u := range s.units {
		lent := m.baseWeight(s, u, best)
		if s.quality[i] == 0 {
			s.weight = append(s.weight, lent)
			continue
		}
		clear(s.sums)
		for j, t := range s.terms[u.lo:u.hi] {
			if row := int(s.rows[u.lo+j]); row >= 0 {
				for topic, w := range m.weights[row*k : row*k+k] {
					s.sums[topic] += float64(w * t.value)
				}
			}
		}
		mean, most := 0.0, 0
		for topic, sum := range s.sums {
			mean += sum / float64(k)
			if sum > s.sums[most] {
				most = topic
			}
		}
		s.weight = append(s.weight, s.sums[best]-mean+lent)
		s.evidence[most] += s.quality[i]
	}
}

// reasons are the words that gave most, as they were written, each once.
func reasons(s *scratch, text string) []string {
	said := make([]string, 0, reasonLimit)
	var taken [reasonLimit]unit
	for len(said) < reasonLimit {
		i := largest(s.weight)
		if i < 0 || s.weight[i] <= 0 {
			break
		}
		u := s.units[i]
		word := s.wordOf(u, text)
		if s.weight[i] = 0; slices.ContainsFunc(taken[:len(said)], u.overlaps) || slices.Contains(said, word) {
			continue
		}
		taken[len(said)] = u
		said = append(said, word)
	}
	return said
}

// wordOf is a unit as it was written.
func (s *scratch) wordOf(u unit, text string) string {
	return text[s.tokens.all[u.at].from:s.tokens.all[u.last()].to]
}
