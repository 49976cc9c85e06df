package bot

import (
	"context"
	"time"

	telegram "github.com/go-telegram/bot"
)

// forumWait is how long a call waits for its place among those to its group.
const forumWait = 5 * time.Second

// ForumLack says what a group lacks to be worked in by threads.
type ForumLack struct{ Forum, Topics, Pin bool }

// Lacks looks whether a group is a forum in which the bot may make topics and pin.
func (b *Bot) Lacks(ctx context.Context, chat int64) (ForumLack, error) {
	lack := ForumLack{Forum: true, Topics: true, Pin: true}
	v := b.call(ctx, func(ctx context.Context) error {
		c, err := b.lib.GetChat(ctx, &telegram.GetChatParams{ChatID: chat})
		if err == nil {
			lack.Forum = !c.IsForum
		}
		return err
	})
	if err := v.err(); err != nil {
		return lack, err
	}
	me, err := b.Me(ctx)
	if err != nil {
		return lack, err
	}
	v = b.call(ctx, func(ctx context.Context) error {
		m, err := b.lib.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat, UserID: me.ID})
		if err == nil && m.Administrator != nil {
			lack.Topics, lack.Pin = !m.Administrator.CanManageTopics, !m.Administrator.CanPinMessages
		}
		return err
	})
	return lack, v.err()
}

// CreateTopic makes a thread; of Sent, Message is its id.
func (b *Bot) CreateTopic(ctx context.Context, chat int64, name string) Outcome {
	thread := 0
	out := b.forum(ctx, chat, func(ctx context.Context) verdict {
		return b.call(ctx, func(ctx context.Context) error {
			t, err := b.lib.CreateForumTopic(ctx, &telegram.CreateForumTopicParams{ChatID: chat, Name: sound(name)})
			if err == nil {
				thread = t.MessageThreadID
			}
			return err
		})
	})
	out.Message = thread
	if out.Fate == Sent && thread == 0 {
		out.Fate = Unknown
	}
	return out
}

// RenameTopic gives a thread another name.
func (b *Bot) RenameTopic(ctx context.Context, chat int64, thread int, name string) Outcome {
	return b.forumCall(ctx, chat, func(ctx context.Context) error {
		_, err := b.lib.EditForumTopic(ctx, &telegram.EditForumTopicParams{ChatID: chat, MessageThreadID: thread, Name: sound(name)})
		return err
	})
}

// CloseTopic lets nobody but administrators write in a thread.
func (b *Bot) CloseTopic(ctx context.Context, chat int64, thread int) Outcome {
	return b.forumCall(ctx, chat, func(ctx context.Context) error {
		_, err := b.lib.CloseForumTopic(ctx, &telegram.CloseForumTopicParams{ChatID: chat, MessageThreadID: thread})
		return err
	})
}

// ReopenTopic undoes CloseTopic.
func (b *Bot) ReopenTopic(ctx context.Context, chat int64, thread int) Outcome {
	return b.forumCall(ctx, chat, func(ctx context.Context) error {
		_, err := b.lib.ReopenForumTopic(ctx, &telegram.ReopenForumTopicParams{ChatID: chat, MessageThreadID: thread})
		return err
	})
}

// Pin pins a message without a sound.
func (b *Bot) Pin(ctx context.Context, chat int64, message int) Outcome {
	return b.forumCall(ctx, chat, func(ctx context.Context) error {
		_, err := b.lib.PinChatMessage(ctx, &telegram.PinChatMessageParams{ChatID: chat, MessageID: message, DisableNotification: true})
		return err
	})
}

// Post sends a body, which must be within the limits.
func (b *Bot) Post(ctx context.Context, chat int64, body Body) Outcome {
	return b.forum(ctx, chat, func(ctx context.Context) verdict { return b.deliver(ctx, chat, body) })
}

// Change makes a text that the bot sent into another.
func (b *Bot) Change(ctx context.Context, chat int64, message int, body Body) Outcome {
	return b.forum(ctx, chat, func(ctx context.Context) verdict { return b.edit(ctx, chat, message, false, body) })
}

func (b *Bot) forumCall(ctx context.Context, chat int64, method func(context.Context) error) Outcome {
	return b.forum(ctx, chat, func(ctx context.Context) verdict { return b.call(ctx, method) })
}

// forum makes a call within the group's limits. What is so already is done.
func (b *Bot) forum(ctx context.Context, chat int64, do func(context.Context) verdict) Outcome {
	if err := b.pace.wait(ctx, chat, forumWait); err != nil {
		return Outcome{Fate: Unsent, Chat: chat, Reason: err.Error()}
	}
	v := do(ctx)
	b.keepPace(chat, v)
	if v.fate == Refused && v.says("not modified", "not_modified") {
		v.fate = Sent
	}
	out := Outcome{Fate: v.fate, Message: v.message, Chat: chat, Code: v.code, Reason: v.reason}
	if v.fate == Moved {
		out.Chat = v.moved
	}
	return out
}

// ThreadGone says that what was called for isn't there, since its thread isn't.
func (o Outcome) ThreadGone() bool {
	v := verdict{reason: o.Reason}
	return o.Fate == Refused && v.says("message thread not found", "topic_deleted", "topic_id_invalid")
}

// MessageGone says that the message that was to be changed or pinned isn't there.
func (o Outcome) MessageGone() bool {
	v := verdict{reason: o.Reason}
	return o.Fate == Refused && v.says("message to edit not found", "message to pin not found", "message_id_invalid", "can't be edited")
}
