package classify

import (
	"bytes"
	"crypto/sha256"
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

// typical are messages of 100 to 200 characters.
var typical = map[string]string{
	"Chinese": strings.Repeat("小区门口的公交车站撤了以后老人出行很不方便希望有关部门能尽快恢复站点或者增加一条线路", 3),
	"English": "The bus stop in front of our block was taken away in spring and now my mother has to walk a kilometre to the next one, could somebody please look at it",
	"Russian": "Остановку перед нашим домом убрали ещё весной, и теперь моей маме приходится идти почти километр до следующей, посмотрите, пожалуйста",
}

// BenchmarkClassifyOnTheBase is beside its part that reads and weighs n-grams alone.
func BenchmarkClassifyOnTheBase(b *testing.B) {
	m := New(onBase(sampleTopics()))
	for name, text := range typical {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				m.Classify(text)
			}
		})
		b.Run(name+"/n-grams alone", func(b *testing.B) {
			var t tokens
			var g ngrams
			for b.Loop() {
				t.read(text)
				g.read(&t)
				m.base.scores(&g)
			}
		})
	}
}

// BenchmarkReadBase is beside the hash of the same bytes.
func BenchmarkReadBase(b *testing.B) {
	b.Run("model", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ReadBase(bytes.NewReader(shipped)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hash", func(b *testing.B) {
		for b.Loop() {
			sha256.Sum256(shipped)
		}
	})
}

// BenchmarkLearnOneCorrection makes the model anew with one lesson more, beside
// the model without any. The lessons are messages of a hundred letters, each in
// other words, as people correct them.
func BenchmarkLearnOneCorrection(b *testing.B) {
	sample := sampleTopics()
	var lessons []casework.Lesson
	for i := range 1000 {
		told := heldApart["en"][i%len(heldApart["en"])]
		from := i / len(heldApart["en"]) % 20
		text := fmt.Sprintf("%s, %s", told.text, strings.Join(strings.Fields(typical["English"])[from:from+8], " "))
		lessons = append(lessons, casework.Lesson{Text: text, Topic: casework.TopicID(told.topic), Weight: 1})
	}
	for _, n := range []int{0, 1, 100, 1000} {
		b.Run(fmt.Sprint(n, " lessons"), func(b *testing.B) {
			for b.Loop() {
				New(sample, lessons[:n]...)
			}
		})
	}
}
