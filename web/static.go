package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed static
var files embed.FS

// asset is a file that a page loads, packed once.
type asset struct {
	plain, packed []byte
	kind          string
	mark          string // of the bytes: a changed file has another address
}

// all reads the embedded files once, by name.
var all = sync.OnceValue(func() map[string]asset {
	found := map[string]asset{}
	_ = fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".LICENSE") {
			return err
		}
		plain, err := files.ReadFile(name)
		sum := sha256.Sum256(plain)
		found[path.Base(name)] = asset{plain, pack(plain), mime.TypeByExtension(path.Ext(name)), hex.EncodeToString(sum[:6])}
		return err
	})
	return found
})

func pack(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
	_, _ = w.Write(plain)                                 // a buffer takes all
	_ = w.Close()
	return b.Bytes()
}

// address of a file by its name; it may be kept for ever.
func address(name string) string { return "/console/static/" + all()[name].mark + "/" + name }

// assets serves the files by address, and has other addresses answered elsewhere.
func assets(other http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mark, name, _ := strings.Cut(r.URL.Path, "/")
		a, ok := all()[name]
		if !ok || a.mark != mark {
			other.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			_, _ = w.Write(a.packed) // whoever went away needs nothing
			return
		}
		_, _ = w.Write(a.plain)
	})
}
