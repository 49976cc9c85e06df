package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// method carries out one method of the Bot API with the lock held; its result
// becomes the JSON answer.
type method func(*Server, *request) (any, error)

// methods are those that take the lock from ServeHTTP; getUpdates takes its own.
func methodNamed(name string) method {
	switch name {
	case "getMe":
		return func(s *Server, _ *request) (any, error) { return s.me(), nil }
	case "setWebhook":
		return (*Server).setWebhook
	case "deleteWebhook":
		return (*Server).deleteWebhook
	case "getWebhookInfo":
		return (*Server).webhookInfo
	case "sendMessage":
		return (*Server).sendMessage
	case "sendPhoto":
		return (*Server).sendPhoto
	case "sendDocument", "sendVoice", "sendVideo", "sendAudio", "sendAnimation", "sendSticker":
		return sendFile(strings.ToLower(strings.TrimPrefix(name, "send")))
	case "sendVideoNote":
		return sendFile("video_note")
	case "editMessageText":
		return (*Server).editMessageText
	case "editMessageCaption":
		return (*Server).editMessageCaption
	case "editMessageReplyMarkup":
		return (*Server).editMessageReplyMarkup
	case "deleteMessage":
		return (*Server).deleteMessage
	}
	return lesserMethod(name)
}

func lesserMethod(name string) method {
	switch name {
	case "answerCallbackQuery":
		return (*Server).answerCallbackQuery
	case "setMessageReaction":
		return (*Server).setMessageReaction
	case "sendChatAction":
		return (*Server).sendChatAction
	case "setMyCommands":
		return (*Server).setMyCommands
	case "getMyCommands":
		return (*Server).myCommands
	case "deleteMyCommands":
		return (*Server).deleteMyCommands
	case "getFile":
		return (*Server).getFile
	case "getChat":
		return (*Server).getChat
	case "leaveChat":
		return (*Server).leaveChat
	}
	return forumMethod(name)
}

// ServeHTTP serves /bot<token>/<method> by POST or GET, and file downloads by
// GET /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, download := strings.CutPrefix(r.URL.Path, "/file")
	token, name, _ := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	c := &call{s: s, w: w, download: download, Call: Call{At: s.cfg.Now(), Method: name}}
	if download {
		c.Method, c.path = downloadMethod, name
	}
	if s.down() {
		c.Fault = "down"
		c.cut()
	}
	if err := s.known(path, token); err != nil {
		c.refuse(err)
		return
	}
	c.letIn(r)
}

// call is one request on its way to the ledger.
type call struct {
	Call
	s        *Server
	w        http.ResponseWriter
	download bool
	path     string // of a download
	fault    *Fault
}

// downloadMethod names file downloads in faults and in the ledger.
const downloadMethod = "download"

var tokenForm = regexp.MustCompile(`^\d+:[A-Za-z0-9_-]{35}$`)

// known refuses other bots' tokens with 401, and what is no token with 404.
func (s *Server) known(path, token string) error {
	switch {
	case strings.HasPrefix(path, "/bot") && token == s.cfg.Token:
		return nil
	case strings.HasPrefix(path, "/bot") && tokenForm.MatchString(token):
		return &refusal{Code: 401, Description: "Unauthorized"}
	}
	return errNotFound
}

func (c *call) letIn(r *http.Request) {
	req, err := readRequest(c.w, r)
	if err != nil {
		c.refuse(err)
		return
	}
	c.Params, c.Chat = req.params, req.chat()
	if c.fault = c.s.faultFor(c.Method, c.Chat); c.fault != nil {
		c.Fault = c.fault.String()
		c.faulty(r, req)
		return
	}
	c.carryOut(req)
}

func (c *call) carryOut(req *request) {
	if c.download {
		c.serveFile()
		return
	}
	result, err := c.do(req)
	if err != nil {
		c.refuse(err)
		return
	}
	body, err := encodeAnswer(result)
	if err != nil {
		c.refuse(&refusal{Code: 500, Description: "Internal Server Error"})
		return
	}
	c.Delivered = true
	c.reply(http.StatusOK, body)
}

// verbatim is a result that is passed on byte by byte, well-formed or not.
type verbatim []byte

func encodeAnswer(result any) ([]byte, error) {
	if raw, ok := result.(verbatim); ok {
		return slices.Concat([]byte(`{"ok":true,"result":`), raw, []byte(`}`)), nil
	}
	return json.Marshal(answer{OK: true, Result: result})
}

func (c *call) do(req *request) (any, error) {
	if c.Method == "getUpdates" {
		return c.s.getUpdates(req)
	}
	do := methodNamed(c.Method)
	if do == nil {
		return nil, errNotFound
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.lookForSins(c.Method, req)
	if err := c.s.limited(c.Method, c.Chat); err != nil {
		return nil, err
	}
	return do(c.s, req)
}

func (c *call) refuse(err error) {
	var no *refusal
	if !errors.As(err, &no) {
		if errors.Is(err, errCut) {
			c.Fault = "down"
		}
		c.cut()
	}
	body, _ := json.Marshal(no.answer()) // of strings and numbers only: cannot fail
	c.reply(no.Code, body)
}

// reply writes the ledger first, so that whoever has the answer finds the call there.
func (c *call) reply(code int, body []byte) {
	c.Code = code
	c.s.record(c.Call)
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(code)
	c.write(body)
}

func (c *call) write(body []byte) {
	if c.fault != nil && c.fault.Drip > 0 {
		c.drip(body)
		return
	}
	_, _ = c.w.Write(body) //nolint:gosec // JSON for a bot, not a page; one that is gone needs no answer
}

// cut closes the connection without an answer.
func (c *call) cut() {
	c.s.record(c.Call)
	panic(http.ErrAbortHandler)
}
