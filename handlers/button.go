package handlers

import (
	"slices"
	"strconv"
	"strings"

	"liaison/casework"
)

// The verbs of button data. A button is `verb:arguments`, at most 64 bytes. It
// is forgeable and carries no right.
const (
	pressAgree       = "agree"       // agree
	pressLanguage    = "lang"        // lang:<code>
	pressCases       = "cases"       // cases
	pressCase        = "case"        // case:<number>, shows the case with its history
	pressTopic       = "topic"       // topic:<number> shows the topics; topic:<number>:<topic> corrects it
	pressTake        = "take"        // take:<number>
	pressAnswer      = "answer"      // answer:<number>, asks for the words
	pressAsk         = "ask"         // ask:<number>, asks for the words
	pressPass        = "pass"        // pass:<number> shows where to; pass:<number>:<topic>
	pressPassTo      = "passto"      // passto:<number>:<deputy>
	pressNotMine     = "notmine"     // notmine:<number>
	pressAdd         = "add"         // add:<number>:<entry>, sends a draft as an addition
	pressDrop        = "drop"        // drop:<number>:<entry>, leaves a draft unsent
	pressSort        = "sort"        // sort:<number> shows the topics; sort:<number>:<topic>
	pressAssign      = "assign"      // assign:<number> shows the deputies; assign:<number>:<deputy>
	pressClose       = "close"       // close:<number> shows the outcomes; close:<number>:<outcome>
	pressReopen      = "reopen"      // reopen:<number>
	pressRate        = "rate"        // rate:<number>:yes|partly|no
	pressMark        = "mark"        // mark:<number>:1..5
	pressSplit       = "split"       // split:<number>:<entry>, makes a message a case of its own
	pressWithdraw    = "undo"        // undo:<number> asks once more; undo:<number>:yes takes the case back
	pressForget      = "forget"      // forget:yes asks to be forgotten, forget:no takes it back
	pressUndelivered = "undelivered" // undelivered:<notice>, what didn't arrive before that one
	pressReveal      = "reveal"      // reveal:<message>:yes|no, of a place or a telephone number
	pressName        = "name"        // name:<number>:show|hide
	pressBack        = "back"        // back:<number>, the card again
	pressNext        = "next"        // next, or next:<number>: the case that waits after that one
	pressNote        = "note"        // note:<number>, asks for the words
	pressAway        = "away"        // away:<first day>:<last day>, asks who stands in
	pressStandIn     = "standin"     // standin:<first day>:<last day>:<substitute>[:<deputy>]
	pressReturn      = "return"      // return:<deputy>, ends their absence
	pressInvite      = "invite"      // invite:<person>, makes a link
	pressRevoke      = "revoke"      // revoke:<person>, takes their links back
	pressKnown       = "known"       // known:<person>:yes|no, of somebody who wasn't seen for long
	pressAdmit       = "admit"       // admit:<invitation>:yes|no
	pressEnd         = "end"         // end:<sign-in>, of somebody in the console
	pressQuiet       = "quiet"       // quiet:<hours>|off
	pressDigest      = "digest"      // digest:<hour>|off
	pressExtend      = "extend"      // extend:<number>, asks for the reason
	pressUrge        = "urge"        // urge:<number>:yes|no
	pressSorting     = "sorting"     // sorting, or sorting:<number>: the unsorted case after that one
	pressWaiting     = "waiting"     // waiting:<number or nothing>:<topic>, a page of the topic's cases
	pressLate        = "late"        // late:<number or nothing>, a page of what is late
	pressFind        = "find"        // find:<number or nothing>:<words>, a page of what is found
	pressWords       = "words"       // words:<number>:<outcome>, asks for words to close with
	pressShut        = "shut"        // shut:<number>:<outcome>, closes without words
	pressRecall      = "recall"      // recall:<number>:<entry>, undoes an answer that hasn't gone out
	pressSend        = "send"        // send:<number>:<entry>, sends a draft after all
	pressSketch      = "sketch"      // sketch:<number>:<entry>, sends what an aide drafted
	pressRewrite     = "rewrite"     // rewrite:<number>:<entry>, asks for its words with changes
	pressScrap       = "scrap"       // scrap:<number>:<entry>, declines it
	pressAides       = "aides"       // aides:<aide>:end|again
	pressReady       = "ready"       // ready:<number or nothing>:<page>, the ready answers
	pressReadied     = "readied"     // readied:<number or nothing>:<answer>, shows one
	pressReadySend   = "readysend"   // readysend:<number>:<answer>:<seal>, sends it as it was shown
	pressReadyChange = "readychange" // readychange:<number>:<answer>, asks for its words with changes
	pressKeep        = "keep"        // keep:<number>:<entry>, keeps an answer to use it again
	pressUnready     = "unready"     // unready:<answer>, gives up one of their own
	pressFlood       = "flood"       // flood, or flood:<resident>: takes up what is kept back of them
	pressLink        = "link"        // link:<payload>, makes a code
	pressMove        = "move"        // move:<number>:<entry> shows where to; move:<number>:<entry>:<other>
	pressTwo         = "two"         // two:<number>:<entry> makes two cases; two:<number> leaves one
	pressMerge       = "merge"       // merge:<number> shows into which; merge:<number>:<other>
	pressBar         = "bar"         // bar:<number>, asks why its resident is to be blocked
	pressProtect     = "protect"     // protect:<number> asks; protect:<number>:yes makes it the officer's
	pressLower       = "lower"       // lower:<number>, asks why it needs no protection
	pressDiscard     = "discard"     // discard:<number>, closes advertising without a word
	pressUnbar       = "unbar"       // unbar:<number>
	pressAgain       = "again"       // again:<print>:<key>, acts once more on what was set aside
	pressLeave       = "leave"       // leave:<print>:<key>, asks once more
	pressLeft        = "left"        // left:<print>:<key>, takes it off the list
	pressAside       = "aside"       // what was set aside
	pressCast        = "cast"        // cast asks for whom; cast:<role> of which topic; cast:<role>:<topic or *>
	pressCastAsk     = "castask"     // castask:<broadcast>:<version>, to be approved
	pressCastChange  = "castchange"  // castchange:<broadcast>, asks for other words
	pressCastDrop    = "castdrop"    // castdrop:<broadcast>
	pressCastStop    = "caststop"    // caststop:<broadcast>
	pressCastOpen    = "castopen"    // castopen:<broadcast>, shows how it stands
	pressApprove     = "approve"     // approve:<broadcast>:<version>
	pressDecline     = "decline"     // decline:<broadcast>:<version>
	pressUncast      = "uncast"      // uncast:yes spares the resident broadcasts; uncast:no
	pressFollow      = "follow"      // follow:<number>, the resident follows its matter
	pressDifferent   = "different"   // different:<number>, the resident doesn't
	pressAll         = "all"         // all:<number>, asks for words to all of its matter; all:<number>:<ready answer>
	pressAllSend     = "allsend"     // allsend:<common answer>:<version>
	pressAllDrop     = "alldrop"     // alldrop:<common answer>:<version>
	pressAllStop     = "allstop"     // allstop:<common answer>
	pressAllJudge    = "alljudge"    // alljudge:<common answer>:<version>:yes|no
	pressHot         = "hot"         // hot, what several wrote about
	pressMatter      = "matter"      // matter:<matter>, shows it
	pressNameMatter  = "nametitle"   // nametitle:<number>, asks for a title for its matter
	pressMergeMatter = "matterin"    // matterin:<matter> shows into which; matterin:<matter>:<other>
	pressUnmerge     = "matterout"   // matterout:<matter>, one by itself again
	pressApart       = "apart"       // apart:<number>, takes it out of its matter
	pressPutBack     = "putback"     // putback:<number>, puts it back
	pressOnceMore    = "oncemore"    // oncemore:<notice>, sends again what was refused
	pressLessons     = "lessons"     // lessons:<lesson>, what people taught before that one
	pressAccuracy    = "accuracy"    // accuracy:<days>, how well cases are sorted
	pressUnlearn     = "unlearn"     // unlearn:<lesson>, takes it back
	pressUnlearnAll  = "unlearnall"  // unlearnall:<person> asks once more; unlearnall:<person>:yes takes all of theirs back
	pressResend      = "resend"      // resend:<notice>
	pressArrived     = "arrived"     // arrived:<notice>
)

