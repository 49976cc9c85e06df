package web_test

import (
	"strings"
	"testing"
	"time"

	"liaison/casework"
)

func office(t testing.TB) casework.Office {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return casework.Office{
		Name: map[string]string{"en": "The deputies' station of Shizuishan", "zh": "石嘴山市人大代表联络站", "ru": "Приёмная депутатов Шицзуйшаня"},
		Zone: zone, Language: "en", Broadcasts: 2,
		Topics: []casework.Topic{
			{ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"}, Claim: 24 * time.Hour, Answer: 168 * time.Hour},
			{ID: "water", Name: map[string]string{"en": "Water and heating", "zh": "供水供暖", "ru": "Вода и отопление"}, Claim: 12 * time.Hour, Answer: 72 * time.Hour},
		},
		People: []casework.Person{
			{ID: "li-na", Role: casework.Deputy, Account: 9001, Name: "Li Na", Language: "en", Topics: []casework.TopicID{"transport"}, Rights: 1},
			{ID: "zhao-min", Role: casework.Deputy, Account: 9002, Name: "Zhao Min", Language: "zh", Topics: []casework.TopicID{"water"}, Rights: 1},
			{ID: "desk", Role: casework.Moderator, Account: 9101, Name: "Front desk", Language: "en", Rights: 1},
			{ID: "desk-zh", Role: casework.Moderator, Account: 9102, Name: "前台", Language: "zh", Rights: 1},
			{ID: "desk-ru", Role: casework.Moderator, Account: 9103, Name: "Приёмная", Language: "ru", Rights: 1},
			{ID: "chief", Role: casework.Admin, Account: 9104, Name: "Chen Wei", Language: "en", Rights: 1},
		},
	}
}

// keywords is a classifier whose verdicts a test can foresee.
type keywords struct{}

func (keywords) Classify(text string) casework.Verdict {
	var found []casework.Guess
	for topic, word := range map[casework.TopicID]string{"transport": "bus", "water": "pipe"} {
		if strings.Contains(strings.ToLower(text), word) {
			found = append(found, casework.Guess{Topic: topic, Probability: .9, Reasons: []string{word}})
		}
	}
	if len(found) != 1 {
		return casework.Verdict{Guesses: []casework.Guess{{Topic: "transport", Probability: .4, Reasons: []string{"yard"}}, {Topic: "water", Probability: .3}}}
	}
	return casework.Verdict{Sure: true, Guesses: found}
}
