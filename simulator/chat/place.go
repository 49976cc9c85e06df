package chat

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// place is where the reader is: the language and whose chats are open. It is
// all in the page's address, so that the address can be sent to a colleague.
type place struct {
	cast   Cast
	chosen map[string]int64 // by column
}

// placeOf reads the place from the address; what it doesn't say or says wrongly is the default.
func (a *app) placeOf(r *http.Request) place {
	q := r.URL.Query()
	p := place{cast: a.castFor(q.Get("lang"), r.Header.Get("Accept-Language")), chosen: map[string]int64{}}
	for _, col := range p.cast.Columns {
		id, _ := strconv.ParseInt(q.Get(col.Key), 10, 64)
		p.chosen[col.Key] = col.chosen(id).User.ID
	}
	return p
}

// castFor is the cast in the language asked for, else in the first of the
// browser's languages that there is, else the first.
func (a *app) castFor(asked, accepted string) Cast {
	wishes := []string{asked}
	if asked == "" {
		wishes = strings.Split(accepted, ",")
	}
	for _, wish := range wishes {
		tag, _, _ := strings.Cut(strings.TrimSpace(wish), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		for _, c := range a.casts {
			if c.Lang == base {
				return c
			}
		}
	}
	if len(a.casts) == 0 {
		return Cast{}
	}
	return a.casts[0]
}

// query is the place as an address, with more parameters in pairs.
func (p place) query(more ...string) string {
	q := url.Values{"lang": {p.cast.Lang}}
	for _, col := range p.cast.Columns {
		if id := p.chosen[col.Key]; id != first(col.People).User.ID {
			q.Set(col.Key, strconv.FormatInt(id, 10))
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "?" + q.Encode()
}

// columnOf is the column in which that person is.
func (p place) columnOf(user int64) string {
	for _, col := range p.cast.Columns {
		for _, person := range col.People {
			if person.User.ID == user {
				return col.Key
			}
		}
	}
	return ""
}
