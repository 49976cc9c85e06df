package simulator

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

// webhook is where updates are pushed to while it is set.
type webhook struct {
	url      string
	secret   string
	width    int // how many pushes may run at once
	running  int
	lanes    map[int64]*lane
	client   *http.Client
	ctx      context.Context // ends the pushes under way
	end      context.CancelFunc
	lastErr  string
	lastTime time.Time
}

// lane holds one chat's updates back while one of them is being pushed.
type lane struct {
	waiting []*update
	busy    bool // pushing, or pausing before the next try
	failed  int  // pushes of the first one
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

func (s *Server) setWebhook(r *request) (any, error) {
	at := r.params["url"]
	if at == "" {
		return s.deleteWebhook(r)
	}
	if !local(at) {
		return nil, bad("bad webhook: the simulator pushes to this machine only")
	}
	if !secretForm.MatchString(r.params["secret_token"]) {
		return nil, bad("secret token contains unallowed characters")
	}
	if err := s.allow(r); err != nil {
		return nil, err
	}
	s.endPoll(errSetWebhook)
	s.unhook()
	width := int(r.number("max_connections"))
	if width < 1 || width > 100 {
		width = 40
	}
	s.hook = newWebhook(at, r.params["secret_token"], width, s.cfg.PushTimeout)
	s.expire()
	for _, u := range s.queue.waiting {
		s.hook.add(u)
	}
	s.dispatch()
	return true, nil
}

func newWebhook(at, secret string, width int, timeout time.Duration) *webhook {
	ctx, end := context.WithCancel(context.Background())
	return &webhook{
		url: at, secret: secret, width: width, lanes: map[int64]*lane{}, ctx: ctx, end: end,
		client: &http.Client{
			Timeout:       timeout,
			Transport:     &http.Transport{MaxIdleConnsPerHost: width},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// local keeps the simulator from calling into the network.
func local(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Server) unhook() {
	if s.hook != nil {
		s.hook.end()
		s.hook.client.CloseIdleConnections()
		s.hook = nil
	}
}

func (s *Server) deleteWebhook(*request) (any, error) {
	s.unhook()
	return true, nil
}

func (s *Server) webhookInfo(*request) (any, error) {
	s.expire()
	o := object{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.queue.waiting)}
	if len(s.queue.allowed) > 0 {
		o["allowed_updates"] = s.queue.allowed
	}
	if h := s.hook; h != nil {
		o["url"], o["max_connections"] = h.url, h.width
		if h.lastErr != "" {
			o["last_error_message"], o["last_error_date"] = h.lastErr, h.lastTime.Unix()
		}
	}
	return o, nil
}

func (h *webhook) add(u *update) {
	l := h.lanes[u.lane]
	if l == nil {
		l = &lane{}
		h.lanes[u.lane] = l
	}
	l.waiting = append(l.waiting, u)
}
