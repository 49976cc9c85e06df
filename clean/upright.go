package clean

import (
	"bytes"
	"image"

	"github.com/bep/imagemeta"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

var metaFormats = map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}

// orientation is how the camera was held, 1 to 8; 1 where nothing or nonsense is said of it.
func orientation(data []byte, format string) int {
	held := 1
	kind, has := metaFormats[format]
	if !has {
		return held
	}
	_, _ = imagemeta.Decode(imagemeta.Options{ // what it can't read isn't said
		R: bytes.NewReader(data), ImageFormat: kind, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" && t.Namespace == "IFD0" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				held = int(v)
			}
			return imagemeta.ErrStopWalking
		},
	})
	return held
}

// upright turns and mirrors a picture as its orientation asks.
func upright(m image.Image, held int) image.Image {
	if held == 1 {
		return m
	}
	b := m.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	turn := map[int]f64.Aff3{
		2: {-1, 0, w, 0, 1, 0}, 3: {-1, 0, w, 0, -1, h}, 4: {1, 0, 0, 0, -1, h},
		5: {0, 1, 0, 1, 0, 0}, 6: {0, -1, h, 1, 0, 0}, 7: {0, -1, h, -1, 0, w}, 8: {0, 1, 0, -1, 0, w},
	}[held]
	size := image.Rect(0, 0, b.Dx(), b.Dy())
	if held >= 5 { // lies on its side
		size = image.Rect(0, 0, b.Dy(), b.Dx())
	}
	turned := image.NewRGBA(size)
	draw.NearestNeighbor.Transform(turned, turn, m, b, draw.Src, nil)
	return turned
}
