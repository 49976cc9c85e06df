package assist

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// sentLimit is how much of a text leaves, in bytes; readLimit how much of it is
	// looked at for that; fringe is longer than what may have been cut in two there.
	sentLimit = 4 << 10
	readLimit = 8 << 10
	fringe    = 128
)

// Redact replaces what may be personal in a text by placeholders and cuts it: links,
// addresses of mail, @names, numbers of people, cards, cars and cases, addresses of
// homes, and the names given. It would rather replace too much: no run of five
// digits stays, however they are written.
func Redact(text string, names ...string) string {
	whole := len(text) <= readLimit
	text = plainly(cut(text, readLimit))
	for _, p := range patterns {
		text = p.replace(text)
	}
	text = withoutNames(text, names)
	if !whole {
		text = cut(text, max(0, len(text)-fringe))
	}
	return cut(text, sentLimit)
}

// plainly writes digits, letters and dashes as everybody does, and leaves out what
// doesn't show: else a number would slip through in another dress.
func plainly(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me, unicode.Co, unicode.Cs):
			return -1
		case unicode.Is(unicode.Pd, r) || r == '−':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsDigit(r):
			return '0' + digitOf(r)
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(text, " ")))
}

// digitOf gives the value of a digit of any script: each has its ten in a row.
func digitOf(r rune) rune {
	zero := r
	for zero > 0 && unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	if r < 0x80 {
		return r - '0'
	}
	return r - zero
}

// cut ends a text at a limit of bytes, not inside a character.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// pattern replaces what an expression finds, where it is what it looks like.
type pattern struct {
	find *regexp.Regexp
	is   func(found string) bool // nil: always
	as   string
	name func(found string) string // instead of as
}

func (p pattern) replace(text string) string {
	return p.find.ReplaceAllStringFunc(text, func(found string) string {
		if p.is != nil && !p.is(found) {
			return found
		}
		if p.name != nil {
			return p.name(found)
		}
		return p.as
	})
}

