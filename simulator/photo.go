package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// photoSize is one of the sizes of a photo, the smallest first.
type photoSize struct {
	ID     string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Size   int    `json:"file_size"`
}

const (
	thumbSide = 320
	maxPixels = 40_000_000
)

// keepPhoto keeps a picture and, of a large one, a small copy.
func (s *Server) keepPhoto(body []byte) (*file, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("simulator: read the picture: %w", err)
	}
	if head.Width*head.Height > maxPixels {
		return nil, errors.New("simulator: the picture has too many pixels")
	}
	f := s.keep("photo", "", body)
	size := photoSize{ID: f.id, Unique: f.unique, Width: head.Width, Height: head.Height, Size: len(body)}
	if max(head.Width, head.Height) > thumbSide {
		small, err := s.keepThumb(body)
		if err != nil {
			return nil, err
		}
		f.sizes = append(f.sizes, small)
	}
	f.sizes = append(f.sizes, size)
	return f, nil
}

func (s *Server) keepThumb(body []byte) (photoSize, error) {
	large, format, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return photoSize{}, fmt.Errorf("simulator: read the picture: %w", err)
	}
	small := shrink(large)
	var out bytes.Buffer
	if err := encodeAs(format, &out, small); err != nil {
		return photoSize{}, fmt.Errorf("simulator: shrink the picture: %w", err)
	}
	f := s.keep("photo", "", out.Bytes())
	w, h := small.Bounds().Dx(), small.Bounds().Dy()
	size := photoSize{ID: f.id, Unique: f.unique, Width: w, Height: h, Size: out.Len()}
	f.sizes = []photoSize{size}
	return size, nil
}

func encodeAs(format string, to io.Writer, m image.Image) error {
	if format == "png" {
		return png.Encode(to, m)
	}
	return jpeg.Encode(to, m, nil)
}

func shrink(from image.Image) image.Image {
	b := from.Bounds()
	longest := max(b.Dx(), b.Dy())
	to := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*thumbSide/longest), max(1, b.Dy()*thumbSide/longest)))
	for y := range to.Bounds().Dy() {
		for x := range to.Bounds().Dx() {
			to.Set(x, y, from.At(b.Min.X+x*longest/thumbSide, b.Min.Y+y*longest/thumbSide))
		}
	}
	return to
}

func (m *message) show(f *file) { m.Photo, m.sizes = f.id, f.sizes }

func (s *Server) givenPhoto(r *request, m *message) error {
	f, up, err := s.given(r, "photo")
	if err != nil {
		return err
	}
	if f == nil {
		if f, err = s.keepPhoto(up.body); err != nil {
			return bad("IMAGE_PROCESS_FAILED")
		}
	}
	m.show(f)
	return nil
}

// attach puts what a person sends besides words into their message.
func (s *Server) attach(m *message, d Draft) error {
	if d.Kind == "" {
		if len(d.Photo) == 0 {
			return nil
		}
		f, err := s.keepPhoto(d.Photo)
		if err != nil {
			return err
		}
		m.show(f)
		return nil
	}
	if fixed := fixedPayload(d.Kind, m.From); fixed != nil {
		m.payload = encoded(fixed)
		return nil
	}
	switch d.Kind {
	case "document", "voice", "video", "video_note", "audio", "animation", "sticker":
	default:
		m.payload = json.RawMessage(`{}`) // a kind that the bot can't know yet
		return nil
	}
	body := d.Photo
	if len(body) == 0 {
		body = []byte("simulated " + d.Kind)
	}
	f := s.keep(d.Kind, d.FileName, body)
	m.File, m.payload = f.id, f.payload()
	return nil
}

// fixedPayload makes the kinds that have no file; nil for the others.
func fixedPayload(kind string, from User) object {
	place := object{"latitude": 39.0166, "longitude": 106.3761}
	switch kind {
	case "contact":
		return object{"phone_number": "+12025550143", "first_name": from.FirstName, "user_id": from.ID}
	case "location":
		return place
	case "venue":
		return object{"location": place, "title": "Corner shop", "address": "Long street 1"}
	case "dice":
		return object{"emoji": "🎲", "value": int(chance()%6) + 1}
	case "poll":
		option := func(text string) object { return object{"text": text, "voter_count": 0, "persistent_id": text} }
		return object{
			"id": fmt.Sprint(chance()), "question": "Tea or coffee?", "options": []object{option("Tea"), option("Coffee")},
			"total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
		}
	case "story":
		return object{"chat": object{"id": from.ID, "type": "private", "first_name": from.FirstName}, "id": 1}
	}
	return nil
}
