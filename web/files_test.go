package web_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// cabinet is a messenger's store of files.
type cabinet struct {
	files map[string][]byte
	asked atomic.Int64
}

func (c *cabinet) fetch(_ context.Context, m casework.Media) ([]byte, error) {
	c.asked.Add(1)
	data, there := c.files[m.FileID]
	if !there {
		return nil, web.ErrFileGone
	}
	return data, nil
}

const gps = "Exif\x00\x00 39.0166 N, Wang Fang"

// snapshot is a JPEG with metadata.
func snapshot(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	for y := range 800 {
		for x := range 1200 {
			m.SetRGBA(x, y, color.RGBA{uint8(x / 8), uint8(y / 5), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return append(append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(gps) + 2)}, gps...), b.Bytes()[2:]...)
}

// sends has a resident send files that become a case, and gives the address of the first.
func (r *rig) sends(account int64, text string, media ...casework.Media) (casework.Number, string) {
	r.t.Helper()
	ctx := r.t.Context()
	r.write(account, text)
	by, err := r.desk.Who(ctx, account, "Wang Fang", "en")
	if err != nil {
		r.t.Fatal(err)
	}
	r.letter++
	m := casework.Message{From: by, Ref: casework.Ref{Chat: account, Message: r.letter}, Media: media}
	if err := r.desk.Receive(ctx, m); err != nil {
		r.t.Fatal(err)
	}
	cases, err := r.desk.Cases(ctx, by, 1)
	if err != nil {
		r.t.Fatal(err)
	}
	n := cases[0].Number
	return n, "/console/cases/" + string(n) + "/files/2/"
}

func withFiles(t testing.TB, c *cabinet) *rig {
	t.Helper()
	r := &rig{t: t}
	r.open(storagetest.File(t), web.Config{Files: c.fetch})
	return r
}

func TestX11_FilesAreGivenClean(t *testing.T) {
	t.Parallel()
	c := &cabinet{files: map[string][]byte{"p": snapshot(t), "d": snapshot(t)}}
	r := withFiles(t, c)
	n, at := r.sends(7001, "The bus stop is broken",
		casework.Media{Kind: "photo", FileID: "p", UniqueID: "u", Size: 1000},
		casework.Media{Kind: "document", FileID: "d", Name: `..\..\Wang Fang.jpg`, MIME: "image/jpeg", Size: 2 << 20})
	r.after(time.Minute)
	got := r.get("li-na", "/console/cases/"+string(n))
	got.has(t, http.StatusOK, `src="`+at+`1/small"`, `alt="Photo, open it larger"`, `<bdi>Wang Fang.jpg</bdi>`, "2 MB")
	if strings.Contains(got.body, "api.telegram") || strings.Contains(got.body, `..\`) {
		t.Errorf("the page leads elsewhere:\n%s", got.body)
	}
	for _, path := range []string{at + "1", at + "2", at + "1/small"} {
		got := r.get("li-na", path)
		got.has(t, http.StatusOK)
		m, _, err := image.Decode(strings.NewReader(got.body))
		if err != nil || strings.Contains(got.body, "Exif") || strings.Contains(got.body, "39.0166") {
			t.Errorf("%s isn't clean: %v", path, err)
			continue
		}
		if small := strings.HasSuffix(path, "small"); small != (m.Bounds().Dx() == 640) {
			t.Errorf("%s is %v", path, m.Bounds())
		}
		for name, want := range map[string]string{
			"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'; style-src 'unsafe-inline'", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got.header.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, got.header.Get(name))
			}
		}
		if how := got.header.Get("Content-Disposition"); !strings.HasPrefix(how, "inline; filename=") || strings.Contains(how, "Wang") {
			t.Errorf("%s is given as %q", path, how)
		}
	}
	asked := c.asked.Load()
	if r.get("li-na", at+"1/small"); c.asked.Load() != asked {
		t.Error("a preview is fetched each time")
	}
}

// What can't be cleaned is kept back with a reason; the original is the officer's alone.
func TestX11_X12_WhatIsKeptBack(t *testing.T) {
	t.Parallel()
	huge := []byte("GIF89a\x50\xc3\x50\xc3\x00\x00\x00") // 50,000 by 50,000
	pdf := "%PDF-1.4\n<script>alert(1)</script> Author: Wang Fang"
	c := &cabinet{files: map[string][]byte{
		"pdf": []byte(pdf), "zip": []byte("PK\x03\x04" + strings.Repeat("\x00", 900)), "svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"huge": huge, "half": snapshot(t)[:900], "mp4": []byte("\x00\x00\x00\x18ftypmp42 gps"), "note": []byte("OggS no note"), "page": []byte("<html><script>alert(1)</script>"),
	}}
	r := withFiles(t, c)
	account := int64(7000)
	for name, want := range map[string]string{
		"pdf": "may tell who made it", "zip": "may tell who made it", "svg": "may tell who made it", "mp4": "may tell who made it", "note": "may tell who made it", "page": "may tell who made it",
		"huge": "larger than what can be opened", "half": "damaged", "large": "larger than the 20 MB", "away": "have the file any more",
	} {
		m := casework.Media{Kind: "document", FileID: name, Name: name + ".jpg", MIME: "image/jpeg"}
		account++
		switch name {
		case "note":
			m.Kind = "voice"
		case "large":
			m.Size = 21 << 20
		}
		n, at := r.sends(account, "The bus stop is broken", m)
		r.after(time.Minute)
		got := r.get("li-na", at+"1")
		got.has(t, http.StatusOK, want)
		if strings.Contains(got.body, "alert(1)") || got.header.Get("Content-Type") != "text/html; charset=utf-8" || strings.Contains(got.body, "/original") {
			t.Errorf("%s: %v\n%s", name, got.header, got.body)
		}
		if got := r.get("li-na", at+"1/small"); got.status != http.StatusNoContent || got.body != "" {
			t.Errorf("a preview of %s: %d %q", name, got.status, got.body)
		}
		none := r.get("li-na", "/console/cases/7K3M9QXT")
		if got := r.get("li-na", at+"1/original"); got.status != http.StatusNotFound || got.body != none.body {
			t.Errorf("the original of %s: %d", name, got.status)
		}
		if name != "pdf" {
			continue
		}
		if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("desk"), n); err != nil {
			t.Fatal(err)
		}
		r.get("chief", at+"1").has(t, http.StatusOK, at+"1/original")
		got = r.get("chief", at+"1/original")
		if got.body != pdf || got.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment; filename=") || got.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox; frame-ancestors 'none'" {
			t.Errorf("the original: %v", got.header)
		}
	}
}

// A file is seen by who may see its entry, and looks like nothing to all others.
func TestX16_X17_FilesOfAnothersCase(t *testing.T) {
	t.Parallel()
	c := &cabinet{files: map[string][]byte{"p": snapshot(t)}}
	r := withFiles(t, c)
	n, at := r.sends(7001, "The bus stop is broken", casework.Media{Kind: "photo", FileID: "p"})
	r.after(time.Minute)
	none := r.get("li-na", "/console/cases/7K3M9QXT").body
	missing := func(paths ...string) {
		t.Helper()
		for _, path := range paths {
			if got := r.get("li-na", path); got.status != http.StatusNotFound || got.body != none {
				t.Errorf("%s: %d", path, got.status)
			}
		}
	}
	other := r.get("zhao-min", "/console/cases/7K3M9QXT").body
	for _, path := range []string{at + "1", at + "1/small", at + "1/original"} {
		if got := r.get("zhao-min", path); got.status != http.StatusNotFound || got.body != other {
			t.Errorf("%s of another's: %d\n%s", path, got.status, got.body)
		}
	}
	missing(at+"2", at+"0", at+"-1", at+"x", strings.Replace(at, "/2/", "/1/", 1)+"1", strings.Replace(at, "/2/", "/9/", 1)+"1", "/console/cases/7K3M9QXT/files/2/1")
	if c.asked.Load() != 0 {
		t.Error("something was fetched for who may not see it")
	}
	r.get("li-na", at+"1/small").has(t, http.StatusOK)
	if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("desk"), n); err != nil {
		t.Fatal(err)
	}
	missing(at+"1", at+"1/small") // though the preview was shown before
	if got := r.get("desk", at+"1"); got.status != http.StatusNotFound {
		t.Errorf("the staff see a protected file: %d", got.status)
	}
	if got := r.get("", at+"1"); got.status != http.StatusUnauthorized {
		t.Errorf("a stranger: %d", got.status)
	}
}

func TestX10_NamesOfFilesAreText(t *testing.T) {
	t.Parallel()
	r := withFiles(t, &cabinet{})
	n, _ := r.sends(7001, "The bus stop is broken",
		casework.Media{Kind: "document", FileID: "a", Name: `"><script>alert(1)</script>.pdf`, MIME: `text/html"><script>alert(2)</script>`},
		casework.Media{Kind: `x"><script>alert(3)</script>`, FileID: `"><script>alert(4)`, Name: "a\u202egpj.exe"})
	r.after(time.Minute)
	got := r.get("li-na", "/console/cases/"+string(n)).body
	if strings.Contains(got, "<script>alert") || strings.Contains(got, "\u202e") || !strings.Contains(got, "agpj.exe") {
		t.Errorf("markup:\n%s", got)
	}
}

func transparent() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 90, 300)))
	return b.Bytes()
}