// press is button data taken apart.
type press struct {
	verb string
	args []string
}

// data builds button data; parsePress takes it apart again.
func data(verb string, args ...string) string {
	return strings.Join(append([]string{verb}, args...), ":")
}

// parsePress reads button data. Whatever it is given, it gives a press.
func parsePress(s string) press {
	parts := strings.Split(s, ":")
	return press{verb: parts[0], args: parts[1:]}
}

// arg gives the i-th argument, empty where there is none.
func (p press) arg(i int) string {
	if i < len(p.args) {
		return p.args[i]
	}
	return ""
}

// number reads the first argument as a case number; a wrong one is a case that isn't there.
func (p press) number() casework.Number {
	n, ok := casework.ParseNumber(p.arg(0))
	if !ok {
		return ""
	}
	return n
}

// bare reports whether only the case is named: the press asks for a menu.
func (p press) bare() bool { return p.arg(1) == "" }

func (p press) topic() casework.TopicID   { return casework.TopicID(p.arg(1)) }
func (p press) deputy() casework.PersonID { return casework.PersonID(p.arg(1)) }
func (p press) helped() casework.Helped   { return casework.Helped(p.arg(1)) }
func (p press) entry() int                { return counted(p.arg(1)) }
func (p press) mark() int                 { return counted(p.arg(1)) }
func (p press) notice() casework.NoticeID { return casework.NoticeID(counted(p.arg(0))) }

func (p press) lesson() casework.LessonID { return casework.LessonID(counted(p.arg(0))) }

// outcome gives one of the outcomes that are offered, empty for any other word.
func (p press) outcome() casework.Outcome {
	if o := casework.Outcome(p.arg(1)); slices.Contains(casework.Outcomes, o) {
		return o
	}
	return ""
}

// counted reads a number from 1 up; 0 for anything else, which names nothing.
func counted(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
