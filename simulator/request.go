package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// request is what a call asks, from whichever of the ways Telegram takes it.
type request struct {
	ctx    context.Context
	post   bool
	params map[string]string // structured values as their JSON text
	files  map[string]upload
}

type upload struct {
	name string
	body []byte
}

const (
	maxBody = 55 << 20 // uploads go up to 50 MB
	maxForm = 60 << 20
)

func readRequest(w http.ResponseWriter, r *http.Request) (*request, error) {
	req := &request{ctx: r.Context(), post: r.Method == http.MethodPost, params: map[string]string{}}
	if !req.post && r.Method != http.MethodGet {
		return nil, &refusal{Code: 405, Description: "Method Not Allowed"}
	}
	req.fill(r.URL.Query())
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = req.fromJSON(r.Body)
	case "application/x-www-form-urlencoded":
		err = req.fromForm(r.Body)
	case "multipart/form-data":
		err = req.fromParts(r, params["boundary"])
	}
	return req, unreadable(r.Context(), err)
}

// unreadable words the trouble with a body; a caller that went away gets no words.
func unreadable(ctx context.Context, err error) error {
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &large):
		return &refusal{Code: 413, Description: "Request Entity Too Large"}
	case ctx.Err() != nil || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("read the request: %w", err)
	}
	return bad("can't parse the request body")
}

func (r *request) fill(values url.Values) {
	for name, all := range values {
		r.params[name] = all[0]
	}
}

func (r *request) fromForm(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(raw))
	r.fill(values)
	return err
}

func (r *request) fromJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil || len(bytes.TrimSpace(raw)) == 0 {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return errors.New("not a JSON object")
	}
	for name, value := range fields {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		r.params[name] = text
	}
	return nil
}

func (r *request) fromParts(from *http.Request, boundary string) error {
	if boundary == "" {
		return errors.New("no boundary")
	}
	reader, err := from.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		raw, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		r.take(part.FormName(), part.FileName(), raw)
	}
}

func (r *request) take(field, name string, raw []byte) {
	if name == "" {
		r.params[field] = string(raw)
		return
	}
	if r.files == nil {
		r.files = map[string]upload{}
	}
	r.files[field] = upload{name: name, body: raw}
	r.params[field] = "attach://" + field
}

func (r *request) chat() int64 { return r.number("chat_id") }

// number reads a whole number, 0 if there is none.
func (r *request) number(name string) int64 {
	n, err := strconv.ParseInt(r.params[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (r *request) flag(name string) bool {
	switch r.params[name] {
	case "true", "True", "yes", "1":
		return true
	}
	return false
}

// json is a structured value, "" if it is absent or null.
func (r *request) json(name string) string {
	if v := r.params[name]; v != "null" {
		return v
	}
	return ""
}
