package config

import (
	"fmt"
	"slices"
	"strconv"
)

// defaultBudget is that of a small station for some hundred messages a day.
var defaultBudget = Budget{Calls: 500, Tokens: 500_000}

// budgetLimit is more than any station needs; beyond it a digit too many was written.
const budgetLimit = 1_000_000_000

// assistant reads when a language model looks at cases; never, if nothing is said.
func (r *officeReader) assistant(n node) string {
	if n.missing() || n.Value == "false" { // as some readers of YAML understand "off"
		return Off
	}
	if !n.scalar() || !slices.Contains([]string{Off, Assist, Always}, n.Value) {
		r.wrong(n, "the assistant can't work so", "write off, assist (where the classifier is unsure) or llm (for each case)")
		return Off
	}
	return n.Value
}

// budget reads what the language model may cost in a day.
func (r *officeReader) budget(n node) Budget {
	if n.missing() {
		return defaultBudget
	}
	fields := r.mapping(n, "budget", "calls", "tokens")
	return Budget{
		Calls:  r.count(fields.may("calls"), defaultBudget.Calls),
		Tokens: r.count(fields.may("tokens"), defaultBudget.Tokens),
	}
}

// count reads a number of things; a missing one is the standard.
func (r *officeReader) count(n node, standard int) int {
	if n.missing() {
		return standard
	}
	count, err := strconv.Atoi(n.Value)
	if !n.scalar() || err != nil || count < 1 || count > budgetLimit {
		r.wrong(n, "it isn't a number of calls or tokens", fmt.Sprintf("write one from 1 to %d", budgetLimit))
		return standard
	}
	return count
}
