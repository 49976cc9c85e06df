package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// A protected case is as one that isn't there, byte for byte, to everybody but who
// guards it, whatever they do and by whatever way; whom it names is nobody to it,
// whatever they are (X1, X16, X17).
func TestX16_ProtectedCasesLookMissing(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{cares: true})
		for _, one := range []struct {
			who, words string
			strangers  []string
			keeps      string
		}{
			{"resident", "Vera Clark and Li Na took bribes for the pothole", []string{"officer", "li-na", "zhou-mei", "sun-li", "staff", "neighbour"}, "admin"},
			{"neighbour", "The inspector demanded cash from me", []string{"admin", "staff", "resident"}, "officer"},
		} {
			r.do(one.who, one.words)
			r.do(one.who, "[I agree]")
			r.pass(settled)
			r.settle()
			n := r.numberOf(one.who)
			r.same(t, one.strangers, n)
			r.unseen(t, one.strangers, n, one.words)
			if there := r.do(one.keeps, "/protected"); len(there) != 1 || !strings.Contains(there[0].text, n) {
				t.Errorf("%s, who guards it, is shown %v", one.keeps, there)
			}
		}
	})
}

// same drives every press and command of people to whom a case is nothing.
func (r *rig) same(t *testing.T, people []string, n string) {
	t.Helper()
	for _, who := range people {
		r.do(who, "/help")
		ways := []string{"/case %", "/protect %"}
		for _, data := range everyPress {
			ways = append(ways, "forge "+data)
		}
		for _, way := range ways {
			there, missing := r.both(who, way, n)
			if !slices.Equal(there, missing) {
				t.Errorf("%s does %s: hears %q, of a missing case %q", who, way, there, missing)
			}
		}
	}
}

// unseen looks for a case in all that people can list, count, find and read.
func (r *rig) unseen(t *testing.T, people []string, n, words string) {
	t.Helper()
	ctx := context.Background()
	number, ok := casework.ParseNumber(n)
	if !ok {
		t.Fatalf("%q is no number", n)
	}
	for _, who := range people {
		by, err := r.desk.Who(ctx, accountOf(who), who, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range []string{"/protected", "/unsorted", "/sort", "/queues", "/late", "/pending", "/mine", "/next", "/cases", "/undelivered", "/setaside", "/blocked", "/find " + strings.Fields(words)[len(strings.Fields(words))-1]} {
			for _, h := range r.do(who, way) {
				if strings.Contains(h.text, n) || strings.Contains(h.text, words) {
					t.Errorf("%s sees it with %s: %q", who, way, h.text)
				}
			}
		}
		if _, err := r.store.Thread(ctx, by, number); casework.KindOf(err) != casework.NotFound {
			t.Errorf("%s reads the thread: %v", who, err)
		}
		lines, err := r.store.Queues(ctx, by, r.time())
		if err != nil || len(lines) != 0 {
			t.Errorf("%s counts %+v, %v", who, lines, err)
		}
		if m, err := r.desk.Morning(ctx, by); err != nil && casework.KindOf(err) != casework.Forbidden || !m.Nothing() {
			t.Errorf("the digest of %s counts %+v, %v", who, m, err)
		}
	}
	for _, m := range r.sim.Messages(accountOf("staff")) {
		if strings.Contains(m.Text, words) {
			t.Errorf("the staff were told: %q", m.Text)
		}
	}
}
