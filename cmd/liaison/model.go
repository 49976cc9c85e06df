package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/classify/assist"
	"liaison/config"
)

// modelEvery is how often cases are looked for that a language model is to see.
const modelEvery = 3 * time.Second

// advised makes the client of the language model, where the office wants one.
func (s *station) advised(set config.LLM) error {
	office := s.desk.Office()
	if office.Advice == casework.NoAdvice {
		return nil
	}
	if !set.Set() {
		return noModel()
	}
	model, err := assist.New(assist.Config{
		URL: set.URL, Key: set.Key.Reveal(), Model: set.Model, Private: set.Private,
		Topics: office.Topics, Purse: purse{s}, Now: s.desk.Now, Alarm: s.modelAlarm,
	})
	if err != nil {
		return fmt.Errorf("ask a language model: %w", err)
	}
	s.model = model
	return nil
}

func noModel() error {
	return &config.Invalid{Problems: []string{
		"LIAISON_LLM_URL: it is missing, and the office file's assistant needs it; set LIAISON_LLM_URL, _KEY and _MODEL, or assistant: off",
	}}
}

// purse pays from the office's budget of the day, as the clock on its wall says.
type purse struct{ s *station }

func (p purse) day() casework.Date {
	now := p.s.desk.Now()
	if zone := p.s.desk.Office().Zone; zone != nil {
		now = now.In(zone)
	}
	return casework.Date(now.Format(time.DateOnly))
}

// Spend pays for a call.
func (p purse) Spend(ctx context.Context) (bool, error) {
	return p.s.store.PayForAdvice(ctx, p.day(), p.s.desk.Office().Budget)
}

// Used counts what it took.
func (p purse) Used(ctx context.Context, tokens int) error {
	return p.s.store.CountAdvice(ctx, p.day(), tokens)
}

// modelAlarms are what a person must mend.
var modelAlarms = map[assist.Kind]casework.NoticeKind{
	assist.KeyRefused: casework.TellModelKey, assist.Spent: casework.TellModelCost,
}

// modelAlarm tells the staff, once a day, whichever replica finds it out.
func (s *station) modelAlarm(ctx context.Context, k assist.Kind) {
	kind := modelAlarms[k]
	err := s.store.Apply(ctx, casework.Change{
		Once:    casework.Once{Key: "model:" + string(k) + ":" + string(purse{s}.day()), Print: "alarm"},
		Notices: []casework.Notice{{Kind: kind, Priority: 1, Key: string(kind)}},
	})
	switch {
	case casework.KindOf(err) == casework.Repeated:
	case err != nil:
		zerolog.Ctx(ctx).Error().Err(err).Str("kind", string(kind)).Msg("staff not told")
	default:
		zerolog.Ctx(ctx).Warn().Str("why", string(k)).Msg("language model not asked")
	}
}

// reconsider lets the language model look at the cases that wait for it.
func (s *station) reconsider(ctx context.Context) error {
	done, err := s.desk.Reconsider(ctx, s.model)
	for outcome, n := range outcomes(done) {
		s.metrics.looks.WithLabelValues(outcome).Add(float64(n))
	}
	if done != (casework.Looked{}) {
		zerolog.Ctx(ctx).Info().Int("moved", done.Moved).Int("kept", done.Kept).Int("failed", done.Failed).
			Int("ended", done.Ended).Int("ignored", done.Ignored).Msg("language model asked")
	}
	return err
}

func outcomes(l casework.Looked) map[string]int {
	return map[string]int{"moved": l.Moved, "kept": l.Kept, "failed": l.Failed, "ended": l.Ended, "ignored": l.Ignored}
}

func newLooks() *prometheus.CounterVec {
	looks := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "liaison_llm_looks_total", Help: "Cases that the language model was to look at, by what became of it.",
	}, []string{"outcome"})
	for outcome := range outcomes(casework.Looked{}) { // from the start, so that a rate can be drawn
		looks.WithLabelValues(outcome)
	}
	return looks
}

// model counts what the language model is asked, where there is one.
func (g *gauges) model(out sink) {
	if g.s.model == nil {
		return
	}
	c := g.s.model.Counts()
	out.counter("liaison_llm_requests_total", "Requests to the language model.", c.Requests)
	out.counter("liaison_llm_tokens_total", "Tokens that these took, as the endpoint says or else by their length.", c.Tokens)
	out.counter("liaison_llm_invalid_total", "Answers of the language model that were none of the topics.", c.Failures[assist.Invalid])
	for _, k := range assist.Kinds {
		out.counter("liaison_llm_failures_total", "Looks that came to nothing, by why.", c.Failures[k], "kind", string(k))
	}
	out.gauge("liaison_llm_resting", "1 while the language model isn't asked: too much failed, or its key was refused.", truth(c.Open))
	ctx, cancel := context.WithTimeout(context.Background(), countTime)
	defer cancel()
	spent, err := g.s.store.AdviceOf(ctx, purse{g.s}.day())
	if err != nil {
		return
	}
	b := g.s.desk.Office().Budget
	out.gauge("liaison_llm_budget_left", "What is left of today's budget.", float64(max(0, b.Calls-spent.Calls)), "of", "calls")
	out.gauge("liaison_llm_budget_left", "What is left of today's budget.", float64(max(0, b.Tokens-spent.Tokens)), "of", "tokens")
}
