package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/web/browsertest"
)

// alike lets three residents write about the same bus, one of them under protection.
func (r *rig) alike() (first, second, hidden casework.Number) {
	r.t.Helper()
	const text = "The bus 12 doesn't come to Garden Road any more, old people can't reach the clinic"
	first, second, hidden = r.write(7001, text), r.write(7002, text+" and walk in the snow"), r.write(7003, text+" since Monday")
	r.after(time.Minute)
	if _, err := r.desk.Compare(r.t.Context(), classify.Alike{}); err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.desk.Protect(r.t.Context(), casework.Once{}, r.person("desk"), hidden); err != nil {
		r.t.Fatal(err)
	}
	return first, second, hidden
}

var matterLink = regexp.MustCompile(`/console/hot/\d+`)

func TestX16_AHotMatterCountsNoProtectedCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if got := r.get("desk", "/console/hot"); !strings.Contains(got.body, "shows here by itself") {
		t.Error("an empty list doesn't say what will appear")
	}
	first, second, hidden := r.alike()
	page := r.get("desk", "/console/hot")
	page.has(t, http.StatusOK, "Roads and transport", `data-label="People">2</td>`)
	one := r.get("desk", matterLink.FindString(page.body))
	one.has(t, http.StatusOK, first.String(), second.String(), "2 people")
	if strings.Contains(one.body, hidden.String()) {
		t.Error("a protected case stands among the others")
	}
	r.get("li-na", "/console/hot").has(t, http.StatusOK, `data-label="People">2</td>`)
	r.get("zhao-min", "/console/hot").has(t, http.StatusOK, "自动显示")
	for _, path := range []string{matterLink.FindString(page.body), "/console/hot/1", "/console/hot/x"} {
		if got := r.get("zhao-min", path); got.status != http.StatusNotFound || got.body != r.get("zhao-min", "/console/nowhere").body {
			t.Errorf("%s shows a deputy something that isn't theirs: %d", path, got.status)
		}
	}
}

func TestHotMattersInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := newRig(t)
	r.alike()
	link := matterLink.FindString(r.get("desk", "/console/hot").body)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		for width, scheme := range map[int64]string{1280: "light", 390: "dark"} {
			b := browsertest.Open(shared, t, r.url+"/console/hot", width, 844, scheme, as(r.url, who))
			for name, path := range map[string]string{"hot": "/console/hot", "matter": link, "list": "/console/cases?view=waiting"} {
				b.Go(r.url + path)
				b.Until(`document.documentElement.scrollWidth <= %d`, width)
				b.Picture(lang + "-" + scheme + "-" + name)
				accessible(t, b, path)
			}
			b.Close()
		}
	}
}
