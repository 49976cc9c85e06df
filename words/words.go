// Package words holds every text that a person sees, by language. Texts stand
// in TOML files named subject.language.toml; a key has one dot-separated name
// across all files of a language.
package words

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed *.toml
var files embed.FS

// Language is one that every text exists in.
type Language struct {
	Code string // as people's settings hold it: en, zh, ru
	Name string // as its speakers call it
}

// fallback is what is spoken where a language or a text is missing.
const fallback = "en"

// codes lists the complete languages in the order in which they are offered.
func codes() []string { return []string{fallback, "zh", "ru"} }

// Languages lists the complete languages with their own names.
func Languages() []Language {
	var list []Language
	for _, c := range codes() {
		list = append(list, Language{Code: c, Name: For(c).Say("language.name")})
	}
	return list
}

// For gives the speech of a language by its base (zh-hans is zh), English for
// one that there are no texts in.
func For(code string) Speech {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(code, "_", "-")), "-")
	if !slices.Contains(codes(), base) {
		base = fallback
	}
	return Speech{language: base, texts: i18n.NewLocalizer(bundle(), base)}
}

// bundle reads the embedded texts once. That they can be read is tested, so a
// broken file never gets into a build.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(files, "*.toml")
	for _, name := range names {
		_, e := b.LoadMessageFileFS(files, name)
		err = cmp.Or(err, e)
	}
	if err != nil {
		panic(fmt.Sprintf("read texts: %v", err))
	}
	return b
})
