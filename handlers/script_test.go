package handlers_test

import (
	"fmt"
	"regexp"
	"strings"
)

// script is a conversation: what people do, and after each step what they hear.
//
//	# a remark
//	office keeps hours             it works Mon-Fri 9-18 and is quiet 21-8, and sweeps run when the clock passes
//	office doubts absence          who did nothing for 90 days is to be confirmed
//	office shares answers          it has ready answers for all deputies
//	office learns                  its classifier is the real one, which people's corrections teach
//	office shows words             also in the staff room
//	office cares                   it has an officer, an administrator, an aide of li-na and a number to call; sun-li is on duty
//	office looks alike             cases about the same matter are put together
//	office lets undo               an answer waits ten seconds and can be undone
//	office asks sometimes          a language model, where the classifier is unsure; or "asks always"
//	office zh                      the office's language, for all whose own isn't known
//	speaks resident ru             the hint that a person's messenger gives
//	marks seen                     reactions are heard too
//	resident> words                says it; other things to do are listed in act.go
//	resident< expected…            hears a new message; … stands for anything
//	        | its next line        [and] [buttons] in brackets, a row a line
//	resident~ expected             sees an earlier message change into this
//	resident! expected             sees a line over the chat after a press
//	resident^ 👀 words              sees a reaction on their own words, with "marks seen"
//	clock +48h                     time passes
//	nobody hears                   nothing is owed to anybody
//	program trips 3                it panics over the next messages, each time it tries
//	telegram repeats everything    every update comes again
//	telegram refuses 1 to resident the next messages of the bot are refused
//	telegram cuts 2 to resident    the next answers to the bot are lost on their way
//	room is a forum                and what else furnish in act_test.go lists; people hear what
//	                               the bot says there as "room", with the thread in brackets
//	model answers water            it looks at the cases that wait for it; or "is unsure", "fails again", "raises complaint"
//	office drops li-na             the office file names somebody no more
//	office adds admin zhao-min     the office file names these too
//
// {name} in what is expected stands for a case's number or a resident's sign, the
// same wherever it comes again; in what is said it is put in.
type script struct {
	header []string // lines before the first step
	steps  []action
}

// action is one step and what is heard after it.
type action struct {
	line  int
	notes []string // remarks and empty lines before it
	who   string   // empty for the clock and its like
	what  string
	heard []heard
}

// heard is something that reached a person: < new, ~ changed, ! over the chat, ^ on their words.
type heard struct {
	line int
	who  string
	how  byte
	text string
}

var (
	actLine   = regexp.MustCompile(`^([a-z-]+)> (.*)$`)
	hearLine  = regexp.MustCompile(`^\s*([a-z-]+)([<~!^]) (.*)$`)
	moreLine  = regexp.MustCompile(`^\s*\|(?: (.*))?$`)
	worldLine = regexp.MustCompile(`^(clock|nobody|program|model|room|telegram|office drops|office adds) (.*)$`)
	setLine   = regexp.MustCompile(`^(office|speaks|marks) ([a-z-]+(?: [a-z-]+)?)$`)
)

func parseScript(text string) (*script, error) {
	s := &script{}
	var notes []string
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line = strings.TrimRight(line, " ")
		last := len(s.steps) - 1
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			notes = append(notes, line)
		case setLine.MatchString(line) && last < 0:
			s.header = append(s.header, append(notes, line)...)
			notes = nil
		case worldLine.MatchString(line):
			s.steps = append(s.steps, action{line: i + 1, notes: notes, what: line})
			notes = nil
		case actLine.MatchString(line):
			m := actLine.FindStringSubmatch(line)
			s.steps = append(s.steps, action{line: i + 1, notes: notes, who: m[1], what: m[2]})
			notes = nil
		case moreLine.MatchString(line) && last >= 0 && len(s.steps[last].heard) > 0:
			h := &s.steps[last].heard[len(s.steps[last].heard)-1]
			h.text += "\n" + moreLine.FindStringSubmatch(line)[1]
		case hearLine.MatchString(line) && last >= 0:
			m := hearLine.FindStringSubmatch(line)
			s.steps[last].heard = append(s.steps[last].heard, heard{line: i + 1, who: m[1], how: m[2][0], text: m[3]})
		default:
			return nil, fmt.Errorf("line %d makes no sense: %q", i+1, line)
		}
	}
	return s, nil
}

