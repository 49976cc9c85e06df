package web_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"liaison/casework"
	"liaison/web"
	"liaison/web/browsertest"
)

var picturesIn = flag.String("pictures", "", "take the pictures of docs/console.md and keep them in this folder")

// invented are what nobody wrote.
var invented = []string{
	"The street lamp at Garden Road 5 has been dark for two weeks, and the steps there are steep",
	"A pipe drips in the cellar of Spring Lane 12, the water stands two fingers high",
	"When is the library open on Sundays? My daughter would like to read there",
	"Our water pipe at the school froze and nobody can wash their hands",
	"The playground behind house 30 has a broken swing, a child fell yesterday",
	"The bus 4 leaves before its time in the morning, I missed it three times this week",
	"The bus stop at the market has no roof any more since the storm",
}

// furnished is a console in the middle of a week, with invented cases.
func furnished(t *testing.T) (r *rig, matter, letter string, shown casework.Number) {
	r = newRig(t)
	for i, text := range invented {
		shown = r.write(7400+int64(i), text)
		r.after(30 * time.Hour)
	}
	matter = r.gathered(6)
	r.press("desk", matter, "name", "title", "Bus 12 to Garden Road")
	answers := map[string]string{"take": "", "note": "I have asked the bus company; they call back on Wednesday.", "answer": "The roof is ordered. It is put up by Friday, and I will look at it myself."}
	for _, act := range []string{"take", "note", "answer"} {
		page := "/console/cases/" + string(shown)
		r.post("li-na", page, page+"/"+act, "text", answers[act])
		r.after(time.Hour)
	}
	letter = r.toAll(matter, "The bus 12 comes to Garden Road again from Monday on, every twenty minutes.\nUntil then the bus 8 stops there on request; please tell the driver.")
	return r, matter, letter, shown
}

func TestPicturesOfTheConsole(t *testing.T) {
	if *picturesIn == "" {
		t.Skip("takes the pictures of docs/console.md only where -pictures says where to keep them")
	}
	shared := browsertest.Start(t)
	r, matter, letter, shown := furnished(t)
	for _, p := range []struct {
		name, path    string
		who           casework.PersonID
		width, height int64
	}{
		{"board", "/console", "desk", 1280, 720},
		{"board-phone", "/console", "desk", 390, 720},
		{"sort", "/console/sort", "desk", 1280, 640},
		{"cases", "/console/cases?view=waiting", "desk", 1280, 640},
		{"case", "/console/cases/" + string(shown), "li-na", 1280, 800},
		{"case-phone", "/console/cases/" + string(shown), "li-na", 390, 800},
		{"matter", matter, "desk", 1280, 800},
		{"answer-all", letter, "li-na", 1280, 720},
		{"people", "/console/people", "chief", 1280, 560},
		{"topics", "/console/topics", "chief", 1280, 560},
		{"reports", "/console/reports", "desk", 1280, 800},
		{"intake", "/console/intake", "desk", 1280, 720},
		{"help", "/console/help", "desk", 1280, 720},
	} {
		b := browsertest.Open(shared, t, r.url+p.path, p.width, p.height, "light", as(r.url, p.who))
		content, err := chromedp.Run(b.Ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatalf("take a picture: %v", err)
		}
		if err := os.WriteFile(filepath.Join(*picturesIn, p.name+".png"), browsertest.Small(t, content, 256), 0o600); err != nil {
			t.Fatalf("keep a picture: %v", err)
		}
		b.Close()
	}
}

var pictured = regexp.MustCompile(`!\[([^\]]*)\]\(console/([^)]+)\)`)

// The guide to the console shows each of its pictures and speaks of each of its pages.
func TestTheGuideOfTheConsoleIsWhole(t *testing.T) {
	t.Parallel()
	docs := filepath.Join("..", "docs")
	text, err := os.ReadFile(filepath.Join(docs, "console.md"))
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, m := range pictured.FindAllStringSubmatch(string(text), -1) {
		if m[1] == "" {
			t.Errorf("%s has no words for those who can't see it", m[2])
		}
		shown = append(shown, m[2])
	}
	kept, err := os.ReadDir(filepath.Join(docs, "console"))
	if err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	for _, file := range kept {
		if !slices.Contains(shown, file.Name()) {
			t.Errorf("the guide doesn't show %s", file.Name())
		}
		if info, err := file.Info(); err == nil {
			size += info.Size()
		}
	}
	if len(kept) != len(shown) || size > 800_000 {
		t.Errorf("%d pictures of %d, %d bytes", len(kept), len(shown), size)
	}
	for _, at := range web.Pages() {
		if at != "/console/{rest...}" && !strings.Contains(string(text), "`"+at+"`") {
			t.Errorf("the guide says nothing of %s", at)
		}
	}
}
