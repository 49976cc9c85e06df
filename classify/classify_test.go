package classify

import (
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/casework"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSortsMessagesItWasNotTaught(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*Model{"examples alone": New(sampleTopics()), "on the base": New(onBase(sampleTopics()))} {
		sortsHeldApart(t, name, m)
	}
}

// onBase names the base model's labels for the sample office's topics.
func onBase(topics []casework.Topic) []casework.Topic {
	for i, l := range []string{"transport", "urban", "urban", "education", "health", "environment"} {
		topics[i].Base = l
	}
	return topics
}

func sortsHeldApart(t *testing.T, name string, m *Model) {
	t.Helper()
	for language, messages := range heldApart {
		right, sure, surelyWrong := 0, 0, 0
		for _, message := range messages {
			v := m.Classify(message.text)
			hit := len(v.Guesses) > 0 && v.Guesses[0].Topic == casework.TopicID(message.topic)
			switch {
			case hit && v.Sure:
				right, sure = right+1, sure+1
			case hit:
				right++
				t.Logf("unsure: %s %q %+v", message.topic, message.text, v.Guesses)
			case v.Sure:
				surelyWrong++
				t.Logf("surely wrong: %s %q %+v", message.topic, message.text, v.Guesses)
			default:
				t.Logf("wrong: %s %q %+v", message.topic, message.text, v.Guesses)
			}
		}
		n := float64(len(messages))
		t.Logf("%s, %s: right %.2f, of them sure %.2f, surely wrong %.2f", name, language, float64(right)/n, float64(sure)/n, float64(surelyWrong)/n)
		if float64(right) < 0.85*n || float64(sure) < 0.6*n || float64(surelyWrong) > 0.1*n {
			t.Errorf("%s: too few messages are sorted, or too many wrongly", language)
		}
	}
}

func TestIsUnsureOfWhatIsNoMatter(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	unsure := 0
	for _, text := range nonMatters {
		if v := m.Classify(text); v.Sure {
			t.Logf("sure: %q %+v", text, v.Guesses)
		} else {
			unsure++
		}
	}
	if n := float64(len(nonMatters)); float64(unsure) < 0.95*n {
		t.Errorf("unsure of %.2f", float64(unsure)/n)
	}
}

func TestTwoTopicsAtOnceAreUnsure(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	for _, text := range []string{"bus and hospital", "公交车和医院", "автобус, поликлиника"} {
		if v := m.Classify(text); v.Sure {
			t.Errorf("%q: got %+v", text, v)
		}
	}
}

func TestReasonsAreTheReadersWords(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	for text, want := range map[string][]string{
		"When is the BUS coming to the Stop?": {"BUS", "Stop"},
		"又停电了":                                {"停电"},
		"Опять сломан ЛИФТ":                   {"ЛИФТ"},
		"公車司機":                                {"司機"},
	} {
		v := m.Classify(text)
		if len(v.Guesses) == 0 {
			t.Fatalf("%q: no guess", text)
		}
		for _, w := range want {
			if !strings.Contains(strings.Join(v.Guesses[0].Reasons, "|"), w) {
				t.Errorf("%q: got %q, want %q among them", text, v.Guesses[0].Reasons, w)
			}
		}
	}
}

func TestAnExampleWordForWordIsSure(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	for _, topic := range sampleTopics() {
		for _, example := range topic.Examples {
			v := m.Classify("!! " + example + " ...")
			if !v.Sure || v.Guesses[0].Topic != topic.ID {
				t.Errorf("%s: %q: got %+v", topic.ID, example, v)
			}
		}
	}
}

func TestTaughtTheSameIsTheSame(t *testing.T) {
	t.Parallel()
	a, b := New(sampleTopics()), New(sampleTopics())
	for _, messages := range heldApart {
		for _, message := range messages {
			if diff := cmp.Diff(a.Classify(message.text), b.Classify(message.text)); diff != "" {
				t.Errorf("%q: %s", message.text, diff)
			}
		}
	}
}

func TestFewTopics(t *testing.T) {
	t.Parallel()
	if v := New(nil).Classify("bus"); v.Sure || v.Guesses != nil {
		t.Errorf("no topics: got %+v", v)
	}
	one := New(append(sampleTopics()[:1], casework.Topic{ID: "old", Retired: true, Examples: []string{"lift"}}))
	if v := one.Classify("the bus"); !v.Sure || len(v.Guesses) != 1 {
		t.Errorf("one topic: got %+v", v)
	}
	if v := one.Classify("the lift"); v.Sure {
		t.Errorf("a retired topic has no say: got %+v", v)
	}
	bare := New([]casework.Topic{{ID: "a"}, {ID: "b", Examples: []string{"", "的", "a"}}})
	if v := bare.Classify("a bus 的"); v.Sure || v.Guesses != nil {
		t.Errorf("nothing taught: got %+v", v)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	want := m.Classify("电梯坏了, the bus is late")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, text := range nonMatters {
				m.Classify(text)
				if diff := cmp.Diff(want, m.Classify("电梯坏了, the bus is late")); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	group.Wait()
}

func TestVerdictsAreWellFormed(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	words := rapid.SampledFrom([]string{"bus", "电梯", "школа", "\xff", "\u0301", "\u200d", "ﷺ", "豈", "的", " ", "автобусы"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(words, rapid.String()), 0, 9).Draw(t, "text"), "") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		v := m.Classify(text)
		sum, last := 0.0, 1.0
		for i, g := range v.Guesses {
			if g.Probability < 0 || g.Probability > last || i >= guessLimit || len(g.Reasons) > reasonLimit {
				t.Fatalf("%q: got %+v", text, v)
			}
			for _, r := range g.Reasons {
				if !strings.Contains(text, r) {
					t.Fatalf("%q isn't in %q", r, text)
				}
			}
			sum, last = sum+g.Probability, g.Probability
		}
		if sum > 1+1e-9 || v.Sure && len(v.Guesses) == 0 {
			t.Fatalf("%q: got %+v", text, v)
		}
	})
}

// 64 kB of one class of characters must cost a bounded time: measured here it is
// a few milliseconds of the promised fifty.
func TestX24_LongTextsOfOneClass(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	for name, piece := range map[string]string{
		"letters": "a", "words": "bus ", "Han": "水", "digits": "7", "marks": "\u0301", "blanks": " ", "bytes": "\xff", "ligatures": "ﷺ", "joiners": "\u200d",
	} {
		text := strings.Repeat(piece, 64<<10/len(piece))
		best := time.Hour // the machine may be busy with other things
		for range 20 {
			start := time.Now()
			m.Classify(text)
			best = min(best, time.Since(start))
		}
		if best > slowdown*50*time.Millisecond {
			t.Errorf("X24 %s: took %v", name, best)
		}
	}
}

func TestReadsNoMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	m := New(sampleTopics())
	if v := m.Classify(strings.Repeat("… ", readLimit) + "bus"); v.Guesses != nil {
		t.Errorf("got %+v", v)
	}
}
