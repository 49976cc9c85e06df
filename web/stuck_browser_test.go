package web_test

import (
	"fmt"
	"testing"
	"time"

	"context"
	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
	"liaison/web/browsertest"
)

func TestWhatIsStuckInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := &rig{t: t}
	r.open(storagetest.File(t), web.Config{Again: func(context.Context, casework.Stray, func(context.Context) error) {}})
	for i, fate := range []casework.Fate{casework.FateUnreachable, casework.FateRefused, casework.FateUnknown} {
		n := r.write(7001+int64(i), "The bus is late")
		r.after(time.Minute)
		if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person("li-na"), n, casework.Words{Text: "It comes."}); err != nil {
			t.Fatal(err)
		}
		r.clock.Add(time.Hour.Milliseconds())
		r.fares(fate)
	}
	for i, why := range []string{"panic", "failed", "sticker"} {
		r.clock.Add(time.Minute.Milliseconds())
		s := casework.Stray{Once: casework.Once{Key: fmt.Sprint(i), Print: "p"}, Chat: 7001, Raw: []byte("{}"), Reason: why}
		if err := r.store.SetAside(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, r.url+"/console/undelivered", size.width, 844, size.scheme, as(r.url, who))
			for _, page := range []string{"undelivered", "setaside"} {
				b.Go(r.url + "/console/" + page)
				b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
				b.Picture(page + "-" + lang + "-" + size.name)
				accessible(t, b, page)
			}
			b.Close()
		}
	}
}
