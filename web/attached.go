package web

import (
	"fmt"
	"mime"
	"path"
	"slices"
	"strings"
	"unicode"

	"liaison/casework"
	"liaison/words"
)

// attached is a file of an entry, as a page speaks of it.
type attached struct {
	Address string
	Kind    string // in words
	Size    string // in words; empty: unknown
	Name    string // as it was sent
	Shows   string // "picture", "voice", or nothing: it can only be asked for
}

// mostNamed is how much of a file's name is shown.
const mostNamed = 80

// attaching describes the files of an entry.
func attaching(s words.Speech) func(casework.Entry) []attached {
	return func(e casework.Entry) (all []attached) {
		for i, m := range e.Media {
			a := describe(s, m)
			a.Address = fmt.Sprintf("/console/cases/%s/files/%d/%d", string(e.Case), e.Seq, i+1)
			all = append(all, a)
		}
		return all
	}
}

func (v *visit) attached(m casework.Media) attached { return describe(v.Speech, m) }

func describe(s words.Speech, m casework.Media) attached {
	a := attached{Kind: s.Say("console.files.kind." + kindOf(m)), Size: sizeOf(s, m.Size), Name: plainName(m.Name)}
	switch pictures := []string{"image/jpeg", "image/png", "image/gif", "image/webp"}; {
	case m.Size > mostFetched:
	case m.Kind == "voice":
		a.Shows = "voice"
	case m.Kind == "photo", m.Kind == "sticker" && m.MIME == "", slices.Contains(pictures, declared(m)):
		a.Shows = "picture"
	}
	return a
}

// declared is what its sender says that a file is, which decides only what is offered.
func declared(m casework.Media) string {
	kind, _, _ := mime.ParseMediaType(m.MIME)
	return kind
}

func kindOf(m casework.Media) string {
	switch kind, _, _ := strings.Cut(declared(m), "/"); {
	case slices.Contains([]string{"photo", "voice", "video", "audio", "sticker", "animation"}, m.Kind):
		return m.Kind
	case m.Kind == "video_note" || kind == "video":
		return "video"
	case kind == "audio":
		return "audio"
	case kind == "image":
		return "picture"
	}
	return "document"
}

func sizeOf(s words.Speech, size int64) string {
	switch {
	case size <= 0:
		return ""
	case size < 1<<20:
		return s.Say("console.files.kilobytes", "n", max(1, size>>10))
	}
	return s.Say("console.files.megabytes", "n", (size+1<<19)>>20)
}

// plainName is a file's name without folders, and without signs that can't be seen or turn the others round.
func plainName(name string) string {
	name = strings.Map(func(c rune) rune {
		if unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			return -1
		}
		return c
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	if letters := []rune(name); len(letters) > mostNamed {
		name = string(letters[:mostNamed]) + "…"
	}
	if name == "." || name == "/" {
		return ""
	}
	return name
}
