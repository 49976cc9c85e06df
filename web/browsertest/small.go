package browsertest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"
)

// Small keeps so many of the most frequent colours of a screenshot, which has few.
func Small(t *testing.T, content []byte, colours int) []byte {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("read a screenshot: %v", err)
	}
	often := map[color.Color]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			often[full.At(x, y)]++
		}
	}
	var all []color.Color
	for c := range often {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.Color) int { return often[b] - often[a] })
	few := image.NewPaletted(full.Bounds(), all[:min(len(all), colours)])
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			few.Set(x, y, full.At(x, y))
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err != nil {
		t.Fatalf("write a picture: %v", err)
	}
	return out.Bytes()
}
