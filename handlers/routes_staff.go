package handlers

import "liaison/bot"

// pressesOfStaff are their own: people, queues and what went wrong.
func (c *chat) pressesOfStaff() []bot.Route {
	return []bot.Route{
		{Name: "press invite", Takes: button(pressInvite), Do: c.hear(roles{staff: c.makeInvitation})},
		{Name: "press revoke", Takes: button(pressRevoke), Do: c.hear(roles{staff: c.revoke})},
		{Name: "press known", Takes: button(pressKnown), Do: c.hear(roles{staff: c.known})},
		{Name: "press admit", Takes: button(pressAdmit), Do: c.hear(roles{staff: c.admit})},
		{Name: "press sorting", Takes: button(pressSorting), Do: c.hear(roles{staff: c.sorting})},
		{Name: "press waiting", Takes: button(pressWaiting), Do: c.hear(roles{staff: c.waiting})},
		{Name: "press undelivered", Takes: button(pressUndelivered), Do: c.hear(roles{staff: c.undelivered})},
		{Name: "press late", Takes: button(pressLate), Do: c.hear(roles{staff: c.late})},
		{Name: "press sort", Takes: button(pressSort), Do: c.hear(roles{staff: c.sort})},
		{Name: "press assign", Takes: button(pressAssign), Do: c.hear(roles{staff: c.assign})},
		{Name: "press flood", Takes: button(pressFlood), Do: c.hear(roles{staff: c.floods})},
		{Name: "press merge", Takes: button(pressMerge), Do: c.hear(roles{staff: c.merge})},
		{Name: "press bar", Takes: button(pressBar), Do: c.hear(roles{staff: c.promptBar})},
		{Name: "press protect", Takes: button(pressProtect), Do: c.hear(roles{deputy: c.protect, staff: c.protect, aide: c.protect})},
		{Name: "press lower", Takes: button(pressLower), Do: c.hear(roles{staff: c.promptLower})},
		{Name: "press discard", Takes: button(pressDiscard), Do: c.hear(roles{staff: c.discard})},
		{Name: "press unbar", Takes: button(pressUnbar), Do: c.hear(roles{staff: c.unbar})},
		{Name: "press again", Takes: button(pressAgain), Do: c.hear(roles{staff: c.again})},
		{Name: "press leave", Takes: button(pressLeave), Do: c.hear(roles{staff: c.leave})},
		{Name: "press left", Takes: button(pressLeft), Do: c.hear(roles{staff: c.left})},
		{Name: "press aside", Takes: button(pressAside), Do: c.hear(roles{staff: c.setAside})},
		{Name: "press lessons", Takes: button(pressLessons), Do: c.hear(roles{staff: c.lessons})},
		{Name: "press accuracy", Takes: button(pressAccuracy), Do: c.hear(roles{staff: c.accuracy})},
		{Name: "press unlearn", Takes: button(pressUnlearn), Do: c.hear(roles{staff: c.unlearn})},
		{Name: "press unlearnall", Takes: button(pressUnlearnAll), Do: c.hear(roles{staff: c.unlearnAll})},
		{Name: "press resend", Takes: button(pressResend), Do: c.hear(roles{staff: c.decide})},
		{Name: "press arrived", Takes: button(pressArrived), Do: c.hear(roles{staff: c.decide})},
	}
}

// pressesOnBroadcasts are what staff do with messages to many.
func (c *chat) pressesOnBroadcasts() []bot.Route {
	return []bot.Route{
		{Name: "press cast", Takes: button(pressCast), Do: c.hear(roles{staff: c.cast})},
		{Name: "press castask", Takes: button(pressCastAsk), Do: c.hear(roles{staff: c.castAsk})},
		{Name: "press castchange", Takes: button(pressCastChange), Do: c.hear(roles{staff: c.castChange})},
		{Name: "press castdrop", Takes: button(pressCastDrop), Do: c.hear(roles{staff: c.castDrop})},
		{Name: "press caststop", Takes: button(pressCastStop), Do: c.hear(roles{staff: c.castStop})},
		{Name: "press castopen", Takes: button(pressCastOpen), Do: c.hear(roles{staff: c.castOpen})},
		{Name: "press approve", Takes: button(pressApprove), Do: c.hear(roles{staff: c.approve})},
		{Name: "press decline", Takes: button(pressDecline), Do: c.hear(roles{staff: c.decline})},
		{Name: "press once more", Takes: button(pressOnceMore), Do: c.hear(roles{staff: c.onceMore})},
	}
}

// pressesOnMatters are what is done with all cases of a matter at once.
func (c *chat) pressesOnMatters() []bot.Route {
	return []bot.Route{
		{Name: "press all", Takes: button(pressAll), Do: c.hear(roles{deputy: c.promptAll})},
		{Name: "press all send", Takes: button(pressAllSend), Do: c.hear(roles{deputy: c.sendAll})},
		{Name: "press all drop", Takes: button(pressAllDrop), Do: c.hear(roles{deputy: c.dropAll})},
		{Name: "press all stop", Takes: button(pressAllStop), Do: c.hear(roles{deputy: c.stopAll, staff: c.stopAll})},
		{Name: "press all judge", Takes: button(pressAllJudge), Do: c.hear(roles{staff: c.judgeAll})},
		{Name: "press hot", Takes: button(pressHot), Do: c.hear(roles{staff: c.hot})},
		{Name: "press matter", Takes: button(pressMatter), Do: c.hear(roles{staff: c.matter})},
		{Name: "press name matter", Takes: button(pressNameMatter), Do: c.hear(roles{staff: c.nameMatter})},
		{Name: "press merge matter", Takes: button(pressMergeMatter), Do: c.hear(roles{staff: c.mergeMatter})},
		{Name: "press unmerge", Takes: button(pressUnmerge), Do: c.hear(roles{staff: c.unmergeMatter})},
		{Name: "press apart", Takes: button(pressApart), Do: c.hear(roles{staff: c.apart})},
		{Name: "press put back", Takes: button(pressPutBack), Do: c.hear(roles{staff: c.putBack})},
	}
}
