package clean_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"liaison/clean"
)

const side = 1000

// flag is red on its left third, else white.
func flag(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, map[bool]color.Color{true: color.RGBA{200, 0, 0, 255}, false: color.White}[x < w/3])
		}
	}
	return m
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, nil)
	return b.Bytes()
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, m)
	return b.Bytes()
}

func asGIF(m image.Image) []byte {
	var b bytes.Buffer
	_ = gif.Encode(&b, m, nil)
	return b.Bytes()
}

// webp is one pixel.
func webp(t testing.TB) []byte {
	data, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const author = "Wang Fang, Garden street 5"

// told puts EXIF with an author, a place and an orientation into a JPEG.
func told(data []byte, orientation uint16) []byte {
	le := binary.LittleEndian
	field := func(b []byte, tag, kind uint16, n, value uint32) []byte {
		return le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(b, tag), kind), n), value)
	}
	const ifd = 8
	texts := uint32(ifd + 2 + 3*12 + 4)
	gps := texts + uint32(len(author))
	tiff := le.AppendUint16(append([]byte("II*\x00"), ifd, 0, 0, 0), 3)
	tiff = field(tiff, 0x0112, 3, 1, uint32(orientation))
	tiff = field(tiff, 0x013b, 2, uint32(len(author)), texts)
	tiff = field(tiff, 0x8825, 4, 1, gps)
	tiff = append(le.AppendUint32(tiff, 0), author...)
	tiff = field(le.AppendUint16(tiff, 1), 0x0001, 2, 2, 'N')
	tiff = le.AppendUint32(tiff, 0)
	part := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(part)+2))
	return append(append(head, part...), data[2:]...)
}

// pngChunk puts a chunk behind the header of a PNG.
func pngChunk(data []byte, kind, text string) []byte {
	const head = 33
	chunk := append([]byte(kind), text...)
	out := binary.BigEndian.AppendUint32(bytes.Clone(data[:head]), uint32(len(text)))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return append(out, data[head:]...)
}

// sized is the header of a PNG of that size, with hardly anything behind it.
func sized(w, h uint32) []byte {
	be := binary.BigEndian
	head := append(be.AppendUint32(be.AppendUint32([]byte("IHDR"), w), h), 8, 6, 0, 0, 0)
	data := append(be.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13), head...)
	return be.AppendUint32(data, crc32.ChecksumIEEE(head))
}

// scanned is the beginning of a progressive JPEG of that size.
func scanned(w, h uint16) []byte {
	be := binary.BigEndian
	return append(be.AppendUint16(be.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xc2, 0, 17, 8}, h), w), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12)
}

func opened(t *testing.T, data []byte) (image.Image, clean.Copy) {
	t.Helper()
	c, err := clean.New(1).Picture(t.Context(), data, side)
	if err != nil {
		t.Fatal(err)
	}
	m, format, err := image.Decode(bytes.NewReader(c.Data))
	if err != nil || "image/"+format != c.Type {
		t.Fatalf("%s as %s: %v", format, c.Type, err)
	}
	return m, c
}

// X11: neither place nor author nor thumbnail is in the copy.
func TestX11_NothingButPixelsIsLeft(t *testing.T) {
	t.Parallel()
	page := `<script>alert(1)</script>`
	for name, data := range map[string][]byte{
		"EXIF":             told(asJPEG(flag(300, 200)), 1),
		"a JPEG's comment": append(append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(author) + 2)}, author...), asJPEG(flag(300, 200))[2:]...),
		"PNG text":         pngChunk(asPNG(flag(300, 200)), "tEXt", "Author\x00"+author),
		"PNG EXIF":         pngChunk(asPNG(flag(300, 200)), "eXIf", "II*\x00"+author),
		"a page behind it": append(asJPEG(flag(300, 200)), author+page...),
		"an archive":       append(asPNG(flag(300, 200)), "PK\x03\x04"+author...),
		"GIF trailer":      append(asGIF(flag(300, 200)), author...),
	} {
		m, c := opened(t, data)
		for _, trace := range []string{author, "Exif", "eXIf", "tEXt", "PK\x03", "<script"} {
			if bytes.Contains(c.Data, []byte(trace)) {
				t.Errorf("%s: %q is still in it", name, trace)
			}
		}
		if m.Bounds() != image.Rect(0, 0, 300, 200) {
			t.Errorf("%s: %v", name, m.Bounds())
		}
	}
	if _, c := opened(t, webp(t)); c.Type == "image/webp" {
		t.Error("a WebP is passed on")
	}
}

