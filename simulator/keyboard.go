package simulator

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// wireMarkup is any of the keyboards of the Bot API.
type wireMarkup struct {
	Inline [][]struct {
		Text   string  `json:"text"`
		Data   *string `json:"callback_data"`
		URL    string  `json:"url"`
		WebApp struct {
			URL string `json:"url"`
		} `json:"web_app"` // shown as a link
	} `json:"inline_keyboard"`
	Keyboard   [][]json.RawMessage `json:"keyboard"`
	Remove     bool                `json:"remove_keyboard"`
	ForceReply bool                `json:"force_reply"`
}

const (
	maxButtons = 100
	maxData    = 64 // bytes
)

// asks reports whether reply_markup wishes for a reply.
func (r *request) asks() bool {
	var m wireMarkup
	return json.Unmarshal([]byte(r.json("reply_markup")), &m) == nil && m.ForceReply
}

// buttons reads reply_markup. Keyboards other than inline ones are checked for
// their form and not shown.
func (r *request) buttons() ([][]Button, error) {
	raw := r.json("reply_markup")
	if raw == "" {
		return nil, nil
	}
	var m wireMarkup
	if !strings.HasPrefix(strings.TrimSpace(raw), "{") {
		return nil, bad("object expected as reply markup")
	}
	if json.Unmarshal([]byte(raw), &m) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	return m.rows()
}

func (m *wireMarkup) rows() ([][]Button, error) {
	var rows [][]Button
	count := 0
	for _, from := range m.Inline {
		var row []Button
		for _, b := range from {
			button := Button{Text: b.Text, URL: cleanURL(b.URL + b.WebApp.URL)}
			if b.Data != nil {
				button.Data = *b.Data
			}
			if err := button.check(b.Data != nil, b.URL != "", b.WebApp.URL != ""); err != nil {
				return nil, err
			}
			row = append(row, button)
		}
		if len(row) > 0 { // Telegram leaves empty rows out
			rows = append(rows, row)
		}
		count += len(row)
	}
	if count > maxButtons {
		return nil, bad("reply markup is too long")
	}
	return rows, nil
}

// check gets which of the optional fields are there: data, URL, Mini App.
func (b Button) check(uses ...bool) error {
	data, link := uses[0], uses[1] || uses[2]
	n := 0
	for _, is := range uses {
		if is {
			n++
		}
	}
	switch {
	case strings.TrimSpace(b.Text) == "":
		return bad("can't parse inline keyboard button: button text must be non-empty")
	case n == 0:
		return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case n > 1:
		return bad("can't parse inline keyboard button: exactly one of the optional fields must be used")
	case data && (len(b.Data) == 0 || len(b.Data) > maxData):
		return bad("BUTTON_DATA_INVALID")
	case link && b.URL == "":
		return bad("inline keyboard button URL is invalid: Wrong HTTP URL")
	}
	return nil
}

// cleanURL is "" for what a button can't open.
func cleanURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "tg"}, u.Scheme) {
		return ""
	}
	return raw
}

func sameButtons(a, b [][]Button) bool {
	return slices.EqualFunc(a, b, func(x, y []Button) bool { return slices.Equal(x, y) })
}
