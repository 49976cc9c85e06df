package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

const (
	// MostDownloaded is how large a file may be that Telegram gives to bots.
	MostDownloaded = 20 << 20

	downloadLimit = 30 * time.Second
	waitForFile   = 5 * time.Second // at most, when Telegram wants a pause: somebody looks at the page
)

// Why a file can't be had, now or ever.
var (
	ErrFileGone  = errors.New("telegram has the file no more")
	ErrFileLarge = errors.New("the file is larger than telegram gives to bots")
)

// Download fetches a file by its handle. An error names neither the token nor the address, which
// never leaves the wire.
func (b *Bot) Download(ctx context.Context, fileID string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloadLimit)
	defer cancel()
	path, err := b.locate(ctx, fileID)
	if err != nil {
		return nil, err
	}
	var data []byte
	err = b.patiently(ctx, func() (after time.Duration, err error) {
		data, after, err = b.wire.fetch(ctx, path)
		return after, err
	})
	return data, err
}

// patiently tries once more when Telegram wants a short pause.
func (b *Bot) patiently(ctx context.Context, try func() (time.Duration, error)) error {
	after, err := try()
	if after <= 0 || after > waitForFile {
		return err
	}
	select {
	case <-time.After(after):
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err = try()
	return err
}

// locate asks where the file is; that holds for an hour.
func (b *Bot) locate(ctx context.Context, fileID string) (path string, err error) {
	err = b.patiently(ctx, func() (time.Duration, error) {
		var f *models.File
		v := b.call(ctx, func(ctx context.Context) (err error) {
			f, err = b.lib.GetFile(ctx, &telegram.GetFileParams{FileID: fileID})
			return err
		})
		switch {
		case v.fate == Sent && f != nil && f.FileSize > MostDownloaded, v.says("file is too big"):
			return 0, ErrFileLarge
		case v.fate == Sent && f != nil && plainPath(f.FilePath):
			path = f.FilePath
			return 0, nil
		case v.fate == Refused && v.code == http.StatusBadRequest:
			return 0, ErrFileGone
		case v.fate == Sent:
			return 0, errors.New("ask where a file is: the answer names no path")
		}
		return v.after, fmt.Errorf("ask where a file is: %w", v.err())
	})
	return path, err
}

// plainPath refuses what would lead elsewhere: a server on the same machine may name a file of its disk.
func plainPath(path string) bool {
	return path != "" && path[0] != '/' && !strings.Contains(path, "..") && !strings.ContainsAny(path, "\\?#%:")
}

// fetch gets a file in one piece. No redirect is followed. after is how long Telegram wants to be left alone.
func (w *wire) fetch(ctx context.Context, path string) (data []byte, after time.Duration, err error) {
	token, _ := w.current()
	address := w.base + "/file/bot" + token + "/" + (&url.URL{Path: path}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody) //nolint:gosec // the operator's address and a path that Telegram gave
	if err != nil {
		return nil, 0, errors.New("fetch a file: the token or the URL has characters it can't have")
	}
	resp, err := w.round.RoundTrip(req)
	if err != nil {
		return nil, 0, fmt.Errorf("fetch a file: %w", scrub(err, token))
	}
	defer resp.Body.Close() //nolint:errcheck // all of it was read, or it is of no use
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, 0, ErrFileGone
	case http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return nil, time.Duration(max(seconds, 1)) * time.Second, errors.New("fetch a file: telegram wants a pause")
	default:
		return nil, 0, fmt.Errorf("fetch a file: status %d", resp.StatusCode)
	}
	if data, err = io.ReadAll(io.LimitReader(resp.Body, MostDownloaded+1)); err != nil {
		return nil, 0, fmt.Errorf("fetch a file: %w", scrub(err, token))
	}
	if len(data) > MostDownloaded {
		return nil, 0, ErrFileLarge
	}
	return data, 0, nil
}
