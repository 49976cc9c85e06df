package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"liaison/storage"
	"liaison/storage/storagetest"
)

// Every page has ten more, the newest first, none twice; the last has no button to another.
func TestFindPages(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		for i := range 23 {
			r.do("staff", fmt.Sprintf(`"/window Somebody %d\nThe tram number %d is late"`, i, i))
		}
		var got []string
		page := said(r.do("staff", "/find tram late"))
		for range 3 {
			for line := range strings.SplitSeq(page, "\n") {
				if strings.HasPrefix(line, "The tram") {
					got = append(got, line)
				}
			}
			if len(got)%10 != 0 {
				break
			}
			page = said(r.do("staff", "[More]"))
		}
		if strings.Contains(page, "[More]") || len(got) != 23 {
			t.Fatalf("%d found, at last\n%s", len(got), page)
		}
		for i, line := range got {
			if want := fmt.Sprintf("The tram number %d is late", 22-i); line != want {
				t.Errorf("line %d: %q, want %q", i, line, want)
			}
		}
	})
}

// said is what was heard in one text.
func said(all []heard) string {
	var b strings.Builder
	for _, h := range all {
		b.WriteString(h.text + "\n")
	}
	return b.String()
}
