package casework

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"
)

// voice says what a lesson of somebody counts beside an example of the office
// file (1), and how many of theirs in one topic count nearly in full.
type voice struct{ weight, room float64 }

// A deputy knows their own topics, the staff know all of them, and a resident
// may be anybody, or many.
var voices = map[Role]voice{
	Admin: {1, 1.5}, Moderator: {1, 1.5}, Deputy: {.6, 1.5}, Resident: {.3, 1},
}

// upholding is how many times more lessons of one person count where a deputy has
// since taken the case under that topic: then two people say it.
const upholding = 10

// MostWeight is what all lessons of one person in one topic that nobody upholds
// count together, at most: that of the nth newest falls with the square of n.
func MostWeight(r Role) float64 {
	sum := 0.0
	for n := range LessonsKept {
		sum += Lesson{Role: r}.worth(n)
	}
	return sum
}

// worth is what a lesson counts that so many newer ones of its like come before.
func (l Lesson) worth(newer int) float64 {
	v := voices[l.Role]
	if l.Upheld {
		v.room *= upholding
	}
	over := float64(newer) / v.room
	return v.weight / (1 + over*over)
}

// leastWeight is what a lesson must count to be taught at all: the older of somebody who
// taught much would only cost time.
const leastWeight = .02

// like is how much two texts share that count as like each other.
const like = .5

// Weigh gives lessons with texts, the newest first, what each counts, and leaves
// out those that count nothing: what says nothing, an earlier word on the same case,
// what one person contradicts in like texts as often as they
// say it, and the old of somebody who taught much.
func Weigh(lessons []Lesson) []Lesson {
	said := map[Number]bool{}
	mine := map[PersonID][]sketched{}
	for at, l := range lessons {
		if blank(l.Text) || said[l.Case] || len(mine[l.By]) == LessonsKept {
			continue
		}
		said[l.Case] = true
		mine[l.By] = append(mine[l.By], sketched{at: at, topic: l.Topic, of: sketchOf(l.Text)})
	}
	var all []int
	weighed := slices.Clone(lessons)
	for by := range mine {
		taught := map[lessonKind]int{} // how many so far
		for _, one := range mine[by] {
			l := &weighed[one.at]
			kind := lessonKind{l.Topic, l.Upheld}
			worth := l.worth(taught[kind])
			if worth < leastWeight { // nor will any older: what they mean needn't be compared
				continue
			}
			if meant := one.meant(mine[by]); meant > 0 {
				l.Weight = meant * worth
				if taught[kind]++; l.Weight >= leastWeight {
					all = append(all, one.at)
				}
			}
		}
	}
	slices.Sort(all)
	counts := make([]Lesson, len(all))
	for i, at := range all {
		counts[i] = weighed[at]
	}
	return counts
}

// lessonKind is what lessons of one person are counted by.
type lessonKind struct {
	topic  TopicID
	upheld bool
}

// sketched is a lesson as it is compared with others of its teacher.
type sketched struct {
	at    int
	topic TopicID
	of    sketch
}

// meant is by how much (0..1] a person says this of like texts more often than
// anything else; 0 or less: they don't.
func (s sketched) meant(all []sketched) float64 {
	same, other := 0.0, 0.0
	for _, o := range all {
		if s.of.apart(o.of) || likeness(s.of.hashes, o.of.hashes) < like {
			continue
		}
		if o.topic == s.topic {
			same++
		} else {
			other++
		}
	}
	return (same - other) / (same + other)
}

// sketchSize is how many hashes of its terms stand for a text: the smallest, which
// are a fair sample.
const sketchSize = 32

// A sketch is those hashes, the least first.
type sketch struct {
	hashes []uint32
	bits   [4]uint64 // one is set for each hash
}

func sketchOf(text string) (s sketch) {
	var t terms
	for w := range spelled(text) {
		if !t.word(w) {
			break
		}
	}
	hashes := make([]uint32, len(t.all))
	for i, term := range t.all {
		h := fnv.New32a()
		_, _ = h.Write([]byte(term)) // never fails
		hashes[i] = h.Sum32()
	}
	slices.Sort(hashes)
	s.hashes = hashes[:min(len(hashes), sketchSize)]
	for _, h := range s.hashes {
		s.bits[h>>6%4] |= 1 << (h % 64)
	}
	return s
}

// apart reports whether so many hashes of one are surely not of the other that they
// can't be alike. Most pairs are, and it costs a tenth of comparing them.
func (s sketch) apart(o sketch) bool {
	lacking := 0
	for i, b := range s.bits {
		lacking += bits.OnesCount64(b &^ o.bits[i])
	}
	return float64(len(s.hashes)-lacking) < like*float64(max(len(s.hashes), len(o.hashes)))
}

// likeness is the share of terms that two texts have in common, of all that either has.
func likeness(a, b []uint32) float64 {
	both, either := 0, 0
	for i, j := 0, 0; either < sketchSize && (i < len(a) || j < len(b)); either++ {
		switch {
		case j == len(b):
			i++
		case i == len(a):
			j++
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case cmp.Less(a[i], b[j]):
			i++
		default:
			j++
		}
	}
	if either == 0 {
		return 1 // neither has any
	}
	return float64(both) / float64(either)
}
