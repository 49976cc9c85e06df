package classify

import "liaison/casework"

// watch adds the signals to what another classifier says.
type watch struct {
	casework.Classifier
	names func() []string
}

// WithSignals has a classifier's verdicts carry what Signals finds. names are those of
// the office's people.
func WithSignals(c casework.Classifier, names func() []string) casework.Classifier {
	return watch{Classifier: c, names: names}
}

// Classify adds to the verdict and takes nothing from it.
func (w watch) Classify(text string) casework.Verdict {
	v := w.Classifier.Classify(text)
	signals, language := Signals(text, w.names())
	v.Signals = v.Signals.With(signals...)
	if v.Language == "" {
		v.Language = language
	}
	return v
}
