package handlers

import (
	"slices"

	"liaison/bot"
)

// presses are the buttons, by who has them: see button.go for what each carries.
func (c *chat) presses() []bot.Route {
	return slices.Concat(c.pressesOfAll(), c.pressesOfResidents(),
		c.pressesOnCases(), c.pressesOfDeputies(), c.pressesOnMatters(), c.pressesOfStaff(), c.pressesOnBroadcasts(),
		[]bot.Route{{Name: "unknown press", Takes: kind(bot.Press), Do: c.hear(roles{})}})
}

// pressesOfAll lead from one view to another, whoever presses.
func (c *chat) pressesOfAll() []bot.Route {
	return []bot.Route{
		{Name: "press lang", Takes: button(pressLanguage), Do: c.hear(everybody(c.speak))},
		{Name: "press case", Takes: button(pressCase), Do: c.hear(everybody(c.open))},
		{Name: "press back", Takes: button(pressBack), Do: c.hear(everybody(c.back))},
		{Name: "press reopen", Takes: button(pressReopen), Do: c.hear(roles{resident: c.reopenOwn, deputy: c.reopen, staff: c.reopen})},
	}
}

// pressesOfResidents stand under what the bot tells them.
func (c *chat) pressesOfResidents() []bot.Route {
	return []bot.Route{
		{Name: "press cases", Takes: button(pressCases), Do: c.hear(roles{resident: c.cases})},
		{Name: "press agree", Takes: button(pressAgree), Do: c.hear(roles{resident: c.agree})},
		{Name: "press topic", Takes: button(pressTopic), Do: c.hear(roles{resident: c.topic})},
		{Name: "press rate", Takes: button(pressRate), Do: c.hear(roles{resident: c.rate})},
		{Name: "press mark", Takes: button(pressMark), Do: c.hear(roles{resident: c.mark})},
		{Name: "press withdraw", Takes: button(pressWithdraw), Do: c.hear(roles{resident: c.withdraw})},
		{Name: "press forget", Takes: button(pressForget), Do: c.hear(roles{resident: c.forgetOr})},
		{Name: "press uncast", Takes: button(pressUncast), Do: c.hear(roles{resident: c.uncast, staff: c.uncastPreview})},
		{Name: "press reveal", Takes: button(pressReveal), Do: c.hear(roles{resident: c.reveal})},
		{Name: "press name", Takes: button(pressName), Do: c.hear(roles{resident: c.name})},
		{Name: "press two", Takes: button(pressTwo), Do: c.hear(roles{resident: c.divide})},
		{Name: "press move", Takes: button(pressMove), Do: c.hear(roles{resident: c.move})},
		{Name: "press follow", Takes: button(pressFollow), Do: c.hear(roles{resident: c.follow})},
		{Name: "press different", Takes: button(pressDifferent), Do: c.hear(roles{resident: c.different})},
		{Name: "press split", Takes: button(pressSplit), Do: c.hear(roles{resident: c.split})},
	}
}
