package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house is the import table of docs/architecture.md: what each package may
// import of ours, and which libraries only it may see.
var house = map[string]struct {
	ours []string
	only []string
}{
	"casework":              {},
	"storage":               {ours: []string{"casework", "storage/migrations"}, only: []string{"github.com/mattn/go-sqlite3", "github.com/jackc/pgx", "github.com/pressly/goose", "database/sql"}},
	"storage/migrations":    {},
	"storage/storagetest":   {ours: []string{"casework", "storage"}, only: []string{"github.com/jackc/pgx"}},
	"bot":                   {only: []string{"github.com/go-telegram/bot"}},
	"handlers":              {ours: []string{"casework", "bot", "words"}, only: []string{"github.com/skip2/go-qrcode"}},
	"clean":                 {only: []string{"golang.org/x/image", "github.com/bep/imagemeta"}},
	"web":                   {ours: []string{"casework", "clean", "words"}, only: []string{"github.com/skip2/go-qrcode"}},
	"web/browsertest":       {only: []string{"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"}},
	"classify":              {ours: []string{"casework"}},
	"classify/classifytest": {},
	"classify/evaluate":     {ours: []string{"casework"}},
	"classify/assist": {ours: []string{"casework"}, only: []string{
		"github.com/sashabaranov/go-openai", "github.com/sony/gobreaker", "github.com/cenkalti/backoff",
	}},
	"jobs": {only: []string{
		"github.com/riverqueue/river", "github.com/jackc/pgx", "github.com/mattn/go-sqlite3", "database/sql",
	}},
	"words":          {ours: []string{"casework"}, only: []string{"github.com/nicksnyder/go-i18n"}},
	"config":         {only: []string{"github.com/alecthomas/kong", "go.yaml.in/yaml"}},
	"seal":           {},
	"simulator":      {},
	"simulator/chat": {ours: []string{"simulator"}},
	"cmd/liaison": {ours: []string{
		"casework", "storage", "bot", "handlers", "classify", "classify/assist", "classify/evaluate", "words", "config", "jobs", "seal", "simulator", "simulator/chat", "web",
	}, only: []string{"github.com/prometheus/client_golang"}},
}

// casework may not even know of these.
var foreign = []string{"net/http", "database/sql"}

func TestImportTable(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	for file, imports := range importsOf(t, root) {
		pkg := path.Dir(file)
		rule, known := house[pkg]
		if !known {
			t.Errorf("%s: package %s stands in no row of the table", file, pkg)
			continue
		}
		for _, name := range imports {
			if own, ok := strings.CutPrefix(name, "liaison/"); ok && !slices.Contains(rule.ours, own) {
				t.Errorf("%s: %s may not import %s", file, pkg, own)
			}
			for other, r := range house {
				if other != pkg && matches(r.only, name) && !matches(rule.only, name) {
					t.Errorf("%s: only %s sees %s", file, other, name)
				}
			}
			if pkg == "casework" && (slices.Contains(foreign, name) || strings.Contains(name, ".")) {
				t.Errorf("%s: casework knows no %s", file, name)
			}
		}
	}
}

func matches(prefixes []string, name string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return name == p || strings.HasPrefix(name, p+"/") })
}

// importsOf reads the imports of every file of the program; tests may import what they need.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		for _, i := range file.Imports {
			all[filepath.ToSlash(rel)] = append(all[filepath.ToSlash(rel)], strings.Trim(i.Path.Value, `"`))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files found below %s", len(all), root)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return all
}