// written is the script as a file, with what was really heard.
func (s *script) written() string {
	var b strings.Builder
	for _, line := range s.header {
		b.WriteString(line + "\n")
	}
	for _, a := range s.steps {
		for _, n := range a.notes {
			b.WriteString(n + "\n")
		}
		if a.who == "" {
			b.WriteString(a.what + "\n")
		} else {
			b.WriteString(a.who + "> " + a.what + "\n")
		}
		for _, h := range a.heard {
			b.WriteString(h.written())
		}
	}
	return b.String()
}

func (h heard) written() string {
	lead := fmt.Sprintf("%12s%c ", h.who, h.how)
	lines := strings.Split(h.text, "\n")
	out := lead + lines[0] + "\n"
	for _, l := range lines[1:] {
		out += strings.TrimRight(strings.Repeat(" ", len(lead)-2)+"| "+l, " ") + "\n"
	}
	return out
}

// names are the numbers and signs that a conversation has come upon.
type names map[string]string

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9]*)\}`)

// in puts known names into what somebody says.
func (n names) in(text string) (string, error) {
	var err error
	out := placeholder.ReplaceAllStringFunc(text, func(p string) string {
		v, ok := n[p[1:len(p)-1]]
		if !ok {
			err = fmt.Errorf("nothing is known as %s yet", p)
		}
		return v
	})
	return out, err
}

const code = `[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}|[0-9A-HJKMNP-TV-Z]{4}`

// match compares what was heard with what was expected and learns new names.
func (n names) match(expected, got string) bool {
	var pattern strings.Builder
	pattern.WriteString(`(?s)^`)
	fresh := map[string]bool{}
	rest := expected
	for rest != "" {
		at := placeholder.FindStringSubmatchIndex(rest)
		plain := rest
		if at != nil {
			plain = rest[:at[0]]
		}
		pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(plain), "…", `.*`))
		if at == nil {
			break
		}
		name := rest[at[2]:at[3]]
		switch v, known := n[name]; {
		case known:
			pattern.WriteString(regexp.QuoteMeta(v))
		case fresh[name]:
			pattern.WriteString(`(?:` + code + `)`)
		default:
			fresh[name] = true
			pattern.WriteString(`(?P<` + name + `>` + code + `)`)
		}
		rest = rest[at[1]:]
	}
	pattern.WriteString(`$`)
	re, err := regexp.Compile(pattern.String())
	if err != nil {
		return false
	}
	m := re.FindStringSubmatch(got)
	if m == nil {
		return false
	}
	for name := range fresh {
		n[name] = m[re.SubexpIndex(name)]
	}
	return true
}

var number = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b`)

// out puts names in the place of numbers and signs, naming new numbers a, b, c ...
func (n names) out(text string) string {
	for _, found := range number.FindAllString(text, -1) {
		if n.of(found) == "" && found != exampleNumber {
			n[n.free()] = found
		}
	}
	for name, v := range n {
		text = strings.ReplaceAll(text, v, "{"+name+"}")
	}
	return text
}

// exampleNumber is the one that texts show as an example.
const exampleNumber = "7K3M-9QXT"

func (n names) of(value string) string {
	for name, v := range n {
		if v == value {
			return name
		}
	}
	return ""
}

func (n names) free() string {
	for c := 'a'; ; c++ {
		if _, taken := n[string(c)]; !taken {
			return string(c)
		}
	}
}
