package chat_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"liaison/simulator"
	"liaison/simulator/chat"
)

const grace, lina = 700001, 900001

// site is the page without a bot behind it.
func site(t *testing.T) (*simulator.Server, *httptest.Server) {
	t.Helper()
	srv := simulator.New(simulator.Config{})
	t.Cleanup(srv.Close)
	web := httptest.NewServer(chat.New(srv, simulator.NewClock(time.Now), chat.Samples()...))
	t.Cleanup(web.Close)
	return srv, web
}

// ask makes one request without following where it leads.
func ask(t *testing.T, method, address string, body io.Reader, header map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatalf("ask: %v", err)
	}
	for k, v := range header {
		r.Header.Set(k, v)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("read the answer: %v", err)
	}
	return answer, string(content)
}

// post sends a plain form, as a browser without the script does.
func post(t *testing.T, address string, fields ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, http.MethodPost, address, strings.NewReader(form(fields)), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
}

// postJSON sends the same as the script does and reads its answer.
func postJSON(t *testing.T, address string, fields ...string) (int, map[string]any) {
	t.Helper()
	answer, content := ask(t, http.MethodPost, address, strings.NewReader(form(fields)), map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
	})
	out := map[string]any{}
	if err := json.Unmarshal([]byte(content), &out); err != nil {
		t.Fatalf("read %q: %v", content, err)
	}
	return answer.StatusCode, out
}

func form(fields []string) string {
	v := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return v.Encode()
}

// upload sends a picture with a caption.
func upload(t *testing.T, address string, photo []byte) (*http.Response, string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("user", strconv.Itoa(grace))
	_ = w.WriteField("text", "Look at this")
	part, err := w.CreateFormFile("photo", "photo.png")
	if err != nil {
		t.Fatalf("begin the upload: %v", err)
	}
	_, _ = part.Write(photo)
	_ = w.Close()
	return ask(t, http.MethodPost, address, &body, map[string]string{"Content-Type": w.FormDataContentType(), "Accept": "application/json"})
}

func last(t *testing.T, srv *simulator.Server, who int64) simulator.Message {
	t.Helper()
	ms := srv.Messages(who)
	if len(ms) == 0 {
		t.Fatalf("chat %d is empty", who)
	}
	return ms[len(ms)-1]
}

func contains(t *testing.T, content string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(content, w) {
			t.Errorf("the answer lacks %q", w)
		}
	}
}

func TestPageInEveryLanguage(t *testing.T) {
	t.Parallel()
	_, web := site(t)
	for lang, wanted := range map[string][]string{
		"en": {`<html lang="en">`, "Grace Miller", "Li Na", "Begin as Grace Miller"},
		"zh": {`<html lang="zh-Hans">`, "张桂兰", "李娜", "先试试当居民张桂兰"},
		"ru": {`<html lang="ru">`, "Нина Сергеева", "Анна Лебедева", "Сначала вы — "},
	} {
		answer, content := ask(t, http.MethodGet, web.URL+"/?lang="+lang, nil, nil)
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", lang, answer.StatusCode)
		}
		contains(t, content, wanted...)
	}
	_, content := ask(t, http.MethodGet, web.URL+"/", nil, map[string]string{"Accept-Language": "fr, ru-RU;q=0.8"})
	contains(t, content, `<html lang="ru">`)
}

func TestPolicyIsOnEveryAnswer(t *testing.T) {
	t.Parallel()
	_, web := site(t)
	for _, path := range []string{"/", "/chat.css", "/chat.js", "/picture/lamp", "/nothing"} {
		answer, content := ask(t, http.MethodGet, web.URL+path, nil, nil)
		policy := answer.Header.Get("Content-Security-Policy")
		contains(t, policy, "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", path)
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(content, " style=") || strings.Contains(content, "<style") {
			t.Errorf("%s allows or holds what is inline", path)
		}
	}
}

