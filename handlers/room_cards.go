package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

const (
	roomShows = 40 // cases without a topic, and late ones, that have cards at once
	roomCalls = 8  // that one pass makes for cards: a group takes 20 messages a minute
)

// cards puts what the staff must act on where they sit: cases without a topic,
// and late ones in the threads of theirs. A card is changed when its case is, and
// once more when there is nothing left for the staff to do.
func (k *RoomKeeper) cards(ctx context.Context, room casework.Room, by casework.Person) error {
	wanted, err := k.due(ctx, by)
	if err != nil {
		return err
	}
	kept, err := k.books.RoomCards(ctx)
	if err != nil {
		return fmt.Errorf("read the cards of the staff room: %w", err)
	}
	threads, err := k.books.RoomThreads(ctx)
	if err != nil {
		return fmt.Errorf("read the threads of the staff room: %w", err)
	}
	calls := 0
	for _, card := range kept {
		at := slices.IndexFunc(wanted, func(c casework.Case) bool { return c.Number == card.Case && c.Topic == card.Topic })
		if at >= 0 && wanted[at].Version == card.Version {
			continue
		}
		if calls++; calls > roomCalls {
			return nil
		}
		if on, err := k.change(ctx, room, by, card, at >= 0); err != nil || !on {
			return err
		}
	}
	for _, c := range wanted {
		has := slices.ContainsFunc(kept, func(card casework.RoomCard) bool { return card.Case == c.Number })
		thread := known(threads, c.Topic)
		if has || thread.Thread == 0 {
			continue
		}
		if calls++; calls > roomCalls {
			return nil
		}
		if on, err := k.post(ctx, room, by, c, thread); err != nil || !on {
			return err
		}
	}
	return nil
}

// due are the cases that wait for the staff.
func (k *RoomKeeper) due(ctx context.Context, by casework.Person) ([]casework.Case, error) {
	unsorted, err := k.desk.Unsorted(ctx, by, roomShows)
	if err != nil {
		return nil, fmt.Errorf("list for the staff room: %w", err)
	}
	late, err := k.desk.List(ctx, by, casework.Listing{View: casework.ViewLate, Limit: roomShows})
	if err != nil {
		return nil, fmt.Errorf("list for the staff room: %w", err)
	}
	late = slices.DeleteFunc(late, func(c casework.Case) bool { return c.Topic == "" }) // listed above
	return append(unsorted, late...), nil
}

// post sends the card of a case; false: the pass ends here.
func (k *RoomKeeper) post(ctx context.Context, room casework.Room, by casework.Person, c casework.Case, thread casework.RoomThread) (bool, error) {
	body, version, err := k.pen.InRoom(ctx, by, c.Number, k.bot.Username(), true)
	if err != nil || version == 0 {
		return err == nil, err
	}
	body.Thread = thread.Thread
	out := k.bot.Post(ctx, room.Chat, body)
	if out.Fate != bot.Sent {
		return false, k.stopped(ctx, room.Chat, thread, out)
	}
	return true, k.books.KeepRoomCard(ctx, room.Chat, casework.RoomCard{Case: c.Number, Topic: c.Topic, Message: out.Message, Version: version})
}

// change brings a card up to date, for the last time where the staff have nothing left to do.
func (k *RoomKeeper) change(ctx context.Context, room casework.Room, by casework.Person, card casework.RoomCard, on bool) (bool, error) {
	body, version, err := k.pen.InRoom(ctx, by, card.Case, k.bot.Username(), on)
	if err != nil {
		return false, err
	}
	if body.Empty() {
		return true, k.books.DropRoomCard(ctx, card.Case)
	}
	out := k.bot.Change(ctx, room.Chat, card.Message, body)
	switch {
	case out.Fate == bot.Sent && on:
		card.Version = version
		return true, k.books.KeepRoomCard(ctx, room.Chat, card)
	case out.Fate == bot.Sent, out.MessageGone(), out.ThreadGone():
		return true, k.books.DropRoomCard(ctx, card.Case)
	case out.Fate == bot.Refused:
		return true, k.books.DropRoomCard(ctx, card.Case) // it can't be changed any more
	}
	return false, nil
}

// InRoom draws a case for the staff room, in the office's language, and says of
// which version. What residents wrote stands there only where the office says so.
// Of what may not stand there any more, one line is left.
func (r *Renderer) InRoom(ctx context.Context, by casework.Person, n casework.Number, botName string, open bool) (bot.Body, int64, error) {
	thread, err := r.desk.Thread(ctx, by, n)
	if casework.KindOf(err) == casework.NotFound || err == nil && thread.Case.Protected {
		return bot.Body{Text: words.For(r.desk.Office().Language).Say("room_card.gone")}, 0, nil
	}
	if err != nil {
		return bot.Body{}, 0, fmt.Errorf("read case %s: %w", n, err)
	}
	v, err := r.view(ctx, by, thread)
	if err != nil {
		return bot.Body{}, 0, err
	}
	v.Speech, v.by = words.For(r.desk.Office().Language), casework.Person{Role: by.Role} // read by all of them
	p := new(page)
	p.title(v.cardTitle())
	if topic := v.topic(); topic != "" {
		p.line(v.Say("topic.line", "topic", topic))
	}
	if open {
		v.inRoom(p)
	}
	if botName != "" {
		p.line(v.Say("room_card.open", "link", "https://t.me/"+botName+"?start="+opensCase+n.String()))
	}
	return p.body(), thread.Case.Version, nil
}

