package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// sorting shows the oldest unsorted case, or in the place of one the next. The
// message belongs to no case for long, so it is linked to none.
func (c *chat) sorting(ctx context.Context, t talk) (bot.Screen, error) {
	body, err := c.toSort(ctx, t, t.press.number())
	if err != nil || t.press.number() == "" {
		return bot.Screen{Body: body}, err
	}
	return inPlace(body, ""), nil
}

// sortOn shows the next case after an act on one; while that is still unsorted, it stays.
func (c *chat) sortOn(ctx context.Context, t talk, now casework.Case, line string) (bot.Screen, error) {
	if now.Status == casework.Unsorted {
		return c.sameAgain(ctx, t)
	}
	body, err := c.toSort(ctx, t, now.Number)
	return inPlace(body, line), err
}

// sameAgain puts the case that is being sorted in the place of a menu.
func (c *chat) sameAgain(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Case(ctx, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	body, err := c.sortCard(ctx, t, now)
	return inPlace(body, ""), err
}

func (c *chat) toSort(ctx context.Context, t talk, after casework.Number) (bot.Body, error) {
	now, left, err := c.desk.NextUnsorted(ctx, t.by, after)
	switch {
	case casework.KindOf(err) == casework.NotFound && left == 0:
		return bot.Body{Text: t.say.Say("screen.sorting.none")}, nil
	case casework.KindOf(err) == casework.NotFound:
		again := bot.Button{Label: t.say.Say("screen.button.again"), Data: data(pressSorting)}
		return bot.Body{Text: t.say.Count("screen.sorting.end", left), Rows: [][]bot.Button{{again}}}, nil
	case err != nil:
		return bot.Body{}, err
	}
	body, err := c.sortCard(ctx, t, now)
	body.Text += "\n\n" + t.say.Count("screen.sorting.left", left)
	return body, err
}

// sortCard is a case's card with a way past it. A picture can't take the place of
// words, so what has one is opened apart.
func (c *chat) sortCard(ctx context.Context, t talk, now casework.Case) (bot.Body, error) {
	body, err := c.draw.Card(ctx, t.by, now)
	if err != nil {
		return bot.Body{}, err
	}
	last := []bot.Button{skipKey(t, now.Number)}
	if body.Photo != "" {
		body.Photo = ""
		last = append(last, bot.Button{Label: t.say.Say("screen.button.picture"), Data: data(pressCase, string(now.Number))})
	}
	body.Rows = append(body.Rows, last)
	return body, nil
}

func skipKey(t talk, n casework.Number) bot.Button {
	return bot.Button{Label: t.say.Say("screen.button.skip"), Data: data(pressSorting, string(n))}
}
