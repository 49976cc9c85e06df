package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"liaison/casework"
	"liaison/handlers"
)

// guides are whom each guide of docs is for; an administrator's menu has all that a moderator's has.
var guides = map[string][]casework.Role{
	"resident": {casework.Resident},
	"deputy":   {casework.Deputy, casework.Aide},
	"staff":    {casework.Moderator, casework.Admin},
}

// eachGuide reads the guides of all languages; English ones have no language in their name.
func eachGuide(t *testing.T, do func(t *testing.T, name, lang, text string)) {
	t.Helper()
	for name := range guides {
		for lang, end := range map[string]string{"en": ".md", "zh": ".zh.md", "ru": ".ru.md"} {
			t.Run(name+"/"+lang, func(t *testing.T) {
				t.Parallel()
				do(t, name, lang, read(t, filepath.Join("..", "..", "docs", "guide-"+name+end)))
			})
		}
	}
}

var slashed = regexp.MustCompile(`(?:^|[^\w.\]/(])/([a-z]+)`)

func TestGuidesNameTheCommandsOfTheirReaders(t *testing.T) {
	t.Parallel()
	eachGuide(t, func(t *testing.T, name, _, text string) {
		theirs := []string{"room"} // stands in no menu, since it is written in a group
		for _, role := range guides[name] {
			for _, c := range handlers.CommandsOf(casework.Person{Role: role}, casework.Office{Language: "en"}) {
				theirs = append(theirs, c.Name)
			}
		}
		var named []string
		for _, m := range slashed.FindAllStringSubmatch(text, -1) {
			named = append(named, m[1])
		}
		for _, c := range theirs {
			if !slices.Contains(named, c) && (c != "room" || name == "staff") {
				t.Errorf("/%s isn't mentioned", c)
			}
		}
		for _, c := range named {
			if !slices.Contains(theirs, c) {
				t.Errorf("/%s isn't a command of theirs", c)
			}
		}
	})
}

var (
	bold     = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	citation = regexp.MustCompile(`(?m)^\| [“«]([^”»]+)[”»]`)
)

// TestGuidesSayWhatIsSaid: what is bold is a button, and what a table quotes
// stands in what people are told.
func TestGuidesSayWhatIsSaid(t *testing.T) {
	t.Parallel()
	eachGuide(t, func(t *testing.T, _, lang, text string) {
		said := saidIn(t, lang)
		for _, m := range bold.FindAllStringSubmatch(text, -1) {
			if label := strings.Join(strings.Fields(m[1]), " "); !slices.Contains(said, label) {
				t.Errorf("no button says %q", label)
			}
		}
		for _, m := range citation.FindAllStringSubmatch(text, -1) {
			if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, m[1]) }) {
				t.Errorf("nobody is told %q", m[1])
			}
		}
	})
}

// saidIn lists all texts of a language.
func saidIn(t *testing.T, lang string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "words", "*."+lang+".toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("find the words in %s: %v", lang, err)
	}
	var all []string
	var gather func(v any)
	gather = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case map[string]any:
			for _, one := range v {
				gather(one)
			}
		}
	}
	for _, file := range files {
		texts := map[string]any{}
		if _, err := toml.DecodeFile(file, &texts); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		gather(texts)
	}
	return all
}

var picture = regexp.MustCompile(`!\[([^\]]*)\]\((pictures/[^)]+)\)`)

const (
	mostPictures = 12
	mostBytes    = 1_500_000
)

func TestGuidesHaveTheirPictures(t *testing.T) {
	t.Parallel()
	docs := filepath.Join("..", "..", "docs")
	shown := map[string]int{}
	pages, err := filepath.Glob(filepath.Join(docs, "guide-*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		for _, m := range picture.FindAllStringSubmatch(read(t, page), -1) {
			if m[1] == "" {
				t.Errorf("%s: %s has no words for those who can't see it", page, m[2])
			}
			shown[filepath.Join(docs, filepath.FromSlash(m[2]))]++
		}
	}
	kept, err := filepath.Glob(filepath.Join(docs, "pictures", "*"))
	if err != nil {
		t.Fatal(err)
	}
	size, perLanguage := int64(0), map[string]int{}
	for _, file := range kept {
		if shown[file] == 0 {
			t.Errorf("no guide shows %s", file)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		lang, _, _ := strings.Cut(filepath.Base(file), "-")
		perLanguage[lang]++
		size += info.Size()
	}
	for file := range shown {
		if !slices.Contains(kept, file) {
			t.Errorf("a guide shows %s, which isn't there", file)
		}
	}
	for lang, n := range perLanguage {
		if n > mostPictures {
			t.Errorf("%s: %d pictures, more than %d", lang, n, mostPictures)
		}
	}
	if size > mostBytes {
		t.Errorf("the pictures have %d bytes, more than %d", size, mostBytes)
	}
}
