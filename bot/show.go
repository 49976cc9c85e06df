package bot

import (
	"context"
	"time"

	"github.com/rs/zerolog"
)

const (
	toastLimit = 200              // of Telegram, in characters
	screenWait = 15 * time.Second // a screen that can't be shown by then is dropped
)

func (s Screen) empty() bool {
	return s.blank() && s.Toast == "" && !s.Edit && len(s.Also) == 0 && s.Again == nil
}

// blank reports that the screen itself is no message.
func (s Screen) blank() bool { return s.Text == "" && s.Photo == "" && len(s.Files) == 0 }

// acknowledge ends the waiting mark on the button, beside whatever else the chat
// waits for; other requests need none.
func (r *Router) acknowledge(ctx context.Context, req *Request, toast string) {
	if req.Kind != Press || req.callback == "" {
		return
	}
	ctx = context.WithoutCancel(ctx)
	key := hash(req.callback)
	r.answers.put(key, toShow, func() time.Duration {
		if v := r.bot.answer(ctx, req.callback, toast); v.fate != Sent {
			zerolog.Ctx(ctx).Warn().Int("code", v.code).Str("reason", v.reason).Msg("button not acknowledged")
		}
		return 0
	})
}

// show puts a screen into its chat's lane: the update needn't wait for it.
func (r *Router) show(ctx context.Context, req *Request, screen Screen) {
	ctx = context.WithoutCancel(ctx)
	kept := r.screens.put(req.Chat, toShow, func() time.Duration {
		r.display(ctx, req, screen)
		return 0
	})
	if !kept {
		r.lost(ctx, "too many wait in this chat", 0)
	}
}

func (r *Router) display(ctx context.Context, req *Request, screen Screen) {
	var bodies []Body
	switch {
	case screen.Edit && screen.Photo == "" && req.shown() != 0:
		rest, ok := r.change(ctx, req, screen.Body)
		if !ok {
			return
		}
		bodies = rest
	case !screen.blank():
		bodies = Split(screen.Body)
	}
	if !r.placeAll(ctx, req.Chat, bodies, screen.Sent) {
		return
	}
	for _, b := range screen.Also {
		if !r.placeAll(ctx, req.Chat, Split(b), nil) {
			return
		}
	}
}

// shown is the message of the bot's that a request is about.
func (r *Request) shown() int {
	switch r.Kind {
	case Press:
		return r.Message
	case Message:
		return r.ReplyTo
	}
	return 0
}

// placeAll sends the parts of a body and tells which message shows the last.
func (r *Router) placeAll(ctx context.Context, chat int64, parts []Body, sent func(context.Context, int)) bool {
	for i, b := range parts {
		id := r.place(ctx, chat, b)
		if id == 0 {
			return false
		}
		if sent != nil && i == len(parts)-1 {
			sent(ctx, id)
		}
	}
	return true
}

// change edits the message under the button and returns what is to be sent besides:
// the parts that don't fit, or all of it if the message can't be edited any more.
func (r *Router) change(ctx context.Context, req *Request, body Body) (rest []Body, ok bool) {
	body.Files = nil // they came with it when it was new
	parts := Split(body)
	if req.onPhoto {
		parts = splitAt(body, captionLimit)
	}
	if err := r.bot.pace.wait(ctx, req.Chat, screenWait); err != nil {
		r.lost(ctx, err.Error(), 0)
		return nil, false
	}
	v := r.bot.edit(ctx, req.Chat, req.shown(), req.onPhoto, parts[0])
	r.bot.keepPace(req.Chat, v)
	switch {
	case v.fate == Sent, v.says("message is not modified"):
		r.bot.count.screens.Add(1)
		return parts[1:], true
	case v.fate == Refused && v.says("message to edit not found", "can't be edited", "message_id_invalid"):
		if body.Text == "" || req.Kind != Press { // a reply was acted on: its old card is only decoration
			return nil, true
		}
		return Split(body), true
	}
	r.lost(ctx, v.reason, v.code)
	return nil, false
}

// place sends one message of a screen and gives its id; 0: it is lost.
func (r *Router) place(ctx context.Context, chat int64, b Body) int {
	if err := r.bot.pace.wait(ctx, chat, screenWait); err != nil {
		r.lost(ctx, err.Error(), 0)
		return 0
	}
	v := r.bot.deliver(ctx, chat, b)
	r.bot.keepPace(chat, v)
	if v.fate != Sent {
		r.lost(ctx, v.reason, v.code)
		return 0
	}
	r.bot.count.screens.Add(1)
	return v.message
}

// lost notes a screen that wasn't shown; the person will ask again.
func (r *Router) lost(ctx context.Context, reason string, code int) {
	r.bot.count.screensLost.Add(1)
	zerolog.Ctx(ctx).Warn().Int("code", code).Str("reason", reason).Msg("screen lost")
}
