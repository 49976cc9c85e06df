package config

// Who is evaluated, and by what of a message.
const (
	AsBase   = "base"
	AsOffice = "office"
	AsLLM    = "llm"

	Whole = "whole"
	Title = "title"
)

// Evaluation is what Evaluate was asked for.
type Evaluation struct {
	As, Text string // of the constants above
	JSON     bool
	Limit    int // of rows; 0: all
}

// evaluateFlags take the settings of those who are evaluated.
type evaluateFlags struct {
	File     string `arg:"" help:"JSONL: a text, a label and perhaps a title on each line."`
	As       string `default:"base" enum:"base,office,llm" help:"Who sorts: base, the model by itself; office, the topics of the office file and people's corrections; llm, the language model of the settings."`
	Text     string `default:"whole" enum:"whole,title" help:"By what: the whole message or its title alone."`
	JSON     bool   `name:"json" help:"Print the report as JSON."`
	Limit    int    `default:"0" help:"How many rows at most, taken evenly over the file: a language model costs time and money. 0: all."`
	Model    string `setting:"" name:"model" help:"a model file of liaison train, in the place of the program's own"`
	Database string `setting:"" name:"database" default:"liaison.db" help:"where people's corrections are read from, as office: a file, or postgres://..."`
	Office   string `setting:"" name:"office" default:"office.yaml" help:"the office file"`
	LLMURL   string `setting:"" name:"llm-url" help:"an OpenAI-compatible endpoint"`
	LLMModel string `setting:"" name:"llm-model" help:"the model to ask for"`

	LLMPrivate string `setting:"" name:"llm-private" help:"true: the endpoint stands on this machine or in its network"`
}

func (f evaluateFlags) evaluation() Evaluation {
	return Evaluation{As: f.As, Text: f.Text, JSON: f.JSON, Limit: max(0, f.Limit)}
}

// evaluateSettings reads the database and the endpoint only where they are asked.
func evaluateSettings(flags evaluateFlags, env environment, found *faults) Settings {
	env.refuseUnknown(found)
	set := Settings{Office: flags.Office, Model: flags.Model}
	if flags.As == AsOffice {
		checkDatabase(flags.Database, found)
		set.Database = DSN(flags.Database)
	}
	if flags.As != AsLLM {
		return set
	}
	key := env.secret(variableName("llm-key"), found)
	set.LLM = LLM{URL: trimSlash(flags.LLMURL), Key: Secret(key), Model: flags.LLMModel, Private: flags.LLMPrivate == "true"}
	if flags.LLMURL == "" && key == "" && flags.LLMModel == "" {
		found.add("--as llm", "there is no language model to ask", "set LIAISON_LLM_URL, _KEY and _MODEL")
	}
	checkLLM(settingFlags{LLMURL: flags.LLMURL, LLMKey: key, LLMModel: flags.LLMModel, LLMPrivate: flags.LLMPrivate}, found)
	return set
}
