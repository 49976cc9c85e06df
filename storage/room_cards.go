package storage

import (
	"context"

	"liaison/casework"
)

const (
	roomCards = `SELECT number, topic, message, version FROM room_cards ORDER BY number`

	upsertRoomCard = `INSERT INTO room_cards (number, topic, message, version) VALUES ($1, $2, $3, $4)
ON CONFLICT (number) DO UPDATE SET topic = excluded.topic, message = excluded.message, version = excluded.version`

	dropRoomCard  = `DELETE FROM room_cards WHERE number = $1`
	dropRoomCards = `DELETE FROM room_cards`
)

// RoomCards lists the cards that stand in the staff room: as many as are kept there, a few dozen.
func (s *Store) RoomCards(ctx context.Context) (all []casework.RoomCard, err error) {
	err = s.read(ctx, step{text: roomCards, row: func(r scanner) error {
		var c casework.RoomCard
		err := r.Scan((*string)(&c.Case), (*string)(&c.Topic), &c.Message, &c.Version)
		all = append(all, c)
		return err
	}})
	return all, err
}

// KeepRoomCard keeps where a case's card stands and what it shows, with the link
// by which replies to it belong to the case.
func (s *Store) KeepRoomCard(ctx context.Context, chat int64, c casework.RoomCard) error {
	return s.steps(ctx,
		step{text: upsertRoomCard, args: []any{string(c.Case), string(c.Topic), c.Message, c.Version}},
		keepLink(casework.Link{Ref: casework.Ref{Chat: chat, Message: c.Message}, Case: c.Case}))
}

// DropRoomCard forgets a card that stands there no more, or needs no change any more.
func (s *Store) DropRoomCard(ctx context.Context, n casework.Number) error {
	return s.steps(ctx, step{text: dropRoomCard, args: []any{string(n)}})
}
