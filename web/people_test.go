package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// canary is a name that would act if a page believed it.
const canary = `<script>alert("name")</script>`

// crew is an office with an aide, and people whose accounts aren't in order.
func crew(o *casework.Office) {
	o.People = append(o.People,
		casework.Person{ID: "liu-yang", Role: casework.Aide, Account: 9301, Name: "Liu Yang", Language: "en", Aids: []casework.PersonID{"li-na"}, Rights: 1},
		casework.Person{ID: "sun-lei", Role: casework.Deputy, Name: canary, Cap: 5, Topics: []casework.TopicID{"water"}, Rights: 1},
	)
}

func newCrew(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t}
	r.crewed()
	return r
}

func (r *rig) crewed() {
	r.t.Helper()
	more := r.staff
	r.staff = func(o *casework.Office) {
		if crew(o); more != nil {
			more(o)
		}
	}
	cfg := web.Config{Invitation: func(code string) string { return "https://t.me/station?start=i_" + code }}
	if r.paper != nil {
		cfg.OfficeFile = r.paper
	}
	r.open(storagetest.File(r.t), cfg)
}

func TestPeopleAreListedWithWhatWaitsForThem(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	bus := r.write(7001, "The bus is late")
	r.after(8 * 24 * time.Hour)
	got := r.get("desk", "/console/people")
	got.has(t, http.StatusOK, "Li Na", "Zhao Min", "&lt;script&gt;", `<a href="/console/people" aria-current="page">`,
		`<a href="/console/cases?view=waiting&amp;deputy=li-na">1</a>`, `<a href="/console/cases?view=late&amp;deputy=li-na">1</a>`,
		`<a href="/console/cases?view=late&amp;deputy=zhao-min">0</a>`, `data-label="At most">5</td>`, "none yet")
	if strings.Contains(got.body, canary) || strings.Contains(got.body, "Resident") {
		t.Error("a name acts, or a resident is among the people")
	}
	if !r.holds("desk", "/console/cases?view=waiting&deputy=li-na", bus) {
		t.Error("the figure doesn't lead to its list")
	}
	r.get("desk", "/console/people?view=aides").has(t, http.StatusOK, "Liu Yang", ">Li Na</td>")
	r.get("desk", "/console/people?view=staff").has(t, http.StatusOK, "Front desk", "Chen Wei", "Administrator")
}

func TestX16_PeoplesFiguresCountNoProtectedCase(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("desk"), n); err != nil {
		t.Fatal(err)
	}
	for _, by := range []casework.PersonID{"desk", "chief", "li-na"} {
		r.get(by, "/console/people").has(t, http.StatusOK, `<a href="/console/cases?view=waiting&amp;deputy=li-na">0</a>`)
	}
}

func TestX17_OthersSeeOfPeopleWhatIsTheirs(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	r.write(7001, "A pipe burst")
	for by, seen := range map[casework.PersonID][]string{"li-na": {"li-na", "liu-yang"}, "zhao-min": {"zhao-min"}, "liu-yang": {"liu-yang"}} {
		body := r.get(by, "/console/people").body + r.get(by, "/console/people?view=aides").body + r.get(by, "/console/people?view=staff").body
		for _, id := range []string{"li-na", "zhao-min", "sun-lei", "liu-yang", "desk", "chief"} {
			want := strings.Contains(strings.Join(seen, " "), id)
			if got := strings.Contains(body, `"/console/people/`+id+`"`); got != want {
				t.Errorf("%s sees %s: %v", by, id, got)
			}
		}
	}
}

func TestPeopleGoOnWhereAPageEnded(t *testing.T) {
	t.Parallel()
	r := &rig{t: t, staff: func(o *casework.Office) {
		for i := range 120 {
			o.People = append(o.People, casework.Person{ID: casework.PersonID(fmt.Sprintf("m-%03d", i)), Role: casework.Moderator, Name: "M", Rights: 1})
		}
	}}
	r.open(storagetest.File(t), web.Config{})
	first := r.get("desk", "/console/people?view=staff").body
	next := strings.ReplaceAll(between(first, `<p><a href="`, `"`), "&amp;", "&")
	second := r.get("desk", "/console/people"+next).body
	if a, b := strings.Count(first, `scope="row"`), strings.Count(second, `scope="row"`); a != 100 || b != 24 {
		t.Errorf("%d and %d people", a, b)
	}
}
