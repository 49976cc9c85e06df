package bot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	bodyLimit   = 1 << 20
	webhookTime = 4500 * time.Millisecond // then Telegram is told to come again
)

// Webhook returns the handler of Telegram's pushes. It answers 200 only when the
// update is acted on or set aside, and 503 if that can't be had now. An empty secret
// lets nobody in.
func (r *Router) Webhook(secret string) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			r.refuse(w, http.StatusMethodNotAllowed)
			return
		}
		got := sha256.Sum256([]byte(req.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 || secret == "" {
			r.bot.count.unauthorised.Add(1)
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return
		}
		raw, status := readUpdate(w, req)
		if status != http.StatusOK {
			r.refuse(w, status)
			return
		}
		if r.receive(req.Context(), raw) != nil {
			w.Header().Set("Retry-After", "5")
			http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

func (r *Router) refuse(w http.ResponseWriter, status int) {
	r.bot.count.rejected.Add(1)
	http.Error(w, http.StatusText(status), status)
}

// readUpdate returns the body if it may be an update, else the status to refuse it with.
func readUpdate(w http.ResponseWriter, req *http.Request) (json.RawMessage, int) {
	if kind, _, err := mime.ParseMediaType(req.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, http.StatusBadRequest
	}
	if req.ContentLength > bodyLimit {
		return nil, http.StatusRequestEntityTooLarge
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, req.Body, bodyLimit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge
	}
	var object map[string]json.RawMessage
	if err != nil || json.Unmarshal(raw, &object) != nil || object == nil {
		return nil, http.StatusBadRequest
	}
	return raw, http.StatusOK
}

// receive acts on a pushed update within the time that Telegram is made to wait. If
// its turn comes later than that it is skipped, since it will be pushed again.
func (r *Router) receive(ctx context.Context, raw json.RawMessage) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), webhookTime)
	it := r.read(raw)
	done := make(chan error, 1)
	var left atomic.Bool
	r.chats.put(it.req.Chat, noLimit, func() time.Duration {
		defer cancel()
		if !left.Load() {
			done <- r.settle(ctx, it)
		}
		return 0
	})
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		left.Store(true)
		return ErrLater
	}
}
