package assist_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"liaison/classify/assist"
)

// canaries are personal data as people write them; %s stands around each somewhere.
var canaries = []string{
	// telephone numbers
	"13812345678", "138 1234 5678", "138-1234-5678", "+86 138 1234 5678", "0952-2012345", "(0952) 2012345", "１３８１２３４５６７８",
	"+7 (916) 123-45-67", "8 916 123 45 67", "89161234567", "8.916.123.45.67", "+44 20 7946 0958", "020 7946 0958", "+34 612 34 56 78",
	"+1-202-555-0143", "٠٥٠١٢٣٤٥٦٧", "1 3 8 1 2 3 4 5 6 7 8", "138\u200b1234\u200b5678", "一三八一二三四五六七八", "138\n1234\n5678", "138 1234—5678",
	// numbers of people
	"640202199001011234", "64020219900101123X", "64020219900101123x", "640202 19900101 1234", "4509 123456", "45 09 №123456", "112-233-445 95", "7707083893", "500100732259",
	"AB123456C", "12345678Z", "X1234567L", "G12345678",
	// cards
	"4111 1111 1111 1111", "4111111111111111", "6222 0212 3456 7890 123", "5500-0000-0000-0004", "2200 1234 5678 9019",
	// cars
	"宁A12345", "宁B·8K123", "京AD12345", "宁B 8K12学", "А123ВС77", "а 123 вс 777", "X777XX199", "B-MW 1234", "AB-123-CD", "AB123CD", "1234 BCD", "AB12 CDE", "WX 12345",
	// mail and names of accounts
	"ivan.petrov@example.com", "li_na@qq.com", "anna@почта.рф", "ivan.petrov (at) example.com", "@ivan_petrov", "@li_na88", "https://vk.com/id1234", "t.me/ivan_petrov", "www.example.com/ivan", "微信号 lina8899", "wechat: lina_wx",
	// cases
	"7K3M-9QXT", "7k3m-9qxt", "ABCD-EFGH", "7K3M9QXT", "7K3M 9QXT",
	// homes
	"幸福路12号", "长青街3号楼2单元501室", "朝阳西街十二号", "3栋2单元501室", "阳光小区5号楼1单元", "星海镇富民村12号",
	"ул. Ленина, д. 5, кв. 12", "улица Советская 14", "пр-т Мира 7 корп. 2", "переулок Садовый, дом 3", "Советская, д. 5, кв. 12", "дом 14 кв 3", "проспекте Победы, 21/3",
	"12 Oak Street", "221b Baker Street", "Flat 4, 12 Old Mill Road", "7 High St", "apt 12", "Oak Avenue 15",
	"calle Mayor 5, 2º B", "Avenida de la Constitución, 14", "C/ Alcalá 20", "Plaza Mayor, n.º 3",
	"Hauptstraße 5", "Lindenweg 12 a", "12 rue de la Paix", "14 bis, boulevard Voltaire", "شارع الملك فيصل 12", "شقة 7",
	// people
	"Сергей Морозов", "Морозову", "Сергею Морозову", "Li Na", "李娜", "Anna Smith", "Smith's", "王建国", "王建国先生", "меня зовут Фёкла", "我叫赵铁柱", "My name is Zebedee",
}

// people are the resident and those of the office.
var people = []string{"Сергей Морозов", "Li Na", "李娜", "Anna Smith", "王建国"}

var around = []string{
	"%s", "Яма на дороге, %s, помогите", "The roof leaks. %s. Please help", "公交车晚点，%s，请帮忙", "тел:%s.", "(%s)", "«%s»", "电话%s谢谢", "%s\nspasibo", "hi,%s", "El autobús no llega: %s",
	"المحول معطل %s", "🚌 %s 🚌", "写给%s。", "\u202e%s\u202c",
}

// leaks reports whether a canary is in a text: as it is, or by its digits in a row.
func leaks(text, canary string) bool {
	return strings.Contains(text, canary) || strings.Contains(fold(text), fold(canary)) || runOf(text) >= 5
}

// fold leaves letters and digits.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' || r == '\n' || r == ',' || r == 0x200b {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

