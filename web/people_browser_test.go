package web_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

// speakers are administrators, one for each language.
func speakers(o *casework.Office) {
	o.People = append(o.People,
		casework.Person{ID: "chief-zh", Role: casework.Admin, Account: 9201, Name: "陈伟", Language: "zh", Rights: 1},
		casework.Person{ID: "chief-ru", Role: casework.Admin, Account: 9202, Name: "Чэнь Вэй", Language: "ru", Officer: true, OnDuty: true, Rights: 1})
}

func TestPeopleAndTopicsInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := &rig{t: t, staff: speakers}
	p := &paper{rig: r}
	r.paper = p
	r.crewed()
	for _, one := range r.desk.Office().People {
		p.text += string(one.ID) + "=" + one.Name + "\n"
	}
	r.write(7001, "The bus is late")
	r.write(7002, "A pipe burst")
	r.after(8 * 24 * time.Hour)
	r.done(r.does("chief", "li-na", "away", "from", "2026-12-01", "until", "2026-12-10", "substitute", "zhao-min"), "li-na", "away")
	if err := r.desk.Relieve(t.Context()); err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{"people": "people", "staff": "people?view=staff", "deputy": "people/li-na", "topics": "topics", "topic": "topics/water", "office": "office", "invite": "people/sun-lei"}
	for lang, who := range map[string]casework.PersonID{"en": "chief", "zh": "chief-zh", "ru": "chief-ru"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, r.url+"/console/people", size.width, 844, size.scheme, as(r.url, who))
			for name, path := range pages {
				b.Go(r.url + "/console/" + path)
				if name == "invite" {
					b.Value(`document.querySelector("[action$=invite] button").click(); "asked"`)
					b.Until(`document.querySelector(".scan") && document.querySelector(".scan").naturalWidth > 0`)
				}
				if name == "office" {
					b.Value(`document.querySelector("#file").value = document.querySelector("#file").value.replace("Zhao Min", "Zhao Mei"); document.querySelector("[action$=check] button").click(); "asked"`)
					b.Until(`document.querySelector(".diff") !== null`)
				}
				if name == "deputy" {
					b.Value(`document.querySelector("details").open = true; "opened"`)
				}
				b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
				b.Picture("people-" + name + "-" + lang + "-" + size.name)
				accessible(t, b, path)
			}
			b.Close()
		}
	}
}
