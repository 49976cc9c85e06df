package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/casework"
)

// does posts a form of somebody's page, and tells whether it was done.
func (r *rig) does(as, whom casework.PersonID, act string, fields ...string) reply {
	r.t.Helper()
	return r.post(as, "/console/signins", "/console/people/"+string(whom)+"/"+act, fields...)
}

func (r *rig) done(got reply, whom casework.PersonID, act string) {
	r.t.Helper()
	if want := "/console/people/" + string(whom) + "?done=person-" + act; got.header.Get("Location") != want {
		r.t.Fatalf("%s: %d %s\n%s", act, got.status, got.header.Get("Location"), got.body)
	}
}

func TestAnAbsenceIsSetAndEnded(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	got := r.does("desk", "li-na", "away", "from", "2026-12-01", "until", "2026-12-10", "substitute", "zhao-min")
	r.done(got, "li-na", "away")
	r.get("li-na", "/console/people/self?done=person-away").has(t, http.StatusOK, "From Tuesday", "Thursday 10 December", "Zhao Min stands in", `role="status"`)
	r.does("li-na", "li-na", "away", "from", "2026-12-05", "until", "2026-12-06", "substitute", "zhao-min").
		has(t, http.StatusConflict, "Li Na is away already", `role="alert"`, `value="2026-12-05"`, "<details open>")
	r.does("desk", "zhao-min", "away", "from", "2026-12-05", "until", "2026-12-06", "substitute", "li-na").has(t, http.StatusConflict, "round in a circle: Li Na")
	r.does("desk", "zhao-min", "away", "from", "2026-12-20", "until", "2026-12-21", "substitute", "sun-lei").has(t, http.StatusConflict, "be written to at present")
	for _, days := range [][2]string{{"2026-12-09", "2026-12-01"}, {"2020-01-01", "2020-01-02"}, {"soon", "later"}, {"2026-12-01", "2028-12-01"}, {"", ""}} {
		r.does("desk", "zhao-min", "away", "from", days[0], "until", days[1], "substitute", "li-na").has(t, http.StatusConflict, "These days can&#39;t be")
	}
	r.done(r.does("li-na", "li-na", "back"), "li-na", "back")
	r.does("li-na", "li-na", "back").has(t, http.StatusConflict, "settled meanwhile")
}

func TestACapIsOnesOwn(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	r.done(r.does("li-na", "li-na", "cap", "cap", "7"), "li-na", "cap")
	if got := r.person("li-na").Limit(); got != 7 {
		t.Errorf("a cap of %d", got)
	}
	for _, n := range []string{"65", "-1", "many"} {
		r.does("li-na", "li-na", "cap", "cap", n).has(t, http.StatusConflict, "from 1 to 64")
	}
	r.does("desk", "li-na", "cap", "cap", "1").has(t, http.StatusNotFound)
	r.done(r.does("li-na", "li-na", "cap", "cap", ""), "li-na", "cap")
	if got := r.person("li-na").Limit(); got != 0 {
		t.Errorf("a cap of %d", got)
	}
}

var invitationCode = regexp.MustCompile(`start=i_([A-Za-z0-9_-]+)`)

func TestX4_AnInvitationIsShownOnceAndConfirmed(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	const page = "/console/people/sun-lei"
	var form []string
	for _, m := range hidden.FindAllStringSubmatch(r.get("chief", page).body, 2) {
		form = append(form, m[1], m[2])
	}
	got := r.post("chief", page, page+"/invite", form...)
	got.has(t, http.StatusOK, "https://t.me/station?start=i_", `src="data:image/png;base64,`, "&lt;script&gt;")
	if got.header.Get("Cache-Control") != "no-store" {
		t.Error("a link may be kept on the way")
	}
	code := invitationCode.FindStringSubmatch(got.body)[1]
	if again := r.post("chief", page, page+"/invite", form...); again.status != http.StatusConflict || strings.Contains(again.body, "i_") {
		t.Errorf("a form sent twice: %d", again.status)
	}
	if strings.Contains(r.get("chief", page).body, code) {
		t.Error("the code is shown again")
	}
	stranger, err := r.desk.Who(t.Context(), 8001, canary, "en")
	if err == nil {
		err = r.desk.Open(t.Context(), casework.Once{}, stranger, code)
	}
	if err != nil {
		t.Fatal(err)
	}
	r.get("chief", "/console/people").has(t, http.StatusOK, "Waits for your word")
	card := r.get("chief", page)
	card.has(t, http.StatusOK, "Telegram account 8001", "wants to be", "Confirm only if")
	if strings.Contains(card.body, canary) {
		t.Error("a name acts")
	}
	id := between(card.body, `name="invitation" value="`, `"`)
	r.does("chief", "li-na", "admit", "invitation", id).has(t, http.StatusConflict)
	r.done(r.does("chief", "sun-lei", "admit", "invitation", id), "sun-lei", "admit")
	if got := r.person("sun-lei").Account; got != 8001 {
		t.Errorf("bound to %d", got)
	}
	r.does("chief", "sun-lei", "refuse", "invitation", id).has(t, http.StatusConflict, "settled meanwhile")
	r.does("chief", "sun-lei", "invite").has(t, http.StatusConflict, "settled meanwhile")
}

