package handlers

import (
	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// menus are the commands that clients show to each role, the most used first.
var menus = map[string][]string{
	"resident": {"cases", "language", "privacy", "export", "forget", "help"},
	"deputy":   {"next", "pending", "mine", "sent", "case", "away", "back", "cap", "language", "privacy", "help"},
	"staff":    {"unsorted", "queues", "window", "case", "away", "back", "invite", "language", "privacy", "help"},
}

// Commands is the menu of commands that everybody sees: the residents'.
func Commands(language string) []bot.Command { return commandsOf("resident", language) }

// CommandsOf is the menu for one person by their role, in their language. A
// menu is no right: who may do what is decided when they do it.
func CommandsOf(p casework.Person, o casework.Office) []bot.Command {
	language := p.Language
	if language == "" {
		language = o.Language
	}
	return commandsOf((talk{by: p}).role(), language)
}

func commandsOf(role, language string) []bot.Command {
	say := words.For(language)
	var list []bot.Command
	for _, name := range menus[role] {
		list = append(list, bot.Command{Name: name, Description: say.Say("command." + name)})
	}
	return list
}
