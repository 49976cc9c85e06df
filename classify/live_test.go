package classify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"liaison/casework"
)

// people is what somebody taught, as a store would give it.
type people struct {
	mu       sync.Mutex
	revision int64
	lessons  []casework.Lesson
	fails    bool
	read     int
}

func (p *people) teach(by casework.PersonID, role casework.Role, topic casework.TopicID, texts ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range texts {
		p.revision++
		n := casework.Number(fmt.Sprint(p.revision))
		p.lessons = append(p.lessons, casework.Lesson{Case: n, Text: text, Topic: topic, By: by, Role: role})
	}
}

func (p *people) Teaching(context.Context) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fails {
		return 0, errors.New("away")
	}
	return p.revision, nil
}

func (p *people) Taught(context.Context) ([]casework.Lesson, int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read++
	newest := slices.Clone(p.lessons)
	slices.Reverse(newest)
	return newest, p.revision, nil
}

func learned(t testing.TB, l *Live, from Lessons) bool {
	t.Helper()
	did, err := l.Learn(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	return did
}

func sorted(c casework.Classifier, text string) casework.TopicID {
	if v := c.Classify(text); v.Sure {
		return v.Guesses[0].Topic
	}
	return ""
}

const (
	swans     = "The swans on the pond look ill, somebody should feed the swans"
	moreSwans = "Again the swans have nothing to eat"
)

func TestLiveLearnsAndForgets(t *testing.T) {
	t.Parallel()
	office := &people{}
	one, other := NewLive(Shipped(), sampleTopics(), time.Now), NewLive(Shipped(), sampleTopics(), time.Now)
	if got := sorted(one, moreSwans); got != "" {
		t.Fatalf("sure before it was taught: %s", got)
	}
	if !learned(t, one, office) || learned(t, one, office) || office.read != 1 {
		t.Errorf("nothing changed, yet it was read %d times", office.read)
	}
	office.teach("ann", casework.Moderator, "environment", swans)
	for _, l := range []*Live{one, other} {
		if !learned(t, l, office) || l.Taught().Lessons != 1 || l.Taught().At.IsZero() {
			t.Errorf("taught %+v", l.Taught())
		}
		if got := sorted(l, moreSwans); got != "environment" {
			t.Errorf("a like message goes to %q: %+v", got, l.Classify(moreSwans))
		}
	}
	office.fails = true
	if _, err := one.Learn(t.Context(), office); err == nil || sorted(one, moreSwans) != "environment" {
		t.Errorf("a store that is away took what was learned: %v", err)
	}
	office.fails, office.lessons, office.revision = false, nil, office.revision+1
	if learned(t, one, office); sorted(one, moreSwans) != "" {
		t.Error("what was taken back teaches still")
	}
}

func TestLessonsOfTopicsThatAreGoneTeachNothing(t *testing.T) {
	t.Parallel()
	office := &people{}
	office.teach("ann", casework.Moderator, "gone", swans)
	l := NewLive(Shipped(), sampleTopics(), time.Now)
	learned(t, l, office)
	if v := l.Classify(swans); v.Sure {
		t.Errorf("got %+v", v)
	}
}

func TestManyAskWhileItLearns(t *testing.T) {
	t.Parallel()
	office := &people{}
	l := NewLive(Shipped(), sampleTopics(), time.Now)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 200 {
				if got := sorted(l, "the lift is broken"); got != "housing" {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	for i := range 10 {
		office.teach("ann", casework.Moderator, "environment", fmt.Sprint(swans, i))
		learned(t, l, office)
	}
	group.Wait()
}

// marks counts how a classifier sorts messages that it wasn't taught by: the half
// of those held apart that no poisoner knows.
func marks(c casework.Classifier) (right, surelyWrong, all int) {
	for _, messages := range heldApart {
		for i, m := range messages {
			if i%2 == 0 {
				continue
			}
			v := c.Classify(m.text)
			hit := len(v.Guesses) > 0 && v.Guesses[0].Topic == casework.TopicID(m.topic)
			all++
			if hit {
				right++
			}
			if v.Sure && !hit {
				surelyWrong++
			}
		}
	}
	return right, surelyWrong, all
}

// poison are texts that a poisoner may teach: the office's own examples, and the
// other half of the messages.
func poison() (texts []string) {
	for _, topic := range sampleTopics() {
		texts = append(texts, topic.Examples...)
	}
	for _, language := range []string{"en", "ru", "zh"} {
		for i, m := range heldApart[language] {
			if i%2 == 0 {
				texts = append(texts, m.text)
			}
		}
	}
	return texts
}

// tolerated is the part of the messages that one person may bring to another first
// guess, or surely to a wrong topic, whatever they teach.
var tolerated = map[casework.Role]float64{casework.Resident: .06, casework.Deputy: .14, casework.Moderator: .25}

// One person who teaches a thousand times what is wrong changes little, be it one of
// the staff, and next to nothing as a resident.
func TestOnePersonTurnsNoTopic(t *testing.T) {
	t.Parallel()
	topics, texts := sampleTopics(), poison()
	before, wrongBefore, all := marks(New(topics))
	worst := map[casework.Role]int{}
	rapid.Check(t, func(t *rapid.T) {
		role := rapid.SampledFrom([]casework.Role{casework.Resident, casework.Deputy, casework.Moderator}).Draw(t, "role")
		into := rapid.IntRange(0, len(topics)).Draw(t, "into") // the last: any
		from := rapid.IntRange(0, len(texts)-1).Draw(t, "from")
		several := rapid.IntRange(1, len(texts)).Draw(t, "several")
		office := &people{}
		for i := range 1000 {
			topic := topics[(into+i)%len(topics)]
			if into < len(topics) {
				topic = topics[into]
			}
			office.teach("poisoner", role, topic.ID, texts[(from+i%several)%len(texts)])
		}
		lessons, _, _ := office.Taught(context.Background())
		right, wrong, _ := marks(New(topics, casework.Weigh(lessons)...))
		worst[role] = max(worst[role], before-right, wrong-wrongBefore)
		if most := int(tolerated[role] * float64(all)); before-right > most || wrong-wrongBefore > most {
			t.Fatalf("a %s: of %d messages %d were right, now %d; surely wrong were %d, now %d", role, all, before, right, wrongBefore, wrong)
		}
	})
	t.Logf("of %d messages at most so many were turned: %v", all, worst)
}

// Three people who say the same do teach a word that nobody knew.
func TestThreePeopleTeachAWord(t *testing.T) {
	t.Parallel()
	for _, role := range []casework.Role{casework.Resident, casework.Deputy, casework.Moderator} {
		office := &people{}
		for i, text := range []string{swans, "Who looks after the swans?", "The swans are hungry again"} {
			office.teach(casework.PersonID(fmt.Sprint(role, i)), role, "environment", text)
		}
		lessons, _, _ := office.Taught(t.Context())
		m := New(sampleTopics(), casework.Weigh(lessons)...)
		if got := sorted(m, "No food for the swans since Monday"); got != "environment" {
			t.Errorf("taught by each %s: %q, %+v", role, got, m.Classify("No food for the swans since Monday"))
		}
	}
}

// BenchmarkLearn is one correction, learned beside a thousand others.
func BenchmarkLearn(b *testing.B) {
	for _, known := range []int{0, 1000, 5000} {
		b.Run(fmt.Sprint(known), func(b *testing.B) {
			office := &people{}
			topics := sampleTopics()
			for i := range known {
				topic := topics[i%len(topics)]
				office.teach(casework.PersonID(fmt.Sprint("p", i/casework.LessonsKept)), casework.Deputy, topic.ID, fmt.Sprint(topic.Examples[i%len(topic.Examples)], " ", i))
			}
			l := NewLive(Shipped(), topics, time.Now)
			for b.Loop() {
				office.revision++
				learned(b, l, office)
			}
		})
	}
}
