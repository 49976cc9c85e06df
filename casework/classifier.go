package casework

// Guess is a topic with the probability (0..1) that the classifier gives it,
// and the words of the text that weighed most.
type Guess struct {
	Topic       TopicID
	Probability float64
	Reasons     []string
}

// Verdict is what a classifier makes of a text: at most three guesses, the best
// first. Sure false means unsure: staff sort it.
type Verdict struct {
	Sure     bool
	Guesses  []Guess
	Signals  Signals
	Language string // of the text, as a BCP 47 tag; empty: unknown
	Led      bool   // sure by the code that the resident came by alone; the desk says so
	Again    bool   // a language model is to look at the text too; the desk says so, no classifier
	// Against is whom of the office a protected matter names. The desk finds them.
	Against []PersonID
}

// Classifier says which topic a text belongs to. It answers in microseconds,
// never fails, and is safe for concurrent use.
type Classifier interface {
	Classify(text string) Verdict
}
