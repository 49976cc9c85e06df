package handlers

import (
	"liaison/bot"
	"liaison/words"
)

// Commands is the menu of commands in a language. It is the residents': clients
// show one menu to everybody, and deputies and staff learn theirs by /help.
func Commands(language string) []bot.Command {
	say := words.For(language)
	var list []bot.Command
	for _, name := range []string{"cases", "language", "privacy", "export", "forget", "help"} {
		list = append(list, bot.Command{Name: name, Description: say.Say("command." + name)})
	}
	return list
}
