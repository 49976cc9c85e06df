package words

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestForFallsBack(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]string{
		"en": "en", "zh": "zh", "zh-hans": "zh", "zh_TW": "zh", "RU": "ru", "ru-RU": "ru",
		"pt-br": "en", "": "en", "xx": "en", "-": "en",
	} {
		if got := For(asked).Language(); got != want {
			t.Errorf("For(%q) speaks %s, want %s", asked, got, want)
		}
	}
}

func TestLanguagesAreCalledByTheirSpeakers(t *testing.T) {
	t.Parallel()
	want := []Language{{"en", "English"}, {"zh", "中文"}, {"ru", "Русский"}}
	if d := cmp.Diff(want, Languages()); d != "" {
		t.Error(d)
	}
}

func TestSayPutsValuesInAsTheyAre(t *testing.T) {
	t.Parallel()
	hostile := `{{.number}} <b>&amp; _*[`
	if got, want := For("en").Say("topic.line", "topic", hostile), "Topic: "+hostile; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatIsMissingPanicsInTests(t *testing.T) {
	t.Parallel()
	for name, say := range map[string]func(){
		"key":      func() { For("ru").Say("no.such.key") },
		"variable": func() { For("ru").Say("topic.line") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			say()
		})
	}
}

func TestPlurals(t *testing.T) {
	t.Parallel()
	minute := time.Minute
	for _, c := range []struct {
		language string
		ago      time.Duration
		want     string
	}{
		{"en", minute, "1 minute ago"}, {"en", 2 * minute, "2 minutes ago"}, {"en", 3 * time.Hour, "3 hours ago"},
		{"zh", 3 * time.Hour, "3小时前"}, {"zh", 49 * time.Hour, "2天前"},
		{"ru", minute, "1 минуту назад"}, {"ru", 3 * minute, "3 минуты назад"}, {"ru", 5 * minute, "5 минут назад"},
		{"ru", 11 * minute, "11 минут назад"}, {"ru", 12 * minute, "12 минут назад"},
		{"ru", 21 * minute, "21 минуту назад"}, {"ru", 22 * minute, "22 минуты назад"},
		{"ru", 111 * 24 * time.Hour, "111 дней назад"}, {"ru", 121 * 24 * time.Hour, "121 день назад"},
		{"ru", 2 * time.Hour, "2 часа назад"},
		{"en", 30 * time.Second, "just now"}, {"en", -5 * time.Hour, "just now"},
	} {
		if got := For(c.language).Ago(c.ago); got != c.want {
			t.Errorf("%v ago in %s: %q, want %q", c.ago, c.language, got, c.want)
		}
	}
}

func TestLeft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language string
		left     time.Duration
		want     string
	}{
		{"en", 49 * time.Hour, "2 days left"}, {"en", time.Hour, "1 hour left"}, {"en", 5 * time.Minute, "5 minutes left"},
		{"en", -time.Second, "1 minute late"}, {"en", -3 * time.Hour, "3 hours late"}, {"en", -25 * time.Hour, "1 day late"},
		{"ru", 21 * time.Minute, "осталась 21 минута"}, {"ru", 5 * time.Hour, "осталось 5 часов"},
		{"ru", -48 * time.Hour, "просрочено на 2 дня"}, {"zh", -48 * time.Hour, "已超过2天"},
	} {
		if got := For(c.language).Left(c.left); got != c.want {
			t.Errorf("%v left in %s: %q, want %q", c.left, c.language, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("UTC+8", 8*3600)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, zone) // a Monday
	for _, c := range []struct {
		hours                                int
		en, zh, ru, enBy, zhBy, ruBy, atTime string
	}{
		{0, "today", "今天", "сегодня", "today", "今天之内", "сегодня", "today at 09:00"},
		{-10, "yesterday", "昨天", "вчера", "by Sunday 22 November", "最迟11月22日（星期日）", "до воскресенья, 22 ноября", "yesterday at 23:00"},
		{15, "tomorrow", "明天", "завтра", "by tomorrow", "最迟明天", "до конца завтрашнего дня", "tomorrow at 00:00"},
		{72, "Thursday 26 November", "11月26日（星期四）", "четверг, 26 ноября", "by Thursday 26 November",
			"最迟11月26日（星期四）", "до четверга, 26 ноября", "Thursday 26 November, 09:00"},
		{24 * 60, "Friday 22 January 2027", "2027年1月22日（星期五）", "пятница, 22 января 2027 года",
			"by Friday 22 January 2027", "最迟2027年1月22日（星期五）", "до пятницы, 22 января 2027 года",
			"Friday 22 January 2027, 09:00"},
	} {
		at := now.Add(time.Duration(c.hours) * time.Hour).UTC()
		en, zh, ru := For("en"), For("zh"), For("ru")
		got := []string{
			en.Day(at, now, zone), zh.Day(at, now, zone), ru.Day(at, now, zone),
			en.By(at, now, zone), zh.By(at, now, zone), ru.By(at, now, zone), en.DayTime(at, now, zone),
		}
		want := []string{c.en, c.zh, c.ru, c.enBy, c.zhBy, c.ruBy, c.atTime}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d hours on:\n%s", c.hours, d)
		}
	}
}
