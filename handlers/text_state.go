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
	switch c.Status {
	case casework.Held:
		return v.Say("clock.held")
	case casework.Unsorted:
		if c.Protected {
			return v.guarded()
		}
		if v.now.After(c.ClaimBy) {
			return v.Say("clock.sorting_late")
		}
		return v.Say("clock.sorting", "by", v.term(c.ClaimBy))
	case casework.Asked:
		return v.Say("clock.asked", "name", v.lastWord(casework.Question))
	case casework.Answered:
		return v.Say("clock.answered", "name", v.lastWord(casework.Answer))
	case casework.Closed:
		return v.Say("clock.closed", "outcome", v.Outcome(c.Outcome))
	}
	return v.promise()
}

// taker says who has taken the case up, while they have it.
func (v view) taker() string {
	if c := v.thread.Case; c.Status == casework.Taken {
		return v.Say("clock.taken", "name", v.name(c.Owner))
	}
	return ""
}

func (v view) promise() string {
	c, name := v.thread.Case, v.deputy()
	late := c.Late(v.now)
	switch {
	case late && name == "":
		return v.Say("clock.late_somebody", "day", v.day(c.AnswerBy))
	case late:
		return v.Say("clock.late", "name", name, "day", v.day(c.AnswerBy))
	case name == "":
		return v.Say("clock.somebody", "by", v.term(c.AnswerBy))
	}
	return v.Say("clock.answers", "name", name, "by", v.term(c.AnswerBy))
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
