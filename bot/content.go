package bot

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// content is the part of a message that the program reads.
type content struct {
	ID      int             `json:"message_id"`
	From    user            `json:"from"`
	Chat    chat            `json:"chat"`
	Date    int64           `json:"date"`
	Edit    int64           `json:"edit_date"`
	Text    string          `json:"text"`
	Caption string          `json:"caption"`
	Thread  int             `json:"message_thread_id"`
	Topic   bool            `json:"is_topic_message"`
	Album   string          `json:"media_group_id"`
	Forward json.RawMessage `json:"forward_origin"`
	ReplyTo *answered       `json:"reply_to_message"`
	Quote   *quotation      `json:"quote"`
	Markup  buttons         `json:"reply_markup"`

	Photo     []file `json:"photo"`
	Voice     *file  `json:"voice"`
	Video     *file  `json:"video"`
	VideoNote *file  `json:"video_note"`
	Document  *file  `json:"document"`
	Audio     *file  `json:"audio"`
	Animation *file  `json:"animation"`
	Sticker   *file  `json:"sticker"`
}

// answered is the message that another one answers.
type answered struct {
	ID   int `json:"message_id"`
	From struct {
		Bot bool `json:"is_bot"`
	} `json:"from"`
	Text    string  `json:"text"`
	Caption string  `json:"caption"`
	Photo   []file  `json:"photo"`
	Markup  buttons `json:"reply_markup"`
}

// buttons are those under a message of the bot's.
type buttons struct {
	Rows [][]struct {
		Data string `json:"callback_data"`
	} `json:"inline_keyboard"`
}

func (m buttons) data() (all []string) {
	for _, row := range m.Rows {
		for _, b := range row {
			all = append(all, b.Data)
		}
	}
	return all
}

// readQuoted keeps what the bot itself had written: in a private chat no other bot writes.
func (r *Request) readQuoted(q *answered) {
	if q == nil {
		return
	}
	r.ReplyTo = q.ID
	if !q.From.Bot || !r.Private {
		return
	}
	r.ReplyText, r.onPhoto = q.Text+q.Caption, len(q.Photo) > 0
	r.ReplyData = q.Markup.data()
}

type file struct {
	ID     string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Name   string `json:"file_name"`
	MIME   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// quotation is what a person picked out of the message that they answer.
type quotation struct {
	Text string `json:"text"`
}

func (r *Request) readMessage(raw json.RawMessage, kind Kind, botName string) error {
	var m content
	if err := json.Unmarshal(raw, &m); err != nil {
		r.salvage(raw)
		return fmt.Errorf("decode message: %w", err)
	}
	r.Kind, r.Chat, r.Private, r.From, r.Message = kind, m.Chat.ID, m.Chat.private(), m.From.public(), m.ID
	r.Date, r.Album, r.Forwarded = when(max(m.Date, m.Edit)), m.Album, m.Forward != nil
	r.Text, r.Media = m.Text+m.Caption, m.media() // a message has one or the other
	if m.Topic {                                  // replies have a thread id in other groups too
		r.Thread = m.Thread
	}
	r.readQuoted(m.ReplyTo)
	if m.Quote != nil && r.ReplyTo != 0 {
		r.Quote = m.Quote.Text
	}
	if m.Chat.ID == 0 || m.ID == 0 || (r.Private && m.From.ID == 0) {
		return errUnsupported
	}
	r.Command, r.Payload = command(m.Text, botName)
	if r.Text == "" && len(r.Media) == 0 {
		return r.readOther(raw)
	}
	return nil
}

// readOther names what the message carries instead. A person is told about it in
// their own chat; anywhere else nobody waits for an answer.
func (r *Request) readOther(raw json.RawMessage) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return fmt.Errorf("decode message: %w", err)
	}
	r.Other = other(fields)
	r.Secret = readPrivate(r.Other, fields[r.Other])
	switch {
	case service[r.Other]:
		return errIgnored
	case !r.Private:
		return errUnsupported
	}
	return nil
}

// salvage finds the chat of a message that can't be decoded, for staff to see.
func (r *Request) salvage(raw json.RawMessage) {
	var m struct {
		Chat chat `json:"chat"`
	}
	if json.Unmarshal(raw, &m) == nil {
		r.Chat, r.Private = m.Chat.ID, m.Chat.private()
	}
}

func (m *content) media() []Media {
	var list []Media
	add := func(kind string, f *file) {
		if f != nil && f.ID != "" {
			list = append(list, Media{Kind: kind, FileID: f.ID, UniqueID: f.Unique, Name: f.Name, MIME: f.MIME, Size: f.Size})
		}
	}
	add("photo", largest(m.Photo))
	add("voice", m.Voice)
	add("video", m.Video)
	add("video_note", m.VideoNote)
	add("audio", m.Audio)
	add("animation", m.Animation)
	if m.Animation == nil { // an animation comes as a document as well
		add("document", m.Document)
	}
	add("sticker", m.Sticker)
	return list
}

func largest(sizes []file) *file {
	var best *file
	for i := range sizes {
		if f := &sizes[i]; best == nil || f.Width*f.Height > best.Width*best.Height {
			best = f
		}
	}
	return best
}

// meta are the fields of a message that describe it; any other is what it carries.
var meta = set(`message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count
	sender_business_bot sender_tag date guest_query_id business_connection_id chat forward_origin is_topic_message
	is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id
	reply_to_poll_option_id via_bot edit_date has_protected_content is_from_offline is_paid_post media_group_id
	author_signature paid_star_count text entities link_preview_options suggested_post_info effect_id caption
	caption_entities show_caption_above_media has_media_spoiler reply_markup forward_from forward_from_chat
	forward_from_message_id forward_signature forward_sender_name forward_date guest_bot_caller_user
	guest_bot_caller_chat`)

// service are the notes that Telegram itself writes into a chat.
var service = set(`new_chat_members left_chat_member new_chat_participant left_chat_participant new_chat_member
	new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created
	message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message write_access_allowed
	proximity_alert_triggered boost_added chat_background_set checklist_tasks_done checklist_tasks_added
	forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden
	general_forum_topic_unhidden giveaway_created giveaway_completed video_chat_scheduled video_chat_started
	video_chat_ended video_chat_participants_invited connected_website chat_owner_left chat_owner_changed`)

// first are kinds that come beside another field of their own, and which of the two counts.
var first = []string{"venue", "game"}

func other(fields map[string]json.RawMessage) string {
	for _, name := range first {
		if _, ok := fields[name]; ok {
			return name
		}
	}
	var names []string
	for name := range fields {
		if !meta[name] {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "empty"
	}
	sort.Strings(names)
	return clip(strings.ToValidUTF8(names[0], ""), 64)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// command reads "/start@OurBot payload" at the very beginning of a text. One meant
// for another bot is no command of ours.
func command(text, botName string) (name, payload string) {
	rest, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", ""
	}
	head, payload := rest, ""
	if i := strings.IndexFunc(rest, isSpace); i >= 0 {
		head, payload = rest[:i], strings.TrimFunc(rest[i:], isSpace)
	}
	name, bot, addressed := strings.Cut(head, "@")
	if addressed && botName != "" && !strings.EqualFold(bot, botName) {
		return "", ""
	}
	if name == "" || len(name) > 32 || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return "", ""
	}
	return strings.ToLower(name), payload
}
