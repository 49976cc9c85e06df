package classify

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"liaison/casework"
)

// largeOffice is as much as an office file may reasonably teach: forty topics of
// thirty examples.
func largeOffice() []casework.Topic {
	sample := sampleTopics()
	var topics []casework.Topic
	for i := range 40 {
		t := casework.Topic{ID: casework.TopicID(fmt.Sprintf("topic-%d", i)), Name: sample[i%len(sample)].Name}
		for j := range 30 {
			like := sample[(i+j)%len(sample)]
			t.Examples = append(t.Examples, fmt.Sprintf("%s %x%x", like.Examples[j%len(like.Examples)], i*7919, j*104729))
		}
		topics = append(topics, t)
	}
	return topics
}

// An idle machine needs 100 ms; the limit leaves room for a busy one.
func TestLearnsQuickly(t *testing.T) {
	t.Parallel()
	topics := largeOffice()[:40/slowdown]
	start := time.Now()
	New(topics)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func BenchmarkNew(b *testing.B) {
	topics := largeOffice()
	for b.Loop() {
		New(topics)
	}
}

func BenchmarkClassify(b *testing.B) {
	for name, topics := range map[string][]casework.Topic{"6 topics": sampleTopics(), "40 topics": largeOffice()} {
		m := New(topics)
		for language, messages := range heldApart {
			b.Run(name+"/"+language, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					m.Classify(messages[i%len(messages)].text)
				}
			})
		}
		b.Run(name+"/64kB", func(b *testing.B) {
			text := strings.Repeat("автобус ", 5000)
			for b.Loop() {
				m.Classify(text)
			}
		})
	}
}
