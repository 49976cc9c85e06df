package web

import (
	"encoding/json"
	"fmt"
	"time"

	"liaison/casework"
)

// jsonFile says cases by the ids of the office file and the words of the program, whatever
// the reader's language.
type jsonFile struct {
	*visit
	begun bool
}

type jsonCase struct {
	Number   string            `json:"number"`
	Topic    casework.TopicID  `json:"topic,omitempty"`
	Deputy   casework.PersonID `json:"deputy,omitempty"`
	Place    casework.SpotID   `json:"place,omitempty"`
	Resident string            `json:"resident,omitempty"`
	Status   casework.Status   `json:"status"`
	Outcome  casework.Outcome  `json:"outcome,omitempty"`
	Opened   time.Time         `json:"opened"`
	Due      time.Time         `json:"due,omitzero"`
	Answered time.Time         `json:"answered,omitzero"`
	Helped   casework.Helped   `json:"helped,omitempty"`
	Mark     int               `json:"mark,omitempty"`
	Messages []jsonMessage     `json:"messages,omitempty"`
}

type jsonMessage struct {
	At   time.Time          `json:"at"`
	By   string             `json:"by"`
	Kind casework.EntryKind `json:"kind"`
	Text string             `json:"text"`
}

func beginJSON(v *visit, a asking) (writer, error) {
	head, err := json.Marshal(map[string]any{
		"office": v.desk.Office().Called(v.Language()), "from": a.First, "to": a.Last, "made": v.local(v.desk.Now()),
	})
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(v.w, "%s,\"cases\":[", head[:len(head)-1])
	return &jsonFile{visit: v}, err
}

func (f *jsonFile) write(t taken) error {
	one := jsonCase{
		Number: t.Number.String(), Topic: t.Topic, Deputy: f.owner(t), Place: t.Lead.Spot, Resident: f.alias(t), Status: t.Status, Outcome: t.Outcome,
		Opened: f.local(t.Opened), Due: f.local(t.Due()), Answered: f.local(t.Replied), Helped: t.Helped, Mark: t.Manner,
	}
	for _, e := range t.Words {
		one.Messages = append(one.Messages, jsonMessage{f.local(e.At), f.author(t, e), e.Kind, e.Text})
	}
	text, err := json.Marshal(one)
	if err != nil {
		return err
	}
	between := "\n"
	if f.begun {
		between = ",\n"
	}
	f.begun = true
	_, err = fmt.Fprint(f.w, between, string(text))
	return err
}

func (f *jsonFile) close() error {
	_, err := fmt.Fprint(f.w, "\n]}\n")
	return err
}
