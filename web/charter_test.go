package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// paper is an office file in memory: each line is the name of somebody's id.
type paper struct {
	rig   *rig
	text  string
	full  bool
	fixed bool
}

func (p *paper) Read() (string, error)   { return p.text, nil }
func (p *paper) Mark(text string) string { return fmt.Sprint(len(text), text[:min(len(text), 9)]) }
func (p *paper) Fixed() bool             { return p.fixed }

func (p *paper) Check(text string) (casework.Office, []string) {
	o := p.rig.desk.Office()
	o.People = nil
	for n, l := range strings.Split(strings.TrimSpace(text), "\n") {
		id, name, ok := strings.Cut(l, "=")
		if !ok {
			return o, []string{fmt.Sprintf("office.yaml:%d: there is no name; write one", n+1)}
		}
		one := casework.Person{ID: casework.PersonID(id), Role: casework.Deputy, Name: name}
		for _, k := range p.rig.desk.Office().People {
			if k.ID == one.ID {
				one = k
				one.Name = name
			}
		}
		if id == "desk" && name == "Officer" {
			one.Officer = true
		}
		o.People = append(o.People, one)
	}
	return o, nil
}

func (p *paper) Keep(ctx context.Context, once casework.Once, by casework.Person, text, mark string) error {
	switch {
	case p.full:
		return casework.Errorf(casework.Later, "no space left")
	case mark != p.Mark(p.text):
		return casework.Errorf(casework.Conflict, "changed")
	}
	next, _ := p.Check(text)
	if err := p.rig.desk.Reform(ctx, once, by, next, p.Mark(text)); err != nil {
		return err
	}
	p.text = text
	return nil
}

func newPaper(t *testing.T) *paper {
	t.Helper()
	r := &rig{t: t, staff: speakers}
	p := &paper{rig: r}
	r.open(storagetest.File(t), web.Config{OfficeFile: p})
	for _, one := range r.desk.Office().People {
		p.text += string(one.ID) + "=" + one.Name + "\n"
	}
	return p
}

const officePath = "/console/office"

// write sends a content, as the page has it but for one line.
func (p *paper) write(act, was, is string) reply {
	return p.rig.post("chief-ru", officePath, officePath+"/"+act, "mark", p.Mark(p.text), "text", strings.Replace(p.text, was, is, 1))
}

func TestTheOfficeFileIsComparedAndKept(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	r := p.rig
	r.get("chief", officePath).has(t, http.StatusOK, "li-na=Li Na", `name="mark"`)
	send := func(act string) reply {
		text := strings.Replace(p.text, "zhao-min=Zhao Min\n", "wang="+canary+"\n", 1)
		return r.post("chief", officePath, officePath+"/"+act, "mark", p.Mark(p.text), "text", text)
	}
	got := send("check")
	got.has(t, http.StatusOK, "New: &lt;script&gt;", "No longer here: Zhao Min", `class="del">- zhao-min=Zhao Min`, `class="ins">&#43; wang=&lt;script&gt;`, "/console/office/keep")
	if strings.Contains(got.body, canary) || strings.Contains(p.text, "wang") {
		t.Error("a name acts, or a look keeps something")
	}
	if got := send("keep"); got.header.Get("Location") != officePath+"?done=office" {
		t.Fatalf("kept: %d\n%s", got.status, got.body)
	}
	r.get("chief", officePath+"?done=office").has(t, http.StatusOK, "The office file is kept", "Kept here before", "</time> Chen Wei")
	r.get("chief", "/console/people").has(t, http.StatusOK, `"/console/people/wang"`)
	if !r.person("zhao-min").Retired {
		t.Error("who was taken out isn't retired")
	}
	list, err := r.store.Charters(t.Context(), 5)
	if err != nil || len(list) != 1 || list[0].By != "chief" || !list[0].At.Equal(r.now()) {
		t.Errorf("noted: %v %v", list, err)
	}
}

func TestWhatIsWrittenIsntLostWithAFault(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	before := p.text
	p.write("keep", "li-na=", "li-na ").has(t, http.StatusUnprocessableEntity, "office.yaml:1: there is no name", "li-na Li Na")
	p.full = true
	p.write("keep", "Li Na", "Li Nana").has(t, http.StatusServiceUnavailable, "Сейчас файл не записать", "li-na=Li Nana")
	p.full = false
	p.rig.post("chief-ru", officePath, officePath+"/keep", "mark", "another", "text", strings.Replace(p.text, "Li Na", "Li Nana", 1)).
		has(t, http.StatusConflict, "li-na=Li Nana")
	if p.text != before || p.rig.person("li-na").Name != "Li Na" {
		t.Error("something was kept")
	}
	p.fixed = true
	p.rig.get("chief", officePath).has(t, http.StatusOK, "be written to from here")
	bare := newRig(t)
	bare.get("chief", officePath).has(t, http.StatusOK, "No office file is configured")
}

func TestX16_OnlyTheOfficerChangesTheOfficers(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	fields := []string{"mark", p.Mark(p.text), "text", strings.Replace(p.text, "desk=Front desk", "desk=Officer", 1)}
	p.rig.post("chief", officePath, officePath+"/keep", fields...).has(t, http.StatusConflict, "only they can change")
	if p.rig.person("desk").Officer {
		t.Error("an administrator made an officer")
	}
	fields[3] = strings.Replace(p.text, "chief=Chen Wei\n", "", 1)
	p.rig.post("chief", officePath, officePath+"/keep", fields...).has(t, http.StatusConflict, "no longer be an administrator")
	if got := p.write("keep", "desk=Front desk", "desk=Officer"); got.status != http.StatusSeeOther || !p.rig.person("desk").Officer {
		t.Errorf("the officer may not: %d\n%s", got.status, got.body)
	}
}

func TestX17_TheOfficeFileIsTheAdministrators(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	for _, by := range []casework.PersonID{"desk", "li-na"} {
		p.rig.get(by, officePath).has(t, http.StatusNotFound)
		for _, act := range []string{"check", "keep"} {
			p.rig.post(by, "/console/signins", officePath+"/"+act, "mark", p.Mark(p.text), "text", p.text+"x=X\n").has(t, http.StatusNotFound)
		}
	}
	if err := p.rig.desk.Reform(t.Context(), casework.Once{}, p.rig.person("desk"), p.rig.desk.Office(), "x"); casework.KindOf(err) != casework.NotFound {
		t.Errorf("a moderator reforms: %v", err)
	}
}
