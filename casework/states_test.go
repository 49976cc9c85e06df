package casework

import (
	"strings"
	"testing"
)

func TestStatesPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteStates(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "../docs/states.md", b.String())
}

func TestStatesPageSaysWhatEverythingMeans(t *testing.T) {
	t.Parallel()
	for _, s := range Statuses {
		if statusMeaning[s] == [2]string{} {
			t.Errorf("status %s has no meaning", s)
		}
	}
	for _, v := range Verbs {
		if verbMeaning[v] == "" {
			t.Errorf("verb %s has no meaning", v)
		}
	}
}
