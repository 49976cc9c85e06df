package handlers

import "liaison/bot"

// pressesOnCases are what deputies do with a case, and staff too with some.
func (c *chat) pressesOnCases() []bot.Route {
	return []bot.Route{
		{Name: "press take", Takes: button(pressTake), Do: c.hear(roles{deputy: c.take})},
		{Name: "press answer", Takes: button(pressAnswer), Do: c.hear(roles{deputy: c.promptAnswer, staff: c.promptGuardian, aide: c.promptDraft})},
		{Name: "press ask", Takes: button(pressAsk), Do: c.hear(roles{deputy: c.promptAsk, staff: c.promptAsk})},
		{Name: "press pass", Takes: button(pressPass), Do: c.hear(roles{deputy: c.pass})},
		{Name: "press passto", Takes: button(pressPassTo), Do: c.hear(roles{deputy: c.passTo})},
		{Name: "press notmine", Takes: button(pressNotMine), Do: c.hear(roles{deputy: c.notMine})},
		{Name: "press add", Takes: button(pressAdd), Do: c.hear(roles{deputy: c.add})},
		{Name: "press recall", Takes: button(pressRecall), Do: c.hear(roles{deputy: c.recall, staff: c.recall})},
		{Name: "press send", Takes: button(pressSend), Do: c.hear(roles{deputy: c.sendDraft, staff: c.sendDraft})},
		{Name: "press drop", Takes: button(pressDrop), Do: c.hear(roles{deputy: c.drop, staff: c.drop})},
		{Name: "press readied", Takes: button(pressReadied), Do: c.hear(roles{deputy: c.readied})},
		{Name: "press note", Takes: button(pressNote), Do: c.hear(roles{deputy: c.promptNote, staff: c.promptNote, aide: c.promptNote})},
		{Name: "press extend", Takes: button(pressExtend), Do: c.hear(roles{deputy: c.promptExtend})},
		{Name: "press urge", Takes: button(pressUrge), Do: c.hear(roles{deputy: c.urge, staff: c.urge})},
		{Name: "press close", Takes: button(pressClose), Do: c.hear(roles{deputy: c.close, staff: c.close})},
		{Name: "press words", Takes: button(pressWords), Do: c.hear(roles{deputy: c.promptWords, staff: c.promptWords})},
		{Name: "press shut", Takes: button(pressShut), Do: c.hear(roles{deputy: c.shut, staff: c.shut})},
	}
}

// pressesOfDeputies are what makes their work easier.
func (c *chat) pressesOfDeputies() []bot.Route {
	return []bot.Route{
		{Name: "press sketch", Takes: button(pressSketch), Do: c.hear(roles{deputy: c.sendSketch})},
		{Name: "press rewrite", Takes: button(pressRewrite), Do: c.hear(roles{deputy: c.rewrite})},
		{Name: "press scrap", Takes: button(pressScrap), Do: c.hear(roles{deputy: c.scrap})},
		{Name: "press aides", Takes: button(pressAides), Do: c.hear(roles{deputy: c.aides})},
		{Name: "press ready", Takes: button(pressReady), Do: c.hear(roles{deputy: c.ready})},
		{Name: "press readysend", Takes: button(pressReadySend), Do: c.hear(roles{deputy: c.sendReady})},
		{Name: "press readychange", Takes: button(pressReadyChange), Do: c.hear(roles{deputy: c.changeReady})},
		{Name: "press keep", Takes: button(pressKeep), Do: c.hear(roles{deputy: c.keepAnswer})},
		{Name: "press unready", Takes: button(pressUnready), Do: c.hear(roles{deputy: c.dropReady})},
		{Name: "press quiet", Takes: button(pressQuiet), Do: c.hear(roles{deputy: c.quiet, staff: c.quiet, aide: c.quiet})},
		{Name: "press digest", Takes: button(pressDigest), Do: c.hear(roles{deputy: c.digest, staff: c.digest})},
		{Name: "press find", Takes: button(pressFind), Do: c.hear(roles{deputy: c.find, staff: c.find})},
		{Name: "press next", Takes: button(pressNext), Do: c.hear(roles{deputy: c.next})},
		{Name: "press away", Takes: button(pressAway), Do: c.hear(roles{deputy: c.chooseSubstitute})},
		{Name: "press standin", Takes: button(pressStandIn), Do: c.hear(roles{deputy: c.standIn, staff: c.standIn})},
		{Name: "press return", Takes: button(pressReturn), Do: c.hear(roles{deputy: c.comeBack, staff: c.comeBack})},
		{Name: "press link", Takes: button(pressLink), Do: c.hear(roles{deputy: c.link, staff: c.link})},
		{Name: "press end", Takes: button(pressEnd), Do: c.hear(roles{deputy: c.endSignIn, staff: c.endSignIn, aide: c.endSignIn})},
	}
}
