package clean

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Voice gives a voice note back as it is, if it is nothing else: an Ogg stream of Opus whose
// header names only what encoded it. Messengers record such notes themselves, without a place or an author.
func Voice(data []byte) (Copy, error) {
	pages, ok := pagesOf(data)
	if !ok || len(pages) < 2 || !bytes.HasPrefix(pages[0], []byte("OpusHead")) || !plainTags(pages[1]) {
		return Copy{}, ErrKind
	}
	return Copy{Data: data, Type: "audio/ogg"}, nil
}

// pagesOf cuts an Ogg file into what its pages carry. Only one stream may be in it, and nothing around it.
func pagesOf(data []byte) (pages [][]byte, ok bool) {
	const head, begins = 27, 2
	var stream uint32
	for len(data) > 0 {
		if len(data) < head || string(data[:5]) != "OggS\x00" {
			return nil, false
		}
		first, serial, segments := len(pages) == 0, binary.LittleEndian.Uint32(data[14:]), int(data[26])
		if first {
			stream = serial
		}
		if serial != stream || first != (data[5]&begins != 0) || len(data) < head+segments {
			return nil, false
		}
		size := 0
		for _, n := range data[head : head+segments] {
			size += int(n)
		}
		if data = data[head+segments:]; len(data) < size {
			return nil, false
		}
		pages, data = append(pages, data[:size]), data[size:]
	}
	return pages, true
}

// mostTag is how long the name of an encoder is at most.
const mostTag = 100

// plainTags reports whether the comments of a stream name its encoder and nothing else.
func plainTags(page []byte) bool {
	rest, ok := bytes.CutPrefix(page, []byte("OpusTags"))
	if !ok {
		return false
	}
	if _, rest, ok = tag(rest); !ok || len(rest) < 4 {
		return false
	}
	count := binary.LittleEndian.Uint32(rest)
	rest = rest[4:]
	for range min(count, 9) {
		var text string
		if text, rest, ok = tag(rest); !ok || !strings.HasPrefix(strings.ToLower(text), "encoder") {
			return false
		}
	}
	return count < 9 && len(bytes.Trim(rest, "\x00")) == 0 // encoders leave room behind
}

func tag(data []byte) (text string, rest []byte, ok bool) {
	if len(data) < 4 {
		return "", nil, false
	}
	n := binary.LittleEndian.Uint32(data)
	if n > mostTag || int(n) > len(data)-4 {
		return "", nil, false
	}
	return string(data[4 : 4+n]), data[4+n:], true
}
