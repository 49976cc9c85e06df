package bot

import "time"

// Kind says what a person did.
type Kind int

// The kinds of update that the program asks Telegram for.
const (
	Message    Kind = iota + 1 // a new message
	Edited                     // a message changed by its author
	Press                      // a button under one of the bot's messages
	Membership                 // the bot was blocked, unblocked, added or removed
	Reaction                   // a reaction to a message
)

// Once names an update for good: ID is "tg:" and the update's id, Print a
// fingerprint of its content, since Telegram's ids restart at random after a quiet week.
type Once struct{ ID, Print string }

// User is the person behind an update. Language is Telegram's hint and may be empty.
type User struct {
	ID       int64
	Name     string
	Language string
}

// Media is a file inside a message, known by Telegram's handle; it isn't downloaded.
type Media struct {
	Kind     string // photo, voice, video, video_note, document, audio, animation, sticker
	FileID   string
	UniqueID string
	Name     string // as the sender named it; empty for photos
	MIME     string
	Size     int64 // bytes
}

// Request is one update, decoded: what one person did in one chat.
type Request struct {
	Once    Once
	Kind    Kind
	Chat    int64
	Private bool // the chat is the person's own chat with the bot
	From    User
	Message int    // the message; for a Press, the one the button hangs under
	Thread  int    // of a forum, where it was said; 0: none
	ReplyTo int    // the message in this chat that it answers; 0 if none
	Quote   string // what they picked out of that message; may be forged
	// Of a reply to one of the bot's own messages in a private chat: its words and
	// the data of its buttons, as Telegram quotes them. People can't forge these.
	ReplyText string
	ReplyData []string

	Bot   string    // the bot's own @name without the @; empty while unknown
	Date  time.Time // Telegram's; for display only
	Text  string    // text or caption, lone surrogates replaced by U+FFFD
	Media []Media
	Other string // the kind of a message that carries neither text nor Media: "poll", "dice", "contact", "location", ...
	Album string // media_group_id

	Secret *Private // of a message whose Other is a location, a venue or a contact

	Forwarded bool
	Command   string   // "start" for "/start@OurBot abc"; empty if the text is no command
	Payload   string   // what follows the command, trimmed
	Data      string   // of a Press
	Keys      []string // of a Press: the data of all buttons under the message, as Telegram shows it
	CanWrite  bool     // of a Membership: whether the bot may write to this chat now

	callback string // of a Press: Telegram's handle for the answer
	onPhoto  bool   // of a Press: the message is a photo, its text a caption
}
