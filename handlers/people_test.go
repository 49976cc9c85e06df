package handlers_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
)

// member is somebody of a conversation.
type member struct {
	name    string // in scripts
	account int64
	person  casework.Person // of deputies and staff
	later   bool            // the office file names them only from "office adds" on
}

var cast = []member{
	{name: "resident", account: 1001},
	{name: "neighbour", account: 1002},
	{name: "li-na", account: 900001, person: casework.Person{ID: "li-na", Role: casework.Deputy, Name: "Li Na", Topics: []casework.TopicID{"transport", "housing"}}},
	{name: "wang-fang", account: 900002, person: casework.Person{ID: "wang-fang", Role: casework.Deputy, Name: "Wang Fang", Topics: []casework.TopicID{"transport"}}},
	{name: "sun-li", account: 900003, person: casework.Person{ID: "sun-li", Role: casework.Deputy, Name: "Sun Li", Topics: []casework.TopicID{"water"}}},
	{name: "staff", account: 910001, person: casework.Person{ID: "front-desk", Role: casework.Moderator, Name: "Front desk"}},
	{name: "admin", account: 910002, later: true, person: casework.Person{ID: "admin", Role: casework.Admin, Name: "Chief of staff", Account: 910002}},
	{name: "zhou-mei", account: 900010, later: true, person: casework.Person{ID: "zhou-mei", Role: casework.Aide, Name: "Zhou Mei", Account: 900010, Aids: []casework.PersonID{"li-na"}}},
	{name: "officer", account: 910003, later: true, person: casework.Person{ID: "vera", Role: casework.Moderator, Name: "Vera Clark", Account: 910003, Officer: true}},
	{name: "zhao-min", account: 900009, later: true, person: casework.Person{ID: "zhao-min", Role: casework.Deputy, Name: "Zhao Min", Topics: []casework.TopicID{"water"}}},
}

func accountOf(name string) int64 {
	for _, m := range cast {
		if m.name == name {
			return m.account
		}
	}
	return 0
}

// caring is an office with an officer, somebody on duty and a number to call.
func caring(o *casework.Office) {
	o.Emergency = map[string]string{"en": "112", "zh": "110 或 120"}
	for i, p := range o.People {
		o.People[i].OnDuty = p.ID == "sun-li"
	}
	for _, m := range cast {
		if m.name == "officer" || m.name == "admin" || m.name == "zhou-mei" {
			p := m.person
			p.Rights = 1
			o.People = append(o.People, p)
		}
	}
}

func testOffice(t testing.TB) casework.Office {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	o := casework.Office{
		Name: map[string]string{"en": "the deputies' station of Shizuishan", "zh": "石嘴山市人大代表联络站", "ru": "приёмная депутатов Шицзуйшаня"},
		Zone: zone, Language: "en", Settle: time.Minute, Broadcasts: 2,
		Spots: []casework.Spot{{ID: "library", Name: map[string]string{"en": "City library", "zh": "市图书馆", "ru": "Городская библиотека"}}},
		Topics: []casework.Topic{
			{ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"}, Claim: 24 * time.Hour, Answer: 168 * time.Hour},
			{ID: "water", Name: map[string]string{"en": "Water and heating", "zh": "供水供暖", "ru": "Вода и отопление"}, Claim: 12 * time.Hour, Answer: 72 * time.Hour},
			{ID: "housing", Name: map[string]string{"en": "Housing", "zh": "住房", "ru": "Жильё"}, Claim: 24 * time.Hour, Answer: 240 * time.Hour},
		},
	}
	for _, m := range cast {
		if m.person.ID != "" && !m.later {
			p := m.person
			p.Account, p.Rights = m.account, 1
			o.People = append(o.People, p)
		}
	}
	return o
}

// keywords is a classifier whose verdicts a script can foresee: sure of a text
// that names one topic, unsure of any other.
type keywords struct{ trips *atomic.Int32 }

func (k keywords) Classify(text string) casework.Verdict {
	if k.trips != nil && k.trips.Add(-1) >= 0 {
		panic("tripped, as the script says")
	}
	var found []casework.Guess
	for _, k := range []struct {
		topic casework.TopicID
		words string
	}{
		{"transport", "pothole bus road яма автобус 公交 坑"}, {"water", "water pipe heating вода труба 水管 暖气"}, {"housing", "roof lift крыша лифт 电梯 屋顶"},
	} {
		for _, w := range strings.Fields(k.words) {
			if strings.Contains(strings.ToLower(text), w) {
				found = append(found, casework.Guess{Topic: k.topic, Probability: 0.9, Reasons: []string{w}})
				break
			}
		}
	}
	if len(found) == 1 {
		return casework.Verdict{Sure: true, Guesses: found}
	}
	for i := range found {
		found[i].Probability = 0.5
	}
	return casework.Verdict{Guesses: found}
}

// shared are the ready answers of the test office.
var shared = []casework.Shared{
	{ID: "on-site", Topic: "transport", Text: map[string]string{"en": "We come and look at the place within three working days.", "ru": "Мы осмотрим место в течение трёх рабочих дней."}},
	{ID: "noted", Text: map[string]string{"en": "Your matter {number} is noted.\n\nIt goes to those in charge.", "ru": "Ваш вопрос {number} записан."}},
	{ID: "pipes", Topic: "water", Text: map[string]string{"en": "The pipes are looked at today."}},
}