func TestSendingWithoutTheScript(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	answer, _ := post(t, web.URL+"/send?lang=en&deputy=900002", "user", "700001", "text", "Line one\r\nline two ")
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", answer.StatusCode)
	}
	if got, want := answer.Header.Get("Location"), "./?deputy=900002&lang=en#m700001-"+strconv.Itoa(last(t, srv, grace).ID); got != want {
		t.Errorf("led to %q, want %q", got, want)
	}
	if got := last(t, srv, grace); got.Text != "Line one\nline two" || got.Bot {
		t.Errorf("sent %+v", got)
	}
	_, content := ask(t, http.MethodGet, web.URL+"/?lang=en", nil, nil)
	contains(t, content, "Line one\nline two", "✓</span>")
}

func TestPreparedMessages(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	post(t, web.URL+"/send?lang=en", "user", "700001", "prepared", "1")
	got := last(t, srv, grace)
	if got.Text != chat.Sample("en").Columns[0].People[0].Prepared[1].Text || got.Photo == "" {
		t.Fatalf("sent %q with photo %q", got.Text, got.Photo)
	}
	answer, _ := ask(t, http.MethodGet, web.URL+"/photo/"+got.Photo, nil, nil)
	if answer.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the photo is %q", answer.Header.Get("Content-Type"))
	}
	post(t, web.URL+"/send?lang=en", "user", "700001", "command", "/cases", "text", "not this")
	if got := last(t, srv, grace); got.Text != "/cases" {
		t.Errorf("the menu sent %q", got.Text)
	}
}

func TestReplyAndEdit(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	post(t, web.URL+"/send?lang=en", "user", "700001", "text", "first")
	one := last(t, srv, grace)
	id := strconv.Itoa(one.ID)
	_, content := ask(t, http.MethodGet, web.URL+"/?lang=en&reply=700001."+id, nil, nil)
	contains(t, content, `name="reply" value="`+id+`"`, "Reply to Grace Miller")
	post(t, web.URL+"/send?lang=en", "user", "700001", "text", "second", "reply", id)
	if got := last(t, srv, grace); got.ReplyTo != one.ID {
		t.Errorf("answers %d, want %d", got.ReplyTo, one.ID)
	}
	_, content = ask(t, http.MethodGet, web.URL+"/?lang=en&edit=700001."+id, nil, nil)
	contains(t, content, `action="edit?lang=en"`, `name="message" value="`+id+`"`)
	post(t, web.URL+"/edit?lang=en", "user", "700001", "message", id, "text", "first, mended")
	if got := srv.Messages(grace)[0]; got.Text != "first, mended" || !got.Edited {
		t.Errorf("edited to %q", got.Text)
	}
	_, content = ask(t, http.MethodGet, web.URL+"/?lang=en", nil, nil)
	contains(t, content, "<i>edited</i>", `data-goto="`+id+`"`)
	if code, out := postJSON(t, web.URL+"/edit?lang=en", "user", "700002", "message", id, "text", "not mine"); code != http.StatusUnprocessableEntity || out["problem"] == "" {
		t.Errorf("another's message: %d %v", code, out)
	}
}

func TestPressIsAnsweredWithAToast(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	b := startBot(t, srv, scripts()["en"])
	b.send(t.Context(), grace, object{"text": "Agree?", "reply_markup": keyboard([]string{"Agree", "agree"}, []string{"Pass", "pass"})})
	id := strconv.Itoa(last(t, srv, grace).ID)
	code, out := postJSON(t, web.URL+"/press?lang=en", "user", "700001", "message", id, "data", "pass")
	if code != http.StatusOK || out["toast"] != "Noted" || out["alert"] != true {
		t.Errorf("pressed: %d %v", code, out)
	}
	answer, _ := post(t, web.URL+"/press?lang=en", "user", "700001", "message", id, "data", "agree")
	to := answer.Header.Get("Location")
	_, content := ask(t, http.MethodGet, web.URL+strings.TrimPrefix(strings.Split(to, "#")[0], "."), nil, nil)
	contains(t, content, `role="status"><p>Noted</p>`)
	if code, out := postJSON(t, web.URL+"/press?lang=en", "user", "700001", "message", id, "data", "forged"); code != http.StatusUnprocessableEntity || out["problem"] == nil {
		t.Errorf("a button that isn't there: %d %v", code, out)
	}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	if answer, content := upload(t, web.URL+"/send?lang=en", chat.Pictures()["rubbish"]); answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", answer.StatusCode, content)
	}
	if got := last(t, srv, grace); got.Photo == "" || got.Text != "Look at this" {
		t.Errorf("sent %+v", got)
	}
	_, content := upload(t, web.URL+"/send?lang=en", []byte("<svg onload=alert(1)>"))
	contains(t, content, "not a picture")
	_, content = upload(t, web.URL+"/send?lang=zh", bytes.Repeat([]byte{1}, 5<<20+1))
	if strings.Contains(content, "problem") {
		t.Errorf("a person of another cast was let in: %s", content)
	}
	_, content = upload(t, web.URL+"/send?lang=en", bytes.Repeat([]byte{1}, 5<<20+1))
	contains(t, content, "larger than 5 MB")
	_, content = upload(t, web.URL+"/send?lang=en", bytes.Repeat([]byte{1}, 6<<20))
	contains(t, content, "larger than 5 MB")
	if n := len(srv.Messages(grace)); n != 1 {
		t.Errorf("%d messages, want the one good one", n)
	}
}

