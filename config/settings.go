package config

// Settings is what `liaison serve` and `liaison check` run by. Only cmd sees it
// whole; every package is handed its own part.
type Settings struct {
	Telegram      Telegram
	Database      DSN
	Office        string // path of the office file
	Listen        string // host:port
	PublicURL     string // without a slash at the end; empty if the world can't reach us
	Receive       string // Poll or Webhook
	WebhookSecret Secret
	LLM           LLM
	Model         string // a model file; empty: the program\'s own
	LogLevel      string // as zerolog spells it
	Key           Secret // seals places and telephone numbers; empty: a file beside a SQLite database
	Reserve       string // kept beside a SQLite database for a full disk, see Bytes
}

// Telegram is how the Bot API is reached. URL has no slash at the end.
type Telegram struct {
	Token Secret
	URL   string
}

// LLM is an OpenAI-compatible endpoint. Either its address, key and model are set
// or none of them.
type LLM struct {
	URL     string
	Key     Secret
	Model   string
	Private bool // it may stand on this machine or in its network, and there without TLS
}

// Set reports whether a language model is to be asked at all.
func (l LLM) Set() bool { return l.URL != "" }

// The ways of receiving.
const (
	Poll    = "poll"
	Webhook = "webhook"
)

// settingFlags is the one list of settings: kong's flags, the names of the
// variables and the README's table are all read off it. A secret is no flag.
type settingFlags struct {
	TelegramToken string `kong:"-" secret:"" name:"telegram-token" default:"(required by serve)" help:"the bot's token"`
	TelegramURL   string `setting:"" name:"telegram-url" default:"https://api.telegram.org" help:"base URL of the Bot API"`
	Database      string `setting:"" name:"database" default:"liaison.db" help:"a file, or postgres://..."`
	Office        string `setting:"" name:"office" default:"office.yaml" help:"the office file"`
	Listen        string `setting:"" name:"listen" default:"127.0.0.1:8080" help:"console, webhook, /healthz, /readyz, /metrics"`
	PublicURL     string `setting:"" name:"public-url" help:"how the world reaches the console and the webhook"`
	Receive       string `setting:"" name:"receive" default:"poll" help:"poll or webhook"`
	WebhookSecret string `kong:"-" secret:"" name:"webhook-secret" help:"required with webhook"`
	LLMURL        string `setting:"" name:"llm-url" help:"an OpenAI-compatible endpoint; empty: embedded classifier alone"`
	LLMKey        string `kong:"-" secret:"" name:"llm-key" help:"the endpoint's key"`
	LLMModel      string `setting:"" name:"llm-model" help:"the model to ask for"`
	LLMPrivate    string `setting:"" name:"llm-private" help:"true: the endpoint stands on this machine or in its network, where http:// will do too"`
	Model         string `setting:"" name:"model" help:"a model file of liaison train, in the place of the program's own"`
	LogLevel      string `setting:"" name:"log-level" default:"info" help:"trace, debug, info, warn or error"`
	Key           string `kong:"-" secret:"" name:"key" help:"seals places, telephone numbers and second factors: 64 hexadecimal digits; empty: made beside a SQLite database, and with PostgreSQL the first two are not taken"`
	Reserve       string `setting:"" name:"reserve" default:"64MiB" help:"kept free beside a SQLite database for a full disk; 0: nothing"`
}

// readSettings adds the secrets to what kong read and checks all of it.
func readSettings(flags settingFlags, env environment, found *faults) Settings {
	env.fillSecrets(&flags, found)
	env.refuseUnknown(found)
	checkSettings(flags, found)
	return Settings{
		Telegram:      Telegram{Token: Secret(flags.TelegramToken), URL: trimSlash(flags.TelegramURL)},
		Database:      DSN(flags.Database),
		Office:        flags.Office,
		Listen:        flags.Listen,
		PublicURL:     trimSlash(flags.PublicURL),
		Receive:       flags.Receive,
		WebhookSecret: Secret(flags.WebhookSecret),
		LLM:           LLM{URL: trimSlash(flags.LLMURL), Key: Secret(flags.LLMKey), Model: flags.LLMModel, Private: flags.LLMPrivate == "true"},
		Model:         flags.Model,
		LogLevel:      flags.LogLevel,
		Key:           Secret(flags.Key),
		Reserve:       flags.Reserve,
	}
}

// demoSettings holds no token and no office: the demo brings its own.
func demoSettings(flags demoFlags, found *faults) Settings {
	checkListen("--listen", flags.Listen, found)
	checkLogLevel("--log-level", flags.LogLevel, found)
	return Settings{
		Listen:   flags.Listen,
		Receive:  Poll,
		LogLevel: flags.LogLevel,
	}
}

// baseSettings holds the database alone.
func baseSettings(flags baseFlags, env environment, found *faults) Settings {
	env.refuseUnknown(found)
	checkDatabase(flags.Database, found)
	return Settings{Database: DSN(flags.Database)}
}
