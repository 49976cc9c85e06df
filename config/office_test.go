package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// general stand for the topics of the base model.
var general = []string{"urban", "transport"}

const goodOffice = `office:
  name: {en: Shizuishan deputies' liaison station, zh: 石嘴山市人大代表联络站}
  language: zh
  timezone: Asia/Shanghai
  settle: 60s             # a remark
topics:
  - id: transport
    name: {en: Roads and transport, zh: 交通运输, ru: Дороги и транспорт}
    claim: 24h
    answer: 7d
    examples: ["公交车", "pothole", "яма на дороге"]
  - id: housing
    name: {zh: 住房}
    base: urban
deputies:
  - id: li-na
    name: Li Na
    telegram: 900001
    topics: [transport, housing]
  - {id: wang, name: 王, telegram: , topics: []}
staff:
  - id: front-desk
    name: Front desk
    telegram: 910001
    role: admin
retention: {raw: 3d}
aides:
  - {id: zhou, name: Zhou, deputies: [li-na]}
ready:
  - id: noted
    topic: housing
    text:
      zh: |
        已登记，编号 {number}。
        谢谢。
`

func TestParseOffice(t *testing.T) {
	t.Parallel()
	got, err := ParseOffice("office.yaml", []byte(goodOffice), general)
	if err != nil {
		t.Fatal(err)
	}
	if got.Location.String() != "Asia/Shanghai" {
		t.Errorf("got time zone %v", got.Location)
	}
	got.Location = nil
	want := Office{
		Name:     map[string]string{"en": "Shizuishan deputies' liaison station", "zh": "石嘴山市人大代表联络站"},
		Language: "zh", Settle: time.Minute, Undo: 10 * time.Second, Dormant: 90 * 24 * time.Hour, Broadcasts: 2, Assistant: Off, Budget: Budget{Calls: 500, Tokens: 500_000}, Keep: Keep{Raw: 3 * 24 * time.Hour, Keys: 60 * 24 * time.Hour, Closed: 730 * 24 * time.Hour, Drafts: 7 * 24 * time.Hour, Notices: 90 * 24 * time.Hour},
		Topics: []Topic{
			{
				ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"},
				Claim: 24 * time.Hour, Answer: 168 * time.Hour, Examples: []string{"公交车", "pothole", "яма на дороге"}, Base: "transport",
			},
			{ID: "housing", Name: map[string]string{"zh": "住房"}, Claim: 24 * time.Hour, Answer: 168 * time.Hour, Base: "urban"},
		},
		Deputies: []Deputy{
			{ID: "li-na", Name: "Li Na", Telegram: 900001, Topics: []string{"transport", "housing"}},
			{ID: "wang", Name: "王"},
		},
		Staff: []Staff{{ID: "front-desk", Name: "Front desk", Telegram: 910001, Role: Admin}},
		Aides: []Aide{{ID: "zhou", Name: "Zhou", Deputies: []string{"li-na"}}},
		Ready: []Ready{{ID: "noted", Topic: "housing", Text: map[string]string{"zh": "已登记，编号 {number}。\n谢谢。"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

const leastOffice = `office: {name: {en: Desk}}
topics: [{id: a, name: {en: A}}]
deputies: [{id: b, name: B, topics: [a]}]
staff: [{id: c, name: C, role: admin}]
`

func TestOfficeDefaults(t *testing.T) {
	t.Parallel()
	got, err := ParseOffice("o", []byte(leastOffice), general)
	if err != nil {
		t.Fatal(err)
	}
	if got.Language != "en" || got.Location != time.UTC || got.Settle != time.Minute {
		t.Errorf("got %+v", got)
	}
}

// Each case changes the good office in one place and is told of that place.
func TestOfficeProblems(t *testing.T) {
	t.Parallel()
	topics := "topics:\n"
	tests := []struct{ name, old, new, want string }{
		{"unknown key", "    claim: 24h", "    clam: 24h", `o:9: a topic has no key "clam" (did you mean claim?); correct or remove it`},
		{"unknown key at the top", "staff:\n", "stuff: 1\nstaff:\n", `o:21: the file has no key "stuff" (did you mean staff?); correct or remove it`},
		{"key twice", "    claim: 24h", "    claim: 24h\n    claim: 24h", `o:10: "claim" is given twice; keep one of them`},
		{"key missing", "    name: Li Na\n", "", `o:16: a deputy lacks "name"; add it`},
		{"topic twice", "id: housing", "id: transport", `o:12: topic id "transport" is taken by line 7; choose another`},
		{"deputy and staff of one id", "id: front-desk", "id: li-na", `o:22: person id "li-na" is taken by line 16; choose another`},
		{"bad id", "id: front-desk", "id: Front_Desk", `o:22: it can't be an id; use 1 to 32 of the letters a-z, digits and -`},
		{"long id", "id: front-desk", "id: " + strings.Repeat("a", 33), `o:22: it can't be an id; use 1 to 32 of the letters a-z, digits and -`},
		{"telegram twice", "910001", "900001", `o:24: the account of line 18 is given again; give each person an account of their own`},
		{"telegram name", "910001", "'@desk'", `o:24: it isn't a Telegram id; write the number of the account, not its @name; leave it out to bind the account by a link`},
		{"negative telegram", "910001", "-5", `o:24: it isn't a Telegram id; write the number of the account, not its @name; leave it out to bind the account by a link`},
		{"nobody responsible", "[transport, housing]", "[transport]", `o:12: nobody is responsible for topic "housing"; name it under a deputy's topics`},
		{"unknown topic", "topics: []", "topics: [housng]", `o:20: there is no topic "housng" (did you mean housing?); add it under topics or correct the id`},
		{"topic named twice", "[transport, housing]", "[transport, housing, housing]", `o:19: topic "housing" is named twice; keep one of them`},
		{"empty name", "name: Li Na", "name: ' '", `o:17: it is empty; write it, or remove the line`},
		{"empty topic name", "{zh: 住房}", "{zh: ''}", `o:13: it is empty; write it, or remove the line`},
		{"control characters", "name: Li Na", `name: "Li\u0000Na"`, `o:17: it holds line breaks or control characters; write it on one line`},
		{"name is a text", "{zh: 住房}", "Housing", `o:13: a name by language is expected here; write it as {en: Housing, zh: 住房}`},
		{"bad language", "language: zh", "language: chinese!", `o:3: "chinese!" isn't a language; write its code, such as en, zh or ru`},
		{"bad language of a name", "ru: Дороги", "q: Дороги", `o:8: "q" isn't a language; write its code, such as en, zh or ru`},
		{"no name in the office's language", "{zh: 住房}", "{en: Housing}", `o:13: there is no name in the office's language "zh"; add one`},
		{"comma in a name", "{zh: 住房}", "{zh: 住房, en: Water, heat}", `o:13: no name follows "heat"; write one; a name that holds a comma needs quotes`},
		{"bad time zone", "Asia/Shanghai", "Asia/Atlantis", `o:4: there is no time zone "Asia/Atlantis"; write one such as Asia/Shanghai, Europe/Berlin or UTC`},
		{"zone of the machine", "Asia/Shanghai", "Local", `o:4: there is no time zone "Local"; write one such as Asia/Shanghai, Europe/Berlin or UTC`},
		{"an assistant of another kind", "settle: 60s", "assistant: always", `o:5: the assistant can't work so; write off, assist (where the classifier is unsure) or llm (for each case)`},
		{"no budget", "settle: 60s", "budget: {calls: 0}", `o:5: it isn't a number of calls or tokens; write one from 1 to 1000000000`},
		{"too many broadcasts", "settle: 60s", "broadcasts: 51", `o:5: it isn't a number of messages; write one from 0 to 50`},
		{"negative settle", "settle: 60s", "settle: -60s", `o:5: it is negative; write a time span such as 24h or 7d`},
		{"negative days", "answer: 7d", "answer: -7d", `o:10: it is negative; write a time span such as 24h or 7d`},
		{"no unit", "settle: 60s", "settle: 60", `o:5: it isn't a time span; write it as 60s, 24h or 7d`},
		{"dormant too soon", "settle: 60s", "dormant: 1d", `o:5: it is less than 168h0m0s; write a longer time span`},
		{"zero claim", "claim: 24h", "claim: 0s", `o:9: it is less than 1m0s; write a longer time span`},
		{"endless answer", "answer: 7d", "answer: 9999d", `o:10: it is more than ten years; write a shorter time span`},
		{"overflow", "answer: 7d", "answer: 999999d", `o:10: it isn't a time span; write it as 60s, 24h or 7d`},
		{"kept too shortly", "{raw: 3d}", "{keys: 1d}", `o:26: it is less than 336h0m0s; write a longer time span`},
		{"nobody to read complaints", "role: admin", "role: moderator", `o:22: nobody could read a complaint about the office: there is no officer, and no administrator to stand in; name a member of staff as officer under office, or give one the role admin`},
		{"officer nobody knows", "settle: 60s", "officer: front-dsk", `o:5: there is no member of staff "front-dsk" (did you mean front-desk?); name one of those under staff: moderators and deputies get no protected cases by their role`},
		{"a deputy as officer", "settle: 60s", "officer: li-na", `o:5: there is no member of staff "li-na"; name one of those under staff: moderators and deputies get no protected cases by their role`},
		{"somebody on duty nobody knows", "settle: 60s", "duty: [li-na, lina]", `o:5: there is no deputy or member of staff "lina" (did you mean li-na?); name one of those under deputies or staff`},
		{"somebody on duty twice", "settle: 60s", "duty: [li-na, li-na]", `o:5: "li-na" is named twice; keep one of them`},
		{"no number to call", "settle: 60s", "emergency: ' '", `o:5: it is empty; write it, or remove the line`},
		{"a number not in the office's language", "settle: 60s", "emergency: {en: '112'}", `o:5: there is no name in the office's language "zh"; add one`},
		{"bad role", "role: admin", "role: boss", `o:25: there is no such role; write moderator or admin`},
		{"alias", "examples: [\"公交车\"", "examples: &x [\"公交车\"", `o:11: anchors and aliases aren't read; write the value out`},
		{"second document", "staff:\n", "---\nstaff:\n", `o:21: a second document begins; keep one document, without ---`},
		{"list for a text", "name: Li Na", "name: [Li, Na]", `o:17: a text is expected here; write one value`},
		{"text for a list", "[transport, housing]", "transport", `o:19: topics isn't a list; write it as lines that begin with -, or as [one, two]`},
		{"ready answer under no topic", "    topic: housing\n", "    topic: housng\n", `o:31: there is no topic "housng" (did you mean housing?); add it under topics or correct the id`},
		{"ready answer not in the office's language", "      zh: |", "      en: |", `o:33: there is no text in the office's language "zh"; add one`},
		{"ready answer with a hole", "编号 {number}", "编号 {nummer}", `o:33: nothing is put in for {nummer}; {number} is all that can be: the number of the case`},
		{"ready answer without words", "      zh: |\n        已登记，编号 {number}。\n        谢谢。\n", "      zh: ''\n", `o:33: it is empty; write it, or remove the line`},
		{"aide of nobody known", "deputies: [li-na]", "deputies: [lina]", `o:28: there is no deputy "lina" (did you mean li-na?); add them under deputies or correct the id`},
		{"aide of one deputy twice", "deputies: [li-na]", "deputies: [li-na, li-na]", `o:28: deputy "li-na" is named twice; keep one of them`},
		{"aide of nobody", "deputies: [li-na]", "deputies: []", `o:28: the aide helps nobody; name a deputy, or remove the aide`},
		{"text for a mapping", topics, topics + "  - here\n", `o:7: a topic isn't a mapping; write it as lines of key: value`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(goodOffice, tt.old) {
				t.Fatalf("the office has no %q", tt.old)
			}
			_, err := ParseOffice("o", []byte(strings.Replace(goodOffice, tt.old, tt.new, 1)), general)
			if got := problems(t, err); !slices.Contains(got, tt.want) {
				t.Errorf("got\n%v\nwant\n%s", err, tt.want)
			}
		})
	}
}

func TestOfficeTellsAllAtOnceByLine(t *testing.T) {
	t.Parallel()
	bad := strings.NewReplacer("Asia/Shanghai", "Moon", "claim: 24h", "claim: soon", "role: admin", "role: boss").Replace(goodOffice)
	_, err := ParseOffice("o", []byte(bad), general)
	if diff := cmp.Diff([]string{"o:4", "o:9", "o:25"}, keys(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestOfficeThatIsNone(t *testing.T) {
	t.Parallel()
	many := strings.Builder{}
	for i := range topicLimit + 1 {
		fmt.Fprintf(&many, "- {id: t%d, name: {en: T}}\n", i)
	}
	tests := map[string]struct{ in, want string }{
		"empty":      {"", "o:1: the file is empty"},
		"null":       {"~", "o:1: the file isn't a mapping"},
		"broken":     {"office:\n\t- x", "o:2: this isn't YAML"},
		"large":      {strings.Repeat("#", officeLimit+1), "o:1: the file is larger than 1 MiB"},
		"no topics":  {"topics: []", "there is no topic"},
		"no staff":   {"staff: []", "there is no staff"},
		"many":       {"topics:\n" + many.String(), "topics has 41 entries, more than 40"},
		"alias bomb": {"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "anchors and aliases aren't read"},
		"binary":     {"\x00\x01", "isn't YAML"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseOffice("o", []byte(tt.in), general)
			if problems(t, err); !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestReadOffice(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "office.yaml")
	_, err := ReadOffice(path, general)
	want := []string{path + ": the office file can't be read: no such file or directory; name a readable file in LIAISON_OFFICE"}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Error(diff)
	}
	if err := os.WriteFile(path, []byte(goodOffice), 0o600); err != nil {
		t.Fatal(err)
	}
	if office, err := ReadOffice(path, general); err != nil || len(office.Topics) != 2 {
		t.Errorf("got %v, %v", office, err)
	}
}

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]time.Duration{
		"7d": 168 * time.Hour, "1d12h": 36 * time.Hour, "90s": 90 * time.Second, "-1d6h": -30 * time.Hour, "0s": 0, "0d": 0,
	} {
		if got, err := parseDuration(in); err != nil || got != want {
			t.Errorf("%s: got %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "d", "7", "1d-2h", "1d+2h", "1.5d", "7d 2h", "999999d", "1d9999999h"} {
		if got, err := parseDuration(in); err == nil {
			t.Errorf("%q: got %v", in, got)
		}
	}
}

// FuzzParseOffice: whatever the file holds, there is an office or an *Invalid that says why not.
func FuzzParseOffice(f *testing.F) {
	f.Add([]byte(goodOffice))
	f.Add([]byte(leastOffice))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("topics: [{id: , name: {? [x] : y}}]\n---\n"))
	f.Add([]byte("office: {<<: {name: x}}\ndeputies: 5\nstaff: [~, [~]]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		office, err := ParseOffice("o", data, general)
		if err != nil {
			if len(problems(t, err)) == 0 {
				t.Error("no problem is named")
			}
			return
		}
		if len(office.Topics) == 0 || len(office.Staff) == 0 || office.Location == nil || office.Name[office.Language] == "" {
			t.Errorf("half an office: %+v", office)
		}
	})
}
