package casework

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestCalled(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		names          map[string]string
		language, want string
	}{
		{map[string]string{"en": "Roads", "zh": "道路"}, "zh", "道路"},
		{map[string]string{"en": "Roads", "zh": "道路"}, "ru", "Roads"},
		{map[string]string{"ru": "Дороги", "zh": "道路"}, "en", "道路"},
		{map[string]string{"uk": "Дороги", "tr": "Yollar"}, "en", "Yollar"},
		{nil, "en", "roads"},
	} {
		if got := (Topic{ID: "roads", Name: tt.names}).Called(tt.language); got != tt.want {
			t.Errorf("%v in %s is called %q, want %q", tt.names, tt.language, got, tt.want)
		}
	}
	if got := (Office{Name: map[string]string{"ru": "Пункт"}}).Called("en"); got != "Пункт" {
		t.Errorf("the office is called %q", got)
	}
}

func TestRetiredTopic(t *testing.T) {
	t.Parallel()
	o := Office{Topics: []Topic{{ID: "old", Retired: true}, transport}}
	if _, ok := o.Topic("old"); ok {
		t.Error("a retired topic is in use")
	}
	r := newRoom(ann)
	if c := r.hears(t, ann, "a retired topic"); c.Status != Unsorted || len(c.Guesses) != 1 {
		t.Errorf("sorted: %+v", c)
	}
}

func TestPersonIsNamed(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Person{"ANN0": ann, "li": li, "r-1": {ID: "r-1", Role: Resident}} {
		if p.Alias() != want {
			t.Errorf("%s is called %s", p.ID, p.Alias())
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	_, err := at(Taken).Take(ma, later)
	if e, ok := errors.AsType[*Error](err); !ok || e.Who != li.ID || e.Case != "7K3M9QXT" || !strings.Contains(err.Error(), "7K3M-9QXT") {
		t.Errorf("a taken case: %v", err)
	}
	if KindOf(fmt.Errorf("act: %w", err)) != Conflict || KindOf(context.Canceled) != Internal {
		t.Error("the kind gets lost")
	}
}

func TestP3_WaitingForOnesTurnEnds(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	leave, err := r.lanes.enter(t.Context(), ann.Account)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	ended, end := context.WithCancel(t.Context())
	end()
	if err := r.Receive(ended, Message{From: ann, Text: "x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ends with %v", err)
	}
	if err := r.Receive(t.Context(), Message{From: bob, Text: "x"}); err != nil {
		t.Errorf("another account waits too: %v", err)
	}
}
