package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

func TestTopicsAreListedWithWhoAnswersForThem(t *testing.T) {
	t.Parallel()
	r := &rig{t: t, staff: func(o *casework.Office) {
		o.Topics[1].AnswerDays, o.Topics[1].Examples = 5, []string{"The pipe bursts", canary}
		o.Topics = append(o.Topics, casework.Topic{ID: "parks", Name: map[string]string{"en": "Parks"}, Claim: time.Hour, Answer: time.Hour})
	}}
	r.open(storagetest.File(t), web.Config{})
	pipe := r.write(7001, "A pipe burst")
	r.after(8 * 24 * time.Hour)
	if err := r.store.ApplyOffice(t.Context(), office(t)); err != nil { // as after the parks were taken out
		t.Fatal(err)
	}
	got := r.get("desk", "/console/topics")
	got.has(t, http.StatusOK, "Water and heating", "5 working days", "12 hours", `<a href="/console/people/zhao-min">Zhao Min</a>`,
		`<a href="/console/cases?view=waiting&amp;topic=water">1</a>`, `<a href="/console/cases?view=late&amp;topic=water">1</a>`, "Retired topics", "Parks")
	if !r.holds("desk", "/console/cases?view=late&topic=water", pipe) {
		t.Error("the figure doesn't lead to its list")
	}
	one := r.get("desk", "/console/topics/water")
	one.has(t, http.StatusOK, "The pipe bursts", "Вода и отопление", "within 5 working days")
	if strings.Contains(one.body, canary) {
		t.Error("an example acts")
	}
}

func TestX17_TopicsAreTheStaffs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, path := range []string{"/console/topics", "/console/topics/water"} {
		r.get("li-na", path).has(t, http.StatusNotFound)
	}
	r.get("desk", "/console/topics/none").has(t, http.StatusNotFound)
}

func TestATopicLeadsToItsThreadInTheRoom(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := r.store.BindRoom(t.Context(), casework.Once{}, r.person("chief"), -1001234567890); err != nil {
		t.Fatal(err)
	}
	if err := r.store.KeepRoomThread(t.Context(), casework.RoomThread{Topic: "water", Thread: 17, Name: "Water"}); err != nil {
		t.Fatal(err)
	}
	r.get("desk", "/console/topics/water").has(t, http.StatusOK, `href="https://t.me/c/1234567890/17"`)
	if got := r.get("desk", "/console/topics/transport"); strings.Contains(got.body, "t.me") {
		t.Error("a topic leads to another's thread")
	}
}
