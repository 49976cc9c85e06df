package classify

import "math"

// table finds the number of a hash. It is a plain open-addressed table, since a
// message asks it some hundreds of times within a few microseconds.
type table struct {
	keys []uint32
	rows []int32 // number + 1; 0 is free
	mask uint32
	size int
}

func newTable() table { return sized(1 << 8) }

func sized(room int) table {
	return table{make([]uint32, room), make([]int32, room), uint32(room - 1), 0} // #nosec G115 -- a power of two far below 2^32
}

// find returns the number of a hash, or -1.
func (t *table) find(hash uint32) int {
	for i := hash & t.mask; t.rows[i] != 0; i = (i + 1) & t.mask {
		if t.keys[i] == hash {
			return int(t.rows[i]) - 1
		}
	}
	return -1
}

// add returns the number of a hash, the next one if it is new.
func (t *table) add(hash uint32) int {
	i := hash & t.mask
	for ; t.rows[i] != 0; i = (i + 1) & t.mask {
		if t.keys[i] == hash {
			return int(t.rows[i]) - 1
		}
	}
	t.size++
	t.keys[i], t.rows[i] = hash, int32(t.size) // #nosec G115 -- bounded by what was taught
	if 2*t.size > len(t.rows) {
		t.grow()
	}
	return t.size - 1
}

func (t *table) grow() {
	wider := sized(2 * len(t.rows))
	for i, row := range t.rows {
		if row == 0 {
			continue
		}
		j := t.keys[i] & wider.mask
		for wider.rows[j] != 0 {
			j = (j + 1) & wider.mask
		}
		wider.keys[j], wider.rows[j] = t.keys[i], row
	}
	wider.size = t.size
	*t = wider
}

// hashRunes is FNV-1a over runes with a final mix, since the table looks at the
// low bits. The kind keeps a word apart from an n-gram of the same letters.
func hashRunes(kind uint32, runes []rune) uint32 {
	h := 2166136261 ^ kind
	for _, c := range runes {
		h = (h ^ uint32(c)) * 16777619 // #nosec G115 -- only bits matter
	}
	return mix(h)
}

func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	return h
}

// share spreads a weight over terms, so that a long word counts no more than a short one.
func share(terms []term, whole float32) {
	if len(terms) == 0 {
		return
	}
	each := whole / float32(math.Sqrt(float64(len(terms))))
	for i := range terms {
		terms[i].value = each
	}
}