// patterns in their order: what is told apart comes before the numbers in general.
var patterns = []pattern{
	{find: regexp.MustCompile(`(?i)[\p{L}\d._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\d-]+(?:\s?\.\s?[\p{L}\d-]+)+`), as: "[mail]"},
	{find: regexp.MustCompile(`(?i)\b(?:https?|ftp|tg)://\S+|\b(?:www\.|t\.me/|vk\.com/|wa\.me/|fb\.com/)\S+`), as: "[link]"},
	{find: regexp.MustCompile(`@[\p{L}\d_.-]{2,}`), as: "[name]"},
	{find: regexp.MustCompile(`(?i)(微信号?|wechat|weixin|qq号?|telegram|телеграм\p{L}*|whatsapp)\s*(?:[:：是]|is)?\s*[a-z0-9_-]{5,}`), as: "[name]"},

	{find: regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]\s?[A-Za-z]\s?[·•.‧∙-]?\s?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳]`), as: "[plate]"},
	{find: regexp.MustCompile(`(?i)[авекмнорстухabekmhopctyx]\s?\d{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}`), as: "[plate]"},
	{find: regexp.MustCompile(`\b[A-ZÄÖÜ]{1,3}[ -]?[A-Z]{1,2}[ -]?\d{1,4}[EH]?\b|\b\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}\b|\b[A-Z]{2}\d{2}[ -]?[A-Z]{3}\b|\b[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}\b`), as: "[plate]"},

	{find: regexp.MustCompile(`(?i)\b[0-9a-hjkmnp-tv-zOIL]{4}-[0-9a-hjkmnp-tv-zOIL]{4}\b`), is: numbered, as: "[case]"},
	{find: regexp.MustCompile(`\b[A-HJKMNP-TV-Z]{4}-[A-HJKMNP-TV-Z]{4}\b`), as: "[case]"},
	{find: regexp.MustCompile(`(?i)\b[0-9a-hjkmnp-tv-zOIL]{4} [0-9a-hjkmnp-tv-zOIL]{4}\b`), is: numbered, as: "[case]"},

	{find: regexp.MustCompile(`[+(]*\d(?:[\s()./\\,;:·•№_*'-]{0,4}\d){4,}[xXхХ]?`), name: long},
	{find: regexp.MustCompile(`[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖](?:[ -]?[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]){5,}`), as: "[number]"},
	{find: regexp.MustCompile(`[\p{Latin}\p{Cyrillic}\d]+(?:-[\p{Latin}\p{Cyrillic}\d]+)*`), is: mixed, as: "[number]"},

	{find: address(`[\p{Han}]{2,4}(?:大道|大街|路|街|巷|胡同|弄|村|小区|花园|苑|公寓)[\p{Han}]{0,4}?§(?:[-之附]§)*[甲乙丙]?(?:号楼|号院|号|弄|巷|栋|幢|座|楼|单元|室|组)?(?:[ ,]*§(?:号楼|号院|号|栋|幢|座|楼|层|单元|室|户|门))*`), as: "[address]"},
	{find: address(`§(?:号楼|号院|栋|幢|单元)(?:[ ,]*§(?:号楼|号院|号|栋|幢|座|楼|层|单元|室|户|门)?)*|§[室号]`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)(?:ул|улиц\p{L}*|пр-?кт|пр-?т|просп|проспект\p{L}*|пер|переул\p{L}*|пл|площад\p{L}*|шоссе|наб|набережн\p{L}*|б-р|бульвар\p{L}*|мкр|мкрн|микрорайон\p{L}*|проезд\p{L}*|тупик\p{L}*)(?:\.\s*|\s+)[\p{L}\d.« »"-]{1,48}?(?:,\s*|\s+)(?:(?:д|дом\p{L}*|№|N|стр|вл)\.?\s*)?\d{1,4}(?:[/-]\d{1,3})?\s?(?:[а-яa-z]\b)?(?:,?\s*(?:корп\p{L}*|к|стр\p{L}*|кв\p{L}*|оф\p{L}*|подъезд\p{L}*|п|эт\p{L}*)\.?\s*\d{1,4})*`), as: "[address]"},
	{find: regexp.MustCompile(`[А-ЯЁ][а-яё-]{2,}(?:\s[А-ЯЁ][а-яё-]+)?,?\s+(?:(?:д|дом\p{L}*)\.?\s*№?\s*\d{1,4}|\d{1,4}\s?\p{L}?,?\s*(?:кв\p{L}*|корп\p{L}*|к)\.?\s*\d{1,4})\p{L}?(?:,?\s*(?:корп\p{L}*|к|стр|кв\p{L}*)\.?\s*\d{1,4})*`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)(^|[^\p{L}])(?:д|дом\p{L}*|кв|квартир\p{L}*|корп|корпус\p{L}*|подъезд\p{L}*)\.?\s*№?\s*\d{1,4}\p{L}?`), as: " [address]"},
	{find: regexp.MustCompile(`\b\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\p{Latin}'.]*\s+){1,3}?(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|square|sq|boulevard|blvd|way|terrace|place|crescent|gardens|row|hill|mews|highway|hwy)\b`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)\b\d{1,4}[a-z]?,?\s+[\p{Latin}'.]+\s+(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|terrace|crescent)\b`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)(?:[\p{Latin}'.]+\s+){1,2}?(?:street|road|avenue|lane|drive|close|court|square|boulevard|terrace|crescent)\s*,?\s*(?:no\.?\s*|#\s*)?\d{1,4}\w?`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)(?:\b(?:flat|apt|apartment|house|unit|suite|piso|puerta|portal)\.?|#)\s*(?:no\.?|n[ºo°]\.?|number)?\s*\d{1,4}\w?`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)(?:\b(?:calle|avenida|avda|av|plaza|plza|paseo|carrer|camino|carretera|ronda|travesía|travesia|pasaje)(?:\.\s*|\s+)|\bc/\s*)[\p{Latin}\s.'-]{1,48}?,?\s*(?:n(?:úm|um|[ºo°])?\.?\s*)?\d{1,4}\w?(?:\s*,?\s*(?:piso\s*)?\d{1,3}\s*[ºª°]?\s*[\p{Latin}]?\b)*`), as: "[address]"},

	{find: regexp.MustCompile(`(?i)[\p{Latin}-]+(?:straße|strasse|str\.|weg|platz|allee|gasse|damm)\s*\d{1,4}\s?[a-z]?\b`), as: "[address]"},
	{find: regexp.MustCompile(`(?i)\b\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai|cours)\s+[\p{Latin}'’-]+(?:\s+(?:de|du|des|la|le|l['’])?\s*\p{Lu}[\p{Latin}'’-]*){0,3}`), as: "[address]"},
	{find: regexp.MustCompile(`(?:شارع|طريق|حي|عمارة|شقة|بناية|منزل)\s+[\p{Arabic}\s]{0,40}?(?:رقم\s*)?\d{1,4}`), as: "[address]"},

	{find: regexp.MustCompile(`(?i)(?:my name is|i am called|me llamo|mi nombre es|меня зовут|мо[её] имя)\s+[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+){0,2}`), as: "[name]"},
	{find: regexp.MustCompile(`(?:我叫|我的名字[是叫]|姓名[是:]?\s?|本人姓名)[\p{Han}·]{2,4}`), as: "[name]"},
	{find: regexp.MustCompile(`[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\p{Han}]{0,2}(?:先生|女士|小姐|师傅)`), as: "[name]"},
}

// address writes an expression with § for a house number in either kind of digits.
func address(expression string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(expression, "§", `(?:\d{1,4}|[一二三四五六七八九十百零〇两]{1,5})`))
}

// numbered reports whether there is a digit in it and a letter too: "long-term" is a word.
func numbered(found string) bool {
	digits, letters := census(found)
	return digits > 0 && letters > 0
}

// mixed reports whether letters and digits make up one number, as of a document.
func mixed(found string) bool {
	digits, letters := census(found)
	return digits >= 2 && letters >= 2 && digits+letters >= 5 && digits+letters <= 24 || digits >= 4 && letters > 0 && letters <= 2
}

func census(text string) (digits, letters int) {
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits, letters
}

// long says what a long number probably is. It goes by the whole run of digits, so
// that none of them is left over.
func long(found string) string {
	n, _ := census(found)
	last, _ := utf8.DecodeLastRuneInString(found)
	switch {
	case n == 17 && !unicode.IsDigit(last), n == 18, n == 11 && grouped.MatchString(found):
		return "[id]"
	case n >= 13 && n <= 19 && luhn(found):
		return "[card]"
	case n >= 7:
		return "[phone]"
	}
	return "[number]"
}

// grouped is how a Russian insurance number is written.
var grouped = regexp.MustCompile(`^\d{3}-\d{3}-\d{3}[ -]\d{2}$`)

// luhn checks the last digit of a bank card.
func luhn(found string) bool {
	sum, n := 0, 0
	for i := len(found) - 1; i >= 0; i-- {
		d := int(found[i]) - '0'
		if d < 0 || d > 9 {
			continue
		}
		if n++; n%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
