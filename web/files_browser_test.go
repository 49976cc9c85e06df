package web_test

import (
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

func TestFilesInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	c := &cabinet{files: map[string][]byte{"p": snapshot(t), "s": transparent(), "pdf": []byte("%PDF-1.4")}}
	r := withFiles(t, c)
	n, at := r.sends(7001, "The bus stop is broken",
		casework.Media{Kind: "photo", FileID: "p", Size: 90_000},
		casework.Media{Kind: "document", FileID: "s", Name: "plan.png", MIME: "image/png", Size: 700},
		casework.Media{Kind: "photo", FileID: "away", Size: 90_000},
		casework.Media{Kind: "voice", FileID: "v", Size: 12_000},
		casework.Media{Kind: "document", FileID: "pdf", Name: "a letter to the housing office with a name that is long " + strings.Repeat("x", 60) + ".pdf", MIME: "application/pdf", Size: 3 << 20},
		casework.Media{Kind: "video", FileID: "mp4", Size: 30 << 20})
	r.after(time.Minute)
	page := r.url + "/console/cases/" + string(n)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, page, size.width, 844, size.scheme, as(r.url, who))
			b.Value(`document.querySelector(".media").scrollIntoView(); "x"`)
			b.Until(`[...document.querySelectorAll(".shot img")].slice(0, 2).every((i) => i.complete && i.naturalWidth > 0)`)
			b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
			b.Picture("media-" + lang + "-" + size.name)
			accessible(t, b, "a case with files")
			b.Click(`.media a[href$="/5"]`)
			b.Until(`location.pathname.endsWith("/5")`)
			b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
			b.Picture("kept-" + lang + "-" + size.name)
			accessible(t, b, "a file that is kept back")
			b.Go(r.url + at + "1")
			b.Until(`document.images.length === 1 && document.images[0].naturalWidth === 1200`)
			b.Close()
		}
	}
}
