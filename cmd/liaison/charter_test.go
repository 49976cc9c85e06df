package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/config"
	"liaison/storage/storagetest"
)

const chartered = `office: {name: {en: Test station}, language: en}
topics:
  - {id: roads, name: {en: Roads}, examples: [pothole in the road]}
deputies:
  - {id: ann, name: Ann, topics: [roads]}
staff:
  - {id: chief, name: Chief, telegram: 9001, role: admin}
`

// charterOf is a station over a store and an office file.
func charterOf(t *testing.T, database, path string) *charter {
	t.Helper()
	text, err := config.ReadOfficeFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := config.ParseOffice(path, text, classify.Labels())
	if err != nil {
		t.Fatal(err)
	}
	s, err := newStation(t.Context(), storagetest.OpenAt(t, database, nil), officeOf(file), classify.Shipped(), bot.Config{Token: "1:test"})
	if err != nil {
		t.Fatal(err)
	}
	s.chartered(path, text)
	return s.charter
}

func officeFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.yaml")
	if err := os.WriteFile(path, []byte(chartered), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (c *charter) chief(t *testing.T) casework.Person {
	t.Helper()
	p, err := c.desk.Person(t.Context(), "chief")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// with is the file with another topic.
func with(text string) string {
	return strings.Replace(strings.Replace(text, "topics:\n", "topics:\n  - {id: lifts, name: {en: Lifts}, examples: [the elevator is stuck between floors]}\n", 1), "[roads]", "[roads, lifts]", 1)
}

func TestAKeptOfficeFileHoldsAtOnceAndAfterwards(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		path := officeFile(t)
		c := charterOf(t, address, path)
		other := c
		if strings.HasPrefix(address, "postgres") { // a file of SQLite is one program's
			other = charterOf(t, address, path)
		}
		if err := c.Keep(t.Context(), casework.Once{Key: "k", Print: "p"}, c.chief(t), with(chartered), c.Mark(chartered)); err != nil {
			t.Fatal(err)
		}
		if err := other.follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*charter{c, other} {
			if _, ok := s.desk.Office().Topic("lifts"); !ok {
				t.Error("the desk doesn't know the topic")
			}
			v := s.sorter.Classify("the elevator is stuck between floors again")
			if len(v.Guesses) == 0 || v.Guesses[0].Topic != "lifts" {
				t.Errorf("the classifier doesn't: %v", v)
			}
		}
		got, err := os.ReadFile(path)
		mode, _ := os.Stat(path)
		if err != nil || string(got) != with(chartered) || mode.Mode().Perm() != 0o600 {
			t.Errorf("the file holds %q, %v, %v", got, mode.Mode(), err)
		}
	})
}

// Whatever stands in the way, the file, the store and the desk are as they were.
func TestS_AnOfficeFileThatCantBeKeptIsAsItWas(t *testing.T) {
	t.Parallel()
	for name, hinder := range map[string]func(t *testing.T, c *charter) (text, mark string, kind casework.Kind){
		"changed meanwhile": func(_ *testing.T, c *charter) (string, string, casework.Kind) {
			return with(chartered), c.Mark("what was there"), casework.Conflict
		},
		"broken": func(_ *testing.T, c *charter) (string, string, casework.Kind) {
			return chartered + "deputies: [", c.Mark(chartered), casework.Invalid
		},
		"closed folder": func(t *testing.T, c *charter) (string, string, casework.Kind) {
			if os.Getuid() == 0 {
				t.Skip("root may write everywhere")
			}
			if err := os.Chmod(filepath.Dir(c.path), 0o500); err != nil { //nolint:gosec // a folder must be entered
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(filepath.Dir(c.path), 0o700) }) //nolint:gosec // as above
			if !c.Fixed() {
				t.Error("it seems that it can be written to")
			}
			return with(chartered), c.Mark(chartered), casework.Later
		},
		"ousted": func(_ *testing.T, c *charter) (string, string, casework.Kind) {
			return strings.Replace(chartered, "id: chief", "id: boss", 1), c.Mark(chartered), casework.Conflict
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := charterOf(t, storagetest.File(t), officeFile(t))
			text, mark, kind := hinder(t, c)
			err := c.Keep(t.Context(), casework.Once{}, c.chief(t), text, mark)
			if casework.KindOf(err) != kind {
				t.Errorf("%v", err)
			}
			got, _ := os.ReadFile(c.path)
			if _, ok := c.desk.Office().Topic("lifts"); ok || string(got) != chartered {
				t.Errorf("something was kept: %q", got)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.path), ".office-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// The desk refuses after the file was written: it is put back.
func TestAnOfficeFileIsPutBackWhenTheDeskRefuses(t *testing.T) {
	t.Parallel()
	c := charterOf(t, storagetest.File(t), officeFile(t))
	once := casework.Once{Key: "k", Print: "p"}
	if err := c.store.Apply(t.Context(), casework.Change{Once: once}); err != nil {
		t.Fatal(err)
	}
	if err := c.Keep(t.Context(), once, c.chief(t), with(chartered), c.Mark(chartered)); err == nil {
		t.Fatal("kept by a form that was acted on")
	}
	if got, _ := os.ReadFile(c.path); string(got) != chartered {
		t.Errorf("the file holds %q", got)
	}
}
