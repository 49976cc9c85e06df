package handlers_test

import (
	"testing"

	"liaison/handlers"
	"liaison/words"
)

func TestCommandsAreWordedInEveryLanguage(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, l := range words.Languages() {
		list := handlers.Commands(l.Code)
		if len(list) == 0 {
			t.Fatalf("no commands in %s", l.Code)
		}
		for _, c := range list {
			if c.Description == "" || len([]rune(c.Description)) > 256 || seen[c.Description] {
				t.Errorf("%s: /%s is described as %q", l.Code, c.Name, c.Description)
			}
			seen[c.Description] = true
		}
	}
}
