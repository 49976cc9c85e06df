package web_test

import (
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

// answers lets a deputy answer in the chat.
func (r *rig) answers(n casework.Number, text string) {
	r.t.Helper()
	if _, err := r.desk.Answer(r.t.Context(), casework.Once{}, r.person("li-na"), n, casework.Words{Text: text}); err != nil {
		r.t.Fatal(err)
	}
}

// Two of the staff have a case open while its deputy answers in the chat: nobody's words
// are lost, and each sees what happened.
func TestTwoStaffAndADeputyAtOneCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	seen := between(r.get("desk", page).body, `name="seen" value="`, `"`)
	if got := r.get("desk-zh", page).body; !strings.Contains(got, "Front desk") {
		t.Error("the second isn't told of the first")
	}
	r.answers(n, "It runs again from Monday")
	got := r.post("desk", page, page+"/close", "outcome", "outside", "text", "Not ours to decide", "seen", seen)
	for _, want := range []string{"It runs again from Monday", `value="Not ours to decide"`, "somebody wrote or did something here", `class="office new"`} {
		if got.status != 409 || !strings.Contains(got.body, want) {
			t.Errorf("%d, %q isn't there:\n%s", got.status, want, got.body)
		}
	}
	if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Status != casework.Answered {
		t.Errorf("it is %s", c.Status)
	}
	if got := r.get("desk-zh", page+"/beside?seen="+seen).body; !strings.Contains(got, `href="`+"/console/cases/"+n.String()+`"`) {
		t.Errorf("an open page isn't told: %s", got)
	}
	got = r.post("desk", page, page+"/note", "text", "Thank you @li-na", "seen", "")
	if got.status != 303 {
		t.Errorf("a note afterwards: %d", got.status)
	}
}

// An act that can't be done shows the case as it is, why, and what was written.
func TestARefusedActShowsTheCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	for who, lang := range map[casework.PersonID]string{"desk": "en", "desk-zh": "zh", "desk-ru": "ru"} {
		for status, got := range map[int]reply{
			409: r.post(who, page, page+"/reopen", "text", "My words."),
			422: r.post(who, page, page+"/note", "text", " "),
		} {
			if got.status != status || !strings.Contains(got.body, `lang="`+lang+`"`) || !strings.Contains(got.body, `role="alert"`) || !strings.Contains(got.body, "The bus 12") {
				t.Errorf("%s: %d instead of %d\n%s", lang, got.status, status, got.body)
			}
			if status == 409 && !strings.Contains(got.body, "My words.</blockquote>") {
				t.Errorf("%s: what was written is lost\n%s", lang, got.body)
			}
		}
	}
}

// Sent twice, a form acts once and says so both times.
func TestAFormThatIsSentTwice(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	body := r.get("desk", page).body
	fields := []string{"outcome", "outside", "text", "", "nonce", "one-form", "seen", between(body, `name="seen" value="`, `"`)}
	for range 2 {
		if got := r.post("desk", page, page+"/close", fields...); got.status != 303 {
			t.Errorf("%d\n%s", got.status, got.body)
		}
	}
}

func TestWhatTheResidentSees(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	r.post("desk", page, page+"/note", "text", "They wrote before")
	r.answers(n, "It runs again from Monday")
	got := r.get("desk", page+"/resident").body
	if !strings.Contains(got, "It runs again from Monday") || strings.Contains(got, "They wrote before") || !strings.Contains(got, "has answered") {
		t.Errorf("%s", got)
	}
	if got := r.get("zhao-min", page+"/resident"); got.status != 404 {
		t.Errorf("a deputy of other topics: %d", got.status)
	}
}

func TestStaffSeeWhatWasEdited(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	by, _ := r.desk.Who(t.Context(), 7001, "Wang Fang", "en")
	r.clock.Add(time.Hour.Milliseconds())
	if err := r.desk.Edit(t.Context(), casework.Once{}, by, casework.Ref{Chat: 7001, Message: r.letter}, "The bus 21 doesn't come any more"); err != nil {
		t.Fatal(err)
	}
	page := "/console/cases/" + string(n)
	if got := r.get("desk", page).body; !strings.Contains(got, "bus 21") || !strings.Contains(got, "bus 12") {
		t.Errorf("the staff aren't shown both:\n%s", got)
	}
	if got := r.get("li-na", page).body; !strings.Contains(got, "bus 21") || strings.Contains(got, "bus 12") {
		t.Error("a deputy is shown what the resident took back")
	}
}

// What deputies do by the chat's buttons they do here.
func TestADeputyWorksInTheConsole(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	for _, step := range []struct {
		act    string
		fields []string
		shows  string
	}{
		{"take", nil, "It is yours now"},
		{"urge", nil, "It is marked urgent"},
		{"calm", nil, "It is no longer marked urgent"},
		{"extend", []string{"text", "The depot needs a week"}, "The resident is told the new date"},
		{"ask", []string{"text", "Which stop?"}, "Your question is on its way"},
		{"answer", []string{"text", "It runs again"}, "Your answer is on its way"},
		{"amend", []string{"text", "It runs again from Monday", "entry", "4"}, "Changed"},
		{"close", []string{"outcome", "solved"}, "It is closed"},
		{"reopen", nil, "It is open again"},
		{"pass", []string{"to", "topic:water"}, ""},
	} {
		got := r.post("li-na", page, page+"/"+step.act, step.fields...)
		if got.status != 303 {
			t.Fatalf("%s: %d %s", step.act, got.status, between(got.body, `role="alert">`, "</p>"))
		}
		if step.shows != "" && !strings.Contains(r.get("li-na", got.header.Get("Location")).body, step.shows) {
			t.Errorf("%s isn't said", step.act)
		}
	}
	if c, err := r.desk.Case(t.Context(), r.person("desk"), n); err != nil || c.Topic != "water" {
		t.Errorf("%+v, %v", c, err)
	}
}

