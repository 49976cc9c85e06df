package classify

// finder finds many phrases in one walk over a text (Aho and Corasick): its cost
// grows with the text alone.
type finder struct {
	next  map[edge]int32
	fails []int32   // where to go on when no edge fits
	found [][]int32 // the phrases that end in a state
}

type edge struct {
	from int32
	by   rune
}

func newFinder(phrases map[string]int) finder {
	f := finder{next: map[edge]int32{}, fails: []int32{0}, found: [][]int32{nil}}
	for phrase, n := range phrases {
		at := int32(0)
		for _, r := range phrase {
			to, ok := f.next[edge{at, r}]
			if !ok {
				to = int32(len(f.fails)) // #nosec G115 -- some ten thousand
				f.next[edge{at, r}] = to
				f.fails, f.found = append(f.fails, 0), append(f.found, nil)
			}
			at = to
		}
		f.found[at] = append(f.found[at], int32(n)) // #nosec G115 -- some thousand
	}
	f.link()
	return f
}

// link finds for each state the longest of its endings that begins a phrase.
func (f *finder) link() {
	children := make([][]edge, len(f.fails))
	for e, to := range f.next {
		children[e.from] = append(children[e.from], edge{to, e.by})
	}
	for queue := []int32{0}; len(queue) > 0; queue = queue[1:] {
		for _, child := range children[queue[0]] {
			queue = append(queue, child.from)
			if queue[0] == 0 {
				continue
			}
			to := f.step(f.fails[queue[0]], child.by)
			f.fails[child.from] = to
			f.found[child.from] = append(f.found[child.from], f.found[to]...)
		}
	}
}

// step goes on by one character.
func (f *finder) step(at int32, r rune) int32 {
	for {
		if to, ok := f.next[edge{at, r}]; ok {
			return to
		}
		if at == 0 {
			return 0
		}
		at = f.fails[at]
	}
}
