package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
	_ "time/tzdata" // a small host or container may have no time zones of its own
)

// officeLimit is some hundred times the size of a large office.
const officeLimit = 1 << 20

// Office is the office file: who and what.
type Office struct {
	Name      map[string]string // by language
	Language  string            // for people whose language is unknown
	Location  *time.Location
	Dormant   time.Duration // whoever of the office did nothing for so long must be confirmed; 0: nobody
	Undo      time.Duration // how long an answer waits, so that it can be undone
	RoomWords bool          // residents' words may stand in the staff room
	// Broadcasts is how many messages to many residents may go out in seven days.
	Broadcasts int
	Assistant  string            // Off, or when a language model looks at cases too: Assist, Always
	Budget     Budget            // of the language model
	Emergency  map[string]string // the number to call in danger, by language; one for all under the office's
	Duty       []string          // deputies and staff who are told at once of danger
	Officers   []string          // staff who have the protected cases; none: the administrators
	Settle     time.Duration     // how long the rest of what a resident is typing is waited for
	Keep       Keep
	Week       [7]Span // working hours, by time.Weekday; all zero: at any time
	Holidays   []Days
	Workdays   []Days // extra days of work
	Quiet      Span   // when nobody is disturbed who hasn't chosen otherwise
	Topics     []Topic
	Deputies   []Deputy
	Aides      []Aide
	Staff      []Staff
	Spots      []Spot
	Ready      []Ready
}

// When a language model looks at cases.
const (
	Off    = "off"
	Assist = "assist" // where the classifier is unsure
	Always = "llm"
)

// Budget is what the language model may cost in a day.
type Budget struct{ Calls, Tokens int }

// Keep says how long each class of what is no longer needed is kept.
type Keep struct {
	Raw     time.Duration // the content of messages that couldn't be read
	Keys    time.Duration // which messages were acted on
	Closed  time.Duration // the words, files and people of closed cases
	Drafts  time.Duration // answers never confirmed
	Notices time.Duration // what was sent to whom
}

// Topic is a kind of matter with the times it must be claimed and answered in.
type Topic struct {
	ID                    string
	Name                  map[string]string // by language; always has the office's
	Claim, Answer         time.Duration
	ClaimDays, AnswerDays int  // working days, which count instead where given
	Urgent                bool // quiet hours don't hold its cases back
	Examples              []string
	Base                  string // the base model's name for it, of Labels; empty: it has none
}

// Deputy answers for topics. Telegram is 0 while the account isn't bound, Cap
// where any number of open cases is offered.
type Deputy struct {
	ID, Name string
	Telegram int64
	Cap      int
	Topics   []string
}

// Aide drafts what deputies answer. Telegram is 0 while the account isn't bound.
type Aide struct {
	ID, Name string
	Telegram int64
	Deputies []string
}

// Staff is a person of the station. Telegram is 0 while the account isn't bound.
type Staff struct {
	ID, Name string
	Telegram int64
	Role     string // Moderator or Admin
}

// The roles of staff.
const (
	Moderator = "moderator"
	Admin     = "admin"
)

// What the office file may leave out.
const (
	defaultLanguage   = "en"
	defaultTimezone   = "UTC"
	defaultSettle     = time.Minute
	defaultUndo       = 10 * time.Second
	defaultDormant    = 90 * 24 * time.Hour
	defaultBroadcasts = 2
	defaultClaim      = 24 * time.Hour
	defaultAnswer     = 168 * time.Hour
)

// ReadOffice reads the office file. What is wrong in it, or that it can't be
// read, comes back as an *Invalid.
func ReadOffice(path string, general []string) (Office, error) {
	data, err := ReadOfficeFile(path)
	if err != nil {
		var found faults
		found.add(path, "the office file can't be read: "+cause(err).Error(), "name a readable file in LIAISON_OFFICE")
		return Office{}, found.err()
	}
	return ParseOffice(path, data, general)
}

// ReadOfficeFile reads the content of an office file, as far as ParseOffice takes it.
func ReadOfficeFile(path string) ([]byte, error) {
	file, err := os.Open(path) // #nosec G304 -- whoever starts the program names the file
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, officeLimit+1)) // one more than ParseOffice takes
	return data, errors.Join(err, file.Close())
}

// ParseOffice reads an office file's content; name stands in what it complains of,
// general are the topics of the base model, which those of the office may name. The error is an *Invalid with every problem by line.
func ParseOffice(name string, data []byte, general []string) (Office, error) {
	r := &officeReader{file: name, general: general}
	root := r.document(data)
	if root.missing() {
		return Office{}, r.found.err()
	}
	office := r.office(root)
	if err := r.found.err(); err != nil {
		return Office{}, err
	}
	return office, nil
}

