package casework

import "testing"

// liked is a case of ann that counts to a matter by her own word.
func liked(t *testing.T) (c Case, history []Event) {
	t.Helper()
	c = at(Queued)
	for _, rule := range []func() (Change, error){
		func() (Change, error) { return c.Liken(7, false, true, later) },
		func() (Change, error) { return c.Follow(ann, later) },
	} {
		ch, err := rule()
		c, ch = must(t, ch, err)
		history = append(history, ch.Events...)
	}
	return c, history
}

func TestPart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		by      Person
		follows bool
	}{
		"staff split it off and put it back":                    {desk, true},
		"its resident took it out, and staff put it back again": {ann, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := liked(t)
			ch, err := c.Part(test.by, later)
			if c, _ = must(t, ch, err); c.Matter != 0 || c.Left != 7 {
				t.Fatalf("parted: %+v", c)
			}
			ch, err = c.Follow(desk, later)
			if c, _ = must(t, ch, err); c.Matter != 7 || c.Left != 0 || c.Follows != test.follows {
				t.Errorf("put back: matter %s, left %s, follows %t", c.Matter, c.Left, c.Follows)
			}
		})
	}
}

func TestProtectLeavesTheMatter(t *testing.T) {
	t.Parallel()
	c, history := liked(t)
	ch, err := c.Protect(desk, later)
	after, ch := must(t, ch, err)
	if after.Matter != 0 || after.Left != 7 || len(ch.Events) != 2 || ch.Events[1].Verb != DoPart || ch.Events[1].By != "" {
		t.Fatalf("protected: matter %s, left %s, %+v", after.Matter, after.Left, ch.Events)
	}
	if r := Replay(append(history, ch.Events...)); r.Matter != 0 || r.Left != 7 {
		t.Errorf("its history says: matter %s, left %s", r.Matter, r.Left)
	}
	again, err := after.Follow(ann, later)
	if KindOf(err) != NotFound {
		t.Errorf("a protected case follows: %+v, %v", again, err)
	}
}
