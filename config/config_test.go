package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const token = "123456789:AAtestAAtestAAtestAAtestAAtestAAtes"

func problems(t *testing.T, err error) []string {
	t.Helper()
	var invalid *Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want an *Invalid", err)
	}
	return invalid.Problems
}

// keys are what stands before the first colon of each problem.
func keys(t *testing.T, err error) []string {
	t.Helper()
	var out []string
	for _, p := range problems(t, err) {
		key, _, _ := strings.Cut(p, ": ")
		out = append(out, key)
	}
	return out
}

func TestServeWithDefaults(t *testing.T) {
	t.Parallel()
	got, err := Parse([]string{"serve"}, []string{"LIAISON_TELEGRAM_TOKEN=" + token, "HOME=/root"})
	if err != nil {
		t.Fatal(err)
	}
	want := Command{Name: Serve, Settings: Settings{
		Telegram: Telegram{Token: token, URL: "https://api.telegram.org"},
		Database: "liaison.db", Office: "office.yaml", Listen: "127.0.0.1:8080", Receive: Poll, LogLevel: "info", Reserve: "64MiB",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFlagsBeatTheEnvironment(t *testing.T) {
	t.Parallel()
	environ := []string{
		"LIAISON_TELEGRAM_TOKEN=" + token, "LIAISON_DATABASE=env.db", "LIAISON_LISTEN=:9000", "LIAISON_OFFICE=",
		"LIAISON_RECEIVE=webhook", "LIAISON_PUBLIC_URL=https://desk.example/", "LIAISON_WEBHOOK_SECRET=s3cret",
		"LIAISON_LLM_URL=http://127.0.0.1:11434/v1/", "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m", "LIAISON_LLM_PRIVATE=true",
		"LIAISON_SERVICE_HOST=10.0.0.1", "LIAISON_PORT_8080_TCP_ADDR=10.0.0.1",
	}
	got, err := Parse([]string{"check", "--database=postgres://desk@db/liaison", "--log-level", "debug"}, environ)
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{
		Telegram: Telegram{Token: token, URL: "https://api.telegram.org"},
		Database: "postgres://desk@db/liaison", Office: "office.yaml", Listen: ":9000", PublicURL: "https://desk.example",
		Receive: Webhook, WebhookSecret: "s3cret", LLM: LLM{"http://127.0.0.1:11434/v1", "k", "m", true}, LogLevel: "debug", Reserve: "64MiB",
	}
	if diff := cmp.Diff(want, got.Settings); diff != "" {
		t.Error(diff)
	}
	if !got.Settings.Database.Postgres() || !got.Settings.LLM.Set() {
		t.Error("the database is PostgreSQL and a model is set")
	}
}

func TestDemoReadsNoEnvironment(t *testing.T) {
	t.Parallel()
	got, err := Parse([]string{"demo", "--open"}, []string{"LIAISON_DATABASE=real.db", "LIAISON_LISTEN=:1", "LIAISON_TYPO=1"})
	if err != nil {
		t.Fatal(err)
	}
	want := Command{Name: Demo, Open: true, Settings: Settings{Listen: "127.0.0.1:8080", Receive: Poll, LogLevel: "warn"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	if got, err := Parse([]string{"version"}, []string{"LIAISON_TYPO=1"}); err != nil || got.Name != Version {
		t.Errorf("version: got %v, %v", got, err)
	}
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}} {
		got, err := Parse(args, nil)
		if err != nil || got.Name != Help || !strings.Contains(got.Text, "liaison") {
			t.Errorf("%v: got %v, %v", args, got, err)
		}
	}
	got, _ := Parse([]string{"serve", "--help"}, nil)
	if !strings.Contains(got.Text, "$LIAISON_DATABASE") || strings.Contains(got.Text, "telegram-token") {
		t.Errorf("the help of serve names variables, and no flag for a secret:\n%s", got.Text)
	}
}

func TestP7_BadSettings(t *testing.T) {
	t.Parallel()
	set := "LIAISON_TELEGRAM_TOKEN=" + token
	tests := []struct {
		name    string
		args    []string
		environ []string
		want    []string
	}{
		{"P7 no token", nil, nil, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 empty token", nil, []string{"LIAISON_TELEGRAM_TOKEN="}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 misshapen token", nil, []string{"LIAISON_TELEGRAM_TOKEN=canary"}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 unknown key", nil, []string{set, "LIAISON_DATABSE=canary"}, []string{"LIAISON_DATABSE"}},
		{"P7 token in argv", []string{"--telegram-token", "canary"}, []string{set}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 token in argv, joined", []string{"--telegram-token=canary"}, []string{set}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 token in argv, bare", []string{"987654321:canaryAAtestAAtestAAtestAAtestAAtes"}, []string{set}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 token in argv, wrong flag", []string{"--database", "987654321:canaryAAtestAAtestAAtestAAtestAAtes"}, []string{set}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"P7 misshapen sealing key", nil, []string{set, "LIAISON_KEY=canary"}, []string{"LIAISON_KEY"}},
		{"P7 key in argv", []string{"--llm-key=canary"}, []string{set}, []string{"LIAISON_LLM_KEY"}},
		{"P7 database password in argv", []string{"--database", "postgres://u:canary@h/d"}, []string{set}, []string{"LIAISON_DATABASE"}},
		{"P7 database password in argv, query", []string{"--database=postgres://h/d?password=canary"}, []string{set}, []string{"LIAISON_DATABASE"}},
		{"P7 token for a path", nil, []string{"LIAISON_TELEGRAM_TOKEN_FILE=canary"}, []string{"LIAISON_TELEGRAM_TOKEN_FILE"}},
		{"P7 both ways", nil, []string{set, "LIAISON_TELEGRAM_TOKEN_FILE=canary"}, []string{"LIAISON_TELEGRAM_TOKEN"}},
		{"unknown flag", []string{"--databse=canary"}, []string{set}, []string{"command line"}},
		{"unexpected argument", []string{"canary"}, []string{set}, []string{"command line"}},
		{"not a URL", nil, []string{set, "LIAISON_TELEGRAM_URL=canary"}, []string{"LIAISON_TELEGRAM_URL"}},
		{"URL with a password", nil, []string{set, "LIAISON_TELEGRAM_URL=https://u:canary@h"}, []string{"LIAISON_TELEGRAM_URL"}},
		{"unknown database", nil, []string{set, "LIAISON_DATABASE=mysql://u:canary@h/d"}, []string{"LIAISON_DATABASE"}},
		{"keywords for a database", nil, []string{set, "LIAISON_DATABASE=host=h password=canary"}, []string{"LIAISON_DATABASE"}},
		{"listen without port", nil, []string{set, "LIAISON_LISTEN=canary"}, []string{"LIAISON_LISTEN"}},
		{"listen on a large port", nil, []string{set, "LIAISON_LISTEN=:70000"}, []string{"LIAISON_LISTEN"}},
		{"unknown way of receiving", nil, []string{set, "LIAISON_RECEIVE=canary"}, []string{"LIAISON_RECEIVE"}},
		{"webhook alone", nil, []string{set, "LIAISON_RECEIVE=webhook"}, []string{"LIAISON_PUBLIC_URL", "LIAISON_WEBHOOK_SECRET"}},
		{
			"webhook in clear", nil,
			[]string{set, "LIAISON_RECEIVE=webhook", "LIAISON_PUBLIC_URL=http://h", "LIAISON_WEBHOOK_SECRET=can ary"},
			[]string{"LIAISON_PUBLIC_URL", "LIAISON_WEBHOOK_SECRET"},
		},
		{"model without key", nil, []string{set, "LIAISON_LLM_URL=https://h"}, []string{"LIAISON_LLM_KEY", "LIAISON_LLM_MODEL"}},
		{"key without model", nil, []string{set, "LIAISON_LLM_KEY=canary"}, []string{"LIAISON_LLM_MODEL", "LIAISON_LLM_URL"}},
		{"L10 model inside", nil, []string{set, "LIAISON_LLM_URL=https://10.0.0.1/v1", "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m"}, []string{"LIAISON_LLM_URL"}},
		{"L10 model here, in clear", nil, []string{set, "LIAISON_LLM_URL=http://localhost:1/v1", "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m", "LIAISON_LLM_PRIVATE=false"}, []string{"LIAISON_LLM_URL"}},
		{"neither true nor false", nil, []string{set, "LIAISON_LLM_PRIVATE=canary"}, []string{"LIAISON_LLM_PRIVATE"}},
		{"L10 model in clear", nil, []string{set, "LIAISON_LLM_URL=http://h", "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m"}, []string{"LIAISON_LLM_URL"}},
		{"log level", nil, []string{set, "LIAISON_LOG_LEVEL=canary"}, []string{"LIAISON_LOG_LEVEL"}},
		{
			"all at once, sorted", []string{"--listen", "x"},
			[]string{"LIAISON_ZZZ=1", "LIAISON_LOG_LEVEL=loud", "LIAISON_AAA=1"},
			[]string{"LIAISON_AAA", "LIAISON_LISTEN", "LIAISON_LOG_LEVEL", "LIAISON_TELEGRAM_TOKEN", "LIAISON_ZZZ"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(append([]string{"serve"}, tt.args...), tt.environ)
			if diff := cmp.Diff(tt.want, keys(t, err)); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("a value is printed: %v", err)
			}
		})
	}
}

func TestMistypedNamesAreAnswered(t *testing.T) {
	t.Parallel()
	_, err := Parse([]string{"serve"}, []string{"LIAISON_TELEGRAM_TOKEN=" + token, "LIAISON_DATABSE=x", "LIAISON_LLM_KEY_FLIE="})
	want := []string{
		"LIAISON_DATABSE: no setting has this name (did you mean LIAISON_DATABASE?); correct or unset it",
		"LIAISON_LLM_KEY_FLIE: no setting has this name (did you mean LIAISON_LLM_KEY_FILE?); correct or unset it",
	}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Error(diff)
	}
	_, err = Parse(nil, nil)
	if got := keys(t, err); !slices.Equal(got, []string{"command line"}) {
		t.Errorf("no command: got %v", got)
	}
}

func TestCheckComesBackWithWhatCouldBeRead(t *testing.T) {
	t.Parallel()
	got, err := Parse([]string{"check", "--office=here.yaml"}, nil)
	if diff := cmp.Diff([]string{"LIAISON_TELEGRAM_TOKEN"}, keys(t, err)); diff != "" {
		t.Error(diff)
	}
	if got.Name != Check || got.Settings.Office != "here.yaml" {
		t.Errorf("got %+v", got)
	}
}

func TestSecretsFromFiles(t *testing.T) {
	t.Parallel()
	write := func(content string) string {
		path := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	got, err := Parse([]string{"serve"}, []string{"LIAISON_TELEGRAM_TOKEN_FILE=" + write(token+"\n")})
	if err != nil || got.Settings.Telegram.Token.Reveal() != token {
		t.Errorf("got %v, %v", got, err)
	}
	for name, content := range map[string]string{
		"empty": " \n", "two lines": "a\nb", "too long": strings.Repeat("a", secretLimit+1),
	} {
		_, err := Parse([]string{"serve"}, []string{"LIAISON_TELEGRAM_TOKEN_FILE=" + write(content)})
		if diff := cmp.Diff([]string{"LIAISON_TELEGRAM_TOKEN_FILE"}, keys(t, err)); diff != "" {
			t.Error(name, diff)
		}
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	s := Settings{
		Telegram: Telegram{Token: "canary"}, Database: "postgres://u:canary@h/d?password=canary", // #nosec G101 -- a canary
		WebhookSecret: "canary", LLM: LLM{Key: "canary"},
	}
	asJSON, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", s), fmt.Sprintf("%#v", s), fmt.Sprintf("%q", []any{s.Telegram, s.Database, s.WebhookSecret, s.LLM.Key}), string(asJSON)} {
		if strings.Contains(got, "canary") {
			t.Errorf("printed: %s", got)
		}
	}
	if s.Telegram.Token.Reveal() != "canary" || !strings.Contains(s.Database.Reveal(), "canary") {
		t.Error("Reveal gives the value")
	}
	if got := fmt.Sprintf("%v,%v,%v", DSN("liaison.db"), Secret(""), DSN("a://%zz")); got != "liaison.db,,***" {
		t.Errorf("got %q", got)
	}
}

// The names are the promise of the README.
func TestVariables(t *testing.T) {
	t.Parallel()
	want := []string{
		"LIAISON_TELEGRAM_TOKEN", "LIAISON_TELEGRAM_URL", "LIAISON_DATABASE", "LIAISON_OFFICE", "LIAISON_LISTEN", "LIAISON_PUBLIC_URL",
		"LIAISON_RECEIVE", "LIAISON_WEBHOOK_SECRET", "LIAISON_LLM_URL", "LIAISON_LLM_KEY", "LIAISON_LLM_MODEL", "LIAISON_LLM_PRIVATE", "LIAISON_MODEL", "LIAISON_LOG_LEVEL",
		"LIAISON_KEY", "LIAISON_RESERVE",
	}
	var got, secret []string
	for _, v := range Variables() {
		got = append(got, v.Name)
		if v.Secret {
			secret = append(secret, v.Name)
		}
		if v.Meaning == "" || !strings.Contains(VariableTable(), "| `"+v.Name+"` |") {
			t.Errorf("%s isn't explained in the table", v.Name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"LIAISON_TELEGRAM_TOKEN", "LIAISON_WEBHOOK_SECRET", "LIAISON_LLM_KEY", "LIAISON_KEY"}, secret); diff != "" {
		t.Error(diff)
	}
}

func TestNoCommandLinePanics(t *testing.T) {
	t.Parallel()
	words := rapid.SampledFrom([]string{"serve", "demo", "check", "version", "--database", "--telegram-token", "--open", "--open=x", "-", "--", "-h", "postgres://a:b@c", token, ""})
	rapid.Check(t, func(t *rapid.T) {
		args := rapid.SliceOfN(rapid.OneOf(words, rapid.String()), 0, 6).Draw(t, "args")
		environ := rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "environ")
		c, err := Parse(args, environ)
		if err == nil && c.Name == "" {
			t.Fatalf("%q: got %v, %v", args, c, err)
		}
	})
}

func TestEvaluateReadsWhatItNeeds(t *testing.T) {
	t.Parallel()
	model := []string{"LIAISON_LLM_URL=https://h/", "LIAISON_LLM_KEY=k", "LIAISON_LLM_MODEL=m"}
	got, err := Parse([]string{"evaluate", "rows", "--as=llm", "--text=title", "--json", "--limit=20"}, model)
	want := Command{
		Name: Evaluate, File: "rows", Evaluation: Evaluation{As: AsLLM, Text: Title, JSON: true, Limit: 20},
		Settings: Settings{Office: "office.yaml", LLM: LLM{URL: "https://h", Key: "k", Model: "m"}},
	}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v\n%s", err, cmp.Diff(want, got))
	}
	if got, err = Parse([]string{"evaluate", "rows"}, model); err != nil || got.Settings.LLM.Set() || got.Evaluation.As != AsBase {
		t.Errorf("the model's key is read for nothing: %v, %v", got, err)
	}
	if got, err = Parse([]string{"evaluate", "rows", "--as=office"}, []string{"LIAISON_DATABASE=own.db"}); err != nil || got.Settings.Database != "own.db" {
		t.Errorf("corrections are read from %v, %v", got.Settings.Database, err)
	}
	_, err = Parse([]string{"evaluate", "rows", "--as=llm"}, model[:1])
	if diff := cmp.Diff([]string{"LIAISON_LLM_KEY", "LIAISON_LLM_MODEL"}, keys(t, err)); diff != "" {
		t.Error(diff)
	}
}
