package bot

import (
	"context"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// amend changes a message that was sent before. That it is so already is success.
func (b *Bot) amend(ctx context.Context, chat int64, body Body) verdict {
	v := b.edit(ctx, chat, body.Edit, body.Photo != "", body)
	if v.fate == Refused && v.says("message is not modified") {
		v = verdict{fate: Sent, code: v.code}
	}
	v.message = body.Edit
	return v
}

// react puts the bot's one reaction on a message, or takes it away.
func (b *Bot) react(ctx context.Context, chat int64, id int, mark string) verdict {
	reaction := []models.ReactionType{}
	if mark != "" {
		reaction = append(reaction, models.ReactionType{
			Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: mark},
		})
	}
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.SetMessageReaction(ctx, &telegram.SetMessageReactionParams{ChatID: chat, MessageID: id, Reaction: reaction})
		return err
	})
	if v.fate == Refused && v.says("not modified", "reaction_not_modified") {
		v = verdict{fate: Sent, code: v.code}
	}
	v.message = id
	return v
}
