package casework

import (
	"crypto/rand"
	"strconv"
	"strings"
	"testing"
	"time"
)

// byWord is a classifier: the topic's id among the words makes it sure.
type byWord struct{}

func (byWord) Classify(text string) Verdict {
	for _, t := range []TopicID{"transport", "housing", "retired"} {
		if strings.Contains(text, string(t)) {
			return sure(t)
		}
	}
	return Verdict{}
}

// room is a desk with its books and a clock that the test moves.
type room struct {
	*Desk
	books *memory
	now   time.Time
	acts  int
}

func newRoom(people ...Person) *room {
	r := &room{books: newMemory(append(people, li, ma, bo, desk)...), now: start}
	office := Office{Topics: []Topic{transport, housing}, Settle: settle}
	r.Desk = NewDesk(r.books, byWord{}, office, func() time.Time { return r.now }, rand.Reader)
	return r
}

// once is a fresh update's.
func (r *room) once() Once {
	r.acts++
	return Once{Key: strconv.Itoa(r.acts), Print: "p"}
}

// hears gives the case that the resident's words went to.
func (r *room) hears(t *testing.T, from Person, text string) Case {
	t.Helper()
	r.acts++
	who, err := r.Who(t.Context(), from.Account, from.Name, "en")
	if err != nil {
		t.Fatal(err)
	}
	m := Message{Once: r.once(), From: who, Text: text, Ref: Ref{Chat: from.Account, Message: r.acts}}
	if err := r.Receive(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	cv, _ := r.books.Conversation(t.Context(), from.Account)
	return cv.Cases[0]
}

func newcomer(account int64) Person {
	return Person{Role: Resident, Account: account, Name: "Newcomer", Language: "en"}
}
