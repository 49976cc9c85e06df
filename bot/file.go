package bot

import (
	"context"
	"fmt"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// postFile sends a file on as it is; nothing is downloaded.
func (b *Bot) postFile(ctx context.Context, chat int64, f File) (err error) {
	data := &models.InputFileString{Data: f.ID}
	switch f.Kind {
	case "photo":
		_, err = b.lib.SendPhoto(ctx, &telegram.SendPhotoParams{ChatID: chat, Photo: data})
	case "video":
		_, err = b.lib.SendVideo(ctx, &telegram.SendVideoParams{ChatID: chat, Video: data})
	case "video_note":
		_, err = b.lib.SendVideoNote(ctx, &telegram.SendVideoNoteParams{ChatID: chat, VideoNote: data})
	case "voice":
		_, err = b.lib.SendVoice(ctx, &telegram.SendVoiceParams{ChatID: chat, Voice: data})
	case "audio":
		_, err = b.lib.SendAudio(ctx, &telegram.SendAudioParams{ChatID: chat, Audio: data})
	case "animation":
		_, err = b.lib.SendAnimation(ctx, &telegram.SendAnimationParams{ChatID: chat, Animation: data})
	case "document":
		_, err = b.lib.SendDocument(ctx, &telegram.SendDocumentParams{ChatID: chat, Document: data})
	case "sticker":
		_, err = b.lib.SendSticker(ctx, &telegram.SendStickerParams{ChatID: chat, Sticker: data})
	default:
		return fmt.Errorf("send a file of the unknown kind %q", f.Kind)
	}
	return err
}
