package classify

import (
	"strings"
	"unicode"
)

// Small words by which the languages of the Latin script are told apart.
const (
	english = `the and is are was of to in on it for my we our you your not no have has with this that there
	please hello hi i a an at be by from they what when who how can cant do does did but as if or been water street road
	me dad mom these thx thanks wanna dont good work answered without join cheap`
	spanish = `el la los las un una de del y en es esta estan no hay por para con que mi nuestro nuestra se lo al su
	desde muy pero como hola gracias favor cuando donde quiero calle agua anos tengo le me nos sus vecino ya rapido rapidos`
)

// languageOf tells a folded text's language by its script and small words; empty where
// nothing tells. Of a mixed text it is the one of the most.
func languageOf(form string) string {
	var hans, kana, hangul, cyrillic, ukrainian, arabic, persian, latin int
	for _, r := range form {
		switch {
		case r < 0x80:
			if r >= 'a' && r <= 'z' {
				latin++
			}
		case unicode.Is(unicode.Han, r):
			hans += 3 // a character says as much as some letters
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana += 3
		case unicode.Is(unicode.Hangul, r):
			hangul += 3
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			if strings.ContainsRune("іїєґ", r) {
				ukrainian++
			}
		case unicode.Is(unicode.Arabic, r):
			arabic++
			if strings.ContainsRune("پچژگ", r) {
				persian++
			}
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch max(hans+kana, hangul, cyrillic, arabic, latin) {
	case 0:
		return ""
	case hans + kana:
		return pick(kana*4 > hans, "ja", "zh")
	case hangul:
		return "ko"
	case cyrillic:
		return pick(ukrainian > 0, "uk", "ru")
	case arabic:
		return pick(persian > 0, "fa", "ar")
	}
	return latinOf(form)
}

func pick(first bool, one, other string) string {
	if first {
		return one
	}
	return other
}

var (
	englishStops = set(english)
	spanishStops = set(spanish)
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// latinOf counts small words.
func latinOf(form string) string {
	en, es := 0, 0
	for w := range strings.FieldsSeq(form) {
		if englishStops[w] {
			en++
		}
		if spanishStops[w] {
			es++
		}
	}
	switch {
	case en > es:
		return "en"
	case es > en:
		return "es"
	}
	return ""
}
