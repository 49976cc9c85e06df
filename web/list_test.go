package web_test

import (
	"strings"
	"testing"

	"liaison/casework"
)

// holds tells which of the cases a list shows.
func (r *rig) holds(as casework.PersonID, path string, n casework.Number) bool {
	r.t.Helper()
	got := r.get(as, path)
	if got.status != 200 {
		r.t.Fatalf("%s: %d", path, got.status)
	}
	return strings.Contains(got.body, "/console/cases/"+n.String())
}

func TestCasesAreFoundByTheirWords(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	bus := r.write(7001, "The bus 12 doesn't come any more")
	pipe := r.write(7002, "A pipe burst in the yard")
	heat := r.write(7003, "我们小区的暖气不热")
	for q, want := range map[string]casework.Number{"bus": bus, "PIPE+yard": pipe, "%E6%9A%96%E6%B0%94": heat, string(pipe): pipe} {
		for _, n := range []casework.Number{bus, pipe, heat} {
			if got := r.holds("desk", "/console/cases?q="+q, n); got != (n == want) {
				t.Errorf("search for %s shows %s: %v", q, n, got)
			}
		}
	}
	if got := r.get("desk", "/console/cases?q=elephant"); !strings.Contains(got.body, "Nothing was found") {
		t.Error("an empty search doesn't say what to do")
	}
}

func TestStaffsListBeginsWithTheUnsorted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The light in our yard has been out for a week")
	if !r.holds("desk", "/console/cases", n) {
		t.Error("the unsorted case isn't in the first list")
	}
}

func TestOnlyListsThatGoOnHaveANextPage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for i := range int64(51) {
		r.write(7001+i, "The light in our yard has been out for a week")
	}
	if got := r.get("desk", "/console/cases").body; strings.Contains(got, "after=") || !strings.Contains(got, "first fifty") {
		t.Error("the list of the unsorted leads to a page that it doesn't have")
	}
	next := between(r.get("desk", "/console/cases?q=yard").body, `<p><a href="`, `"`)
	got := r.get("desk", "/console/cases"+strings.ReplaceAll(next, "&amp;", "&")).body
	if strings.Count(got, `class="first"`) != 1 || strings.Contains(got, "after=") {
		t.Errorf("the second page of a search, %s, isn't the one case left", next)
	}
}

func between(s, a, b string) string {
	_, s, _ = strings.Cut(s, a)
	s, _, _ = strings.Cut(s, b)
	return s
}

func TestX17_SearchShowsADeputyTheirOwnOnly(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mine, foreign := r.write(7001, "The bus in our yard"), r.write(7002, "A pipe in our yard")
	if !r.holds("li-na", "/console/cases?q=yard", mine) || r.holds("li-na", "/console/cases?q=yard", foreign) {
		t.Error("a deputy's search isn't what is theirs")
	}
}