func TestX10_WordsAreNeverMarkup(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	canary := `<img src=x onerror=alert(1)>"'</textarea><script>alert(2)</script>`
	post(t, web.URL+"/send?lang=en", "user", "700001", "text", canary)
	id := strconv.Itoa(last(t, srv, grace).ID)
	for _, path := range []string{"/?lang=en", "/?lang=en&reply=700001." + id, "/?lang=en&edit=700001." + id, "/?lang=en&problem=" + url.QueryEscape(canary) + "&in=resident"} {
		_, content := ask(t, http.MethodGet, web.URL+path, nil, nil)
		contains(t, content, "&lt;img src=x onerror=alert(1)&gt;")
		if strings.Contains(content, "<img src=x") || strings.Contains(content, "<script>alert") {
			t.Errorf("%s holds the words as markup", path)
		}
	}
}

func TestX8_ForeignFormsAreRefused(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}} {
		header["Content-Type"] = "application/x-www-form-urlencoded"
		answer, _ := ask(t, http.MethodPost, web.URL+"/send?lang=en", strings.NewReader("user=700001&text=hello"), header)
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%v: status %d", header, answer.StatusCode)
		}
	}
	if answer, _ := ask(t, http.MethodGet, web.URL+"/send?lang=en&user=700001&text=hello", nil, nil); answer.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("sending by GET: status %d", answer.StatusCode)
	}
	if n := len(srv.Messages(grace)); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
}

func TestProblemsAreSaidPlainly(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	if code, out := postJSON(t, web.URL+"/send?lang=ru", "user", "700021", "text", "  "); code != http.StatusUnprocessableEntity || !strings.Contains(out["problem"].(string), "пустое") {
		t.Errorf("empty: %d %v", code, out)
	}
	if _, out := postJSON(t, web.URL+"/send?lang=en", "user", "700001", "text", strings.Repeat("a", 4097)); !strings.Contains(out["problem"].(string), "too long") {
		t.Errorf("long: %v", out)
	}
	answer, _ := post(t, web.URL+"/send?lang=en", "user", "700001", "text", "")
	contains(t, answer.Header.Get("Location"), "problem=empty", "in=resident")
	if answer, _ := post(t, web.URL+"/send?lang=en", "user", "12345", "text", "a stranger"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a stranger: status %d", answer.StatusCode)
	}
	srv.Block(grace)
	if _, out := postJSON(t, web.URL+"/send?lang=en", "user", "700001", "text", "hello"); out["problem"] == nil {
		t.Error("a refused message was not told of")
	}
}

func TestLiveEvents(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, web.URL+"/events?lang=en", nil)
	if err != nil {
		t.Fatalf("ask: %v", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	next := func(wanted string) {
		t.Helper()
		for lines.Scan() {
			if strings.Contains(lines.Text(), wanted) {
				return
			}
		}
		t.Fatalf("the stream ended without %q", wanted)
	}
	next("Begin as Grace Miller")
	if _, err := srv.Say(lina, simulator.Draft{Text: "good morning"}); err != nil {
		t.Fatalf("say: %v", err)
	}
	next("good morning")
	if err := srv.Edit(lina, last(t, srv, lina).ID, "good evening"); err != nil {
		t.Fatalf("edit: %v", err)
	}
	next(`"edited":true`)
}
