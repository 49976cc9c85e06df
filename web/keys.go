package web

// keys are what console.js listens for, and what each is for.
func keys() [][2]string {
	return [][2]string{
		{"j", "down"}, {"k", "up"}, {"Enter", "open"}, {"x", "tick"}, {"/", "search"},
		{"1–3", "guess"}, {"s", "skip"}, {"u", "undo"},
		{"e", "answer"}, {"r", "sort"}, {"a", "assign"}, {"?", "help"},
	}
}
