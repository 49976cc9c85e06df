package casework

import "time"

// Window counts a resident's messages in one stretch of time.
type Window struct {
	From  int64 `json:"from"` // when it began, in Unix seconds
	Count int   `json:"count"`
	Told  bool  `json:"told,omitempty"` // somebody was told that it is full
}

// paces are how many messages of a resident are acted on in a minute and in a
// day. Somebody with much to say stays far below; a script or a stuck phone doesn't.
var paces = [2]struct {
	most int
	span time.Duration
}{{20, time.Minute}, {200, day}}

// The places of the windows.
const (
	minutely = 0
	daily    = 1
)

// paced counts one more message. It is false when a window is full: then the
// message is to be kept back, and doesn't count.
func (p *Person) paced(now time.Time) bool {
	windows := make([]Window, len(paces))
	copy(windows, p.Pace)
	fits := true
	for i, limit := range paces {
		w := &windows[i]
		if from := time.Unix(w.From, 0); w.From == 0 || now.Before(from) || now.Sub(from) >= limit.span {
			*w = Window{From: now.Unix()}
		}
		fits = fits && w.Count < limit.most
	}
	for i := range windows {
		if fits {
			windows[i].Count++
		}
	}
	p.Pace = windows
	return fits
}

// warned reports whether nobody was told yet in a window, and counts it as done.
func (p *Person) warned(window int) bool {
	first := !p.Pace[window].Told
	p.Pace[window].Told = true
	return first
}
