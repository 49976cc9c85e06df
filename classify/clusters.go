package classify

// Clusters puts texts that are about the same matter together, as they come.
type Clusters struct {
	texts [][]uint32
	of    []int // the cluster of each text, which has the number of its first
	at    map[int64][]int
}

// mostInBand is how many texts of one band are looked at, the newest: what all
// begin with would otherwise be compared with all.
const mostInBand = 10

// Add puts a text with those that it is most like, or by itself, and gives the number
// of its cluster: that of the first text in it, from 0.
func (c *Clusters) Add(text string) int {
	if c.at == nil {
		c.at = map[int64][]int{}
	}
	n, found := len(c.texts), Grams(text)
	cluster, best := n, Same
	seen := map[int]bool{}
	for _, b := range bandsOf(found) {
		list := c.at[b]
		for _, o := range list[max(0, len(list)-mostInBand):] {
			if seen[o] {
				continue
			}
			seen[o] = true
			if s := shared(found, c.texts[o]); s > best {
				cluster, best = c.of[o], s
			}
		}
		c.at[b] = append(list, n)
	}
	c.texts, c.of = append(c.texts, found), append(c.of, cluster)
	return cluster
}
