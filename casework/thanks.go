package casework

import (
	"strings"
	"unicode"
)

// thanks are the words of which a mere thank-you consists, in the languages residents write in.
var thanks = words(`thanks thank thx ty you so very much a lot many for the your help ok okay great good all
	спасибо благодарю вам вас большое огромное за помощь ответ хорошо понятно ок
	gracias muchas muchisimas muchísimas vale por la su ayuda
	شكرا جزيلا لكم لك`)

// cores are the words without which it is no thank-you.
var cores = words(`thanks thank thx ty спасибо благодарю gracias شكرا`)

// hanThanks are Chinese phrases, taken away in turn, so that a longer one stands
// before its parts; what is left decides.
var hanThanks = []string{
	"非常感谢", "多谢", "谢谢", "感谢", "谢啦", "谢了", "非常感謝", "多謝", "謝謝", "感謝",
	"好的", "收到", "明白了", "知道了", "了解", "代表", "帮助", "回复", "你们", "您", "你", "的", "了", "啦", "好",
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// Thanks reports whether a text says thank you and nothing else; such a text
// does not reopen a case. In doubt it says no.
func Thanks(text string) bool {
	if len(text) > 200 {
		return false
	}
	meant := false
	for _, f := range strings.FieldsFunc(plain(text), notWord) {
		switch {
		case cores[f]:
			meant = true
		case thanks[f]:
		case thanksInHan(f):
			meant = meant || strings.ContainsAny(f, "谢謝")
		default:
			return false
		}
	}
	return meant
}

// plain is the text in small letters without the vowel signs that Arabic may do without.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func thanksInHan(s string) bool {
	for _, p := range hanThanks {
		s = strings.ReplaceAll(s, p, "")
	}
	return s == ""
}
