package handlers

import (
	"testing"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// TestCommandsAreWordedInEveryLanguage: each role's menu has only commands that
// a row of the table takes, each described within Telegram's limits.
func TestCommandsAreWordedInEveryLanguage(t *testing.T) {
	t.Parallel()
	routes := Routes(faulty{}, NewRenderer(faulty{}, nil), nil, nil)
	for _, role := range []casework.Role{casework.Resident, casework.Deputy, casework.Moderator, casework.Admin} {
		for _, l := range words.Languages() {
			seen := map[string]bool{}
			list := CommandsOf(casework.Person{Role: role}, casework.Office{Language: l.Code})
			if len(list) == 0 {
				t.Fatalf("no commands of a %s in %s", role, l.Code)
			}
			for _, c := range list {
				if c.Description == "" || len([]rune(c.Description)) > 256 || seen[c.Description] {
					t.Errorf("%s: /%s is described as %q", l.Code, c.Name, c.Description)
				}
				if seen[c.Description] = true; !reached(routes, c.Name) {
					t.Errorf("no row takes /%s", c.Name)
				}
			}
		}
	}
}

func reached(routes []bot.Route, name string) bool {
	for _, r := range routes {
		if r.Name == name {
			return r.Takes(&bot.Request{Kind: bot.Message, Private: true, Command: name})
		}
	}
	return false
}
