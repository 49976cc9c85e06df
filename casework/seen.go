package casework

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// Seen marks how the case stands for who decides about it: another mark means that
// somebody wrote or did something since. What happens by itself, such as a reminder,
// leaves it.
func (c Case) Seen() string {
	h := fnv.New64a()
	_, _ = fmt.Fprintln(h, c.Status, c.Topic, c.Owner, c.Protected, c.Outcome, c.Urgent) // a hash takes all
	return strconv.Itoa(c.Entries) + "-" + strconv.FormatUint(h.Sum64(), 36)
}

// SeenEntries is how many entries the thread had when it was marked so.
func SeenEntries(seen string) int {
	n, _, _ := strings.Cut(seen, "-")
	count, _ := strconv.Atoi(n)
	return count
}

// asSeen is a Conflict where the case isn't as it was seen any more.
func (c Case) asSeen(seen string) error {
	if seen == "" || seen == c.Seen() {
		return nil
	}
	return &Error{Kind: Conflict, Reason: MovedOn, Case: c.Number, text: "not as it was seen"}
}
