package casework

import (
	"strings"
	"testing"
	"time"
)

func sure(t TopicID) Verdict {
	return Verdict{Sure: true, Guesses: []Guess{{Topic: t, Probability: 0.9}}}
}

// known is a case with a number, last heard so long ago.
func known(n Number, s Status, ago time.Duration) Case {
	c := at(s)
	c.Number, c.Heard = n, later.Add(-ago)
	return c
}

func TestBelongs(t *testing.T) {
	t.Parallel()
	writing := known("WRITING0", Queued, time.Minute)
	writing.Settles = later.Add(time.Second)
	asked := known("ASKED000", Asked, 48*time.Hour)
	other := known("ASKED111", Asked, 49*time.Hour)
	answered := known("ANSWERED", Answered, 72*time.Hour)
	closed := known("CLOSED00", Closed, 73*time.Hour)
	recent := known("RECENT00", Taken, 9*time.Minute)
	long := "the tap in the yard has been dripping since the beginning of the week"
	for _, tt := range []struct {
		name  string
		cases []Case
		text  string
		v     Verdict
		want  Number
	}{
		{"nothing known", nil, long, sure("housing"), ""},
		{"held comes first", []Case{writing, asked, known("HELD0000", Held, time.Hour)}, long, sure("housing"), "HELD0000"},
		{"I9 being written, any topic", []Case{asked, writing}, long, sure("housing"), "WRITING0"},
		{"written to the end", []Case{known("SETTLED0", Queued, 20*time.Minute)}, long, sure("transport"), ""},
		{"the only one asked", []Case{asked, answered}, long, sure("housing"), "ASKED000"},
		{"two asked: none", []Case{asked, other}, long, sure("housing"), ""},
		{"two asked, one just now", []Case{known("ASKED222", Asked, time.Minute), other}, "yes", Verdict{}, "ASKED222"},
		{"the same topic within ten minutes", []Case{recent}, long, sure("transport"), "RECENT00"},
		{"another topic within ten minutes", []Case{recent}, long, sure("housing"), ""},
		{"short and unsure within ten minutes", []Case{recent}, "by the school", Verdict{}, "RECENT00"},
		{"long and unsure within ten minutes", []Case{recent}, long, Verdict{}, ""},
		{"long and unsure in Chinese", []Case{recent}, "学校旁边的水管从星期一开始一直漏水", Verdict{}, ""},
		{"short in Chinese", []Case{recent}, "在学校旁边", Verdict{}, "RECENT00"},
		{"a photo within ten minutes", []Case{recent}, "", Verdict{}, "RECENT00"},
		{"short but sure of another topic", []Case{recent}, "cold radiator", sure("housing"), ""},
		{"ten minutes are over", []Case{known("RECENT00", Taken, 10*time.Minute)}, "by the school", Verdict{}, ""},
		{"only the last heard is followed", []Case{known("NEWEST00", Taken, time.Minute), recent}, "why", Verdict{}, "NEWEST00"},
		{"answered just now", []Case{known("ANSWERED", Answered, time.Minute)}, "still dark", Verdict{}, "ANSWERED"},
		{"closed just now isn't followed", []Case{known("CLOSED00", Closed, time.Minute)}, "still dark", Verdict{}, ""},
		{"I13 heard in the future", []Case{known("RECENT00", Taken, -time.Hour)}, "why", Verdict{}, "RECENT00"},
		{"thanks for the last answer", []Case{known("TAKEN000", Taken, time.Hour), answered, closed}, "thank you!", Verdict{}, "ANSWERED"},
		{"thanks after closing", []Case{closed}, "谢谢", Verdict{}, "CLOSED00"},
		{"thanks for nothing yet", []Case{known("TAKEN000", Taken, time.Hour)}, "thanks", Verdict{}, ""},
		{"thanks and more", []Case{answered}, "thanks but the light is out", Verdict{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := (Conversation{Cases: tt.cases}).belongs(tt.text, tt.v, later).Number; got != tt.want {
				t.Errorf("belongs to %q, want %q", got, tt.want)
			}
		})
	}
}

func TestThanks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Thanks", "thank you!", "Thank you very much for your help 🙏", "ok, thx", "Great, thanks a lot!!!", "TY",
		"Спасибо", "Большое спасибо за помощь!", "Ок, спасибо", "благодарю вас", "спасибо вам огромное)",
		"谢谢", "谢谢！", "非常感谢您的帮助", "好的，谢谢", "收到，谢谢！", "谢谢你们", "谢谢您啦", "謝謝您", "多谢代表",
		"¡Muchas gracias!", "gracias por su ayuda", "Muchísimas gracias",
		"شكرا", "شكراً جزيلاً", "شكرًا جزيلًا لكم",
	} {
		if !Thanks(text) {
			t.Errorf("%q is thanks", text)
		}
	}
	for _, text := range []string{
		"", "  ", "🙏", "ok", "great", "you", "好的", "收到", "хорошо", "вам",
		"thanks but the light is still broken", "no thanks", "thanks for nothing", "thanks, when?", "thank you 2",
		"спасибо, но яма осталась", "не спасибо", "спасибо, не помогло", "спасибо, а когда?",
		"谢谢，但是灯还是不亮", "不用谢", "谢谢，什么时候修", "感谢信寄给谁",
		"gracias, pero sigue roto", "شكرا ولكن الضوء معطل", strings.Repeat("thanks ", 60),
	} {
		if Thanks(text) {
			t.Errorf("%q is more than thanks, or less", text)
		}
	}
}

// TestMatters: a text is two matters only where the classifier is sure of both halves.
func TestMatters(t *testing.T) {
	t.Parallel()
	d := newRoom().Desk
	for text, want := range map[string][2]string{
		"The transport has a pothole. My housing leaks.":           {"The transport has a pothole.", "My housing leaks."},
		"The transport has a pothole.\nMy housing leaks":           {"The transport has a pothole.", "My housing leaks"},
		"路上 transport 有坑。屋顶 housing 漏水。":                           {"路上 transport 有坑。", "屋顶 housing 漏水。"},
		"The transport has a pothole. It is deep.":                 {},
		"The transport has a pothole. The transport is also dark.": {},
		"The transport has a pothole and housing leaks":            {},
		"Well. Hello! How are you? Fine.":                          {},
		"":                                                         {}, "...": {}, "The transport 3.5 housing": {},
	} {
		first, second, two := d.Matters(text)
		if (first != want[0] || second != want[1]) || two != (want[0] != "") {
			t.Errorf("%q is %q and %q", text, first, second)
		}
	}
}
