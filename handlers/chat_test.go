package handlers_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage/storagetest"
)

// updating is the flag of the golden files of this package: here it rewrites the
// conversations with what is really heard.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// TestChats runs every conversation in testdata over the real router, desk,
// store and outbox, against a stand-in for Telegram.
func TestChats(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.chat")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".chat"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			storagetest.EachAddress(t, func(t *testing.T, address string) {
				s, err := parseScript(string(text))
				if err != nil {
					t.Fatal(err)
				}
				c := &clock{now: monday}
				r := newRigAt(t, storagetest.OpenAt(t, address, c.time), c, s.settings())
				s.run(t, r, path)
			})
		})
	}
}

func (s *script) settings() settings {
	set := settings{speaks: map[string]string{}}
	for _, line := range s.header {
		f := strings.Fields(line)
		switch {
		case line == "office cares":
			set.cares = true
		case line == "office looks alike":
			set.alike = true
		case line == "office lets undo":
			set.undo = true
		case line == "office doubts absence":
			set.doubts = true
		case line == "office learns":
			set.learns = true
		case line == "office shares answers":
			set.shared = true
		case line == "office asks sometimes":
			set.advice = casework.WhenUnsure
		case line == "office asks always":
			set.advice = casework.AlwaysAsked
		case line == "office shows words":
			set.words = true
		case line == "office keeps hours":
			set.hours = true
		case len(f) == 2 && f[0] == "office":
			set.office = f[1]
		case len(f) == 3 && f[0] == "speaks":
			set.speaks[f[1]] = f[2]
		case line == "marks seen":
			set.marks = true
		}
	}
	return set
}

func (s *script) run(t *testing.T, r *rig, path string) {
	t.Helper()
	known := names{"number": casework.NumberHole} // as it stands in ready answers
	for i := range s.steps {
		a := &s.steps[i]
		what, err := known.in(a.what)
		if err == nil && a.who == "" {
			err = r.world(what)
		} else if err == nil {
			err = r.act(a.who, what)
		}
		if err != nil {
			s.save(t, path)
			t.Fatalf("%s:%d: %v", path, a.line, err)
		}
		r.settle()
		got := r.hear()
		r.meet(known)
		if updating() {
			a.heard = a.heard[:0]
			for _, h := range got {
				h.text = known.out(h.text)
				a.heard = append(a.heard, h)
			}
			continue
		}
		compare(t, path, a, got, known)
	}
	s.save(t, path)
	r.finish(t)
}

func (s *script) save(t *testing.T, path string) {
	t.Helper()
	if !updating() {
		return
	}
	if err := os.WriteFile(path, []byte(s.written()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// meet learns the signs of residents as soon as they are known to the store.
func (r *rig) meet(known names) {
	for _, m := range cast[:2] {
		if p, err := r.store.PersonByAccount(r.t.Context(), m.account); err == nil {
			known[m.name] = p.Alias()
		}
	}
}

// compare wants each person to hear just what the script says, in that order.
func compare(t *testing.T, path string, a *action, got []heard, known names) {
	t.Helper()
	left := map[string][]heard{}
	for _, h := range got {
		left[h.who] = append(left[h.who], h)
	}
	for _, want := range a.heard {
		if len(left[want.who]) == 0 {
			t.Fatalf("%s:%d: %s hears nothing, want\n%s", path, want.line, want.who, want.written())
		}
		h := left[want.who][0]
		left[want.who] = left[want.who][1:]
		if h.how != want.how || !known.match(want.text, h.text) {
			h.text = known.out(h.text)
			t.Fatalf("%s:%d: heard\n%swant\n%s", path, want.line, h.written(), want.written())
		}
	}
	for _, rest := range left {
		for _, h := range rest {
			h.text = known.out(h.text)
			t.Fatalf("%s:%d: heard besides\n%s", path, a.line, h.written())
		}
	}
}

// finish looks for what must not have happened.
func (r *rig) finish(t *testing.T) {
	t.Helper()
	for _, sin := range r.sim.Sins() {
		t.Errorf("Telegram was called wrongly: %s", sin)
	}
	for _, m := range r.sim.Messages(group) {
		if m.Bot {
			t.Errorf("the bot spoke in a group: %q", m.Text)
		}
	}
}
