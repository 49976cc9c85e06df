package handlers

import "liaison/bot"

// presses are the buttons: see button.go for what each carries.
func (c *chat) presses() []bot.Route {
	return []bot.Route{
		{Name: "press lang", Takes: button(pressLanguage), Do: c.hear(everybody(c.speak))},
		{Name: "press case", Takes: button(pressCase), Do: c.hear(everybody(c.open))},
		{Name: "press back", Takes: button(pressBack), Do: c.hear(everybody(c.back))},
		{Name: "press reopen", Takes: button(pressReopen), Do: c.hear(roles{c.reopenOwn, c.reopen, c.reopen})},

		// residents
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
		{Name: "press split", Takes: button(pressSplit), Do: c.hear(roles{resident: c.split})},

		// deputies, some of it staff too
		{Name: "press take", Takes: button(pressTake), Do: c.hear(roles{deputy: c.take})},
		{Name: "press answer", Takes: button(pressAnswer), Do: c.hear(roles{deputy: c.promptAnswer})},
		{Name: "press ask", Takes: button(pressAsk), Do: c.hear(roles{deputy: c.promptAsk, staff: c.promptAsk})},
		{Name: "press pass", Takes: button(pressPass), Do: c.hear(roles{deputy: c.pass})},
		{Name: "press passto", Takes: button(pressPassTo), Do: c.hear(roles{deputy: c.passTo})},
		{Name: "press notmine", Takes: button(pressNotMine), Do: c.hear(roles{deputy: c.notMine})},
		{Name: "press add", Takes: button(pressAdd), Do: c.hear(roles{deputy: c.add})},
		{Name: "press recall", Takes: button(pressRecall), Do: c.hear(roles{deputy: c.recall})},
		{Name: "press send", Takes: button(pressSend), Do: c.hear(roles{deputy: c.sendDraft})},
		{Name: "press drop", Takes: button(pressDrop), Do: c.hear(roles{deputy: c.drop})},
		{Name: "press ready", Takes: button(pressReady), Do: c.hear(roles{deputy: c.ready})},
		{Name: "press readied", Takes: button(pressReadied), Do: c.hear(roles{deputy: c.readied})},
		{Name: "press readysend", Takes: button(pressReadySend), Do: c.hear(roles{deputy: c.sendReady})},
		{Name: "press readychange", Takes: button(pressReadyChange), Do: c.hear(roles{deputy: c.changeReady})},
		{Name: "press keep", Takes: button(pressKeep), Do: c.hear(roles{deputy: c.keepAnswer})},
		{Name: "press unready", Takes: button(pressUnready), Do: c.hear(roles{deputy: c.dropReady})},
		{Name: "press note", Takes: button(pressNote), Do: c.hear(roles{deputy: c.promptNote, staff: c.promptNote})},
		{Name: "press quiet", Takes: button(pressQuiet), Do: c.hear(roles{deputy: c.quiet, staff: c.quiet})},
		{Name: "press digest", Takes: button(pressDigest), Do: c.hear(roles{deputy: c.digest, staff: c.digest})},
		{Name: "press extend", Takes: button(pressExtend), Do: c.hear(roles{deputy: c.promptExtend})},
		{Name: "press urge", Takes: button(pressUrge), Do: c.hear(roles{deputy: c.urge, staff: c.urge})},
		{Name: "press find", Takes: button(pressFind), Do: c.hear(roles{deputy: c.find, staff: c.find})},
		{Name: "press next", Takes: button(pressNext), Do: c.hear(roles{deputy: c.next})},
		{Name: "press away", Takes: button(pressAway), Do: c.hear(roles{deputy: c.chooseSubstitute})},
		{Name: "press standin", Takes: button(pressStandIn), Do: c.hear(roles{deputy: c.standIn, staff: c.standIn})},
		{Name: "press return", Takes: button(pressReturn), Do: c.hear(roles{deputy: c.comeBack, staff: c.comeBack})},
		{Name: "press close", Takes: button(pressClose), Do: c.hear(roles{deputy: c.close, staff: c.close})},
		{Name: "press words", Takes: button(pressWords), Do: c.hear(roles{deputy: c.promptWords, staff: c.promptWords})},
		{Name: "press shut", Takes: button(pressShut), Do: c.hear(roles{deputy: c.shut, staff: c.shut})},

		{Name: "press link", Takes: button(pressLink), Do: c.hear(roles{deputy: c.link, staff: c.link})},

		// staff
		{Name: "press invite", Takes: button(pressInvite), Do: c.hear(roles{staff: c.makeInvitation})},
		{Name: "press revoke", Takes: button(pressRevoke), Do: c.hear(roles{staff: c.revoke})},
		{Name: "press admit", Takes: button(pressAdmit), Do: c.hear(roles{staff: c.admit})},
		{Name: "press sorting", Takes: button(pressSorting), Do: c.hear(roles{staff: c.sorting})},
		{Name: "press waiting", Takes: button(pressWaiting), Do: c.hear(roles{staff: c.waiting})},
		{Name: "press undelivered", Takes: button(pressUndelivered), Do: c.hear(roles{staff: c.undelivered})},
		{Name: "press late", Takes: button(pressLate), Do: c.hear(roles{staff: c.late})},
		{Name: "press sort", Takes: button(pressSort), Do: c.hear(roles{staff: c.sort})},
		{Name: "press assign", Takes: button(pressAssign), Do: c.hear(roles{staff: c.assign})},
		{Name: "press flood", Takes: button(pressFlood), Do: c.hear(roles{staff: c.floods})},
		{Name: "press again", Takes: button(pressAgain), Do: c.hear(roles{staff: c.again})},
		{Name: "press leave", Takes: button(pressLeave), Do: c.hear(roles{staff: c.leave})},
		{Name: "press left", Takes: button(pressLeft), Do: c.hear(roles{staff: c.left})},
		{Name: "press aside", Takes: button(pressAside), Do: c.hear(roles{staff: c.setAside})},
		{Name: "press cast", Takes: button(pressCast), Do: c.hear(roles{staff: c.cast})},
		{Name: "press castask", Takes: button(pressCastAsk), Do: c.hear(roles{staff: c.castAsk})},
		{Name: "press castchange", Takes: button(pressCastChange), Do: c.hear(roles{staff: c.castChange})},
		{Name: "press castdrop", Takes: button(pressCastDrop), Do: c.hear(roles{staff: c.castDrop})},
		{Name: "press caststop", Takes: button(pressCastStop), Do: c.hear(roles{staff: c.castStop})},
		{Name: "press castopen", Takes: button(pressCastOpen), Do: c.hear(roles{staff: c.castOpen})},
		{Name: "press approve", Takes: button(pressApprove), Do: c.hear(roles{staff: c.approve})},
		{Name: "press decline", Takes: button(pressDecline), Do: c.hear(roles{staff: c.decline})},
		{Name: "press resend", Takes: button(pressResend), Do: c.hear(roles{staff: c.decide})},
		{Name: "press arrived", Takes: button(pressArrived), Do: c.hear(roles{staff: c.decide})},

		{Name: "unknown press", Takes: kind(bot.Press), Do: c.hear(roles{})},
	}
}
