package words

import (
	"fmt"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Speech says things in one language. It is safe for concurrent use; the zero
// value says nothing and must not be used.
type Speech struct {
	language string
	texts    *i18n.Localizer
	dated    bool // says the date of every day
}

// Dated is the same speech for what is read on another day than it is written: it
// says no "tomorrow".
func (s Speech) Dated() Speech {
	s.dated = true
	return s
}

// Language is the code of the language spoken, which may differ from the one asked for.
func (s Speech) Language() string { return s.language }

// Say gives the text of a key with its variables filled in from pairs of name
// and value: Say("receipt.number", "number", n). Values are put in as they are.
// A text missing in the language is said in English; in tests whatever is
// missing panics.
func (s Speech) Say(key string, vars ...any) string {
	return s.say(&i18n.LocalizeConfig{MessageID: key, TemplateData: pairs(vars)})
}

// Has reports whether there is a text without variables by that key.
func (s Speech) Has(key string) bool {
	text, err := s.texts.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateParser: strict()})
	return err == nil && text != ""
}

// Count is Say with the plural form that the number n asks for, which is also
// the variable "n".
func (s Speech) Count(key string, n int, vars ...any) string {
	values := pairs(vars)
	values["n"] = n
	return s.say(&i18n.LocalizeConfig{MessageID: key, TemplateData: values, PluralCount: n})
}

// Deputy names a deputy as they are spoken of. Chinese sets a space between a
// name in Latin letters and what follows.
func (s Speech) Deputy(name string) string {
	last, _ := utf8.DecodeLastRuneInString(name)
	if s.language == "zh" && !unicode.Is(unicode.Han, last) {
		name += " "
	}
	return s.Say("name.deputy", "name", name)
}

func (s Speech) say(what *i18n.LocalizeConfig) string {
	what.TemplateParser = strict()
	text, err := s.texts.Localize(what)
	if err != nil && testing.Testing() {
		panic(fmt.Sprintf("say %s in %s: %v", what.MessageID, s.language, err))
	}
	if text == "" {
		return what.MessageID
	}
	return text
}

// strict makes a variable that wasn't given an error instead of "<no value>".
func strict() template.Parser { return &template.TextParser{Option: "missingkey=error"} }

func pairs(vars []any) map[string]any {
	values := make(map[string]any, len(vars)/2+1)
	for i := 0; i+1 < len(vars); i += 2 {
		values[fmt.Sprint(vars[i])] = vars[i+1]
	}
	return values
}
