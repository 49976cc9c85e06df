// Package config turns the command line, the environment and the office file
// into plain structs, checked whole: whoever starts the program is told
// everything that is wrong at once, by name, and never sees a secret printed.
package config

import (
	"bytes"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The commands of the program.
const (
	Serve    = "serve"
	Demo     = "demo"
	Check    = "check"
	Version  = "version"
	Health   = "health"
	Backup   = "backup"
	Restore  = "restore"
	Verify   = "verify"
	Release  = "release-reserve"
	Reset    = "reset-factor"
	Evaluate = "evaluate"
	Train    = "train"
	Help     = "help"
)

// Commands lists them all but Help, as the README does.
var Commands = []string{Serve, Demo, Check, Backup, Restore, Verify, Release, Reset, Train, Evaluate, Health, Version}

// Command is what the program was asked to do.
type Command struct {
	Name       string // one of the constants above
	Settings   Settings
	Open       bool   // of Demo: open the browser
	File       string // of Backup, Restore and Evaluate
	Evaluation Evaluation
	Training   Training
	Person     string // of Reset
	Text       string // of Help: what to print
}

// commandLine is the grammar that kong reads.
type commandLine struct {
	Serve    settingFlags  `cmd:"" help:"Run the desk: receive, sort, remind and answer."`
	Demo     demoFlags     `cmd:"" help:"Run everything on a simulated Telegram in the browser; reads no environment."`
	Check    settingFlags  `cmd:"" help:"Say all that is wrong with the settings, the office file, the database and the token."`
	Backup   fileFlags     `cmd:"" help:"Copy the database to a new file, while the desk runs or not (SQLite)."`
	Restore  fileFlags     `cmd:"" help:"Put a backup in the place of the database; the old one is kept aside (SQLite)."`
	Verify   baseFlags     `cmd:"" help:"Check every invariant of the data and print them as JSON; exit code 1 if one is broken."`
	Release  baseFlags     `cmd:"" name:"release-reserve" help:"Give up the reserve beside the database, to make room on a full disk."`
	Reset    personFlags   `cmd:"" name:"reset-factor" help:"Let somebody who lost it set up their second factor for the console anew."`
	Evaluate evaluateFlags `cmd:"" help:"Say how well a classifier sorts the rows of a JSONL file, whose labels are known."`
	Train    trainFlags    `cmd:"" help:"Make a base model of the rows of JSONL files, whose labels are known."`
	Version  struct{}      `cmd:"" help:"Print the version."`
	Health   healthFlags   `cmd:"" help:"Ask the program that runs here whether it is well; for container health checks."`
}

// healthFlags name the program to ask.
type healthFlags struct {
	Listen string `setting:"" default:"127.0.0.1:8080" help:"where it listens"`
}

// baseFlags name the database alone: what is done to it needs no token.
type baseFlags struct {
	Database string `setting:"" default:"liaison.db" help:"a file, or postgres://..."`
}

// fileFlags name a backup besides.
type fileFlags struct {
	baseFlags
	File string `arg:"" help:"The backup."`
}

// personFlags name somebody besides.
type personFlags struct {
	baseFlags
	Person string `arg:"" help:"Their id in the office file."`
}

// demoFlags stand apart from the settings, so that a demo started beside a
// configured desk never writes into that desk's database.
type demoFlags struct {
	Listen   string `default:"127.0.0.1:8080" help:"Address of the demo's pages."`
	Open     bool   `help:"Open the browser."`
	LogLevel string `default:"warn" help:"trace, debug, info, warn or error."`
}

// Parse reads the arguments after the program's name and an environment as
// os.Environ gives it. The error is an *Invalid. The command comes back even
// then, as far as it could be read, so that Check can look at the rest too.
func Parse(args, environ []string) (Command, error) {
	var found faults
	env := newEnvironment(environ)
	args = refuseSecrets(args, &found)
	cli, c := parseLine(args, env, &found)
	switch c.Name {
	case Serve:
		c.Settings = readSettings(cli.Serve, env, &found)
	case Check:
		c.Settings = readSettings(cli.Check, env, &found)
	case Backup:
		c.Settings, c.File = baseSettings(cli.Backup.baseFlags, env, &found), cli.Backup.File
	case Restore:
		c.Settings, c.File = baseSettings(cli.Restore.baseFlags, env, &found), cli.Restore.File
	case Verify:
		c.Settings = baseSettings(cli.Verify, env, &found)
	case Release:
		c.Settings = baseSettings(cli.Release, env, &found)
	case Reset:
		c.Settings, c.Person = baseSettings(cli.Reset.baseFlags, env, &found), cli.Reset.Person
	case Evaluate:
		c.Settings, c.File, c.Evaluation = evaluateSettings(cli.Evaluate, env, &found), cli.Evaluate.File, cli.Evaluate.evaluation()
	case Train:
		c.Settings, c.Training = trainSettings(cli.Train, env, &found)
	case Health:
		c.Settings.Listen = cli.Health.Listen
	case Demo:
		c.Settings, c.Open = demoSettings(cli.Demo, &found), cli.Demo.Open
	}
	return c, found.err()
}

// parseLine lets kong read the arguments. A command whose line can't be read has no name.
func parseLine(args []string, env environment, found *faults) (commandLine, Command) {
	var cli commandLine
	var help bytes.Buffer
	helped := false
	parser, err := kong.New(&cli,
		kong.Name("liaison"),
		kong.Description("The desk of a deputies' liaison station inside a messenger."),
		kong.Writers(&help, &help),
		kong.Exit(func(int) { helped = true }),
		kong.Resolvers(env),
		kong.ValueFormatter(flagHelp),
	)
	if err != nil {
		found.add("command line", err.Error(), "this is a fault of the program, please report it")
		return cli, Command{}
	}
	line, err := parser.Parse(args)
	if helped {
		return cli, Command{Name: Help, Text: help.String()}
	}
	if err != nil {
		found.add("command line", withoutValues(err.Error(), args), "see liaison --help")
		return cli, Command{}
	}
	name, _, _ := strings.Cut(line.Command(), " ") // the rest are its arguments
	return cli, Command{Name: name}
}

// flagHelp adds the variable's name to the help of a flag that has one.
func flagHelp(value *kong.Value) string {
	if value.Tag.Has("setting") {
		return value.Help + " ($" + variableName(value.Name) + ")"
	}
	return value.Help
}

// withoutValues blanks what was typed out of kong's message: a secret may have
// been typed in the wrong place. Flag names stay.
func withoutValues(message string, args []string) string {
	for _, arg := range args {
		value := arg
		if strings.HasPrefix(arg, "-") {
			_, value, _ = strings.Cut(arg, "=")
		}
		if len(value) >= 4 && !isCommand(value) {
			message = strings.ReplaceAll(message, value, hidden)
		}
	}
	return message
}

func isCommand(word string) bool { return slices.Contains(Commands, word) }
