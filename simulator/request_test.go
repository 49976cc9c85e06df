package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"liaison/simulator"
)

func form(t *testing.T, params map[string]string, files map[string][]byte) (string, io.Reader) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range params {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for name, raw := range files {
		part, err := w.CreateFormFile(name, name+".bin")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &body
}

func TestWaysToCall(t *testing.T) {
	t.Parallel()
	params := map[string]string{"chat_id": "1001", "text": "hi & <you>", "reply_markup": buttons("A", "a")}
	values := url.Values{}
	for name, value := range params {
		values.Set(name, value)
	}
	kind, body := form(t, params, nil)
	tests := []struct {
		name, kind, query string
		body              io.Reader
		code              int
	}{
		{"json", "application/json; charset=utf-8", "", strings.NewReader(`{"chat_id":1001,"text":"hi & <you>","reply_markup":` + buttons("A", "a") + `}`), 200},
		{"urlencoded", "application/x-www-form-urlencoded", "", strings.NewReader(values.Encode()), 200},
		{"multipart", kind, "", body, 200},
		{"query", "", "?" + values.Encode(), http.NoBody, 200},
		{"broken json", "application/json", "", strings.NewReader(`{"chat_id":`), 400},
		{"no parts", "multipart/form-data", "", strings.NewReader(`x`), 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, simulator.Config{})
			got, err := r.send("/bot"+r.Token()+"/sendMessage"+tt.query, tt.kind, tt.body)
			if err != nil || got.status != tt.code {
				t.Fatalf("%+v, %v", got, err)
			}
			if tt.code != 200 {
				return
			}
			if m := r.Messages(ann)[0]; m.Text != "hi & <you>" || m.Buttons[0][0].Data != "a" {
				t.Errorf("message: %+v", m)
			}
		})
	}
}

func TestTokensAndMethods(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	for path, code := range map[string]int{
		"/bot1234567:" + strings.Repeat("x", 35) + "/getMe": 401,
		"/botnonsense/getMe":            404,
		"/":                             404,
		"/bot" + r.Token() + "/sing":    404,
		"/bot" + r.Token() + "/getMe":   200,
		"/file/bot" + r.Token() + "/no": 404,
	} {
		if got, err := r.send(path, "", http.NoBody); err != nil || got.status != code {
			t.Errorf("%s: %d, %v; want %d", path, got.status, err, code)
		}
	}
}

func (r *rig) download(path string) (int, []byte, error) {
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.url+"/file/bot"+r.Token()+"/"+path, nil)
	if err != nil {
		return 0, nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, raw, err
}

func (r *rig) path(fileID string) string {
	r.t.Helper()
	var f struct {
		Path string `json:"file_path"`
	}
	r.ok("getFile", fields{"file_id": fileID}, &f)
	return f.Path
}

func TestPhotos(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	raw := picture(t, 640, 400)
	kind, body := form(t, map[string]string{"chat_id": "1001", "caption": "look"}, map[string][]byte{"photo": raw})
	got, err := r.send("/bot"+r.Token()+"/sendPhoto", kind, body)
	var m struct {
		Caption string
		Photo   []struct {
			ID            string `json:"file_id"`
			Width, Height int
		}
	}
	if err != nil || json.Unmarshal(got.Result, &m) != nil || len(m.Photo) != 2 || m.Caption != "look" {
		t.Fatalf("%+v, %v", got, err)
	}
	if m.Photo[0].Width != 320 || m.Photo[0].Height != 200 || m.Photo[1].Width != 640 {
		t.Errorf("sizes: %+v", m.Photo)
	}
	path := r.path(m.Photo[1].ID)
	if code, back, err := r.download(path); code != 200 || !bytes.Equal(back, raw) {
		t.Errorf("download: %d %v, %d bytes", code, err, len(back))
	}
	r.Script(simulator.Fault{Method: "download", Cut: "after", Times: 1})
	if _, back, err := r.download(path); err == nil || len(back) == 0 {
		t.Errorf("a cut download: %v, %d bytes", err, len(back))
	}
	r.ok("sendPhoto", fields{"chat_id": ann, "photo": m.Photo[0].ID}, nil)
	r.refused("sendPhoto", fields{"chat_id": ann, "photo": "http://example.org/x.png"}, 400, "wrong file identifier")
	r.refused("sendPhoto", fields{"chat_id": ann, "photo": m.Photo[0].ID, "caption": strings.Repeat("x", 1025)}, 400, "caption is too long")
	r.refused("sendDocument", fields{"chat_id": ann, "document": m.Photo[0].ID}, 400, "can't use file of type photo as document")
	r.refused("editMessageText", fields{"chat_id": ann, "message_id": r.Messages(ann)[0].ID, "text": "x"}, 400, "no text in the message")
	r.ok("editMessageCaption", fields{"chat_id": ann, "message_id": r.Messages(ann)[0].ID, "caption": "see"}, nil)
}

func TestFilesOfPeople(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	m, err := r.Say(ann, simulator.Draft{Kind: "document", Photo: make([]byte, 20<<20+1), FileName: "big.bin"})
	if err != nil {
		t.Fatal(err)
	}
	r.refused("getFile", fields{"file_id": m.File}, 400, "file is too big")
	r.refused("getFile", fields{"file_id": "nothing"}, 400, "invalid file_id")
	m, err = r.Say(ann, simulator.Draft{Photo: picture(t, 10, 10), Text: "a hole"})
	if err != nil {
		t.Fatal(err)
	}
	if _, kind, ok := r.File(m.Photo); kind != "image/png" || !ok {
		t.Errorf("file: %s %v", kind, ok)
	}
	path := r.path(m.Photo)
	r.pass(61 * 60 * 1e9)
	if code, _, _ := r.download(path); code != 404 {
		t.Errorf("a link of an hour ago: %d", code)
	}
	if _, err := r.Say(ann, simulator.Draft{Photo: []byte("no picture")}); err == nil {
		t.Error("took what is no picture")
	}
}
