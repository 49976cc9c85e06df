package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"liaison/config"
)

var update = flag.Bool("update", false, "rewrite the README's table of settings")

const (
	settingsBegin = "<!-- settings -->\n"
	settingsEnd   = "<!-- /settings -->\n"
)

func TestReadmeListsTheSettings(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "..", "README.md")
	readme := read(t, path)
	before, rest, begun := strings.Cut(readme, settingsBegin)
	table, after, ended := strings.Cut(rest, settingsEnd)
	if !begun || !ended {
		t.Fatalf("%s has no place for the settings between %q and %q", path, settingsBegin, settingsEnd)
	}
	want := config.VariableTable()
	if table == want {
		return
	}
	if !*update {
		t.Fatalf("the table of settings is out of date; run: go test ./cmd/liaison -run Readme -update\nwant:\n%s", want)
	}
	written := before + settingsBegin + want + settingsEnd + after
	if err := os.WriteFile(path, []byte(written), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestReadmeListsCommandsAndExitCodes(t *testing.T) {
	t.Parallel()
	readme := read(t, filepath.Join("..", "..", "README.md"))
	for _, command := range config.Commands {
		if !strings.Contains(readme, "| `liaison "+command) {
			t.Errorf("the command %s isn't explained", command)
		}
	}
	for _, code := range []int{exitWell, exitOther, exitSettings, exitStorage, exitRunning} {
		if !strings.Contains(readme, fmt.Sprintf("\n| %d | ", code)) {
			t.Errorf("the exit code %d isn't explained", code)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestArchitectureTellsTheTruth holds the house table to the one that
// TestImportTable checks, and the tests behind the promises to those that exist.
func TestArchitectureTellsTheTruth(t *testing.T) {
	t.Parallel()
	page := read(t, filepath.Join("..", "..", "docs", "architecture.md"))
	for name, rule := range house {
		_, row, found := strings.Cut(page, "\n| `"+name+"` | ")
		row, _, _ = strings.Cut(row, "\n")
		cells := strings.Split(row, "|")
		if !found || len(cells) != 4 {
			t.Errorf("%s has no row of four cells", name)
			continue
		}
		for i, want := range [][]string{rule.ours, rule.only} {
			if got := quotedIn(cells[i+1]); !slices.Equal(got, want) {
				t.Errorf("the row of %s has %v, the test %v", name, got, want)
			}
		}
	}
	tests := testsBelow(t, filepath.Join("..", ".."))
	for _, name := range quotedIn(page) {
		if strings.HasPrefix(name, "Test") && !tests[name] {
			t.Errorf("there is no test %s", name)
		}
	}
}

var quoted = regexp.MustCompile("`([^`\n]+)`")

// quotedIn lists what stands between backticks.
func quotedIn(text string) []string {
	var all []string
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

var testFunc = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

func testsBelow(t *testing.T, root string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		for _, m := range testFunc.FindAllStringSubmatch(read(t, path), -1) {
			all[m[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
