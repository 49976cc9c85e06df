package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// shelf is a Telegram that has one file.
func shelf(path, body string, status ...int) *api {
	n := 0
	return &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
		if c.method == "getFile" {
			return 200, fmt.Sprintf(`{"ok":true,"result":{"file_id":%q,"file_path":%q}}`, c.form["file_id"], path), nil
		}
		if n++; n <= len(status) {
			return status[n-1], "<html>" + testToken, nil
		}
		return 200, body, nil
	}}
}

func TestFilesAreFetched(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := shelf("photos/file_1.jpg", "the picture", 429)
		begun := time.Now()
		data, err := newBot(t, a, Limits{}).Download(t.Context(), "AgAC1")
		if err != nil || string(data) != "the picture" || time.Since(begun) != time.Second {
			t.Fatalf("%q %v after %v", data, err, time.Since(begun))
		}
		if calls := a.to("getFile"); len(calls) != 1 || calls[0].form["file_id"] != "AgAC1" {
			t.Errorf("%+v", calls)
		}
	})
}

func TestFilesThatCantBeHad(t *testing.T) {
	t.Parallel()
	refused := func(text string) *api {
		return &api{answer: func(context.Context, apiCall) (int, string, error) { return refusal(400, text, "") }}
	}
	for name, it := range map[string]struct {
		a    *api
		want error
	}{
		"gone":             {refused("Bad Request: wrong file_id or the file is temporarily unavailable"), ErrFileGone},
		"too big, as told": {refused("Bad Request: file is too big"), ErrFileLarge},
		"too big, as sent": {shelf("a", strings.Repeat("x", MostDownloaded+1)), ErrFileLarge},
		"expired":          {shelf("a", "", 404), ErrFileGone},
		"a redirect":       {shelf("a", "", 302), nil},
		"no path":          {shelf("", ""), nil},
		"a file of a disk": {shelf("/var/lib/photo.jpg", ""), nil},
		"a way out":        {shelf("../../bot1:x/getMe", ""), nil},
	} {
		data, err := newBot(t, it.a, Limits{}).Download(t.Context(), "AgAC1")
		if err == nil || data != nil || it.want != nil && !errors.Is(err, it.want) {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
}

func TestALongPauseIsntWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &api{answer: func(context.Context, apiCall) (int, string, error) { return tooFast(60) }}
		begun := time.Now()
		if _, err := newBot(t, a, Limits{}).Download(t.Context(), "x"); err == nil || time.Since(begun) > time.Second {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
}

// X14: the address of a file holds the token, and no error may.
func TestX14_NoTokenInWhatFilesFailWith(t *testing.T) {
	t.Parallel()
	for _, fails := range []string{"getFile", "file"} {
		a := shelf("photos/file_1.jpg", "")
		located := a.answer
		a.answer = func(ctx context.Context, c apiCall) (int, string, error) {
			if fails == c.method || c.method != "getFile" {
				return 0, "", &net.OpError{Op: "Get https://api.telegram.org/file/bot" + testToken + "/x", Err: errors.New(testToken)}
			}
			return located(ctx, c)
		}
		_, err := newBot(t, a, Limits{}).Download(t.Context(), "x")
		if err == nil || strings.Contains(err.Error(), testToken) || strings.Contains(err.Error(), "AAbbCC") {
			t.Errorf("%s: %v", fails, err)
		}
	}
	for _, status := range []int{401, 404, 500} {
		if _, err := newBot(t, shelf("a", "", status), Limits{}).Download(t.Context(), "x"); err == nil || strings.Contains(err.Error(), testToken) {
			t.Errorf("%d: %v", status, err)
		}
	}
}
