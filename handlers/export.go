package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"liaison/bot"
	"liaison/casework"
)

// exportable is how many of a resident's cases an export holds at most.
const exportable = 1000

// export owes the resident their data; the files come by the outbox.
func (c *chat) export(ctx context.Context, t talk) (bot.Screen, error) {
	err := c.desk.Export(ctx, t.once, t.by)
	switch casework.KindOf(err) {
	case casework.NotFound:
		return plain(t.say.Say("screen.forget.nothing")), nil
	case casework.Invalid:
		return plain(t.say.Say("screen.export.enough")), nil
	}
	return bot.Screen{}, err
}

func (v view) exported(n casework.Notice) *page {
	p := new(page)
	if p.file = v.export; n.Entry == casework.AsJSON {
		p.line(v.Say("export.json"))
	} else {
		p.line(v.Say("export.text"))
	}
	return p
}

// export gathers all that is kept of a resident.
func (r *Renderer) export(ctx context.Context, by casework.Person, form int) (*bot.Document, error) {
	list, err := r.desk.Cases(ctx, by, exportable)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	kept, err := r.desk.KeptBack(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("list what is kept back: %w", err)
	}
	data := exported{Made: r.desk.Now(), Name: by.Name, Account: by.Account, Language: by.Language, Agreed: moment(by.Agreed), Uncast: by.Uncast, Cases: []exportedCase{}}
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n%s\n", by.Name, r.speech(by).DayTime(data.Made, data.Made, r.desk.Office().Zone))
	if by.Uncast {
		text.WriteString(r.speech(by).Say("cast.exported") + "\n")
	}
	for _, c := range list {
		th, err := r.desk.Thread(ctx, by, c.Number)
		if casework.KindOf(err) == casework.NotFound {
			continue // gone meanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("read case %s: %w", c.Number, err)
		}
		if form == casework.AsText {
			fmt.Fprintf(&text, "\n----\n\n%s\n", r.Own(ctx, by, th).Text)
			continue
		}
		one, err := r.exportCase(ctx, by, th)
		if err != nil {
			return nil, err
		}
		data.Cases = append(data.Cases, one)
	}
	for _, k := range kept {
		fmt.Fprintf(&text, "\n----\n\n%s\n%s\n", r.speech(by).DayTime(k.At, data.Made, r.desk.Office().Zone), k.Text)
		data.KeptBack = append(data.KeptBack, exportedEntry{Kind: casework.Said, By: "resident", Text: k.Text, At: k.At, Files: exportedFiles(k.Media)})
	}
	if form == casework.AsText {
		return &bot.Document{Name: "liaison.txt", Data: []byte(text.String())}, nil
	}
	raw, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the export: %w", err)
	}
	return &bot.Document{Name: "liaison.json", Data: raw}, nil
}

// exported is the document that a resident gets.
type exported struct {
	Made     time.Time       `json:"made"`
	Name     string          `json:"name"`
	Account  int64           `json:"telegram_account"`
	Language string          `json:"language,omitempty"`
	Agreed   *time.Time      `json:"agreed_to_privacy_notice,omitempty"`
	Uncast   bool            `json:"wants_no_messages_to_many"`
	Cases    []exportedCase  `json:"cases"`
	KeptBack []exportedEntry `json:"kept_back,omitempty"` // written too fast to be acted on
}

type exportedCase struct {
	Number    string          `json:"number"`
	Topic     string          `json:"topic,omitempty"`
	Status    casework.Status `json:"status"`
	Outcome   string          `json:"outcome,omitempty"`
	Opened    time.Time       `json:"opened"`
	AnswerBy  *time.Time      `json:"answer_promised_by,omitempty"`
	Helped    string          `json:"did_it_help,omitempty"`
	Treated   int             `json:"how_treated_1_to_5,omitempty"`
	NameShown bool            `json:"name_shown_to_deputies"`
	CameBy    string          `json:"came_by_code,omitempty"`
	Entries   []exportedEntry `json:"entries"`
	History   []exportedEvent `json:"history"`
	SeenBy    []string        `json:"seen_by"` // roles
}

type exportedEntry struct {
	Kind     casework.EntryKind `json:"kind"`
	By       string             `json:"by"`
	Quoting  string             `json:"quoting,omitempty"`
	Text     string             `json:"text,omitempty"`
	Files    []exportedFile     `json:"files,omitempty"`
	Private  string             `json:"place_or_telephone,omitempty"`
	At       time.Time          `json:"at"`
	Edited   *time.Time         `json:"edited,omitempty"`
	Versions []exportedVersion  `json:"earlier_versions,omitempty"`
}

type exportedFile struct {
	Kind string `json:"kind"`
	Name string `json:"name,omitempty"`
	Size int64  `json:"bytes,omitempty"`
}

type exportedVersion struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

type exportedEvent struct {
	At   time.Time     `json:"at"`
	What casework.Verb `json:"what"`
	By   string        `json:"by"`
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (r *Renderer) exportCase(ctx context.Context, by casework.Person, th casework.Thread) (exportedCase, error) {
	v, err := r.view(ctx, by, th)
	if err != nil {
		return exportedCase{}, err
	}
	earlier, err := r.desk.Revisions(ctx, by, th.Case.Number)
	if err != nil {
		return exportedCase{}, fmt.Errorf("read versions of case %s: %w", th.Case.Number, err)
	}
	c := th.Case
	out := exportedCase{
		Number: c.Number.String(), Topic: v.topic(), Status: c.Status, Outcome: string(c.Outcome), Opened: c.Opened,
		AnswerBy: moment(c.AnswerBy), Helped: string(c.Helped), Treated: c.Manner, NameShown: c.Named, CameBy: payload(c.Lead),
		Entries: []exportedEntry{}, History: []exportedEvent{}, SeenBy: []string{},
	}
	for _, e := range th.Entries {
		if e.Kind == casework.Note || e.Kind == casework.Remark && !v.closing(e) {
			continue
		}
		out.Entries = append(out.Entries, v.exportEntry(e, earlier))
	}
	for _, h := range th.Events {
		out.History = append(out.History, exportedEvent{At: h.At, What: h.Verb, By: v.part(h.By)})
		for _, id := range []casework.PersonID{h.By, h.Owner, h.Offered} {
			if p, ok := v.people[id]; ok && p.ID != by.ID && !slices.Contains(out.SeenBy, string(p.Role)) {
				out.SeenBy = append(out.SeenBy, string(p.Role))
			}
		}
	}
	return out, nil
}

func (v view) exportEntry(e casework.Entry, earlier []casework.Entry) exportedEntry {
	out := exportedEntry{Kind: e.Kind, By: v.part(e.By), Quoting: e.Quote, Text: e.Text, At: e.At, Edited: moment(e.Edited)}
	out.Files = exportedFiles(e.Media)
	for _, s := range e.Sealed {
		out.Private = v.opened(s, e)
	}
	for _, old := range earlier {
		at := old.At
		if !old.Edited.IsZero() {
			at = old.Edited
		}
		if old.Seq == e.Seq {
			out.Versions = append(out.Versions, exportedVersion{Text: old.Text, At: at})
		}
	}
	return out
}

func exportedFiles(media []casework.Media) (files []exportedFile) {
	for _, m := range media {
		files = append(files, exportedFile{Kind: m.Kind, Name: m.Name, Size: m.Size})
	}
	return files
}

// part is who somebody is in a case, by their role.
func (v view) part(id casework.PersonID) string {
	p, known := v.people[id]
	switch {
	case id == v.by.ID:
		return "you"
	case !known:
		return "the station"
	}
	return string(p.Role)
}
