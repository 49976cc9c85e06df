package clean

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // is decoded
	"image/jpeg"
	"image/png"
	"io"
	"net/http"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // is decoded
)

const (
	mostPixels = 40_000_000
	mostMemory = 200_000_000 // bytes that decoding may need, by the most that it can

	// finePixels is up to which size a drawing or a screenshot stays as sharp as it was.
	finePixels = 4_000_000
	quality    = 88
)

// formats are the kinds of picture that are opened, by what their first bytes say.
var formats = map[string]string{"image/jpeg": "jpeg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}

func picture(ctx context.Context, data []byte, side int) (Copy, error) {
	want, known := formats[http.DetectContentType(data)]
	if !known {
		return Copy{}, ErrKind
	}
	head, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil || head.Width <= 0 || head.Height <= 0:
		return Copy{}, ErrBroken
	case format != want:
		return Copy{}, ErrKind
	case tooLarge(head, format, data):
		return Copy{}, ErrLarge
	}
	m, _, err := image.Decode(impatient{ctx, bytes.NewReader(data)})
	if err != nil {
		return Copy{}, broken(ctx)
	}
	return encode(upright(fit(m, side), orientation(data, format)), format)
}

func broken(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ErrBroken
}

// tooLarge reads the dimensions before a pixel is unpacked.
func tooLarge(head image.Config, format string, data []byte) bool {
	each := 4
	switch {
	case format == "jpeg" && progressive(data):
		each = 15 // all coefficients are kept until the last scan
	case head.ColorModel == color.RGBA64Model, head.ColorModel == color.NRGBA64Model:
		each = 8
	}
	pixels := int64(head.Width) * int64(head.Height)
	return pixels > mostPixels || pixels*int64(each) > mostMemory
}

// progressive looks for the frame of a JPEG; one that isn't found counts as the costlier kind.
func progressive(data []byte) bool {
	for i := 2; i+3 < len(data) && data[i] == 0xff; {
		switch data[i+1] {
		case 0xff: // fill
			i++
			continue
		case 0xc0, 0xc1:
			return false
		}
		i += 2 + int(data[i+2])<<8 + int(data[i+3])
	}
	return true
}

// fit halves a picture until no side is longer than asked for: each pixel counts, and
// little memory is needed.
func fit(m image.Image, side int) image.Image {
	for {
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		longest := max(w, h)
		if longest <= side {
			return m
		}
		next := max(side, (longest+1)/2)
		small := image.NewRGBA(image.Rect(0, 0, max(1, w*next/longest), max(1, h*next/longest)))
		draw.ApproxBiLinear.Scale(small, small.Bounds(), m, m.Bounds(), draw.Src, nil)
		m = small
	}
}

func encode(m image.Image, format string) (Copy, error) {
	var out bytes.Buffer
	c := Copy{Type: "image/jpeg"}
	var err error
	if o, ok := m.(interface{ Opaque() bool }); m.Bounds().Dx()*m.Bounds().Dy() <= finePixels && (format == "png" || format == "gif" || ok && !o.Opaque()) {
		c.Type = "image/png"
		err = png.Encode(&out, m)
	} else {
		if ok && !o.Opaque() {
			m = onWhite(m)
		}
		err = jpeg.Encode(&out, m, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return Copy{}, fmt.Errorf("encode a picture: %w", err)
	}
	c.Data = out.Bytes()
	return c, nil
}

func onWhite(m image.Image) image.Image {
	paper := image.NewRGBA(m.Bounds())
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), m, m.Bounds().Min, draw.Over)
	return paper
}

// impatient stops reading when nobody waits any more.
type impatient struct {
	ctx context.Context
	r   io.Reader
}

func (i impatient) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