// What an aide drafts goes out only when the deputy sends it, as the deputy's.
func TestADeputySendsWhatAnAideDrafted(t *testing.T) {
	t.Parallel()
	r := newCrew(t)
	n := r.write(7001, "The bus 12 doesn't come any more")
	page := "/console/cases/" + string(n)
	if got := r.post("liu-yang", page, page+"/answer", "text", "It runs again"); got.status == 303 {
		t.Error("an aide answers")
	}
	draft := func(text string) {
		t.Helper()
		if got := r.post("liu-yang", page, page+"/draft", "text", text); got.status != 303 {
			t.Fatalf("%d %s", got.status, between(got.body, `role="alert">`, "</p>"))
		}
	}
	draft("It never comes")
	if got := r.get("desk", page+"/resident").body; strings.Contains(got, "It never comes") {
		t.Error("the resident is shown a draft")
	}
	if got := r.post("li-na", page, page+"/decline", "entry", "2"); got.status != 303 {
		t.Fatalf("%d", got.status)
	}
	draft("It runs again from Monday")
	if got := r.get("li-na", page).body; !strings.Contains(got, page[:len("/console/cases/")]+n.String()+"/send") {
		t.Fatalf("the deputy can't send it:\n%s", got)
	}
	if got := r.post("li-na", page, page+"/send", "entry", "3"); got.status != 303 {
		t.Fatalf("%d %s", got.status, between(got.body, `role="alert">`, "</p>"))
	}
	if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Status != casework.Answered || c.Owner != "li-na" {
		t.Errorf("%+v", c)
	}
}

// Staff let a case go on in another of the same resident, and take a message out of one.
func TestStaffMergeAndSplit(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.write(7001, "The bus 12 doesn't come any more")
	r.clock.Add(48 * time.Hour.Milliseconds())
	second := r.write(7001, "A pipe burst in the yard")
	if first == second {
		t.Fatal("they are one case")
	}
	page := "/console/cases/" + string(second)
	if got := r.get("desk", page).body; !strings.Contains(got, "other open case of the same resident") {
		t.Errorf("the other case isn't named:\n%s", got)
	}
	if got := r.post("desk", page, page+"/merge", "into", string(first)); got.status != 303 {
		t.Fatalf("%d %s", got.status, between(got.body, `role="alert">`, "</p>"))
	}
	got := r.get("desk", "/console/cases/"+string(first)).body
	if !strings.Contains(got, "A pipe burst in the yard") || !strings.Contains(got, "From "+second.String()) {
		t.Errorf("what goes on in it isn't shown:\n%s", got)
	}
}

// X10: what people write, and what they are called, is shown as text wherever it stands.
func TestX10_WordsAreText(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const canary = `<script>document.title="X10"</script><img src=x onerror=alert(1)>`
	n := r.write(7001, "The bus "+canary)
	r.write(7001, "A pipe "+canary)
	page := "/console/cases/" + string(n)
	r.post("desk", page, page+"/note", "text", "note "+canary)
	r.answers(n, "answer "+canary)
	for _, path := range []string{page, page + "/resident", page + "?ready=" + canary, "/console/sort", "/console/cases?view=all", "/console/cases?q=script", "/console", "/console/accuracy"} {
		for _, who := range []casework.PersonID{"desk", "li-na"} {
			if got := r.get(who, path).body; strings.Contains(got, "<script>document") || strings.Contains(got, "<img src=x") {
				t.Errorf("%s shows it to %s as it is", path, who)
			}
		}
	}
	got := r.post("desk", page, page+"/close", "outcome", "solved", "text", canary, "seen", "0-stale").body
	if strings.Contains(got, "<script>document") || !strings.Contains(got, "&lt;script&gt;") {
		t.Error("a form that is refused")
	}
}

func TestACaseInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		t.Run(lang, func(t *testing.T) {
			r := newRig(t)
			n := r.write(7001, "The bus 12 doesn't come any more, and my mother has to walk to the hospital in the snow")
			r.clock.Add(48 * time.Hour.Milliseconds())
			r.write(7001, "A pipe burst in the yard of house 5")
			page := "/console/cases/" + string(n)
			r.post("desk", page, page+"/note", "text", "They wrote in spring too")
			r.post("li-na", page, page+"/take")
			r.answers(n, "It runs again from Monday")
			b := browsertest.Open(shared, t, r.url+page, 1280, 1400, "light", as(r.url, who))
			b.Value(`document.querySelectorAll("details").forEach((d) => d.open = true); "opened"`)
			b.Picture(lang + "-wide-case")
			accessible(t, b, "case")
			b.Go(r.url + page + "/resident")
			b.Picture(lang + "-wide-resident")
			accessible(t, b, "resident")
			b.Close()
			phone := browsertest.Open(shared, t, r.url+page, 390, 1800, "dark", as(r.url, who))
			phone.Until(`document.documentElement.scrollWidth <= 390`)
			phone.Picture(lang + "-phone-case")
			accessible(t, phone, "case on a phone")
			phone.Close()
		})
	}
}
