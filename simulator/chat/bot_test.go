package chat_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"liaison/simulator"
)

// bot is a scripted bot over the simulator's Bot API: a resident agrees, a
// deputy gets a card, an answer goes back, the resident says whether it helped.
type bot struct {
	t    *testing.T
	base string
	say  script

	mu       sync.Mutex
	resident map[int64]int64 // deputy -> the resident whose matter it is
	matter   map[int64]string
	cards    map[int64]int // deputy -> the card's message
}

// script is what the bot says, in one language.
type script struct {
	Consent, Agree, Received, Card, Answer, Pass, Answered, Helped, Yes, Partly, No, Thanks, Toast, Unsure string

	deputy, staff int64
}

// startBot polls until the test ends.
func startBot(t *testing.T, srv *simulator.Server, say script) *bot {
	t.Helper()
	web := httptest.NewServer(srv)
	b := &bot{
		t: t, base: web.URL + "/bot" + srv.Token() + "/", say: say,
		resident: map[int64]int64{}, matter: map[int64]string{}, cards: map[int64]int{},
	}
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { b.poll(ctx) })
	t.Cleanup(func() {
		cancel()
		done.Wait()
		web.Close()
	})
	return b
}

type object map[string]any

type incoming struct {
	ID      int `json:"update_id"`
	Message *struct {
		ID   int `json:"message_id"`
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
		Text    string `json:"text"`
		Caption string `json:"caption"`
		ReplyTo *struct {
			ID int `json:"message_id"`
		} `json:"reply_to_message"`
	} `json:"message"`
	Query *struct {
		ID   string `json:"id"`
		From struct {
			ID int64 `json:"id"`
		} `json:"from"`
		Message struct {
			ID int `json:"message_id"`
		} `json:"message"`
		Data string `json:"data"`
	} `json:"callback_query"`
}

func (b *bot) poll(ctx context.Context) {
	offset := 0
	for ctx.Err() == nil {
		var got []incoming
		if err := b.call(ctx, "getUpdates", object{"offset": offset, "timeout": 20}, &got); err != nil {
			if ctx.Err() == nil {
				b.t.Errorf("poll: %v", err)
			}
			return
		}
		for _, u := range got {
			offset = u.ID + 1
			b.handle(ctx, u)
		}
	}
}

func (b *bot) handle(ctx context.Context, u incoming) {
	switch {
	case u.Query != nil:
		b.pressed(ctx, u)
	case u.Message == nil:
	case u.Message.Chat.ID >= 900000:
		b.fromDeputy(ctx, u.Message.Chat.ID, u.Message.Text)
	case strings.HasPrefix(u.Message.Text, "/"):
		b.send(ctx, u.Message.Chat.ID, object{"text": u.Message.Text + " ?", "reply_markup": object{"force_reply": true}})
	default:
		b.fromResident(ctx, u.Message.Chat.ID, u.Message.ID, u.Message.Text+u.Message.Caption)
	}
}

func (b *bot) fromResident(ctx context.Context, who int64, id int, text string) {
	b.mu.Lock()
	b.matter[who] = text
	b.mu.Unlock()
	b.must(ctx, "setMessageReaction", object{"chat_id": who, "message_id": id, "reaction": []object{{"type": "emoji", "emoji": "👀"}}}, nil)
	b.send(ctx, who, object{"text": b.say.Consent, "reply_markup": keyboard([]string{b.say.Agree, "agree"})})
}

func (b *bot) fromDeputy(ctx context.Context, who int64, text string) {
	b.mu.Lock()
	resident, card := b.resident[who], b.cards[who]
	b.mu.Unlock()
	if resident == 0 {
		return
	}
	b.must(ctx, "editMessageText", object{"chat_id": who, "message_id": card, "text": b.say.Answered}, nil)
	b.send(ctx, resident, b.quoted(b.say.Helped, text, object{"reply_markup": keyboard(
		[]string{b.say.Yes, "rate:yes"}, []string{b.say.Partly, "rate:partly"}, []string{b.say.No, "rate:no"})}))
}

func (b *bot) pressed(ctx context.Context, u incoming) {
	who := u.Query.From.ID
	b.must(ctx, "answerCallbackQuery", object{"callback_query_id": u.Query.ID, "text": b.say.Toast, "show_alert": u.Query.Data == "pass"}, nil)
	switch {
	case u.Query.Data == "agree":
		b.must(ctx, "editMessageText", object{"chat_id": who, "message_id": u.Query.Message.ID, "text": b.say.Received}, nil)
		b.mu.Lock()
		deputy, text := b.say.deputy, cmp.Or(b.matter[who], "…")
		b.resident[deputy] = who
		b.mu.Unlock()
		sent := b.send(ctx, deputy, b.quoted(b.say.Card, text, object{"reply_markup": keyboard(
			[]string{b.say.Answer, "answer"}, []string{b.say.Pass, "pass"})}))
		b.mu.Lock()
		b.cards[deputy] = sent
		b.mu.Unlock()
		b.send(ctx, b.say.staff, object{"text": b.say.Unsure})
	case strings.HasPrefix(u.Query.Data, "rate:"):
		b.must(ctx, "editMessageText", object{"chat_id": who, "message_id": u.Query.Message.ID, "text": b.say.Thanks}, nil)
	}
}

// quoted puts a person's words as a quotation into a sentence with one %s.
func (b *bot) quoted(sentence, words string, more object) object {
	before, after, _ := strings.Cut(sentence, "%s")
	length := func(s string) int { return len(utf16Of(s)) }
	first, _, _ := strings.Cut(before, "\n")
	more["text"] = before + words + after
	more["entities"] = []object{
		{"type": "bold", "offset": 0, "length": length(first)},
		{"type": "expandable_blockquote", "offset": length(before), "length": length(words)},
	}
	return more
}

func (b *bot) send(ctx context.Context, chat int64, params object) int {
	var sent struct {
		ID int `json:"message_id"`
	}
	params["chat_id"] = chat
	b.must(ctx, "sendMessage", params, &sent)
	return sent.ID
}

func (b *bot) must(ctx context.Context, method string, params object, into any) {
	if err := b.call(ctx, method, params, into); err != nil && ctx.Err() == nil {
		b.t.Errorf("bot: %v", err)
	}
}

func (b *bot) call(ctx context.Context, method string, params object, into any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("encode %s: %w", method, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask %s: %w", method, err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("call %s: %w", method, err)
	}
	defer func() { _ = answer.Body.Close() }()
	var out struct {
		OK          bool            `json:"ok"`
		Description string          `json:"description"`
		Result      json.RawMessage `json:"result"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		return fmt.Errorf("read %s: %w", method, err)
	}
	if strings.Contains(out.Description, "message is not modified") {
		return nil // as good as done
	}
	if !out.OK {
		return fmt.Errorf("%s: %s", method, out.Description)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(out.Result, into)
}

func keyboard(buttons ...[]string) object {
	row := []object{}
	for _, b := range buttons {
		row = append(row, object{"text": b[0], "callback_data": b[1]})
	}
	return object{"inline_keyboard": [][]object{row}}
}
