package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/handlers"
	"liaison/simulator"
)

// watched is the outbox, looked at to know when nothing is under way.
type watched struct {
	*handlers.Outbox
	box   *drawn
	due   chan struct{}
	moved chan struct{}

	mu       sync.Mutex
	begun    int // claims, the one under way too
	ended    int // which claim was the last to end
	reported int
	flying   int
	emptied  bool // the last claim found nothing, and nothing was freed meanwhile
}

// drawn is the store's box, which counts what was claimed last: a notice that
// leaves nothing to tell makes no parcel, and others may wait behind it.
type drawn struct {
	handlers.Box
	last int
}

func (d *drawn) Claim(ctx context.Context, now time.Time, limit int, busy []int64) ([]casework.Notice, error) {
	list, err := d.Box.Claim(ctx, now, limit, busy)
	d.last = len(list)
	return list, err
}

func (w *watched) Due() <-chan struct{} { return w.due }

func (w *watched) Claim(ctx context.Context, limit int, busy []int64) ([]bot.Parcel, error) {
	var mine, reported int
	w.change(func() { w.begun++; mine, reported = w.begun, w.reported })
	parcels, err := w.Outbox.Claim(ctx, limit, busy)
	if w.box.last > len(parcels) { // some ended at once: look for what waits behind them
		select {
		case w.due <- struct{}{}:
		default:
		}
	}
	w.change(func() {
		w.ended, w.flying, w.emptied = mine, w.flying+len(parcels), w.box.last == 0 && w.reported == reported
	})
	return parcels, err
}

func (w *watched) Report(ctx context.Context, list []bot.Outcome) error {
	err := w.Outbox.Report(ctx, list)
	if err == nil {
		// The accounts are free for what comes next.
		w.change(func() { w.flying, w.emptied, w.reported = w.flying-len(list), false, w.reported+1 })
	}
	return err
}

func (w *watched) change(do func()) {
	w.mu.Lock()
	do()
	w.mu.Unlock()
	select {
	case w.moved <- struct{}{}:
	default:
	}
}

func (w *watched) state() (begun, ended int, still bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begun, w.ended, w.flying == 0 && w.emptied
}

// still waits until nothing that is due is left or on its way. Only a claim that
// began after it was called can say so: an older one may have looked too early.
func (w *watched) still(ctx context.Context, now func() time.Time) error {
	for {
		before, _, _ := w.state()
		select {
		case w.due <- struct{}{}:
		default:
		}
		for {
			_, ended, still := w.state()
			if ended > before && still {
				break
			}
			select {
			case <-w.moved:
			case <-ctx.Done():
				return fmt.Errorf("the outbox doesn't come to rest: %w", ctx.Err())
			}
		}
		next, err := w.Next(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(now()) {
			return nil
		}
	}
}

// hear gathers what is new to everybody since it was called last.
func (r *rig) hear() []heard {
	r.t.Helper()
	var all []heard
	for _, m := range cast {
		for _, p := range r.presses {
			text, _, ok := r.sim.Answered(p.id)
			if p.who == m.name && !ok {
				r.t.Fatalf("a press by %s was not answered", p.who)
			}
			if p.who == m.name && text != "" {
				all = append(all, heard{who: m.name, how: '!', text: text})
			}
		}
		all = append(all, r.changes(m)...)
	}
	r.presses = nil
	return append(all, r.changes(member{name: "room", account: r.hall})...)
}

func (r *rig) changes(m member) []heard {
	seen := r.seen[m.account]
	if seen == nil {
		seen = map[int]string{}
		r.seen[m.account] = seen
	}
	var changed, fresh []heard
	for _, msg := range r.sim.Messages(m.account) {
		if !msg.Bot || msg.Deleted && msg.Thread != 0 {
			changed = append(changed, r.marked(m, msg, seen)...)
			continue
		}
		text := shown(msg)
		if m.account == r.hall {
			text = strings.TrimRight("("+r.sim.TopicName(r.hall, msg.Thread)+") "+text, " ")
		}
		before, known := seen[msg.ID]
		seen[msg.ID] = text
		switch {
		case !known:
			fresh = append(fresh, heard{who: m.name, how: '<', text: text})
		case before != text:
			changed = append(changed, heard{who: m.name, how: '~', text: text})
		}
	}
	return append(changed, fresh...)
}

// marked hears a new reaction on a person's own words.
func (r *rig) marked(m member, msg simulator.Message, seen map[int]string) []heard {
	text := strings.Join(msg.Reactions, " ") + " " + msg.Text
	if !r.marks || seen[msg.ID] == text || len(msg.Reactions) == 0 {
		return nil
	}
	seen[msg.ID] = text
	return []heard{{who: m.name, how: '^', text: text}}
}

// shown is a message as a script has it.
func shown(m simulator.Message) string {
	var lines []string
	if m.Photo != "" {
		lines = append(lines, "(photo)")
	}
	if m.File != "" {
		lines = append(lines, "("+m.Kind+")")
	}
	if m.Text != "" {
		lines = append(lines, m.Text)
	}
	for _, row := range m.Buttons {
		var keys []string
		for _, b := range row {
			keys = append(keys, "["+b.Text+"]")
		}
		lines = append(lines, strings.Join(keys, " "))
	}
	return strings.Join(lines, "\n")
}
