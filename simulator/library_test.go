package simulator_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"liaison/simulator"
)

// TestTheRealLibraryTalksToIt is the honesty check: a client that was written
// against Telegram understands every answer.
func TestTheRealLibraryTalksToIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	seen := make(chan *models.Update, 4)
	b, err := bot.New(r.Token(), bot.WithServerURL(r.url), bot.WithNotAsyncHandlers(), bot.WithWorkers(1),
		bot.WithDefaultHandler(func(_ context.Context, _ *bot.Bot, u *models.Update) { seen <- u }))
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	defer end()
	go b.Start(ctx)
	if _, err := r.Say(ann, simulator.Draft{Text: "яма", Photo: picture(t, 400, 300)}); err != nil {
		t.Fatal(err)
	}
	u := <-seen
	if u.Message.Caption != "яма" || len(u.Message.Photo) != 2 || u.Message.From.LanguageCode != "ru" {
		t.Errorf("update: %+v", u.Message)
	}
	m, err := b.SendPhoto(ctx, &bot.SendPhotoParams{
		ChatID: ann, Photo: &models.InputFileUpload{Filename: "x.png", Data: bytes.NewReader(picture(t, 5, 5))},
		Caption: "seen", CaptionEntities: []models.MessageEntity{{Type: models.MessageEntityTypeBold, Offset: 0, Length: 4}},
		ReplyParameters: &models.ReplyParameters{MessageID: u.Message.ID},
		ReplyMarkup:     &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Yes", CallbackData: "y"}}}},
	})
	if err != nil || m.ReplyToMessage.ID != u.Message.ID || m.CaptionEntities[0].Type != models.MessageEntityTypeBold {
		t.Fatalf("sent: %+v, %v", m, err)
	}
	if _, err := r.Press(ann, m.ID, "y"); err != nil {
		t.Fatal(err)
	}
	press := (<-seen).CallbackQuery
	if press.Message.Message.ID != m.ID {
		t.Errorf("press: %+v", press)
	}
	if _, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: press.ID, Text: "ok"}); err != nil {
		t.Error(err)
	}
	if _, err := b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: ann, MessageID: u.Message.ID, Reaction: []models.ReactionType{
		{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: "👀"}},
	}}); err != nil {
		t.Error(err)
	}
	r.Script(simulator.Fault{RetryAfter: 7, Times: 1})
	var slow *bot.TooManyRequestsError
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: ann, Text: "x"}); !errors.As(err, &slow) || slow.RetryAfter != 7 {
		t.Errorf("429: %v", err)
	}
	r.Block(ann)
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: ann, Text: "x"}); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("403: %v", err)
	}
}

func TestTheRealLibraryReadsEveryKind(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	kinds := []string{"poll", "dice", "contact", "location", "venue", "sticker", "voice", "video", "video_note", "audio", "document", "story"}
	for _, kind := range kinds {
		if _, err := r.Say(ann, simulator.Draft{Kind: kind, Forwarded: true}); err != nil {
			t.Fatal(err)
		}
	}
	var all []models.Update
	r.ok("getUpdates", fields{}, &all)
	if len(all) != len(kinds) || all[2].Message.Contact.UserID != ann || all[0].Message.ForwardOrigin == nil {
		t.Errorf("updates: %+v", all)
	}
}
