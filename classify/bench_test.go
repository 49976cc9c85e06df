package classify

import (
	"fmt"
	"strings"
	"testing"

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
