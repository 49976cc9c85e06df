package config

import (
	"net/url"
	"regexp"
	"strings"
)

const hidden = "***"

// Secret is a value that must not be printed: every way of formatting it gives
// three stars. Reveal is the only way out.
type Secret string

// Reveal returns the value itself, for the one who needs it.
func (s Secret) Reveal() string { return string(s) }

// String hides the value; an unset secret is empty, so that one can see which are set.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return `"` + s.String() + `"` }

// MarshalText hides the value from JSON, YAML and loggers.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// DSN names a database: a file, or a postgres:// URL whose password isn't printed.
type DSN string

// Reveal returns the name with its password.
func (d DSN) Reveal() string { return string(d) }

// Postgres reports whether it names a PostgreSQL database.
func (d DSN) Postgres() bool {
	return strings.HasPrefix(string(d), "postgres://") || strings.HasPrefix(string(d), "postgresql://")
}

// String hides what may be a password.
func (d DSN) String() string {
	if !strings.Contains(string(d), "://") {
		return string(d)
	}
	u, err := url.Parse(string(d))
	if err != nil {
		return hidden
	}
	u.RawQuery = "" // may hold a password too
	return u.Redacted()
}

// GoString hides what may be a password from %#v.
func (d DSN) GoString() string { return `"` + d.String() + `"` }

// MarshalText hides what may be a password from JSON, YAML and loggers.
func (d DSN) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// tokenForm is what a bot's token looks like, wherever it stands.
var tokenForm = regexp.MustCompile(`[0-9]{6,12}:[A-Za-z0-9_-]{30,}`)

// refuseSecrets finds the secrets on the command line, where every user of the
// machine could read them, and returns the other arguments.
func refuseSecrets(args []string, found *faults) []string {
	var kept []string
	for i := 0; i < len(args); i++ {
		key, alone := secretIn(args[i])
		if key == "" {
			kept = append(kept, args[i])
			continue
		}
		found.add(key, "a secret on the command line can be read by every user of this machine", insteadOfFlag(key))
		switch {
		case alone && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-"):
			i++ // the flag's value
		case !alone && len(kept) > 0 && isOpenFlag(kept[len(kept)-1]) && !strings.HasPrefix(args[i], "-"):
			kept = kept[:len(kept)-1] // the value's flag
		}
	}
	return kept
}

// isOpenFlag reports whether the next argument may be this one's value.
func isOpenFlag(arg string) bool { return strings.HasPrefix(arg, "-") && !strings.Contains(arg, "=") }

// secretIn returns the variable whose value the argument holds or announces;
// alone says that the value is the next argument.
func secretIn(arg string) (key string, alone bool) {
	name, _, joined := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	for _, v := range Variables() {
		if v.Secret && strings.HasPrefix(arg, "-") && variableName(name) == v.Name {
			return v.Name, !joined
		}
	}
	if tokenForm.MatchString(arg) {
		return "LIAISON_TELEGRAM_TOKEN", false
	}
	if hasPassword(arg) {
		return "LIAISON_DATABASE", false
	}
	return "", false
}

func insteadOfFlag(key string) string {
	if key == "LIAISON_DATABASE" {
		return "set LIAISON_DATABASE in the environment, or keep the password in PostgreSQL's own password file"
	}
	return "set " + key + " in the environment, or " + key + "_FILE to a file that holds it"
}

// hasPassword reports whether a URL with a password stands in the argument.
func hasPassword(arg string) bool {
	at := strings.Index(arg, "postgres")
	if at < 0 || !strings.Contains(arg, "://") {
		return false
	}
	u, err := url.Parse(arg[at:])
	if err != nil {
		return strings.Contains(arg, "@")
	}
	_, set := u.User.Password()
	return set || u.Query().Has("password")
}
