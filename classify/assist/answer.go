package assist

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/sashabaranov/go-openai"

	"liaison/casework"
)

// sureFrom is how confident the model must say it is.
const sureFrom = 0.6

type reply struct {
	Topic      *string   `json:"topic"`
	Confidence *float64  `json:"confidence"`
	Signals    *[]string `json:"signals"`
}

// read takes nothing but one object with one of the topics in it.
func (c *Client) read(a openai.ChatCompletionResponse) (casework.Verdict, error) {
	invalid := &Failure{Kind: Invalid}
	if len(a.Choices) != 1 {
		return casework.Verdict{}, invalid
	}
	raw := []byte(a.Choices[0].Message.Content)
	var r reply
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&r) != nil || d.More() || twice(raw) {
		return casework.Verdict{}, invalid
	}
	if _, err := d.Token(); err != io.EOF { //nolint:errorlint // as the decoder gives it
		return casework.Verdict{}, invalid
	}
	if r.Topic == nil || r.Confidence == nil || *r.Confidence < 0 || *r.Confidence > 1 {
		return casework.Verdict{}, invalid
	}
	var v casework.Verdict
	if r.Signals != nil {
		for _, s := range *r.Signals {
			if !raisable(s) {
				return casework.Verdict{}, invalid
			}
			v.Signals = v.Signals.With(casework.Signal(s))
		}
	}
	if *r.Topic == unsure {
		return v, nil
	}
	if !c.labels[*r.Topic] {
		return casework.Verdict{}, invalid
	}
	v.Sure = *r.Confidence >= sureFrom
	v.Guesses = []casework.Guess{{Topic: casework.TopicID(*r.Topic), Probability: *r.Confidence}}
	return v, nil
}

func raisable(s string) bool {
	for _, known := range signals {
		if string(known.is) == s {
			return true
		}
	}
	return false
}

// twice reports whether an object that decodes says something twice: the decoder
// would take the last without a word.
func twice(raw []byte) bool {
	d, seen := json.NewDecoder(bytes.NewReader(raw)), map[string]bool{}
	if _, err := d.Token(); err != nil {
		return true
	}
	for d.More() {
		key, err := d.Token()
		name, ok := key.(string)
		name = strings.ToLower(name) // as the decoder compares them
		if err != nil || !ok || seen[name] {
			return true
		}
		seen[name] = true
		var skipped json.RawMessage
		if d.Decode(&skipped) != nil {
			return true
		}
	}
	return false
}
