package handlers

import (
	"slices"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// menus are the commands that clients show to each role, the most used first.
var menus = map[string][]string{
	"resident": {"cases", "case", "language", "privacy", "export", "forget", "help"},
	"deputy": {
		"next", "pending", "mine", "sent", "ready", "aides", "find", "case", "console", "away", "back", "cap", "links", "protect", "quiet", "digest", "language",
		"privacy", "help",
	},
	"aide": {"pending", "case", "console", "protect", "quiet", "language", "privacy", "help"},
	"staff": {
		"sort", "unsorted", "late", "queues", "console", "hot", "find", "window", "broadcast", "broadcasts", "case", "undelivered", "setaside", "floods", "blocked", "lessons", "accuracy", "links", "away", "back",
		"protect", "quiet", "digest", "language", "privacy", "help",
	},
}

// adminsOnly are the commands that only administrators may use; inGroups those
// of them that have no place in the menu, since they belong in a group.
// guardsOnly are for who has the protected cases.
var (
	guardsOnly = []string{"protected"}
	adminsOnly = []string{"invite"}
	inGroups   = []string{"room"}
)

// Commands is the menu of commands that everybody sees: the residents'.
func Commands(language string) []bot.Command { return commandsOf(menus["resident"], language) }

// CommandsOf is the menu for one person by their role, in their language. A
// menu is no right: who may do what is decided when they do it.
func CommandsOf(p casework.Person, o casework.Office) []bot.Command {
	language := p.Language
	if language == "" {
		language = o.Language
	}
	return commandsOf(commandNames(p), language)
}

func commandNames(p casework.Person) []string {
	names := menus[(talk{by: p}).role()]
	if p.Role == casework.Admin {
		names = slices.Concat(adminsOnly, names)
	}
	if p.Guards() {
		names = slices.Concat(guardsOnly, names)
	}
	return names
}

// helped are the commands that /help explains.
func helped(p casework.Person, say words.Speech) []bot.Command {
	names := slices.DeleteFunc(slices.Clone(commandNames(p)), func(name string) bool { return name == "help" })
	if p.Role == casework.Admin {
		names = slices.Concat(names, inGroups)
	}
	return commandsOf(names, say.Language())
}

func commandsOf(names []string, language string) []bot.Command {
	say := words.For(language)
	var list []bot.Command
	for _, name := range names {
		list = append(list, bot.Command{Name: name, Description: say.Say("command." + name)})
	}
	return list
}
