package config

// Training is what Train was asked for.
type Training struct {
	Files []string // to learn from
	Apart []string // to fit the temperature and the threshold to
	Model string   // the file to write
	// Precision is the part that shall be right of what is sorted without a person.
	Precision float64
}

type trainFlags struct {
	Files     []string `arg:"" help:"JSONL: a text, a label and perhaps a title on each line."`
	Apart     []string `help:"JSONL that is held apart: how sure the model may be is fitted to it. Give it once for each file."`
	Out       string   `default:"liaison.model" help:"The model file to write."`
	Precision float64  `default:"0.95" help:"The part that shall be right of what is sorted without a person."`
}

func trainSettings(flags trainFlags, env environment, found *faults) (Settings, Training) {
	env.refuseUnknown(found)
	if !(flags.Precision > 0 && flags.Precision < 1) {
		found.add("--precision", "it isn't a part of the whole", "write a number between 0 and 1, such as 0.95")
	}
	return Settings{}, Training{flags.Files, flags.Apart, flags.Out, flags.Precision}
}
