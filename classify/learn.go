package classify

import (
	"maps"
	"math"
	"slices"
	"sync"

	"liaison/casework"
)

// Learning is a fixed number of rounds in a fixed order from zero: the same
// office file always makes the same model.
const (
	rounds = 8
	rate   = 8.0
	// decay is the L2 penalty's pull per round. It spreads the weight over all
	// that the examples share, instead of the few letters that would do.
	decay = 0.02
)

// lesson is one example, read and brought to unit length.
type lesson struct {
	topic  int
	weight float64
	terms  []struct {
		row   int
		value float32
	}
}

// example is a text that teaches.
type example struct {
	text   string
	weight float64
	phrase bool // it may be looked for whole
}

// New teaches a model the topics that are in use, by their names in all
// languages and their examples, and by what people taught, as much as each lesson
// counts. Without topics it has no guess for any text.
func New(topics []casework.Topic, lessons ...casework.Lesson) *Model {
	return NewOn(Shipped(), topics, lessons...)
}

// NewOn is New on top of another base model than the shipped one.
func NewOn(base *Base, topics []casework.Topic, lessons ...casework.Lesson) *Model {
	m := &Model{}
	texts := map[int][]example{}
	for _, t := range topics {
		if t.Retired {
			continue
		}
		texts[len(m.topics)] = lessonsOf(t)
		m.topics = append(m.topics, t.ID)
		m.labels = append(m.labels, labelOf(t))
	}
	m.rest(base)
	for _, l := range lessons {
		if at := slices.Index(m.topics, l.Topic); at >= 0 && l.Weight > 0 {
			texts[at] = append(texts[at], example{text: l.Text, weight: l.Weight})
		}
	}
	read := m.collect(texts)
	m.weights = make([]float32, m.terms.size*len(m.topics))
	m.learn(read)
	rows, k := m.terms.size, len(m.topics)
	m.scratch = &sync.Pool{New: func() any { return newScratch(rows, k) }}
	return m
}

// lessonsOf orders the names by language, since a map's order is chance.
func lessonsOf(t casework.Topic) []example {
	var texts []example
	for _, language := range slices.Sorted(maps.Keys(t.Name)) {
		texts = append(texts, example{t.Name[language], 1, true})
	}
	for _, text := range t.Examples {
		texts = append(texts, example{text, 1, true})
	}
	return texts
}

// collect reads the texts and numbers their terms. The lessons of the topics
// take turns, so that no topic is learned last.
func (m *Model) collect(texts map[int][]example) []lesson {
	var readings []reading
	var of []int
	var told []example
	terms, starts, phrases := 0, 0, 0
	for turn, more := 0, true; more; turn++ {
		more = false
		for topic := range len(m.topics) {
			if turn >= len(texts[topic]) {
				continue
			}
			more = true
			var r reading
			r.read(texts[topic][turn].text)
			readings, of, told = append(readings, r), append(of, topic), append(told, texts[topic][turn])
			terms, starts, phrases = terms+len(r.terms), starts+len(r.starts), phrases+1
		}
	}
	m.terms, m.starts, m.phrases = newTable(terms), newTable(starts), newTable(phrases)
	var lessons []lesson
	for i, r := range readings {
		if told[i].phrase {
			m.phrase(of[i], r)
		}
		if l := m.lesson(of[i], r); len(l.terms) > 0 {
			l.weight = told[i].weight
			lessons = append(lessons, l)
		}
	}
	return lessons
}

func (m *Model) lesson(topic int, r reading) lesson {
	l := lesson{topic: topic}
	place := map[int]int{}
	for _, t := range r.terms {
		row := m.terms.add(t.hash)
		if at, again := place[row]; again {
			l.terms[at].value = min(l.terms[at].value+t.value, t.value*often)
			continue
		}
		place[row] = len(l.terms)
		l.terms = append(l.terms, struct {
			row   int
			value float32
		}{row, t.value})
	}
	for _, start := range r.starts {
		m.starts.add(start)
	}
	sum := 0.0
	for _, t := range l.terms {
		sum += float64(t.value) * float64(t.value)
	}
	for i := range l.terms {
		l.terms[i].value /= float32(math.Sqrt(sum))
	}
	return l
}

// phrase remembers an example that may be found whole in a text: a word, or up
// to eight words or characters of which some mean something.
func (m *Model) phrase(topic int, r reading) {
	n := len(r.atoms)
	if n == 0 || n > phraseLimit || len(r.units) == 0 || n == 1 && !r.long[0] {
		return
	}
	hash := uint32(0)
	for _, atom := range r.atoms {
		hash = mix(hash*31 + atom)
	}
	at := m.phrases.add(hash)
	if at == len(m.phraseOf) {
		m.phraseOf = append(m.phraseOf, nil)
	}
	if !slices.Contains(m.phraseOf[at], topic) {
		m.phraseOf[at] = append(m.phraseOf[at], topic)
	}
}

// learn goes down the gradient of the log loss, lesson by lesson. A topic with
// few examples counts as much as one with many.
func (m *Model) learn(lessons []lesson) {
	k := len(m.topics)
	count, whole := make([]float64, k), 0.0
	for _, l := range lessons {
		count[l.topic] += l.weight
		whole += l.weight
	}
	mean := whole / float64(max(k, 1))
	scores := make([]float64, k)
	for round := range rounds {
		step := rate / (1 + float64(round)/4)
		for _, l := range lessons {
			weight := l.weight * min(2, max(0.5, mean/count[l.topic]))
			m.step(l, scores, step*weight)
		}
		for i := range m.weights {
			m.weights[i] *= 1 - decay
		}
	}
}

// step moves the weights so that the lesson's topic becomes likelier.
func (m *Model) step(l lesson, scores []float64, step float64) {
	k := len(m.topics)
	clear(scores)
	for _, t := range l.terms {
		for i, w := range m.weights[t.row*k : t.row*k+k] {
			scores[i] += float64(w * t.value)
		}
	}
	softmax(scores)
	scores[l.topic]--
	for _, t := range l.terms {
		row := m.weights[t.row*k : t.row*k+k]
		by := float64(t.value) * step
		for i := range row {
			row[i] -= float32(by * scores[i])
		}
	}
}
