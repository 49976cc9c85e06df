package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/web/browsertest"
)

var chapterLink = regexp.MustCompile(`<dt><a href="([^"]+)">`)

// X17: the help names to each the parts that are theirs, and no others.
func TestTheHelpLeadsWhereItsReaderMayGo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for who, count := range map[casework.PersonID]int{"desk": 9, "chief": 9, "li-na": 4} {
		page := r.get(who, "/console/help")
		page.has(t, http.StatusOK, "<kbd>j</kbd>", "The promised day is today.", "What you may do")
		links := chapterLink.FindAllStringSubmatch(page.body, -1)
		if len(links) < count {
			t.Errorf("%s: %d parts", who, len(links))
		}
		for _, l := range links {
			r.get(who, l[1]).has(t, http.StatusOK)
		}
	}
	if got := r.get("li-na", "/console/help").body; strings.Contains(got, "/console/setaside") || strings.Contains(got, "Invite people") {
		t.Errorf("a deputy is told of what isn't theirs:\n%s", got)
	}
	r.get("li-na", "/console").has(t, http.StatusOK, `<footer><a href="/console/help"`)
	r.get("", "/console/help").has(t, http.StatusUnauthorized)
}

func TestTheHelpInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := newRig(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		for width, scheme := range map[int64]string{1280: "light", 390: "dark"} {
			b := browsertest.Open(shared, t, r.url+"/console/help", width, 1600, scheme, as(r.url, who))
			b.Until(`document.documentElement.scrollWidth <= %d`, width)
			b.Picture("help-" + lang + "-" + scheme)
			accessible(t, b, "help")
			b.Close()
		}
	}
}
