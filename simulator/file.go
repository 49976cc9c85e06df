package simulator

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"
)

// file is something that was sent, kept in memory.
type file struct {
	id, unique string
	kind       string // "photo" or the Kind of its message
	name       string
	mime       string
	body       []byte
	path       string
	sizes      []photoSize
	open       time.Time // its path works until then
}

type fileStore struct {
	byID   map[string]*file
	byPath map[string]*file
}

const (
	maxDownload = 20 << 20
	linkLife    = time.Hour
)

func (s *Server) keep(kind, name string, body []byte) *file {
	f := &file{
		id: "AgAC" + rand.Text() + rand.Text(), unique: "AQAD" + rand.Text()[:12],
		kind: kind, name: name, body: body, mime: http.DetectContentType(body),
	}
	folder := kind + "s"
	if kind == "voice" {
		folder, f.mime = "voice", "audio/ogg"
	}
	ext := cmp.Or(path.Ext(name), map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "audio/ogg": ".oga"}[f.mime])
	f.path = fmt.Sprintf("%s/file_%d%s", folder, len(s.files.byID), ext)
	s.files.byID[f.id] = f
	s.files.byPath[f.path] = f
	return f
}

// File returns the bytes and the media type behind a file_id.
func (s *Server) File(fileID string) ([]byte, string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[fileID]
	if f == nil {
		return nil, "", false
	}
	return bytes.Clone(f.body), f.mime, true
}

// given reads a file that a call sends: by its file_id or as an upload.
func (s *Server) given(r *request, kind string) (*file, upload, error) {
	value := r.params[kind]
	if field, ok := strings.CutPrefix(value, "attach://"); ok {
		up, found := r.files[field]
		if !found || len(up.body) == 0 {
			return nil, up, bad("file must be non-empty")
		}
		return nil, up, nil
	}
	if value == "" {
		return nil, upload{}, bad("there is no " + kind + " in the request")
	}
	f := s.files.byID[value]
	if f == nil {
		return nil, upload{}, bad("wrong file identifier/HTTP URL specified")
	}
	if f.kind != kind {
		return nil, upload{}, bad("can't use file of type " + f.kind + " as " + kind)
	}
	return f, upload{}, nil
}

func (s *Server) givenFile(r *request, m *message, kind string) error {
	f, up, err := s.given(r, kind)
	if err != nil {
		return err
	}
	if f == nil {
		f = s.keep(kind, up.name, up.body)
	}
	m.Kind, m.File, m.payload = kind, f.id, f.payload()
	return nil
}

// payload is how a message shows a file that is no photo.
func (f *file) payload() json.RawMessage {
	o := object{"file_id": f.id, "file_unique_id": f.unique, "file_size": len(f.body)}
	switch f.kind {
	case "document":
		o["file_name"], o["mime_type"] = f.name, f.mime
	case "sticker":
		o["type"], o["width"], o["height"], o["is_animated"], o["is_video"], o["emoji"] = "regular", 512, 512, false, false, "👍"
	case "video_note":
		o["length"], o["duration"] = 240, 5
	case "video", "animation":
		o["width"], o["height"], o["duration"], o["mime_type"] = 640, 360, 5, "video/mp4"
	default:
		o["duration"], o["mime_type"] = 5, f.mime
	}
	return encoded(o)
}

func encoded(o object) json.RawMessage {
	raw, err := json.Marshal(o)
	if err != nil {
		panic("simulator: cannot encode a payload of its own: " + err.Error())
	}
	return raw
}

func (s *Server) getFile(r *request) (any, error) {
	f := s.files.byID[r.params["file_id"]]
	if f == nil {
		return nil, bad("invalid file_id")
	}
	if len(f.body) > maxDownload {
		return nil, bad("file is too big")
	}
	f.open = s.cfg.Now().Add(linkLife)
	return object{"file_id": f.id, "file_unique_id": f.unique, "file_size": len(f.body), "file_path": f.path}, nil
}

// served finds the file behind a path that getFile gave out in the last hour.
func (s *Server) served(path string) (*file, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byPath[path]
	return f, f != nil && s.cfg.Now().Before(f.open)
}

func (c *call) serveFile() {
	f, ok := c.s.served(c.path)
	if !ok {
		c.refuse(errNotFound)
		return
	}
	c.Code, c.Delivered = http.StatusOK, true
	c.s.record(c.Call)
	c.w.Header().Set("Content-Type", "application/octet-stream")
	c.w.WriteHeader(http.StatusOK)
	c.write(f.body)
}

// halfFile begins a download that is going to be cut.
func (c *call) halfFile() {
	f, ok := c.s.served(c.path)
	if !ok {
		return
	}
	c.w.Header().Set("Content-Length", fmt.Sprint(len(f.body)))
	_, _ = c.w.Write(f.body[:len(f.body)/2]) // cut anyway
	_ = http.NewResponseController(c.w).Flush()
}
