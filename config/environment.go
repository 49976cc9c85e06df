package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

const (
	prefix     = "LIAISON_"
	fileSuffix = "_FILE"
	// secretLimit is far above any key; it keeps a wrong path (a device, a log) from being read whole.
	secretLimit = 16 << 10
)

// environment is the program's environment by name, ours alone.
type environment map[string]string

func newEnvironment(environ []string) environment {
	env := environment{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok && strings.HasPrefix(name, prefix) {
			env[name] = value
		}
	}
	return env
}

// Validate is asked for by kong; the variables are checked where their fellows are.
func (environment) Validate(*kong.Application) error { return nil }

// Resolve gives kong the value of a flag that isn't on the command line. An
// empty variable counts as unset, as compose files leave them.
func (e environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if value := e[variableName(flag.Name)]; value != "" && flag.Tag.Has("setting") {
		return value, nil
	}
	return nil, nil
}

// fillSecrets sets the fields that are secrets, from a variable or the file it names.
func (e environment) fillSecrets(flags *settingFlags, found *faults) {
	fields := reflect.ValueOf(flags).Elem()
	for i, v := range Variables() {
		if v.Secret {
			fields.Field(i).SetString(e.secret(v.Name, found))
		}
	}
}

func (e environment) secret(name string, found *faults) string {
	value, path := e[name], e[name+fileSuffix]
	switch {
	case path == "":
		return value
	case value != "":
		found.add(name, "both "+name+" and "+name+fileSuffix+" are set", "keep one of them")
		return ""
	}
	value, err := readSecret(path)
	if err != nil {
		found.add(name+fileSuffix, "the file that it names can't be used: "+err.Error(), "name a readable file that holds nothing but the secret")
	}
	return value
}

// readSecret reads a secret's file. The errors don't name the path: a secret
// put there by mistake would be printed.
func readSecret(path string) (string, error) {
	file, err := os.Open(path) // #nosec G304 -- whoever starts the program names the file
	if err != nil {
		return "", cause(err)
	}
	defer func() { _ = file.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(file, secretLimit+1))
	if err != nil {
		return "", cause(err)
	}
	value := strings.TrimSpace(string(data))
	switch {
	case value == "":
		return "", errors.New("it is empty")
	case len(data) > secretLimit:
		return "", errors.New("it is too long for a secret")
	case strings.ContainsAny(value, "\r\n"):
		return "", errors.New("it has more than one line")
	}
	return value, nil
}

// cause takes the path off an error of the file system.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// kubernetes sets such variables by itself when a service is called "liaison".
var kubernetes = regexp.MustCompile(`^LIAISON_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)

// refuseUnknown finds mistyped variables: they would be ignored without a word.
func (e environment) refuseUnknown(found *faults) {
	known := map[string]bool{}
	for _, v := range Variables() {
		known[v.Name] = true
		if v.Secret {
			known[v.Name+fileSuffix] = true
		}
	}
	names := slices.Sorted(maps.Keys(known))
	for name := range e {
		if !known[name] && !kubernetes.MatchString(name) {
			found.add(name, "no setting has this name"+didYouMean(name, names), "correct or unset it")
		}
	}
}

// didYouMean proposes the nearest of the names, if any is near.
func didYouMean(name string, names []string) string {
	best, least := "", 1+max(1, min(3, len(name)/4))
	for _, n := range names {
		if d := distance(name, n); d < least {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// distance counts the letters to add, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
