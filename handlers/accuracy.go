package handlers

import (
	"context"
	"math"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// spans are over how many days the staff may look at how well it sorts.
var spans = []int{30, 7}

// accuracy shows how well the classifier sorts by itself, topic by topic.
func (c *chat) accuracy(ctx context.Context, t talk) (bot.Screen, error) {
	days, other := spans[0], spans[1]
	if t.press.arg(0) == strconv.Itoa(other) {
		days, other = other, days
	}
	lines, err := c.desk.Accuracy(ctx, t.by, days)
	if err != nil {
		return bot.Screen{}, err
	}
	parts := []string{t.say.Say("screen.accuracy.title", "days", days)}
	var all casework.Accuracy
	waiting := 0
	for _, a := range lines {
		if all = all.Plus(a); a.Topic == "" {
			waiting = a.Unsure
			continue
		}
		parts = append(parts, t.say.Topic(c.desk.Office(), a.Topic)+"\n"+shares(t, a))
	}
	if len(lines) == 0 {
		parts = append(parts, t.say.Say("screen.accuracy.none"))
	} else {
		parts = append(parts, t.say.Say("screen.accuracy.all")+"\n"+shares(t, all), t.say.Say("screen.accuracy.waiting", "n", waiting))
	}
	s := plain(strings.Join(parts, "\n\n"))
	s.Edit = t.Kind == bot.Press
	s.Rows = [][]bot.Button{{{Label: t.say.Say("screen.accuracy.days", "days", other), Data: data(pressAccuracy, strconv.Itoa(other))}}}
	return s, nil
}

// shares words the counts of a line; a share stands beside what it is of, and in
// percent only where that is many.
func shares(t talk, a casework.Accuracy) string {
	if a.Sorted == 0 {
		return t.say.Say("screen.accuracy.unsure", "n", a.Unsure)
	}
	line := t.say.Say("screen.accuracy.right", "right", a.Right, "of", a.Sorted)
	if rate := a.Rate(); rate.Tells() {
		line = t.say.Say("screen.accuracy.rate", "right", a.Right, "of", a.Sorted, "rate", math.Round(100*rate.Share()))
	}
	return line + "\n" + t.say.Say("screen.accuracy.unsure", "n", a.Unsure)
}
