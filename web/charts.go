package web

import (
	"fmt"

	"liaison/casework"
)

// columns is a chart of columns that stand on zero, as wide as there is room: what lies
// across is in hundredths, what stands in pixels, so that its words keep their size.
type columns struct {
	Columns []stack
	Lines   []gridline
}

// The chart's measures.
const (
	chartHeight = 160 // of the columns
	chartTop    = 24  // room for a number over the highest
	marksApart  = 8   // at most so many marks under the columns
	chartWidth  = 93. // in hundredths; what is left is for the numbers of the grid
)

// Base is where columns stand, Height how high the whole is, and End where it ends across.
func (columns) Base() int   { return chartTop + chartHeight }
func (columns) Height() int { return chartTop + chartHeight + 24 }
func (columns) End() string { return across(chartWidth) }

// stack is one step; the part of it that was answered is filled.
type stack struct {
	X, Width, Middle string
	Y, Height        int
	FullY, Full      int // the answered part
	Mark             string
	Count            int
	Highest          bool // its number is printed
	Title            string
}

type gridline struct {
	Y     int
	Count int
}

func (v *visit) columns(steps []casework.Step, u casework.Unit) (c columns) {
	most, highest := 0, -1
	for i, s := range steps {
		if s.Received > most {
			most, highest = s.Received, i
		}
	}
	if most == 0 {
		return c
	}
	each := chartWidth / float64(len(steps))
	apart := (len(steps) + marksApart - 1) / marksApart
	high := func(n int) int { return n * chartHeight / most }
	for i, s := range steps {
		all, full := high(s.Received), high(s.Answered)
		one := stack{
			X: across(each * (float64(i) + .1)), Width: across(each * .8), Middle: across(each * (float64(i) + .5)),
			Y: chartTop + chartHeight - all, Height: all, FullY: chartTop + chartHeight - full, Full: full,
			Count: s.Received, Highest: i == highest,
			Title: v.Say("console.reports.column", "what", v.stepName(s.Period, u), "received", s.Received, "answered", s.Answered),
		}
		if i%apart == 0 {
			one.Mark = v.stepMark(s.Period, u)
		}
		c.Columns = append(c.Columns, one)
	}
	if half := most / 2; half > 0 {
		c.Lines = append(c.Lines, gridline{chartTop + chartHeight - high(half), half})
	}
	return c
}

func across(percent float64) string { return fmt.Sprintf("%.2f%%", percent) }

// reportBar is a line of a report as a bar from zero.
type reportBar struct {
	Y           int // of its name
	Width, Full string
	Name, Label string
}

// barHeight is how much room a bar has, with its name over it.
const barHeight = 48

func (v *visit) bars(rows []reportRow) (all []reportBar) {
	most := 1
	for _, r := range rows {
		most = max(most, r.Received)
	}
	for i, r := range rows {
		width := func(n int) string { return across(100 * float64(n) / float64(most)) }
		all = append(all, reportBar{i*barHeight + 16, width(r.Received), width(r.Answered), r.Name,
			v.Say("console.reports.bar", "received", r.Received, "answered", r.Answered)})
	}
	return all
}

// BarsHeight is how high all bars are together.
func (p reportPage) BarsHeight() int { return len(p.Bars) * barHeight }

// Under is where a bar begins, below its name.
func (b reportBar) Under() int { return b.Y + 6 }
