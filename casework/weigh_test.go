package casework

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// taught makes lessons, the newest first, each of a case of its own.
func taught(by PersonID, role Role, topic TopicID, texts ...string) []Lesson {
	var all []Lesson
	for i, text := range texts {
		all = append(all, Lesson{Case: Number(fmt.Sprint(by, topic, i, text)), Text: text, Topic: topic, By: by, Role: role})
	}
	return all
}

func sum(lessons []Lesson, by PersonID, topic TopicID) (whole float64) {
	for _, l := range lessons {
		if l.By == by && l.Topic == topic {
			whole += l.Weight
		}
	}
	return whole
}

func TestWeightOfALesson(t *testing.T) {
	t.Parallel()
	one := func(r Role) float64 { return Weigh(taught("p", r, "a", "the fountain is dry"))[0].Weight }
	if one(Moderator) != 1 || one(Admin) != 1 || one(Deputy) >= one(Moderator) || one(Resident) >= one(Deputy) || one(Resident) <= 0 {
		t.Errorf("staff %v, a deputy %v, a resident %v", one(Moderator), one(Deputy), one(Resident))
	}
	two := Weigh(taught("p", Deputy, "a", "the fountain is dry", "who feeds the swans"))
	if two[0].Weight <= two[1].Weight {
		t.Errorf("the newest counts most: %v", two)
	}
	upheld := taught("p", Deputy, "a", "the fountain is dry", "who feeds the swans")
	for i := range upheld {
		upheld[i].Upheld = true
	}
	if got := Weigh(upheld); got[1].Weight <= two[1].Weight || got[1].Weight >= got[0].Weight {
		t.Errorf("what is upheld counts more, and still the newest most: %v, not upheld %v", got, two)
	}
	for role := range voices {
		if most := MostWeight(role); most > 3 || role == Resident && most > 0.7 {
			t.Errorf("%s: all together count %v", role, most)
		}
	}
}

func TestWeighLeavesOut(t *testing.T) {
	t.Parallel()
	fountain, swans := "the fountain in the park is dry", "who feeds the swans on the pond"
	again := taught("p", Moderator, "b", fountain)
	again[0].Case = "same"
	before := taught("q", Moderator, "b", swans)
	before[0].Case = "same"
	for name, c := range map[string]struct {
		lessons []Lesson
		want    int
	}{
		"a text that is gone":                       {taught("p", Moderator, "a", "", " \u200d"), 0},
		"an earlier word on the same case":          {slices.Concat(again, before), 1},
		"what one person contradicts":               {slices.Concat(taught("p", Moderator, "a", fountain), taught("p", Moderator, "b", "The fountain of the park is dry!")), 0},
		"what they say less often":                  {slices.Concat(taught("p", Moderator, "a", fountain, fountain+" now"), taught("p", Moderator, "b", "in the park the fountain is dry")), 2},
		"nothing where two people differ":           {slices.Concat(taught("p", Moderator, "a", fountain), taught("q", Deputy, "b", fountain)), 2},
		"nothing where the texts are of two things": {slices.Concat(taught("p", Moderator, "a", fountain), taught("p", Moderator, "b", swans)), 2},
	} {
		if got := Weigh(c.lessons); len(got) != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// Whatever one person teaches, all of it counts no more than what is allowed to
// one person in a topic, and takes nothing from what others teach.
func TestWeightIsBounded(t *testing.T) {
	t.Parallel()
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"bus", "lift", "water", "school", "公交", "яма", "roof", "noise"}), 1, 6)
	topics := []TopicID{"a", "b", "c"}
	rapid.Check(t, func(t *rapid.T) {
		role := rapid.SampledFrom([]Role{Resident, Deputy, Moderator, Admin}).Draw(t, "role")
		honest := Weigh(taught("honest", Deputy, "a", "the fountain in the park is dry"))
		var all []Lesson
		for i := range rapid.IntRange(1, 60).Draw(t, "lessons") {
			topic := rapid.SampledFrom(topics).Draw(t, "topic")
			l := taught("poisoner", role, topic, fmt.Sprint(words.Draw(t, "words"), i%7))
			l[0].Case = Number(fmt.Sprint(i))
			all = append(all, l...)
		}
		weighed := Weigh(slices.Concat(all, honest))
		for _, topic := range topics {
			if got := sum(weighed, "poisoner", topic); got > MostWeight(role)+1e-9 {
				t.Fatalf("%s under %s: %v, at most %v", role, topic, got, MostWeight(role))
			}
		}
		if got := sum(weighed, "honest", "a"); got != honest[0].Weight {
			t.Fatalf("the honest one counts %v, alone %v", got, honest[0].Weight)
		}
		for _, l := range weighed {
			if l.Weight <= 0 || l.Weight > 1 {
				t.Fatalf("a lesson counts %v", l.Weight)
			}
		}
	})
}

// What is told apart at a glance isn't alike when it is compared either.
func TestApartIsNeverAlike(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom(strings.Fields("bus lift water school roof noise 公交 яма стена двор late dry broken loud again never today house street pond"))
	rapid.Check(t, func(t *rapid.T) {
		some := func(name string) sketch {
			return sketchOf(strings.Join(rapid.SliceOfN(word, 0, 45).Draw(t, name), " "))
		}
		a, b := some("a"), some("b")
		if a.apart(b) && likeness(a.hashes, b.hashes) >= like {
			t.Fatalf("apart, and %v alike", likeness(a.hashes, b.hashes))
		}
	})
}

// Five thousand lessons are what the store gives to teach at most: of short texts that
// are mostly alike, and of long ones that aren't.
func BenchmarkWeigh(b *testing.B) {
	words := make([]string, 400)
	for i := range words {
		words[i] = fmt.Sprintf("word%x", i*i)
	}
	for name, text := range map[string]func(p, i int) string{
		"alike": func(p, i int) string {
			return fmt.Sprintf("the bus %d of line %d is late again near house %d", i, i%9, p)
		},
		"long": func(p, i int) string {
			var t strings.Builder
			for w := range 60 {
				t.WriteString(words[(p*7919+i*104729+w*w*31)%len(words)] + " ")
			}
			return t.String()
		},
	} {
		for _, topics := range []int{2, 12} {
			b.Run(fmt.Sprintf("%s/%d topics", name, topics), func(b *testing.B) {
				var all []Lesson
				for p := range 25 {
					for i := range LessonsKept {
						l := taught(PersonID(fmt.Sprint("p", p)), Deputy, TopicID(fmt.Sprint("t", i%topics)), text(p, i))
						l[0].Case = Number(fmt.Sprint(p, "-", i))
						all = append(all, l...)
					}
				}
				for b.Loop() {
					Weigh(all)
				}
			})
		}
	}
}
