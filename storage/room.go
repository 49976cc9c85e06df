package storage

import (
	"context"

	"liaison/casework"
)

// threadFields are the columns of room_threads.
var threadFields = fields[casework.RoomThread]{
	textField("topic", func(t *casework.RoomThread) *casework.TopicID { return &t.Topic }),
	numberField("thread", func(t *casework.RoomThread) *int { return &t.Thread }),
	textField("name", func(t *casework.RoomThread) *string { return &t.Name }),
	flagField("closed", func(t *casework.RoomThread) *bool { return &t.Closed }),
	numberField("pin", func(t *casework.RoomThread) *int { return &t.Pin }),
	wordsField("shown", func(t *casework.RoomThread) *string { return &t.Shown }),
	flagField("pinned", func(t *casework.RoomThread) *bool { return &t.Pinned }),
	numberField("tries", func(t *casework.RoomThread) *int { return &t.Tries }),
}

var (
	roomThreads  = `SELECT ` + threadFields.columns("") + ` FROM room_threads ORDER BY topic`
	insertThread = `INSERT INTO room_threads (` + threadFields.columns("") + `) VALUES (` + threadFields.holes(1) + `)`
)

const (
	theRoom    = `SELECT chat, person FROM rooms WHERE id = 1`
	insertRoom = `INSERT INTO rooms (id, chat, person) VALUES (1, $1, $2)`
	isAdmin    = `SELECT 1 FROM people WHERE id = $1 AND retired = 0 AND dormant = 0 AND role = 'admin' {SHARE}`
	dropRoom   = `DELETE FROM rooms WHERE id = 1`
	dropRoomOf = `DELETE FROM rooms WHERE id = 1 AND chat = $1`
	// Threads of another room mean nothing in this one.
	dropThreads    = `DELETE FROM room_threads`
	dropOneThread  = `DELETE FROM room_threads WHERE topic = $1`
	dropOtherRooms = `DELETE FROM room_threads WHERE NOT EXISTS (SELECT 1 FROM rooms WHERE chat = $1)`
	forgetTries    = `UPDATE room_threads SET tries = 0`
	moveRoom       = `UPDATE rooms SET chat = $2 WHERE chat = $1`
)

// Room gives the staff room; NotFound where there is none.
func (s *Store) Room(ctx context.Context) (r casework.Room, err error) {
	err = s.glance(ctx, step{text: theRoom, none: casework.Errorf(casework.NotFound, "no staff room"),
		row: func(row scanner) error { return row.Scan(&r.Chat, (*string)(&r.By)) }})
	return r, err
}

// BindRoom makes a group the staff room; NotFound for all but administrators.
// Threads that are known in it stay known.
func (s *Store) BindRoom(ctx context.Context, once casework.Once, by casework.Person, chat int64) error {
	return s.steps(ctx, append(s.byAdmin(once, by), step{text: dropOtherRooms, args: []any{chat}}, step{text: dropRoomCards}, step{text: forgetTries},
		step{text: dropRoom}, step{text: insertRoom, args: []any{chat, string(by.ID)}})...)
}

// UnbindRoom ends it; NotFound for all but administrators, and for another group.
func (s *Store) UnbindRoom(ctx context.Context, once casework.Once, by casework.Person, chat int64) error {
	return s.steps(ctx, append(s.byAdmin(once, by), noRoom(chat)...)...)
}

// LoseRoom ends the room, since the bot isn't in it any more, and tells the
// staff; NotFound for another group.
func (s *Store) LoseRoom(ctx context.Context, chat int64) error {
	steps := append(noRoom(chat), s.owe(casework.Notice{Kind: casework.TellRoomless, Priority: 1, Key: "roomless"}))
	err := s.steps(ctx, steps...)
	if err == nil {
		s.wake()
	}
	return err
}

func (s *Store) byAdmin(once casework.Once, by casework.Person) []step {
	steps := []step{{text: isAdmin, args: []any{string(by.ID)}, row: func(scanner) error { return nil },
		none: casework.Errorf(casework.NotFound, "no such room")}, rights(by)}
	if once != (casework.Once{}) {
		steps = append(steps, s.seen(once))
	}
	return steps
}

func noRoom(chat int64) []step {
	return []step{{text: dropRoomOf, args: []any{chat}, none: casework.Errorf(casework.NotFound, "no such room")},
		{text: dropThreads}, {text: dropRoomCards}}
}

// RoomThreads lists what is known of the room's threads.
func (s *Store) RoomThreads(ctx context.Context) (all []casework.RoomThread, err error) {
	err = s.read(ctx, step{text: roomThreads, row: func(r scanner) error {
		var t casework.RoomThread
		err := r.Scan(threadFields.into(&t)...)
		all = append(all, t)
		return err
	}})
	return all, err
}

// KeepRoomThread keeps what is known of one thread.
func (s *Store) KeepRoomThread(ctx context.Context, t casework.RoomThread) error {
	return s.steps(ctx, step{text: dropOneThread, args: []any{string(t.Topic)}}, step{text: insertThread, args: threadFields.args(&t)})
}
