package handlers

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/casework"
)

const (
	longNumber = "ZZZZZZZZ"
	longID     = "an-id-of-thirty-two-characters-x" // the longest that the office file lets through
)

func FuzzButtonDataAgrees(f *testing.F) {
	f.Add(pressTopic, longNumber, longID)
	f.Add(pressAgree, "", "")
	f.Add(pressMark, "7K3M9QXT", "5")
	f.Add("", "a\x00b", "😀")
	f.Fuzz(func(t *testing.T, verb, first, second string) {
		_ = parsePress(verb + first + second)
		if strings.Contains(verb+first+second, ":") {
			return
		}
		for _, args := range [][]string{nil, {first}, {first, second}} {
			p := parsePress(data(verb, args...))
			if p.verb != verb || !slices.Equal(p.args, args) {
				t.Fatalf("data(%q, %q) came back as %q %q", verb, args, p.verb, p.args)
			}
			_, _, _, _ = p.number(), p.outcome(), p.entry(), p.notice()
		}
	})
}

func TestButtonDataFits(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{pressTopic, pressPass, pressPassTo, pressSort, pressAssign} {
		if d := data(verb, longNumber, longID); len(d) > 64 {
			t.Errorf("%s is %d bytes", d, len(d))
		}
	}
	for _, d := range []string{
		data(pressArrived, strconv.FormatInt(math.MaxInt64, 10)), data(pressAdd, longNumber, strconv.Itoa(math.MaxInt)),
		data(pressClose, longNumber, string(casework.Duplicate)), data(pressNotMine, longNumber),
	} {
		if len(d) > 64 {
			t.Errorf("%s is %d bytes", d, len(d))
		}
	}
}

func TestButtonArguments(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]casework.Number{
		"take:7K3M9QXT": "7K3M9QXT", "take:7k3m-9qxt": "7K3M9QXT", "take:": "", "take": "", "take:7K3M9QX": "", "take:☃": "",
	} {
		if got := parsePress(in).number(); got != want {
			t.Errorf("%q: number %q, want %q", in, got, want)
		}
	}
	if o := parsePress("close:7K3M9QXT:solved").outcome(); o != casework.Solved {
		t.Errorf("outcome %q", o)
	}
	if o := parsePress("close:7K3M9QXT:burned").outcome(); o != "" {
		t.Errorf("outcome %q", o)
	}
	for in, want := range map[string]int{"mark:N:5": 5, "mark:N:-5": 0, "mark:N:x": 0, "mark:N": 0, "mark:N:99999999999999999999": 0} {
		if got := parsePress(in).mark(); got != want {
			t.Errorf("%q: mark %d, want %d", in, got, want)
		}
	}
}