// office reads the whole; what hangs together across lists is checked last.
func (r *officeReader) office(root node) Office {
	fields := r.mapping(root, "the file", "office", "topics", "deputies", "aides", "staff", "spots", "ready", "retention")
	o := Office{Language: defaultLanguage, Settle: defaultSettle, Undo: defaultUndo, Dormant: defaultDormant, Broadcasts: defaultBroadcasts, Assistant: Off, Budget: defaultBudget, Location: time.UTC}
	r.head(fields.need("office"), &o)
	o.Topics = r.topics(fields.need("topics"), o.Language)
	o.Deputies = r.deputies(fields.need("deputies"))
	o.Aides = r.aides(fields.may("aides"), o.Deputies)
	o.Staff = r.staff(fields.need("staff"))
	o.Spots = r.spots(fields.may("spots"), o.Language)
	o.Ready = r.ready(fields.may("ready"), o.Language)
	o.Keep = r.keep(fields.may("retention"))
	r.checkResponsible(o)
	o.Duty, o.Officers = r.onDuty(o), r.officers(o)
	return o
}

// keep reads how long things are kept. The least spans leave time to look at
// what went wrong, and to recognise what Telegram sends again.
func (r *officeReader) keep(n node) Keep {
	const day = 24 * time.Hour
	k := Keep{Raw: 7 * day, Keys: 60 * day, Closed: 730 * day, Drafts: 7 * day, Notices: 90 * day}
	if n.missing() {
		return k
	}
	fields := r.mapping(n, "retention", "raw", "keys", "closed", "drafts", "notices")
	return Keep{
		Raw:     r.duration(fields.may("raw"), k.Raw, day),
		Keys:    r.duration(fields.may("keys"), k.Keys, 14*day),
		Closed:  r.duration(fields.may("closed"), k.Closed, 30*day),
		Drafts:  r.duration(fields.may("drafts"), k.Drafts, day),
		Notices: r.duration(fields.may("notices"), k.Notices, 14*day),
	}
}

func (r *officeReader) head(n node, o *Office) {
	if n.missing() {
		return
	}
	fields := r.mapping(n, "office", "name", "language", "timezone", "settle", "undo", "dormant", "room", "broadcasts", "emergency", "duty", "officer", "assistant", "budget", "hours", "holidays", "workdays", "quiet")
	if language := fields.may("language"); !language.missing() {
		o.Language = r.language(language)
	}
	o.Location = r.location(fields.may("timezone"))
	o.Settle = r.duration(fields.may("settle"), defaultSettle, 0)
	o.RoomWords = r.roomWords(fields.may("room"))
	o.Undo = r.duration(fields.may("undo"), defaultUndo, 0)
	if n := fields.may("dormant"); n.missing() || n.Value != "never" {
		o.Dormant = r.duration(n, defaultDormant, 7*24*time.Hour)
	} else {
		o.Dormant = 0
	}
	o.Broadcasts = r.broadcasts(fields.may("broadcasts"))
	o.Assistant, o.Budget = r.assistant(fields.may("assistant")), r.budget(fields.may("budget"))
	o.Emergency = r.emergency(fields.may("emergency"), o.Language)
	r.duty, r.officer = fields.may("duty"), fields.may("officer")
	o.Week = r.week(fields.may("hours"))
	o.Holidays, o.Workdays = r.days(fields.may("holidays"), "holidays"), r.days(fields.may("workdays"), "workdays")
	o.Quiet = r.span(fields.may("quiet"))
	o.Name = r.names(fields.need("name"), o.Language)
}

// broadcastLimit is more than anybody wants to read.
const broadcastLimit = 50

// broadcasts reads how many messages to many residents may go out in seven days.
func (r *officeReader) broadcasts(n node) int {
	if n.missing() {
		return defaultBroadcasts
	}
	most, err := strconv.Atoi(n.Value)
	if !n.scalar() || err != nil || most < 0 || most > broadcastLimit {
		r.wrong(n, "it isn't a number of messages", fmt.Sprintf("write one from 0 to %d", broadcastLimit))
		return defaultBroadcasts
	}
	return most
}

// location knows the zones of the world, but not "Local": the office's day
// mustn't depend on the machine it runs on.
func (r *officeReader) location(n node) *time.Location {
	zone := defaultTimezone
	if !n.missing() {
		zone = r.text(n, idLimit*2)
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" || zone == "" {
		r.wrong(n, fmt.Sprintf("there is no time zone %q", zone), "write one such as Asia/Shanghai, Europe/Berlin or UTC")
		return time.UTC
	}
	return location
}
