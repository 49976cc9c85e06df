package casework

import "testing"

func TestX11_OriginalsAreTheOfficers(t *testing.T) {
	t.Parallel()
	for name, it := range map[string]struct {
		by                    Person
		ordinary, whenGuarded bool
	}{
		"officer":         {Person{Role: Moderator, Officer: true}, true, true},
		"administrator":   {Person{Role: Admin}, false, true},
		"moderator":       {Person{Role: Moderator}, false, false},
		"deputy":          {Person{Role: Deputy}, false, false},
		"aide":            {Person{Role: Aide}, false, false},
		"former officer":  {Person{Role: Moderator, Officer: true, Retired: true}, false, false},
		"deputy, flagged": {Person{Role: Deputy, Officer: true}, false, false},
	} {
		if got := (Case{}).bares(it.by); got != it.ordinary {
			t.Errorf("%s: %v", name, got)
		}
		if got := (Case{Protected: true}).bares(it.by); got != it.whenGuarded {
			t.Errorf("%s, of a protected case: %v", name, got)
		}
	}
}
