package evaluate

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// JSON writes the report for a program.
func (r Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// Print writes the report for a person.
func (r Report) Print(w io.Writer) error {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	r.summary(t)
	_ = t.Flush() // a strings.Builder takes everything
	r.perClass(t)
	_ = t.Flush()
	r.confusion(t)
	_ = t.Flush()
	r.coverage(t)
	_ = t.Flush()
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) summary(t io.Writer) {
	line := func(name, value string) { _, _ = fmt.Fprintf(t, "%s\t%s\t\n", name, value) }
	line("rows", fmt.Sprint(r.Rows))
	if r.LeftOut > 0 {
		line("left out, no title", fmt.Sprint(r.LeftOut))
	}
	if r.Failed > 0 {
		line("no answer", fmt.Sprint(r.Failed))
	}
	if r.Taught != nil {
		line("corrections that counted", r.Taught.String())
	}
	if r.Rows > r.None.Rows {
		line("accuracy", figure(r.Accuracy))
		line("macro-F1", figure(r.MacroF1))
		line("calibration error", figure(r.Error))
		line("unsure", figure(r.Unsure))
		line("right of what it is sure of", figure(r.Sorted.Precision))
		line("covered at 95 % precision", r.atLeast())
	}
	if r.None.Rows > 0 {
		line("without a matter", fmt.Sprint(r.None.Rows))
		line("unsure of these", figure(r.None.Unsure))
	}
	line("time, mean", r.Time.Mean.Round(100*time.Nanosecond).String())
	line("time, p99", r.Time.P99.Round(100*time.Nanosecond).String())
}

func (r Report) atLeast() string {
	if r.AtLeast == nil {
		return "never reached"
	}
	return figure(r.AtLeast.Coverage)
}

func (r Report) perClass(t io.Writer) {
	if len(r.Classes) == 0 {
		return
	}
	_, _ = fmt.Fprint(t, "\nlabel\tprecision\trecall\tF1\trows\t\n")
	for _, c := range r.Classes {
		_, _ = fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t\n", c.Label, figure(c.Precision), figure(c.Recall), figure(c.F1), c.Support)
	}
}

// confusion has a row for each label and a column for each guess.
func (r Report) confusion(t io.Writer) {
	if len(r.Classes) == 0 {
		return
	}
	_, _ = fmt.Fprint(t, "\nlabel \\ guess\t")
	for _, c := range r.Classes {
		_, _ = fmt.Fprintf(t, "%s\t", c.Label)
	}
	_, _ = fmt.Fprint(t, "no guess\t\n")
	for i, c := range r.Classes {
		_, _ = fmt.Fprintf(t, "%s\t", c.Label)
		for _, n := range r.Confusion[i] {
			_, _ = fmt.Fprintf(t, "%d\t", n)
		}
		_, _ = fmt.Fprintln(t)
	}
}

func (r Report) coverage(t io.Writer) {
	if len(r.Classes) == 0 {
		return
	}
	_, _ = fmt.Fprint(t, "\nprobability from\tcovered\tright\t\n")
	for _, p := range r.Curve {
		right := figure(p.Precision)
		if p.Coverage == 0 {
			right = "-"
		}
		_, _ = fmt.Fprintf(t, "%.2f\t%s\t%s\t\n", p.Threshold, figure(p.Coverage), right)
	}
}

func figure(share float64) string { return fmt.Sprintf("%.3f", share) }
