package casework

import (
	"strings"
	"time"
)

// EntryKind says what an entry of a thread is.
type EntryKind string

// The kinds of entry.
const (
	Said     EntryKind = "said"     // the resident's words
	Question EntryKind = "question" // to the resident, who is waited for
	Answer   EntryKind = "answer"   // to the resident
	Draft    EntryKind = "draft"    // an answer that waits for its author's second word
	Sketch   EntryKind = "sketch"   // an aide's draft, which the deputy For whom it is decides on
	Scrapped EntryKind = "scrapped" // one that was declined; its words are gone
	Remark   EntryKind = "remark"   // words with a closing or a passing on
	Moved    EntryKind = "moved"    // the resident made it a case of its own
	Note     EntryKind = "note"     // between deputies and staff; no resident ever sees one
	Delay    EntryKind = "delay"    // to the resident: why the promised date moves
)

// unsent reports whether an entry is its author's alone, or an aide's and their deputy's.
func (k EntryKind) unsent() bool { return k == Draft || k == Sketch || k == Scrapped }

// Media is a file in an entry, known by the messenger's handle.
type Media struct {
	Kind     string `json:"kind"`
	FileID   string `json:"file_id"`
	UniqueID string `json:"unique_id,omitempty"`
	Name     string `json:"name,omitempty"`
	MIME     string `json:"mime,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Album    string `json:"album,omitempty"`   // what came together has one
	Message  int    `json:"message,omitempty"` // that it came in, of an album
}

// Ref is where a message stands in the messenger: its chat and its id there.
type Ref struct {
	Chat    int64
	Message int
}

// Entry is one contribution to a thread. (Case, Seq) names it.
type Entry struct {
	Case      Number
	Seq       int // from 1, without gaps
	Kind      EntryKind
	By        PersonID
	For       PersonID // whom By stood in for; empty: nobody
	Text      string   // byte-exact as received
	Media     []Media
	Sealed    []Sealed
	Forwarded bool
	Answers   int    // the entry of this thread that it answers; 0: none in particular
	Quote     string // what of it was picked out
	Ref       Ref    // the messenger message that it came in; zero: none
	At        time.Time
	Edited    time.Time // of the newest version; zero: never edited
	Revision  int       // 1 for the first version
}

// Intent says what a reply to a linked message means.
type Intent string

// The intents: an ordinary message of the thread, and the prompts that ask for a question, a note or the reason of a delay.
const (
	Talk       Intent = ""
	AskIntent  Intent = "ask"
	NoteIntent Intent = "note"
	BarIntent  Intent = "bar"

	AllIntent   Intent = "all"   // to answer all cases of the matter
	TitleIntent Intent = "title" // of the case's matter

	ExtendIntent Intent = "extend"
	LowerIntent  Intent = "lower"
)

const closing = "close:"

// CloseIntent is that of the prompt for the words with which a case is closed.
func CloseIntent(o Outcome) Intent { return Intent(closing + string(o)) }

// Closes gives the outcome with which a reply closes the case, if it does.
func (i Intent) Closes() (Outcome, bool) {
	o, ok := strings.CutPrefix(string(i), closing)
	return Outcome(o), ok
}

// Link is a messenger message that belongs to a case: one that the bot sent, or one that a person wrote.
type Link struct {
	Ref
	Case   Number
	Entry  int // the entry it shows or became; 0: none in particular
	Person PersonID
	Intent Intent
}
