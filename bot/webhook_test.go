package bot

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func pushed(body []byte, change func(*http.Request)) *http.Request {
	req := httptest.NewRequest(http.MethodPost, "/telegram", bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s3cret")
	if change != nil {
		change(req)
	}
	return req
}

func TestI4_T21_WebhookForms(t *testing.T) {
	t.Parallel()
	good := messageUpdate(1, 7, "a")
	for name, tt := range map[string]struct {
		body   []byte
		change func(*http.Request)
		want   int
	}{
		"sound":             {good, nil, 200},
		"T21 GET":           {good, func(r *http.Request) { r.Method = http.MethodGet }, 405},
		"T21 no secret":     {good, func(r *http.Request) { r.Header.Del("X-Telegram-Bot-Api-Secret-Token") }, 401},
		"T21 wrong secret":  {good, func(r *http.Request) { r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "other") }, 401},
		"I4 invalid JSON":   {[]byte(`{"update_id":1`), nil, 400},
		"I4 no object":      {[]byte(`[1]`), nil, 400},
		"I4 10 MB":          {bytes.Repeat([]byte("a"), 10<<20), nil, 413},
		"I4 10 MB chunked":  {bytes.Repeat([]byte("a"), 10<<20), func(r *http.Request) { r.ContentLength = -1 }, 413},
		"I4 content type":   {good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 400},
		"I4 nesting":        {[]byte(`{"update_id":1,"x":` + strings.Repeat("[", 10000) + strings.Repeat("]", 10000) + `}`), nil, 400},
		"I5 unknown update": {[]byte(`{"update_id":1,"hologram":{}}`), nil, 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box := newInbox()
			r := NewRouter(newBot(t, &api{}, Limits{}), box, table(func(context.Context, *Request) (Screen, error) { return Screen{}, nil }))
			w := httptest.NewRecorder()
			r.Webhook("s3cret").ServeHTTP(w, pushed(tt.body, tt.change))
			if w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
			if c := r.bot.Counts(); tt.want != 200 && (c.Received != 0 || c.Rejected+c.Unauthorised != 1 || len(box.strays) != 0) {
				t.Errorf("counts %+v", c)
			}
		})
	}
	w := httptest.NewRecorder()
	r := NewRouter(newBot(t, &api{}, Limits{}), newInbox(), nil)
	r.Webhook("").ServeHTTP(w, pushed(good, func(r *http.Request) { r.Header.Del("X-Telegram-Bot-Api-Secret-Token") }))
	if w.Code != 401 {
		t.Errorf("an empty secret let in: %d", w.Code)
	}
}

func TestT22_S4_WebhookAnswersInTime(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(context.Context, *Request) (Screen, error){
		"T22 locked": func(ctx context.Context, _ *Request) (Screen, error) { <-ctx.Done(); return Screen{}, ctx.Err() },
		"T22 deaf":   func(context.Context, *Request) (Screen, error) { <-time.After(time.Minute); return Screen{}, nil },
		"S1 later":   func(context.Context, *Request) (Screen, error) { return Screen{}, ErrLater },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				box := newInbox()
				r := NewRouter(newBot(t, &api{}, Limits{}), box, table(do))
				start, w := time.Now(), httptest.NewRecorder()
				r.Webhook("s3cret").ServeHTTP(w, pushed(messageUpdate(1, 7, "a"), nil))
				if w.Code != 503 || w.Header().Get("Retry-After") != "5" || time.Since(start) > 5*time.Second {
					t.Errorf("%d after %v", w.Code, time.Since(start))
				}
				_ = r.Drain(t.Context())
				if len(box.strays) != 0 {
					t.Error("set aside though only the storage was slow")
				}
			})
		})
	}
}
