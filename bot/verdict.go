package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ErrToken says that Telegram doesn't know the token.
var ErrToken = errors.New("telegram refused the token")

// verdict is how one call ended.
type verdict struct {
	fate    Fate
	code    int
	reason  string
	after   time.Duration // Telegram's wish, of a 429
	moved   int64
	message int // of a send that succeeded; 0 for other methods
	token   bool
	network bool // nothing was written at all
}

// judge says what is proven about a call: accepted, rejected, never written, or unknown.
func judge(c *call) verdict {
	switch {
	case !c.answered && !c.reached.Load():
		return verdict{fate: Unsent, network: true, reason: cause(c.err, "no connection")}
	case !c.answered:
		return verdict{fate: Unknown, reason: cause(c.err, "the answer was cut")}
	case !c.sound:
		return judgePage(c)
	case *c.envelope.OK:
		return judgeResult(c)
	}
	return judgeRefusal(c)
}

func cause(err error, otherwise string) string {
	if err == nil {
		return otherwise
	}
	return tidy(err.Error())
}

// judgePage handles an answer that isn't the Bot API's: a proxy's page, say. A 4xx
// means that nobody took the request; anything else proves nothing.
func judgePage(c *call) verdict {
	v := verdict{fate: Unknown, code: c.status, reason: "the answer was not the Bot API's"}
	switch {
	case c.status == http.StatusTooManyRequests:
		v.fate, v.after = Unsent, 5*time.Second
		if s, err := strconv.Atoi(c.after); err == nil && s > 0 {
			v.after = time.Duration(s) * time.Second
		}
	case c.status == http.StatusUnauthorized, c.status == http.StatusNotFound:
		v.fate, v.token = Unsent, true
	case c.status >= 400 && c.status < 500:
		v.fate, v.network = Unsent, true
	}
	return v
}

func judgeResult(c *call) verdict {
	v := verdict{fate: Sent, code: http.StatusOK}
	if len(c.envelope.Result) == 0 {
		return verdict{fate: Unknown, code: c.status, reason: "the answer had no result"}
	}
	var m struct {
		ID int `json:"message_id"`
	}
	if json.Unmarshal(c.envelope.Result, &m) == nil {
		v.message = m.ID
	}
	return v
}

func judgeRefusal(c *call) verdict {
	e := c.envelope
	v := verdict{fate: Refused, code: e.Code, reason: tidy(e.Description)}
	if v.code == 0 {
		v.code = c.status
	}
	switch {
	case e.Parameters.MigrateTo != 0:
		v.fate, v.moved = Moved, e.Parameters.MigrateTo
	case v.code == http.StatusTooManyRequests:
		v.fate, v.after = Unsent, time.Duration(max(e.Parameters.RetryAfter, 1))*time.Second
	case v.code == http.StatusUnauthorized, v.code == http.StatusNotFound:
		v.fate, v.token = Unsent, true
	case v.code == http.StatusForbidden, v.says("chat not found", "user is deactivated",
		"bot was blocked", "user_is_blocked", "input_user_deactivated", "peer_id_invalid"):
		v.fate = Unreachable
	case v.code < 400 || v.code >= 500:
		v.fate = Unknown
	}
	return v
}

// says reports whether Telegram's description contains one of the phrases: for
// most refusals the text is all that tells them apart.
func (v verdict) says(phrases ...string) bool {
	reason := strings.ToLower(v.reason)
	for _, p := range phrases {
		if strings.Contains(reason, p) {
			return true
		}
	}
	return false
}

// err is the verdict as an error, for methods that aren't sends.
func (v verdict) err() error {
	switch {
	case v.fate == Sent:
		return nil
	case v.token:
		return fmt.Errorf("%w (%d)", ErrToken, v.code)
	}
	return fmt.Errorf("telegram: %d %s", v.code, v.reason)
}

var (
	quoted  = regexp.MustCompile(`"[^"]*"?`)
	secrets = regexp.MustCompile(`\d{6,12}(:|%3[Aa])[A-Za-z0-9_-]{30,}`)
)

// tidy makes a description safe to keep: no quotation of a message, no token, no length.
func tidy(reason string) string {
	reason = secrets.ReplaceAllString(quoted.ReplaceAllString(reason, `"…"`), "***")
	if runes := []rune(reason); len(runes) > 200 {
		reason = string(runes[:200])
	}
	return reason
}
