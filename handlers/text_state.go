package handlers

import (
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// clock tells a resident what comes next on their case, who does it and when.
func (v view) clock() string {
	c := v.thread.Case
	switch {
	case c.Status == casework.Unsorted && c.Protected:
		return v.guarded()
	case c.Status == casework.Asked:
		return v.Next(c, v.lastWord(casework.Question), v.now, v.office.Zone)
	case c.Status == casework.Answered:
		return v.Next(c, v.lastWord(casework.Answer), v.now, v.office.Zone)
	}
	return v.Next(c, v.deputy(), v.now, v.office.Zone)
}

// taker says who has taken the case up, while they have it.
func (v view) taker() string {
	if c := v.thread.Case; c.Status == casework.Taken {
		return v.Say("clock.taken", "name", v.name(c.Owner))
	}
	return ""
}

// lastWord is who asked or answered last: staff ask about what isn't sorted yet.
func (v view) lastWord(k casework.EntryKind) string {
	for _, e := range slices.Backward(v.thread.Entries) {
		if e.Kind == k {
			return v.speaker(e)
		}
	}
	return v.name(v.thread.Case.Owner)
}

// files says what came with a message; empty for nothing, and for one photo that
// is shown anyway.
func files(s words.Speech, list []casework.Media, shown string) string {
	if len(list) == 0 || len(list) == 1 && list[0].FileID == shown {
		return ""
	}
	count := map[string]int{}
	for _, m := range list {
		count[fileKey(m.Kind)]++
	}
	var said []string
	for _, key := range []string{"photo", "video", "voice", "audio", "document", "picture"} {
		if n := count[key]; n > 0 {
			said = append(said, s.Count("files."+key, n))
		}
	}
	return s.Say("files.line", "list", strings.Join(said, s.Say("files.comma")))
}

func fileKey(kind string) string {
	switch kind {
	case "photo", "voice", "video", "audio":
		return kind
	case "video_note":
		return "video"
	case "animation", "sticker":
		return "picture"
	}
	return "document"
}

// words shows an entry: the words as they were written, and what came with them.
func (v view) words(p *page, e casework.Entry) {
	v.answering(p, e)
	p.quote(e.Text)
	v.with(p, e)
	p.attach(e.Media)
}

func (v view) with(p *page, e casework.Entry) {
	p.picture(e.Media)
	if s := files(v.Speech, e.Media, p.photo); s != "" {
		p.line(s)
	}
	v.secret(p, e)
	if e.Forwarded {
		p.note(v.Say("entry.forwarded"))
	}
}

func (v view) press(key, verb string, args ...string) bot.Button {
	return bot.Button{Label: v.Say("press." + key), Data: data(verb, args...)}
}

// about is a button on the case that is shown.
func (v view) button(key, verb string, args ...string) bot.Button {
	return v.press(key, verb, append([]string{string(v.thread.Case.Number)}, args...)...)
}
