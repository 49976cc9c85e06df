package config

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const hoursOffice = `office:
  name: {en: Desk}
  hours: {mon-thu: "09:00-18:00", fri: "09:00-17:00"}
  holidays: [2027-01-01, 2027-02-05..2027-02-11]
  workdays: [2027-02-20]
  quiet: "21:00-08:00"
topics: [{id: a, name: {en: A}, claim: 1wd, answer: 10wd, urgent: true}]
deputies: [{id: b, name: B, topics: [a]}]
staff: [{id: c, name: C, role: admin}]
`

func TestOfficeHours(t *testing.T) {
	t.Parallel()
	o, err := ParseOffice("o", []byte(hoursOffice), general)
	if err != nil {
		t.Fatal(err)
	}
	nine := Span{9 * time.Hour, 18 * time.Hour}
	want := [7]Span{{}, nine, nine, nine, nine, {9 * time.Hour, 17 * time.Hour}, {}}
	if d := cmp.Diff(want, o.Week); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Days{{"2027-01-01", "2027-01-01"}, {"2027-02-05", "2027-02-11"}}, o.Holidays); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Days{{"2027-02-20", "2027-02-20"}}, o.Workdays); d != "" {
		t.Error(d)
	}
	if o.Quiet != (Span{21 * time.Hour, 8 * time.Hour}) {
		t.Errorf("quiet %v", o.Quiet)
	}
	if topic := o.Topics[0]; topic.ClaimDays != 1 || topic.AnswerDays != 10 || !topic.Urgent {
		t.Errorf("topic %+v", topic)
	}
}

func TestOfficeHoursProblems(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, want string }{
		{"no weekday", "fri:", "friday:", `o:3: "friday" isn't a day of the week; write mon, tue, wed, thu, fri, sat, sun, or a stretch such as mon-fri`},
		{"a day twice", "fri:", "wed:", `o:3: the hours of wed are given twice; keep one of them`},
		{"no hours", "09:00-17:00", "nine", `o:3: it isn't a stretch of the day; write it as "09:00-18:00"`},
		{"backwards", "09:00-17:00", "17:00-09:00", `o:3: working hours end before they begin; write the earlier time first, as "09:00-18:00"`},
		{"hours are a list", `{mon-thu: "09:00-18:00", fri: "09:00-17:00"}`, "[mon]", `o:3: the hours aren't a mapping; write them as {mon-fri: "09:00-18:00"}`},
		{"no day", "2027-01-01,", "2027-13-01,", `o:4: it isn't a day; write it as 2027-02-05, or a stretch as 2027-02-05..2027-02-11`},
		{"days backwards", "2027-02-05..2027-02-11", "2027-02-11..2027-02-05", `o:4: it ends before it begins; write the earlier day first`},
		{"never quiet", "21:00-08:00", "8", `o:6: it isn't a stretch of the day; write it as "09:00-18:00"`},
		{"no working days", "1wd", "xwd", `o:7: it isn't a number of working days; write it as 1wd or 10wd`},
		{"no flag", "urgent: true", "urgent: very", `o:7: it is neither true nor false; write true, or leave the line out`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(hoursOffice, tt.old) {
				t.Fatalf("the office has no %q", tt.old)
			}
			_, err := ParseOffice("o", []byte(strings.Replace(hoursOffice, tt.old, tt.new, 1)), general)
			if got := problems(t, err); !slices.Contains(got, tt.want) {
				t.Errorf("got\n%v\nwant\n%s", err, tt.want)
			}
		})
	}
}
