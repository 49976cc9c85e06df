package web

import (
	"context"
	"crypto/rand"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/clean"
)

// Why a file can't be fetched, whoever asks.
var (
	ErrFileGone  = errors.New("the file is gone")
	ErrFileLarge = errors.New("the file is too large to be fetched")
)

const (
	mostFetched = 20 << 20 // bytes that the messenger gives
	fetchedOnce = 4        // files that are held in memory at the same time
	openedOnce  = 2        // pictures that are unpacked at the same time
	openingTime = time.Minute

	wholeSide, smallSide = 4096, 640 // pixels of the longer side
)

// copier is where the files of cases come from, cleaned.
type copier struct {
	fetch   func(context.Context, casework.Media) ([]byte, error)
	cleaner *clean.Cleaner
	places  chan struct{}
	small   *shelf
}

func newCopier(fetch func(context.Context, casework.Media) ([]byte, error)) *copier {
	return &copier{fetch, clean.New(openedOnce), make(chan struct{}, fetchedOnce), newShelf(mostShelved)}
}

func (c *Console) media() routes {
	const place = "GET /console/cases/{number}/files/{entry}/{place}"
	return routes{place: c.file, place + "/small": c.preview, place + "/original": c.original}
}

// named finds the file that an address is of, if it is the reader's to see.
func (v *visit) named() (f casework.File, err error) {
	n, err := v.number()
	if err != nil {
		return f, err
	}
	entry, wrong := strconv.Atoi(v.r.PathValue("entry"))
	place, bad := strconv.Atoi(v.r.PathValue("place"))
	if wrong != nil || bad != nil {
		return f, errNowhere
	}
	return v.desk.File(v.r.Context(), v.by, n, entry, place)
}

// file gives a copy of a file, or says why there is none.
func (c *Console) file(v *visit) error {
	f, err := v.named()
	if err != nil {
		return err
	}
	made, err := c.copier.copied(v.r.Context(), f.Media, wholeSide)
	return v.give(f, made, err)
}

// give hands a file out, or says why there is none.
func (v *visit) give(f casework.File, made clean.Copy, err error) error {
	if why := withheld(err); why != "" {
		return v.withhold(f, why)
	}
	if err == nil {
		v.hand(made)
	}
	return err
}

// preview gives a small copy of a picture; nothing where there is none, for the picture's own page says why.
func (c *Console) preview(v *visit) error {
	f, err := v.named()
	if err != nil {
		return err
	}
	made, err := c.copier.shrunk(v.r.Context(), f.Media)
	if err != nil {
		zerolog.Ctx(v.r.Context()).Debug().Err(err).Msg("previewed no file")
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	v.hand(made)
	return nil
}

// original gives a file as it came, to whom that is given.
func (c *Console) original(v *visit) error {
	f, err := v.named()
	if err != nil {
		return err
	}
	if !f.Original {
		return errNowhere
	}
	came, err := c.copier.bare(v.r.Context(), f.Media)
	if err == nil {
		zerolog.Ctx(v.r.Context()).Info().Str("case", v.r.PathValue("number")).Str("by", string(v.by.ID)).Msg("gave an original file")
	}
	return v.give(f, came, err)
}

// sealed is for what a browser may show or save, and never run. Around a picture that is
// shown alone browsers put a page of their own, which has a style.
const (
	sealed      = "default-src 'none'; sandbox; frame-ancestors 'none'"
	sealedShown = sealed + "; style-src 'unsafe-inline'"
)

// hand writes a file out under a name that says nothing. Only pictures that we made may be shown in place.
func (v *visit) hand(c clean.Copy) {
	h := v.w.Header()
	how, end, may := "attachment", "", sealed
	switch c.Type {
	case "image/jpeg", "image/png":
		how, end, may = "inline", "."+c.Type[len("image/"):], sealedShown
	case "audio/ogg":
		end = ".ogg"
	}
	h.Set("Content-Type", c.Type)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": rand.Text()[:8] + end}))
	h.Set("Content-Length", strconv.Itoa(len(c.Data)))
	h.Set("Content-Security-Policy", may)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = v.w.Write(c.Data) // whoever went away needs nothing
}
