package handlers_test

import (
	"context"
	"errors"
	"fmt"

	"liaison/casework"
)

// model is a language model that says what a script wants.
type model struct {
	says casework.Verdict
	err  error
}

func (*model) Rest() bool { return false }

func (m *model) Advise(context.Context, string, ...string) (casework.Verdict, error) {
	return m.says, m.err
}

// advise lets the model look at the cases that wait for it. It answers a topic, is
// unsure, raises a signal, or fails.
func (r *rig) advise(how, what string) error {
	m := &model{}
	switch how {
	case "answers":
		m.says = casework.Verdict{Sure: true, Guesses: []casework.Guess{{Topic: casework.TopicID(what), Probability: 0.9}}}
	case "raises":
		m.says.Signals = casework.Signals{casework.Signal(what)}
	case "is": // unsure
	case "fails":
		m.err = errors.New("no answer")
	default:
		return fmt.Errorf("a model that %s %s", how, what)
	}
	_, err := r.desk.Reconsider(r.t.Context(), m)
	return err
}
