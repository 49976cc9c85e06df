package bot

import (
	"bytes"
	"context"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// deliver sends one body, which must be within the limits. A refusal of its
// entities is mended by one plain copy, a lost reply target by one without it, a
// file that isn't passed on by the words alone: all were rejections, so nothing
// can arrive twice.
func (b *Bot) deliver(ctx context.Context, chat int64, body Body) verdict {
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	switch {
	case body.React != 0:
		return b.react(ctx, chat, body.React, body.Mark)
	case body.Edit != 0:
		return b.amend(ctx, chat, body)
	}
	v := b.post(ctx, chat, body)
	if v.fate == Refused && len(body.Entities) > 0 && v.says("can't parse entities", "entity") {
		b.count.plain.Add(1)
		body.Entities = nil
		v = b.post(ctx, chat, body)
	}
	if v.fate == Refused && body.ReplyTo != 0 && v.says("message thread not found",
		"message to be replied not found", "message to reply not found", "replied message not found") {
		body.ReplyTo = 0
		v = b.post(ctx, chat, body)
	}
	if words, ok := body.wordsAlone(); ok && v.fate == Refused {
		v = b.post(ctx, chat, words)
	}
	return v
}

// wordsAlone is a body without its photo or file, and with a line that says so.
func (b Body) wordsAlone() (Body, bool) {
	if b.Photo == "" && len(b.Files) == 0 || b.Unpassed == "" {
		return b, false
	}
	if b.Text != "" {
		b.Text += "\n\n"
	}
	b.Text += b.Unpassed
	b.Photo, b.Files = "", nil
	return b, true
}

func (b *Bot) post(ctx context.Context, chat int64, body Body) verdict {
	v := b.call(ctx, func(ctx context.Context) error {
		if len(body.Files) == 1 {
			return b.postFile(ctx, chat, body.Files[0])
		}
		if body.Document != nil {
			_, err := b.lib.SendDocument(ctx, document(chat, body))
			return err
		}
		if body.Photo != "" {
			_, err := b.lib.SendPhoto(ctx, photo(chat, body))
			return err
		}
		_, err := b.lib.SendMessage(ctx, message(chat, body))
		return err
	})
	if v.fate == Sent && v.message == 0 {
		return verdict{fate: Unknown, code: v.code, reason: "the answer named no message"}
	}
	return v
}

func message(chat int64, body Body) *telegram.SendMessageParams {
	return &telegram.SendMessageParams{
		ChatID: chat, MessageThreadID: body.Thread, Text: sound(body.Text), Entities: entities(body.Entities),
		DisableNotification: body.Silent,
		LinkPreviewOptions:  noPreview(), ReplyParameters: replyTo(body.ReplyTo), ReplyMarkup: markup(body),
	}
}

func photo(chat int64, body Body) *telegram.SendPhotoParams {
	return &telegram.SendPhotoParams{
		ChatID: chat, MessageThreadID: body.Thread, Photo: &models.InputFileString{Data: body.Photo},
		Caption: sound(body.Text), CaptionEntities: entities(body.Entities), DisableNotification: body.Silent,
		ReplyParameters: replyTo(body.ReplyTo), ReplyMarkup: keyboard(body.Rows),
	}
}

func document(chat int64, body Body) *telegram.SendDocumentParams {
	return &telegram.SendDocumentParams{
		ChatID: chat, Document: &models.InputFileUpload{Filename: body.Document.Name, Data: bytes.NewReader(body.Document.Data)},
		Caption: sound(body.Text), CaptionEntities: entities(body.Entities), ReplyMarkup: keyboard(body.Rows),
	}
}

// edit changes a message of the bot's. An empty text changes its buttons alone.
func (b *Bot) edit(ctx context.Context, chat int64, id int, isPhoto bool, body Body) verdict {
	if body.Text == "" {
		return b.editButtons(ctx, chat, id, body.Rows)
	}
	if isPhoto {
		return b.editCaption(ctx, chat, id, body)
	}
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.EditMessageText(ctx, &telegram.EditMessageTextParams{
			ChatID: chat, MessageID: id, Text: sound(body.Text), Entities: entities(body.Entities),
			LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(body.Rows),
		})
		return err
	})
	if v.fate == Refused && v.says("no text in the message") {
		return b.editCaption(ctx, chat, id, body)
	}
	return v
}

func (b *Bot) editCaption(ctx context.Context, chat int64, id int, body Body) verdict {
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.EditMessageCaption(ctx, &telegram.EditMessageCaptionParams{
			ChatID: chat, MessageID: id, Caption: sound(body.Text), CaptionEntities: entities(body.Entities),
			ReplyMarkup: keyboard(body.Rows),
		})
		return err
	})
	if v.fate == Refused && v.says("no caption in the message", "caption is too long") {
		return b.editButtons(ctx, chat, id, body.Rows)
	}
	return v
}

func (b *Bot) editButtons(ctx context.Context, chat int64, id int, rows [][]Button) verdict {
	return b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.EditMessageReplyMarkup(ctx, &telegram.EditMessageReplyMarkupParams{
			ChatID: chat, MessageID: id, ReplyMarkup: keyboard(rows),
		})
		return err
	})
}

// answer ends the waiting mark on a pressed button. Too late is as good as done.
func (b *Bot) answer(ctx context.Context, callback, toast string) verdict {
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{
			CallbackQueryID: callback, Text: clip(sound(toast), toastLimit),
		})
		return err
	})
	if v.fate == Refused && v.says("query is too old", "query id is invalid", "query_id_invalid") {
		v.fate = Sent
	}
	return v
}

// markup is what hangs under a new message: its buttons, or the wish for a reply.
func markup(body Body) models.ReplyMarkup {
	if body.Asks && len(body.Rows) == 0 {
		return &models.ForceReply{ForceReply: true}
	}
	return keyboard(body.Rows)
}

// keyboard returns a nil interface for no rows, which the library leaves out.
func keyboard(rows [][]Button) models.ReplyMarkup {
	var keys [][]models.InlineKeyboardButton
	for _, row := range rows {
		line := make([]models.InlineKeyboardButton, 0, len(row))
		for _, b := range row {
			line = append(line, models.InlineKeyboardButton{Text: sound(b.Label), CallbackData: b.Data})
		}
		if len(line) > 0 {
			keys = append(keys, line)
		}
	}
	if keys == nil {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keys}
}

func entities(list []Entity) []models.MessageEntity {
	var out []models.MessageEntity
	for _, e := range list {
		out = append(out, models.MessageEntity{Type: models.MessageEntityType(e.Type), Offset: e.Offset, Length: e.Length})
	}
	return out
}

func replyTo(id int) *models.ReplyParameters {
	if id == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: id, AllowSendingWithoutReply: true}
}

// noPreview keeps a link in a person's words from being fetched and shown.
func noPreview() *models.LinkPreviewOptions {
	off := true
	return &models.LinkPreviewOptions{IsDisabled: &off}
}

// sound makes text that Telegram accepts as UTF-8.
func sound(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
