package classify

import (
	"bufio"
	"embed"
	"fmt"
	"strconv"
	"strings"
)

// The rules are lists of words and phrases, a file for each language, with a
// heading for each list. A phrase stands for whole words; one that ends in *
// for all that begin so, "a .. b" for a and soon after it b, and <age> for the
// age of a minor. Chinese phrases are found anywhere, since nothing divides words.
//
//go:embed rules/*.txt
var rules embed.FS

// lexicon finds the phrases of all languages in one walk over a text.
type lexicon struct {
	finder
	lists map[string]int // heading -> number
	// of each phrase: the lists that it is of, or for a part of one its place there
	uses [][]use
	// rest of the phrases of several parts
	chains []chain
}

// use is what a part of a phrase is found for.
type use struct{ chain, part int }

// chain is a phrase: its parts follow each other soon.
type chain struct{ list, parts int }

func newLexicon(files embed.FS) (*lexicon, error) {
	l := &lexicon{lists: map[string]int{}}
	names, err := files.ReadDir("rules")
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", err)
	}
	parts := map[string]int{}
	for _, name := range names {
		f, err := files.Open("rules/" + name.Name())
		if err != nil {
			return nil, fmt.Errorf("open rules %s: %w", name.Name(), err)
		}
		list := -1
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := strings.TrimSpace(lines.Text())
			switch {
			case line == "":
			case strings.HasPrefix(line, "["):
				list = l.list(strings.Trim(line, "[]"))
			default:
				for _, phrase := range aged(line) {
					l.add(list, phrase, parts)
				}
			}
		}
		_ = f.Close() // what is embedded has nothing to lose
	}
	l.finder = newFinder(parts)
	return l, nil
}

func (l *lexicon) list(name string) int {
	n, ok := l.lists[name]
	if !ok {
		n = len(l.lists)
		l.lists[name] = n
	}
	return n
}

// add keeps a phrase; parts numbers what is looked for.
func (l *lexicon) add(list int, phrase string, parts map[string]int) {
	phrase = strings.ReplaceAll(strings.ReplaceAll(phrase, "* .. ", "* "), "* ", "* .. ")
	split := strings.Split(phrase, " .. ")
	l.chains = append(l.chains, chain{list: list, parts: len(split)})
	for i, part := range split {
		form := folded(part)
		if !strings.ContainsFunc(part, han) {
			form = " " + strings.TrimSpace(form)
			if !strings.HasSuffix(part, "*") {
				form += " "
			}
		} else {
			form = strings.TrimSpace(form)
		}
		n, ok := parts[form]
		if !ok {
			n = len(parts)
			parts[form] = n
			l.uses = append(l.uses, nil)
		}
		l.uses[n] = append(l.uses[n], use{chain: len(l.chains) - 1, part: i})
	}
}

// The ages of a minor who may write.
const (
	youngest = 6
	oldest   = 17
)

var hanNumbers = []string{"六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七"}

// aged gives a phrase for each age that it stands for.
func aged(phrase string) []string {
	if !strings.Contains(phrase, "<age>") {
		return []string{phrase}
	}
	var all []string
	for age := youngest; age <= oldest; age++ {
		all = append(all, strings.ReplaceAll(phrase, "<age>", strconv.Itoa(age)))
		if strings.ContainsFunc(phrase, han) {
			all = append(all, strings.ReplaceAll(phrase, "<age>", hanNumbers[age-youngest]))
		}
	}
	return all
}
