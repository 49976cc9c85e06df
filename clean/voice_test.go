package clean_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"liaison/clean"
)

// page is one of an Ogg stream.
func page(serial uint32, flags byte, body string) []byte {
	p := append([]byte("OggS\x00"), flags, 0, 0, 0, 0, 0, 0, 0, 0)
	p = binary.LittleEndian.AppendUint32(p, serial)
	p = append(p, 0, 0, 0, 0, 0, 0, 0, 0) // number and sum
	n := len(body) / 255
	p = append(p, byte(n+1))
	p = append(p, bytes.Repeat([]byte{255}, n)...)
	return append(append(p, byte(len(body)%255)), body...)
}

func comments(texts ...string) string {
	le := binary.LittleEndian
	b := append(le.AppendUint32([]byte("OpusTags"), 7), "libopus"...)
	b = le.AppendUint32(b, uint32(len(texts)))
	for _, s := range texts {
		b = append(le.AppendUint32(b, uint32(len(s))), s...)
	}
	return string(b)
}

func note(tags string) []byte {
	return bytes.Join([][]byte{page(7, 2, "OpusHead\x01\x01"), page(7, 0, tags), page(7, 4, strings.Repeat("sound", 100))}, nil)
}

func TestX11_VoiceNotesSayOnlyWhatEncodedThem(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"plain": note(comments()), "encoder": note(comments("ENCODER=opusenc", "encoder_options=--speech")), "room": note(comments() + "\x00\x00\x00"),
	} {
		if c, err := clean.Voice(data); err != nil || !bytes.Equal(c.Data, data) || c.Type != "audio/ogg" {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole := note(comments())
	for name, data := range map[string][]byte{
		"nothing":       nil,
		"an author":     note(comments("ARTIST=" + author)),
		"a place":       note(comments("ENCODER=x", "LOCATION=39.01,106.37")),
		"a picture":     note(comments("METADATA_BLOCK_PICTURE=" + strings.Repeat("A", 100))),
		"hidden behind": note(comments() + author),
		"long":          note(comments("ENCODER=" + strings.Repeat("x", 100))),
		"a video":       bytes.Join([][]byte{page(7, 2, "OpusHead"), page(8, 2, "\x80theora"), page(7, 0, comments())}, nil),
		"two in a row":  append(note(comments()), note(comments("ARTIST=x"))...),
		"a tail":        append(note(comments()), "<script>"...),
		"cut":           whole[:len(whole)-1],
		"Vorbis":        bytes.Join([][]byte{page(7, 2, "\x01vorbis"), page(7, 0, comments())}, nil),
		"an MP3":        []byte("ID3\x03" + author),
	} {
		if _, err := clean.Voice(data); !errors.Is(err, clean.ErrKind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzVoice(f *testing.F) {
	f.Add(note(comments("ENCODER=x")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := clean.Voice(data); err == nil && !bytes.HasPrefix(data, []byte("OggS")) {
			t.Fatal("no Ogg")
		}
	})
}
