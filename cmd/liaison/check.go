package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/classify/assist"
	"liaison/config"
	"liaison/storage"
)

// report is one thing that was looked at; a nil error is well.
type report struct {
	name string
	err  error
}

// check says all that is wrong: with the settings, the office file, the database
// and the token. It changes nothing. The error is the gravest of what it found.
func check(ctx context.Context, set config.Settings, settings error, out io.Writer) error {
	file, office := config.ReadOffice(set.Office, classify.Labels())
	reports := []report{
		{"settings", settings},
		{"office file " + set.Office, office},
		{"database " + set.Database.String(), storage.Inspect(ctx, set.Database.Reveal())},
		{"token", checkToken(ctx, set)},
	}
	if set.Model != "" {
		_, err := baseModel(set)
		reports = append(reports, report{"model", err})
	}
	if office == nil && file.Assistant != config.Off {
		reports = append(reports, report{"language model", checkModel(ctx, set.LLM, officeOf(file))})
	}
	if office == nil {
		_, _ = fmt.Fprintf(out, "%s", guarding(file))
	}
	var found error
	for _, r := range reports {
		if r.err == nil {
			_, _ = fmt.Fprintf(out, "%s: well\n", r.name)
			continue
		}
		_, _ = fmt.Fprintf(out, "%s:\n%s\n", r.name, r.err)
		if found == nil {
			found = r.err
		}
	}
	return found
}

func checkToken(ctx context.Context, set config.Settings) error {
	if set.Telegram.Token == "" {
		return errors.New("there is none to try")
	}
	b, err := bot.New(bot.Config{Token: set.Telegram.Token.Reveal(), URL: set.Telegram.URL})
	if err != nil {
		return err
	}
	if _, err = b.Me(ctx); err != nil {
		return fmt.Errorf("telegram did not accept it: %w", err)
	}
	return nil
}

// checkModel asks the language model about a text of nobody's.
func checkModel(ctx context.Context, set config.LLM, office casework.Office) error {
	if !set.Set() {
		return noModel()
	}
	model, err := assist.New(assist.Config{
		URL: set.URL, Key: set.Key.Reveal(), Model: set.Model, Private: set.Private,
		Topics: office.Topics, Purse: gift{}, Now: time.Now,
	})
	if err != nil {
		return err
	}
	if _, err = model.Advise(ctx, "The street light in front of the school is broken."); err != nil {
		return fmt.Errorf("it didn't answer as it should: %w%s", err, modelHints[assist.KindOf(err)])
	}
	return nil
}

// modelHints say what to look at.
var modelHints = map[assist.Kind]string{
	assist.KeyRefused:  "; put the right key into LIAISON_LLM_KEY",
	assist.Rejected:    "; look at LIAISON_LLM_URL (most end in /v1) and LIAISON_LLM_MODEL",
	assist.Elsewhere:   "; LIAISON_LLM_URL leads to another host or to an address inside: see LIAISON_LLM_PRIVATE",
	assist.Unreachable: "; is LIAISON_LLM_URL right, and does its certificate hold?",
	assist.Invalid:     "; choose a model that answers with JSON",
	assist.Slow:        "; choose a faster model: five seconds is all it has",
	assist.Busy:        "; try again later",
}

// gift pays for what somebody asks by hand: they know how much it is.
type gift struct{}

// Spend pays.
func (gift) Spend(context.Context) (bool, error) { return true, nil }

// Used counts nothing.
func (gift) Used(context.Context, int) error { return nil }

// guarding says who stands in where the office file names nobody for what can't wait.
func guarding(o config.Office) string {
	var said string
	if len(o.Officers) == 0 {
		var admins []string
		for _, s := range o.Staff {
			if s.Role == config.Admin {
				admins = append(admins, s.ID)
			}
		}
		said += "note: no officer is named, so complaints about the office are read by the administrators: " + strings.Join(admins, ", ") + "\n"
	}
	if len(o.Officers) == 1 && len(o.Staff) == 1 {
		said += "note: a complaint that names " + o.Officers[0] + " could be read by nobody; add an administrator\n"
	}
	if len(o.Duty) == 0 {
		said += "note: nobody is on duty, so all staff are told when life is in danger\n"
	}
	if len(o.Emergency) == 0 {
		said += "note: no emergency number is named; who writes of danger is told to call the emergency services\n"
	}
	return said
}
