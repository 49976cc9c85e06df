package words

import (
	"testing"
	"time"
)

func TestDatedSpeechSaysNoTomorrow(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	s := For("en").Dated()
	for got, want := range map[string]string{
		s.Day(now, now, time.UTC):                 "Thursday 26 November",
		s.DayTime(now, now, time.UTC):             "Thursday 26 November, 09:00",
		s.By(now.AddDate(0, 0, 1), now, time.UTC): "by Friday 27 November",
		For("en").Day(now, now, time.UTC):         "today",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
