package bot

import "context"

// DataLimit is how many bytes the data of a button may have.
const DataLimit = 64

// Button is one key under a message. Data is at most DataLimit bytes and carries no right.
type Button struct{ Label, Data string }

// Entity marks a stretch of a text; Offset and Length count UTF-16 units.
type Entity struct {
	Type           string // bold, italic, code, blockquote, expandable_blockquote
	Offset, Length int
}

// File is a file that Telegram has, sent on by its handle. Kind is that of Media.
type File struct{ Kind, ID string }

// Document is a file made by the program, sent with the words as its caption.
type Document struct {
	Name string
	Data []byte
}

// Body is a message as it is to look. Without Photo it is text of any length,
// with Photo (a file id) the text is its caption.
type Body struct {
	Text     string
	Entities []Entity
	Rows     [][]Button
	Photo    string
	Document *Document
	Files    []File // follow it, each as a message of its own; an Edit leaves them out
	Unpassed string // what is said in place of a photo or file that Telegram won't pass on
	Thread   int    // of a forum, where it is sent; 0: none
	ReplyTo  int    // a message in the chat that it answers; sent without if that is gone
	Silent   bool   // arrives without a sound
	// Asks opens the reader's keyboard as a reply to this message; it goes without Rows.
	Asks bool
	// Edit is a message of the bot's in the chat that becomes this instead of a new
	// one being sent. It may be repeated freely, and shows no other Photo.
	Edit int
	// React is a message in the chat that gets Mark, an emoji, as the bot's reaction;
	// nothing is sent. Without Mark the reaction is taken away.
	React int
	Mark  string
}

// Empty reports that there is nothing to send or change.
func (b Body) Empty() bool {
	return b.Text == "" && b.Photo == "" && b.React == 0 && len(b.Files) == 0
}

// Screen is what a handler shows at once: a menu, a list, the changed card.
// The zero Screen shows nothing. A lost screen is asked for again; what must
// arrive goes by the outbox.
type Screen struct {
	Body
	// Edit changes a message instead of sending another: of a Press the one the
	// button hangs under, of a message the one of the bot's that it answers.
	Edit  bool
	Toast string // of a Press: the short line shown over the chat
	Also  []Body // sent after it, in order
	// Sent, if set, is called with the id of the message that shows the end of
	// Body once it was sent, so that replies to it can be told apart.
	Sent func(ctx context.Context, message int)
	// Again, if set, is acted on once more.
	Again *Again
}

// Again is an update that was set aside and is to be acted on once more, after
// those of its chat that came before. Asked for twice, it is acted on once. Ended is
// called when it was acted on, or was set aside anew.
type Again struct {
	Stray
	Ended func(context.Context) error
}

// Route is a row of the handlers' table: the first whose Takes is true gets the request.
type Route struct {
	Name  string
	Takes func(*Request) bool
	Do    func(context.Context, *Request) (Screen, error)
}