func TestAnInvitationIsTakenBack(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	code := invitationCode.FindStringSubmatch(r.does("chief", "sun-lei", "invite").body)[1]
	r.done(r.does("chief", "sun-lei", "revoke"), "sun-lei", "revoke")
	stranger, _ := r.desk.Who(t.Context(), 8001, "Sun", "en")
	if err := r.desk.Open(t.Context(), casework.Once{}, stranger, code); casework.KindOf(err) != casework.NotFound {
		t.Errorf("a link that was taken back: %v", err)
	}
}

func (r *rig) doze() {
	r.t.Helper()
	if _, err := r.desk.Doze(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

func TestADormantAccountIsRecognisedOrParted(t *testing.T) {
	t.Parallel()
	for act, account := range map[string]int64{"known": 9001, "stranger": 0} {
		r := &rig{t: t, staff: func(o *casework.Office) { o.Dormant = 90 * 24 * time.Hour }}
		r.crewed()
		r.doze()
		r.clock.Add((91 * 24 * time.Hour).Milliseconds())
		p := r.person("chief")
		p.Seen = r.now()
		if err := r.store.Apply(t.Context(), casework.Change{People: []casework.Person{p}}); err != nil {
			t.Fatal(err)
		}
		r.doze()
		r.get("chief", "/console/people").has(t, http.StatusOK, "not seen for long")
		r.get("chief", "/console/people/li-na").has(t, http.StatusOK, "Telegram account 9001", "ask them by telephone", "It isn&#39;t Li Na")
		r.done(r.does("chief", "li-na", act), "li-na", act)
		if got := r.person("li-na"); got.Account != account || !got.Dormant.IsZero() {
			t.Errorf("%s: %+v", act, got)
		}
		r.does("chief", "li-na", act).has(t, http.StatusConflict, "settled meanwhile")
	}
}

func TestADeputyDoesWithoutAnAide(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	r.get("li-na", "/console/people/self").has(t, http.StatusOK, "Liu Yang")
	r.done(r.does("li-na", "liu-yang", "end"), "liu-yang", "end")
	if slices.Contains(r.person("liu-yang").Aids, "li-na") {
		t.Error("the aide still helps")
	}
	r.done(r.does("li-na", "liu-yang", "again"), "liu-yang", "again")
}

// What isn't theirs looks like what isn't there, and nothing of it is done.
func TestX17_NobodyActsOnPeopleBeyondTheirRights(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	before := url.Values{}
	for _, id := range []casework.PersonID{"li-na", "zhao-min", "sun-lei", "liu-yang", "desk"} {
		before.Set(string(id), string(rune(r.person(id).Version)))
	}
	for _, by := range []casework.PersonID{"li-na", "liu-yang", "desk"} {
		for act := range map[string]bool{"invite": true, "revoke": true, "admit": true, "refuse": true, "known": true, "stranger": true, "away2": true} {
			r.does(by, "sun-lei", act, "invitation", "1").has(t, http.StatusNotFound)
		}
	}
	for _, by := range []casework.PersonID{"li-na", "liu-yang"} {
		for _, act := range []string{"away", "back", "cap", "end", "again"} {
			r.does(by, "zhao-min", act, "from", "2026-12-01", "until", "2026-12-02", "substitute", "li-na", "cap", "3").has(t, http.StatusNotFound)
		}
		r.get(by, "/console/people/zhao-min").has(t, http.StatusNotFound)
	}
	n := r.write(7001, "The bus is late")
	resident, err := r.desk.Case(t.Context(), r.person("desk"), n)
	if err != nil {
		t.Fatal(err)
	}
	r.get("chief", "/console/people/"+string(resident.Resident)).has(t, http.StatusNotFound)
	for id := range before {
		if string(rune(r.person(casework.PersonID(id)).Version)) != before.Get(id) {
			t.Errorf("%s was changed", id)
		}
	}
	if got := r.ask("chief", http.MethodPost, "/console/people/sun-lei/invite", url.Values{}); got.status != http.StatusForbidden {
		t.Errorf("a form of nowhere: %d", got.status)
	}
}
