package classify

import (
	"maps"
	"slices"
	"sync"

	"liaison/casework"
)

// Learning is a fixed number of rounds in a fixed order from zero: the same
// office file always makes the same model.
const (
	rounds, leastRounds = 8, 4
	// stepsWanted are enough lessons, read again and again, to settle the weights:
	// whoever has more needs fewer rounds.
	stepsWanted = 3200
	rate        = 8.0
	// decay is the L2 penalty's pull per round. It spreads the weight over all
	// that the examples share, instead of the few letters that would do.
	decay = 0.02
	// mastered is how sure of its topic a lesson must be to need no step any more.
	mastered = 0.98
)

// lesson is one example, read and brought to unit length.
type lesson struct {
	topic  int
	weight float64
	terms  []known
}

// known is a term that was taught.
type known struct {
	row   int32
	value float32
}

// example is a text that teaches.
type example struct {
	topic  int
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
func NewOn(base *Base, topics []casework.Topic, taught ...casework.Lesson) *Model {
	m := &Model{}
	var texts [][]example // by topic
	for _, t := range topics {
		if t.Retired {
			continue
		}
		texts = append(texts, lessonsOf(t, len(m.topics)))
		m.topics = append(m.topics, t.ID)
		m.labels = append(m.labels, labelOf(t))
	}
	m.rest(base)
	for _, l := range taught {
		if at := slices.Index(m.topics, l.Topic); at >= 0 && l.Weight > 0 {
			texts[at] = append(texts[at], example{topic: at, text: l.Text, weight: l.Weight})
		}
	}
	lessons := m.collect(inTurns(texts))
	m.weights = make([]float32, m.terms.size*len(m.topics))
	m.learn(lessons)
	rows, k := m.terms.size, len(m.topics)
	m.scratch = &sync.Pool{New: func() any { return newScratch(rows, k) }}
	return m
}

// lessonsOf orders the names by language, since a map's order is chance.
func lessonsOf(t casework.Topic, topic int) []example {
	var texts []example
	for _, language := range slices.Sorted(maps.Keys(t.Name)) {
		texts = append(texts, example{topic, t.Name[language], 1, true})
	}
	for _, text := range t.Examples {
		texts = append(texts, example{topic, text, 1, true})
	}
	return texts
}

// inTurns lets the examples of the topics take turns, so that no topic is learned last.
func inTurns(texts [][]example) (all []example) {
	for turn, more := 0, true; more; turn++ {
		more = false
		for topic := range texts {
			if turn < len(texts[topic]) {
				more = true
				all = append(all, texts[topic][turn])
			}
		}
	}
	return all
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
	scores, moves := make([]float64, k), make([]float32, k)
	for round := range min(rounds, max(leastRounds, stepsWanted/max(1, len(lessons)))) {
		step := rate / (1 + float64(round)/4)
		for _, l := range lessons {
			weight := l.weight * min(2, max(0.5, mean/count[l.topic]))
			m.step(l, scores, moves, step*weight)
		}
		for i := range m.weights {
			m.weights[i] *= 1 - decay
		}
	}
}

// step moves the weights so that the lesson's topic becomes likelier.
func (m *Model) step(l lesson, scores []float64, moves []float32, step float64) {
	clear(moves)
	for _, t := range l.terms {
		for i, w := range m.row(t.row)[:len(moves)] {
			moves[i] += w * t.value
		}
	}
	for i, x := range moves {
		scores[i] = float64(x)
	}
	softmax(scores)
	if scores[l.topic] > mastered {
		return
	}
	scores[l.topic]--
	for i, x := range scores {
		moves[i] = float32(x * step)
	}
	for _, t := range l.terms {
		row := m.row(t.row)[:len(moves)]
		for i, move := range moves {
			row[i] -= t.value * move
		}
	}
}

// row is the weights of a term by topic.
func (m *Model) row(number int32) []float32 {
	k := len(m.topics)
	return m.weights[int(number)*k:][:k]
}