func runOf(text string) (longest int) {
	run := 0
	for _, r := range text {
		if r < '0' || r > '9' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

func TestL6_X15_NoCanaryLeaves(t *testing.T) {
	t.Parallel()
	m := newModel(t, saying(well))
	cfg, p := config(m.URL)
	p.left = -1
	c := client(t, cfg)
	texts, hidden := []string{}, []string{}
	for _, canary := range canaries {
		for _, frame := range around {
			said := fmt.Sprintf(frame, canary)
			if out := assist.Redact(said, people...); leaks(out, canary) {
				t.Errorf("%q of %q leaves: %q", canary, said, out)
			}
		}
		texts, hidden = append(texts, fmt.Sprintf(around[len(texts)%len(around)], canary)), append(hidden, canary)
	}
	for i, said := range texts {
		if _, err := c.Advise(t.Context(), said, people...); err != nil {
			t.Fatal(err)
		}
		asked := m.asked()[i]
		if strings.Contains(asked, hidden[i]) {
			t.Errorf("%q stands in a request", hidden[i])
		}
	}
	t.Logf("%d canaries in %d texts each: none in %d requests", len(canaries), len(around), len(texts))
}

// What a matter is about is still there when the person is gone.
func TestL6_TheMatterStays(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"Автобус 12 не ходит с 7 до 9 утра":                           "Автобус 12 не ходит с 7 до 9 утра",
		"The number 5 bus is late every day since 2024":               "The number 5 bus is late every day since 2024",
		"3路公交车经常晚点":                                                   "3路公交车经常晚点",
		"В доме нет отопления, мой телефон 8 916 123-45-67":           "В доме нет отопления, мой телефон [phone]",
		"Протекает крыша, ул. Ленина, д. 5, кв. 12. Помогите":         "Протекает крыша, [address]. Помогите",
		"Street light is out near 12 Oak Street, mail me: a.b@c.org ": "Street light is out near [address], mail me: [mail] ",
		"Водитель маршрутки А123ВС77 хамит":                           "Водитель маршрутки [plate] хамит",
		"我是李娜，身份证640202199001011234":                                  "我是[name],身份证[id]",
		"Case 7K3M-9QXT again":                                        "Case [case] again",
		"карта 4111 1111 1111 1111":                                   "карта [card]",
	} {
		if got := assist.Redact(said, people...); got != want {
			t.Errorf("%q became\n%q, not\n%q", said, got, want)
		}
	}
}

func TestL6_FourKilobytesAtMost(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"a", "я", "车", "🚌", "13812345678 ", "e\u0301"} {
		out := assist.Redact(strings.Repeat(unit, 70000))
		if len(out) > 4<<10 || !utf8.ValidString(out) || runOf(out) >= 5 {
			t.Errorf("%q: %d bytes", unit, len(out))
		}
	}
	// What is cut off mustn't uncover the half of a number.
	for pad := range 40 {
		out := assist.Redact(strings.Repeat("x", 4<<10-pad) + " 13812345678")
		if strings.Contains(out, "138") {
			t.Error("half a number:", out[len(out)-20:])
		}
		// Nor what is cut off before anything is replaced.
		out = assist.Redact(strings.Repeat("a.b@c.org ", 900)[:8<<10-pad] + " 138 12345678")
		if strings.Contains(out, "138") {
			t.Error("half a number:", out[len(out)-20:])
		}
	}
}

// Whatever is written around it, in whatever order, a canary doesn't leave.
func TestL6_PropertyNoCanary(t *testing.T) {
	t.Parallel()
	words := strings.Fields("автобус дорога bus roof water 路 公交 噪音 hola parque шум ночью please 请 до от в на of the 12 7 2024 № : , . — ( ) « »")
	rapid.Check(t, func(t *rapid.T) {
		var said strings.Builder
		var hidden []string
		for range rapid.IntRange(1, 12).Draw(t, "parts") {
			if rapid.Bool().Draw(t, "canary") {
				one := rapid.SampledFrom(canaries).Draw(t, "which")
				hidden = append(hidden, one)
				said.WriteString(" " + one)
			}
			said.WriteString(" " + rapid.SampledFrom(words).Draw(t, "word"))
		}
		out := assist.Redact(said.String(), people...)
		for _, one := range hidden {
			if leaks(out, one) {
				t.Fatalf("%q leaves in %q", one, out)
			}
		}
	})
}

// Numbers made at random, in any grouping, don't leave.
func TestL6_PropertyNumbers(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // only variety is wanted
	separators := []string{"", " ", "-", ".", " - ", "/", "\u00a0", "\u2009", ") ", "·"}
	for range 5000 {
		var number strings.Builder
		digits := ""
		for range 7 + random.IntN(12) {
			d := fmt.Sprint(random.IntN(10))
			digits += d
			number.WriteString(d + separators[random.IntN(len(separators))])
		}
		out := assist.Redact("call " + number.String() + " now")
		if strings.ContainsAny(out, "0123456789") {
			t.Fatalf("%q of %q leaves: %q", digits, number.String(), out)
		}
	}
}

func FuzzRedact(f *testing.F) {
	for i, c := range canaries {
		f.Add(fmt.Sprintf(around[i%len(around)], c))
	}
	f.Fuzz(func(t *testing.T, said string) {
		out := assist.Redact(said, people...)
		if len(out) > 4<<10 || !utf8.ValidString(out) || runOf(out) >= 5 {
			t.Errorf("%q became %q", said, out)
		}
	})
}

// X24: no input makes it slow; see BenchmarkRedact for how long it takes.
func BenchmarkRedact(b *testing.B) {
	for _, unit := range []string{"яма на дороге ", "1 ", "a1", "公交车路", "Ленина ул "} {
		text := strings.Repeat(unit, 64<<10/len(unit))
		b.Run(unit, func(b *testing.B) {
			for b.Loop() {
				assist.Redact(text, people...)
			}
		})
	}
}
