package web

// keys are what console.js listens for, and what each is for.
func keys() [][2]string {
	return [][2]string{
		{"j", "down"}, {"k", "up"}, {"Enter", "open"}, {"/", "search"},
		{"e", "answer"}, {"r", "sort"}, {"a", "assign"}, {"?", "help"},
	}
}