// Where a camera's red left third is, once the picture is upright.
func TestPicturesAreUpright(t *testing.T) {
	t.Parallel()
	red := map[uint16]image.Point{1: {10, 50}, 2: {290, 50}, 3: {290, 150}, 4: {10, 150}, 5: {50, 10}, 6: {150, 10}, 7: {150, 290}, 8: {50, 290}}
	for held, at := range red {
		m, _ := opened(t, told(asJPEG(flag(300, 200)), held))
		if lies := held >= 5; (m.Bounds().Dx() == 200) != lies {
			t.Errorf("%d: %v", held, m.Bounds())
		}
		if r, g, _, _ := m.At(at.X, at.Y).RGBA(); r>>8 < 150 || g>>8 > 80 {
			t.Errorf("%d: it isn't red at %v", held, at)
		}
		if _, g, _, _ := m.At(m.Bounds().Dx()-1-at.X, m.Bounds().Dy()-1-at.Y).RGBA(); g>>8 < 200 {
			t.Errorf("%d: it isn't white across from %v", held, at)
		}
	}
}

func TestLargePicturesAreMadeSmaller(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{4000, 3000}, {1001, 5}, {3, 5000}, {999, 999}} {
		m, _ := opened(t, asPNG(image.NewGray(image.Rectangle{Max: size})))
		if got := m.Bounds().Size(); max(got.X, got.Y) > side || max(got.X, got.Y) < min(side, max(size.X, size.Y)) || min(got.X, got.Y) < 1 {
			t.Errorf("%v became %v", size, got)
		}
	}
}

// X12: what isn't opened, and why.
func TestX12_WhatIsntOpened(t *testing.T) {
	t.Parallel()
	whole, drawn := asJPEG(flag(300, 200)), asPNG(flag(300, 200))
	for name, bad := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":            {nil, clean.ErrKind},
		"an archive":         {[]byte("PK\x03\x04" + string(make([]byte, 1000))), clean.ErrKind},
		"gzip":               {[]byte("\x1f\x8b\x08" + string(make([]byte, 1000))), clean.ErrKind},
		"PDF and HTML":       {[]byte("%PDF-1.4\n<html><script>alert(1)</script>"), clean.ErrKind},
		"HTML, then a JPEG":  {append([]byte("<!doctype html><!--"), whole...), clean.ErrKind},
		"PDF, then a JPEG":   {append([]byte("%PDF-1.4\n"), whole...), clean.ErrKind},
		"SVG":                {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), clean.ErrKind},
		"SVG as XML":         {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), clean.ErrKind},
		"HEIC":               {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), clean.ErrKind},
		"MP4":                {[]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), clean.ErrKind},
		"BMP":                {[]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00"), clean.ErrKind},
		"a program":          {[]byte("MZ\x90\x00\x03"), clean.ErrKind},
		"words":              {[]byte("hello"), clean.ErrKind},
		"50,000 by 50,000":   {sized(50_000, 50_000), clean.ErrLarge},
		"as wide as it gets": {sized(1<<31-1, 1), clean.ErrLarge},
		"all of a GIF":       {[]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), clean.ErrLarge},
		"many scans":         {scanned(6000, 6000), clean.ErrLarge},
		"a GIF of script":    {[]byte("GIF89a/*<script>*/=1;alert(1)"), clean.ErrLarge},
		"a header alone":     {sized(100, 100), clean.ErrBroken},
		"half a JPEG":        {whole[:len(whole)/2], clean.ErrBroken},
		"half a PNG":         {drawn[:len(drawn)-20], clean.ErrBroken},
		"a JPEG's mark":      {[]byte("\xff\xd8\xff\xe0"), clean.ErrBroken},
		"half a WebP":        {webp(t)[:20], clean.ErrBroken},
	} {
		if c, err := clean.New(1).Picture(t.Context(), bad.data, side); !errors.Is(err, bad.want) || c.Data != nil {
			t.Errorf("%s: %v, want %v", name, err, bad.want)
		}
	}
}

func TestNobodyWaitsInVain(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, places := range []int{0, 1} {
		if _, err := clean.New(places).Picture(ctx, asJPEG(flag(300, 200)), side); !errors.Is(err, context.Canceled) {
			t.Errorf("%d places: %v", places, err)
		}
	}
}

func FuzzPicture(f *testing.F) {
	for _, seed := range [][]byte{
		told(asJPEG(flag(30, 20)), 6), asPNG(flag(30, 20)), asGIF(flag(30, 20)), webp(f), sized(9, 9), scanned(16, 16),
		pngChunk(asPNG(flag(3, 2)), "eXIf", "II*\x00\x08\x00\x00\x00"),
	} {
		f.Add(seed)
	}
	cleaner := clean.New(1)
	f.Fuzz(func(t *testing.T, data []byte) {
		if head, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && head.Width*head.Height > 1<<20 {
			t.Skip("large pictures are only slow")
		}
		c, err := cleaner.Picture(t.Context(), data, 16)
		if err != nil {
			return
		}
		m, _, err := image.Decode(bytes.NewReader(c.Data))
		if err != nil || max(m.Bounds().Dx(), m.Bounds().Dy()) > 16 || bytes.Contains(c.Data, []byte("Exif")) {
			t.Fatalf("%v", err)
		}
	})
}
