package handlers

import (
	"context"
	"fmt"
	"slices"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// RoomBooks is what the store knows of the staff room.
type RoomBooks interface {
	Room(ctx context.Context) (casework.Room, error)
	LoseRoom(ctx context.Context, chat int64) error
	RoomThreads(ctx context.Context) ([]casework.RoomThread, error)
	KeepRoomThread(ctx context.Context, t casework.RoomThread) error
	RoomCards(ctx context.Context) ([]casework.RoomCard, error)
	KeepRoomCard(ctx context.Context, chat int64, c casework.RoomCard) error
	DropRoomCard(ctx context.Context, n casework.Number) error
	Migrate(ctx context.Context, from, to int64) error
}

// RoomDesk is what the room shows.
type RoomDesk interface {
	Office() casework.Office
	Person(ctx context.Context, id casework.PersonID) (casework.Person, error)
	Queues(ctx context.Context, by casework.Person) ([]casework.QueueCount, error)
	Unsorted(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	List(ctx context.Context, by casework.Person, l casework.Listing) ([]casework.Case, error)
}

// RoomBot does what is to be done in a forum.
type RoomBot interface {
	CreateTopic(ctx context.Context, chat int64, name string) bot.Outcome
	RenameTopic(ctx context.Context, chat int64, thread int, name string) bot.Outcome
	CloseTopic(ctx context.Context, chat int64, thread int) bot.Outcome
	ReopenTopic(ctx context.Context, chat int64, thread int) bot.Outcome
	Post(ctx context.Context, chat int64, b bot.Body) bot.Outcome
	Change(ctx context.Context, chat int64, message int, b bot.Body) bot.Outcome
	Username() string
	Pin(ctx context.Context, chat int64, message int) bot.Outcome
}

// RoomKeeper makes the staff room what it should be: a thread for each topic in
// use and one for the cases without, each with a pinned card of its counts, and the
// cards of what the staff must act on. It
// compares that with what is known, so that a pass cut short is made up for by
// the next. One keeper may work at a time.
type RoomKeeper struct {
	desk  RoomDesk
	books RoomBooks
	bot   RoomBot
	draw  *chat
	pen   *Renderer
}

// NewRoomKeeper makes a keeper of the desk's staff room.
func NewRoomKeeper(d Desk, pen *Renderer, books RoomBooks, b RoomBot) *RoomKeeper {
	return &RoomKeeper{desk: d, books: books, bot: b, draw: &chat{desk: d}, pen: pen}
}

// Pass does all that is to be done now, and ends early when the group must
// wait: the next pass goes on. It must follow on what it itself did, so what is
// known of a thread is kept after each call.
func (k *RoomKeeper) Pass(ctx context.Context) error {
	room, err := k.books.Room(ctx)
	if casework.KindOf(err) == casework.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the staff room: %w", err)
	}
	by, err := k.desk.Person(ctx, room.By)
	if err != nil || !by.Staff() {
		return err // it shows what they may see, and that is nothing now
	}
	kept, err := k.books.RoomThreads(ctx)
	if err != nil {
		return fmt.Errorf("read the threads of the staff room: %w", err)
	}
	counts, err := k.desk.Queues(ctx, by)
	if err != nil {
		return fmt.Errorf("count for the staff room: %w", err)
	}
	wanted := k.wanted(by, counts)
	for _, w := range wanted {
		if on, err := k.bring(ctx, room.Chat, known(kept, w.topic), w); err != nil || !on {
			return err
		}
	}
	if err := k.retire(ctx, room.Chat, kept, wanted); err != nil {
		return err
	}
	return k.cards(ctx, room, by)
}

// corner is a thread as it should be.
type corner struct {
	topic casework.TopicID
	name  string
	card  string
}

func (k *RoomKeeper) wanted(by casework.Person, counts []casework.QueueCount) []corner {
	office := k.desk.Office()
	t := talk{by: by, say: words.For(office.Language)}
	list := []corner{{name: t.say.Say("screen.queues.unsorted")}}
	for _, topic := range office.Topics {
		if !topic.Retired {
			list = append(list, corner{topic: topic.ID, name: topic.Called(office.Language)})
		}
	}
	for i, w := range list {
		q := casework.QueueCount{Topic: w.topic}
		if at := slices.IndexFunc(counts, func(q casework.QueueCount) bool { return q.Topic == w.topic }); at >= 0 {
			q = counts[at]
		}
		list[i].card = k.draw.queue(t, q)
	}
	return list
}

func known(kept []casework.RoomThread, topic casework.TopicID) casework.RoomThread {
	for _, t := range kept {
		if t.Topic == topic {
			return t
		}
	}
	return casework.RoomThread{Topic: topic}
}

// makings is how often a thread is made of which nobody knows whether it was:
// more would fill the group with empty ones. /room allows as many again.
const makings = 2

// bring makes one thread what it should be, call by call; false: the pass ends here.
func (k *RoomKeeper) bring(ctx context.Context, chat int64, t casework.RoomThread, w corner) (on bool, err error) {
	for range 12 { // a thread lost, made anew and filled takes seven
		if t.Thread == 0 && t.Tries >= makings {
			return true, nil
		}
		do, done := k.next(chat, t, w)
		if do == nil {
			return true, nil
		}
		if t.Thread == 0 {
			t.Tries++ // before it is tried, lest a crash forgets it
			if err := k.books.KeepRoomThread(ctx, t); err != nil {
				return false, fmt.Errorf("keep a thread: %w", err)
			}
		}
		out := do(ctx)
		switch {
		case out.Fate == bot.Sent:
			t = done(out)
		case out.ThreadGone():
			t = casework.RoomThread{Topic: t.Topic}
		case out.MessageGone():
			t.Pin, t.Shown, t.Pinned = 0, "", false
		default:
			if t.Thread == 0 && out.Fate != bot.Unknown {
				t.Tries--
			}
			return false, k.stopped(ctx, chat, t, out)
		}
		if err := k.books.KeepRoomThread(ctx, t); err != nil {
			return false, fmt.Errorf("keep a thread: %w", err)
		}
	}
	return true, nil
}

// next is the call that brings a thread nearer to what it should be, and what
// is true once it succeeded; nil when nothing is left to do.
func (k *RoomKeeper) next(chat int64, t casework.RoomThread, w corner) (func(context.Context) bot.Outcome, func(bot.Outcome) casework.RoomThread) {
	body := bot.Body{Text: w.card, Thread: t.Thread}
	switch {
	case t.Thread == 0:
		return func(ctx context.Context) bot.Outcome { return k.bot.CreateTopic(ctx, chat, w.name) },
			func(o bot.Outcome) casework.RoomThread {
				return casework.RoomThread{Topic: t.Topic, Thread: o.Message, Name: w.name}
			}
	case t.Closed:
		return func(ctx context.Context) bot.Outcome { return k.bot.ReopenTopic(ctx, chat, t.Thread) },
			func(bot.Outcome) casework.RoomThread { t.Closed = false; return t }
	case t.Name != w.name:
		return func(ctx context.Context) bot.Outcome { return k.bot.RenameTopic(ctx, chat, t.Thread, w.name) },
			func(bot.Outcome) casework.RoomThread { t.Name = w.name; return t }
	case t.Pin == 0:
		return func(ctx context.Context) bot.Outcome { return k.bot.Post(ctx, chat, body) },
			func(o bot.Outcome) casework.RoomThread { t.Pin, t.Shown = o.Message, w.card; return t }
	case t.Shown != w.card:
		return func(ctx context.Context) bot.Outcome { return k.bot.Change(ctx, chat, t.Pin, body) },
			func(bot.Outcome) casework.RoomThread { t.Shown = w.card; return t }
	case !t.Pinned:
		return func(ctx context.Context) bot.Outcome { return k.bot.Pin(ctx, chat, t.Pin) },
			func(bot.Outcome) casework.RoomThread { t.Pinned = true; return t }
	}
	return nil, nil
}

// retire closes the threads of topics that are no longer in use.
func (k *RoomKeeper) retire(ctx context.Context, chat int64, kept []casework.RoomThread, wanted []corner) error {
	for _, t := range kept {
		used := slices.ContainsFunc(wanted, func(w corner) bool { return w.topic == t.Topic })
		if used || t.Closed || t.Thread == 0 {
			continue
		}
		out := k.bot.CloseTopic(ctx, chat, t.Thread)
		switch {
		case out.Fate == bot.Sent:
			t.Closed = true
		case out.ThreadGone():
			t = casework.RoomThread{Topic: t.Topic}
		default:
			return k.stopped(ctx, chat, t, out)
		}
		if err := k.books.KeepRoomThread(ctx, t); err != nil {
			return fmt.Errorf("keep a thread: %w", err)
		}
	}
	return nil
}

// stopped ends a pass: the group moved, the bot is out of it, or all waits for the next pass.
func (k *RoomKeeper) stopped(ctx context.Context, chat int64, t casework.RoomThread, out bot.Outcome) error {
	if err := k.books.KeepRoomThread(ctx, t); err != nil {
		return fmt.Errorf("keep a thread: %w", err)
	}
	switch out.Fate {
	case bot.Moved:
		return k.books.Migrate(ctx, chat, out.Chat)
	case bot.Unreachable:
		return k.books.LoseRoom(ctx, chat)
	case bot.Refused:
		return fmt.Errorf("telegram: %d %s", out.Code, out.Reason)
	}
	return nil
}
