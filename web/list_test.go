package web_test

import (
	"slices"
	"strings"
	"testing"
	"time"

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
	got := r.get("desk", strings.ReplaceAll(next, "&amp;", "&")).body
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

// Each figure of the board leads to the cases that it counts.
func TestListsShowWhatTheirAddressAsksFor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	bus, pipe, light := r.write(7001, "The bus is late"), r.write(7002, "A pipe burst"), r.write(7003, "The light is out")
	r.after(time.Minute)
	if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person("zhao-min"), pipe, casework.Words{Text: "We come."}); err != nil {
		t.Fatal(err)
	}
	old := r.write(7004, "The bus is old")
	r.after(7*24*time.Hour - 2*time.Hour) // the first bus is promised for today
	for _, want := range []struct {
		by    casework.PersonID
		query string
		cases []casework.Number
	}{
		{"desk", "view=unsorted", []casework.Number{light}},
		{"desk", "view=waiting", []casework.Number{bus, old}},
		{"desk", "view=waiting&topic=transport", []casework.Number{bus, old}},
		{"desk", "view=waiting&topic=water", nil},
		{"desk", "view=waiting&deputy=li-na", []casework.Number{bus, old}},
		{"desk", "view=waiting&deputy=zhao-min", nil},
		{"desk", "view=waiting&deputy=li-na&topic=transport", []casework.Number{bus, old}},
		{"desk", "view=waiting&deputy=li-na&topic=water", nil},
		{"desk", "view=answered&deputy=zhao-min&topic=water", []casework.Number{pipe}},
		{"desk", "view=answered&deputy=zhao-min&topic=transport", nil},
		{"desk", "view=today", []casework.Number{bus, old}},
		{"desk", "view=answered", []casework.Number{pipe}},
		{"desk", "view=answered&topic=water", []casework.Number{pipe}},
		{"desk", "view=answered&deputy=zhao-min", []casework.Number{pipe}},
		{"desk", "view=answered&deputy=li-na", nil},
		{"desk", "view=all", []casework.Number{bus, pipe, light, old}},
		{"desk", "view=all&topic=transport", []casework.Number{bus, old}},
		{"desk", "view=all&deputy=zhao-min", []casework.Number{pipe}},
		{"li-na", "view=all", nil}, // she has taken none
		{"li-na", "view=waiting", []casework.Number{bus, old}},
		{"li-na", "view=all&topic=transport", []casework.Number{bus, old}},
	} {
		r.lists(want.by, want.query, want.cases, bus, pipe, light, old)
	}
}

func (r *rig) lists(by casework.PersonID, query string, want []casework.Number, all ...casework.Number) {
	r.t.Helper()
	for _, n := range all {
		if got := r.holds(by, "/console/cases?"+query, n); got != slices.Contains(want, n) {
			r.t.Errorf("%s sees %s under %s: %v", by, n, query, got)
		}
	}
}

func TestX17_NoListShowsADeputyWhatIsAnothers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	bus := r.write(7001, "The bus is late")
	r.after(8 * 24 * time.Hour)
	for _, query := range []string{"", "view=unsorted", "view=late", "view=today", "view=waiting", "view=answered", "view=all",
		"view=waiting&topic=transport", "view=all&topic=transport", "view=late&deputy=li-na", "view=all&deputy=li-na", "topic=transport", "q=bus"} {
		r.lists("zhao-min", query, nil, bus)
		before := r.get("zhao-min", "/console/cases?"+query).body
		if strings.Contains(before, "Li Na") {
			t.Errorf("%q names a colleague's cases", query)
		}
	}
}

func TestX16_NoListShowsAProtectedCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("desk"), n); err != nil {
		t.Fatal(err)
	}
	r.after(8 * 24 * time.Hour)
	for _, by := range []casework.PersonID{"desk", "li-na", "chief"} {
		for _, query := range []string{"", "view=unsorted", "view=late", "view=waiting", "view=all", "view=all&topic=transport", "view=late&deputy=li-na"} {
			r.lists(by, query, nil, n)
		}
	}
}

func TestAListGoesOnWhereItsPageEnded(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for i := range int64(53) {
		r.write(7001+i, "The bus is late")
	}
	r.after(time.Minute)
	for _, query := range []string{"view=waiting", "view=waiting&topic=transport", "view=waiting&deputy=li-na", "view=all", "view=all&topic=transport"} {
		first := r.get("desk", "/console/cases?"+query).body
		next := r.get("desk", strings.ReplaceAll(between(first, `<p><a href="`, `"`), "&amp;", "&")).body
		if a, b := strings.Count(first, `class="first"`), strings.Count(next, `class="first"`); a != 50 || b != 3 {
			t.Errorf("%s: %d and %d cases", query, a, b)
		}
	}
}