// inRoom is what staff need to act: the words if they may stand there, what is due, the likely topics.
func (v view) inRoom(p *page) {
	if v.office.RoomWords {
		v.matter(p)
		p.photo, p.files = "", nil // a card is changed where it stands: words only
	}
	v.dues(p)
	if v.thread.Case.Status == casework.Unsorted {
		p.rows = v.guesses()
		if v.office.RoomWords {
			p.line(v.Say("room_card.reply"))
		}
	}
}

// opensCase begins the payload of a link that shows a case in the private chat.
const opensCase = "c_"

func cardPress(r *bot.Request) bool { return elsewhere(r) && button(pressSort)(r) }

func cardReply(r *bot.Request) bool {
	return elsewhere(r) && r.Kind == bot.Message && r.ReplyTo != 0 && r.Command == ""
}

// inRoomOnly takes a step for staff in the staff room; to all others, and elsewhere, the bot is silent.
func (c *chat) inRoomOnly(do step) func(context.Context, *bot.Request) (bot.Screen, error) {
	return func(ctx context.Context, q *bot.Request) (bot.Screen, error) {
		room, err := c.books.Room(ctx)
		if casework.KindOf(err) == casework.NotFound || err == nil && room.Chat != q.Chat {
			return bot.Screen{}, nil
		}
		if err != nil {
			return bot.Screen{}, fmt.Errorf("read the staff room: %w", err)
		}
		by, err := c.desk.Who(ctx, q.From.ID, q.From.Name, q.From.Language)
		t := talk{Request: q, by: by, say: words.For(c.desk.Office().Language), press: parsePress(q.Data), once: onceOf(q.Once)}
		if err == nil && !by.Staff() {
			return bot.Screen{}, nil
		}
		var s bot.Screen
		if err == nil {
			s, err = do(ctx, t)
		}
		if err != nil {
			s, err = c.refused(ctx, t, err)
		}
		if s.Thread, s.ReplyTo = q.Thread, q.Message; q.Kind == bot.Press {
			s = bot.Screen{Toast: s.Toast} // the card is changed by who keeps the room
		}
		s.Rows = nil
		return s, err
	}
}

// sortInRoom puts a case under the topic of a button.
func (c *chat) sortInRoom(ctx context.Context, t talk) (bot.Screen, error) {
	if t.press.bare() {
		return bot.Screen{}, nil
	}
	now, err := c.desk.Classify(ctx, t.once, t.by, t.press.number(), t.press.topic())
	if err != nil {
		return bot.Screen{}, err
	}
	return toast(t.say.Say("screen.sort.done", "topic", t.say.Topic(c.desk.Office(), now.Topic))), nil
}

// replyInRoom asks the resident of a case without a topic; to any other case the
// words become a note, which no resident sees.
func (c *chat) replyInRoom(ctx context.Context, t talk) (bot.Screen, error) {
	l, err := c.desk.Linked(ctx, t.by, casework.Ref{Chat: t.Chat, Message: t.ReplyTo})
	if casework.KindOf(err) == casework.NotFound {
		return bot.Screen{}, nil // talk among the staff
	}
	if err != nil {
		return bot.Screen{}, err
	}
	if !passable(t.Request) {
		return c.unsupported(ctx, t)
	}
	now, err := c.desk.Case(ctx, t.by, l.Case)
	if err != nil {
		return bot.Screen{}, err
	}
	if now.Status == casework.Unsorted {
		_, err = c.desk.Ask(ctx, t.once, t.by, l.Case, t.words())
		return plain(t.say.Say("room_card.asked", "number", l.Case)), err
	}
	_, err = c.desk.Note(ctx, t.once, t.by, l.Case, t.words())
	return plain(t.say.Say("room_card.noted", "number", l.Case)), err
}

// opensCase shows the case of a link; ok is false for any other start.
func (c *chat) opensCase(ctx context.Context, t talk) (s bot.Screen, ok bool, err error) {
	rest, ok := strings.CutPrefix(t.Payload, opensCase)
	if !ok {
		return bot.Screen{}, false, nil
	}
	n, ok := casework.ParseNumber(rest)
	if !ok {
		return c.missing(t), true, nil
	}
	s, err = c.show(ctx, t, n)
	return s, true, err
}
