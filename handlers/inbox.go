package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// Tray is the store's part of receiving.
type Tray interface {
	First(ctx context.Context, o casework.Once) (bool, error)
	SetAside(ctx context.Context, s casework.Stray) error
}

// Inbox is the bot.Inbox of the program, over the store.
type Inbox struct{ tray Tray }

// NewInbox puts the store's tray into the bot's hands.
func NewInbox(t Tray) *Inbox { return &Inbox{tray: t} }

// First keeps the key and reports whether it was new.
func (i *Inbox) First(ctx context.Context, o bot.Once) (bool, error) {
	return i.tray.First(ctx, onceOf(o))
}

// SetAside keeps a stray for the staff.
func (i *Inbox) SetAside(ctx context.Context, s bot.Stray) error {
	return i.tray.SetAside(ctx, casework.Stray{Once: onceOf(s.Once), Chat: s.Chat, Raw: s.Raw, Reason: s.Reason})
}

func onceOf(o bot.Once) casework.Once { return casework.Once{Key: o.ID, Print: o.Print} }
