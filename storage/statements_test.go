package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"liaison/casework"
)

// Statements are those whose price must not grow with the tables.
var Statements = map[string]string{
	"oneCase": oneCase, "linked": linked, "ownCases": ownCases, "ownOpen": ownOpen,
	"owned": owned, "queuedUnder": queuedUnder, "dutyOf": dutyOf, "opening": opening,
	"oneInvitation": oneInvitation, "invitationByHash": invitationByHash, "openInvitations": openInvitations,
	"updateInvitation": updateInvitation, "countWrong": countWrong, "dropWrong": dropWrong, "insertWrong": insertWrong,
	"sentBy": sentBy, "coveredBy": coveredBy, "offeredTo": offeredTo, "openAbsences": openAbsences, "oneAbsence": oneAbsence,
	"updateAbsence": updateAbsence, "stead": stead, "peopleOfOffice": peopleOfOffice, "insertFollowing": insertFollowing, "unsorted": unsorted, "board": board,
	"threadEntries": threadEntries, "visitor": visitor, "threadJoined": threadJoined, "threadEvents": threadEvents,
	"personByAccount": personByAccount, "personByID": personByID, "deputiesOf": deputiesOf,
	"heads": heads, "claim": claim, "nextDue": nextDue, "claimedNotice": claimedNotice,
	"settleNotice": settleNotice, "oneNotice": oneNotice, "decide": decide, "cutFirst": cutFirst, "cutFurther": cutFurther,
	"wakePerson": wakePerson, "wasLost": wasLost, "checkRights": checkRights, "isStaff": isStaff, "isStaffFor": isStaffFor, "protected": protected,
	"insertOnce": insertOnce, "actedOnce": actedOnce, "insertBulk": insertBulk, "updateBulk": updateBulk, "oneBulk": oneBulk, "dueBulks": dueBulks, "oldBulks": oldBulks,
	"keepFilter": keepFilter, "dropFilter": dropFilter, "filtersOf": filtersOf, "keepLook": keepLook, "shedLooks": shedLooks, "looksAt": looksAt, "countReused": countReused, "updateCase": updateCase, "updatePerson": updatePerson,
	"insertEntry": insertEntry, "updateEntry": updateEntry, "keepRevision": keepRevision, "insertEvent": insertEvent,
	"dueCases": dueCases, "looksDue": looksDue, "payForAdvice": payForAdvice, "countAdvice": countAdvice, "adviceOf": adviceOf, "dueDigests": dueDigests,
	"insertNotice": insertNotice, "shownIn": shownIn, "revisionsOf": revisionsOf, "leaving": leaving, "erasePerson": erasePerson, "allOf": allOf, "freePerson": freePerson, "shedShown": shedShown, "strays": strays, "oneStray": oneStray, "resend": resend, "barred": barred, "endStray": endStray, "undelivered": undelivered,
	"floods": floods, "recallAnswer": recallAnswer, "recallNews": recallNews, "throttledOf": throttledOf, "insertThrottled": insertThrottled, "rewordThrottled": rewordThrottled, "dropThrottled": dropThrottled, "eraseThrottled": eraseThrottled, "oldThrottled": oldThrottled,
	"offeredFor": offeredFor, "aidedBy": aidedBy, "blankProposals": blankProposals, "insertForAides": insertForAides,
	"readiesOf": readiesOf, "dropReady": dropReady,
	"insertKeywords": insertKeywords, "dropKeywords": dropKeywords, "shedKeywords": shedKeywords, "unindexed": unindexed, "markIndexed": markIndexed,
	"spread": spread, "weigh": weigh, "walk": walk(0), "walkMore": walk(2), "sift": sift, "hit": hit, "rowOf": rowOf,
	"oneBroadcast": oneBroadcast, "lastBroadcasts": lastBroadcasts, "begunBroadcast": begunBroadcast, "goingBroadcasts": goingBroadcasts,
	"updateBroadcast": updateBroadcast, "countReleased": countReleased, "broadcastActs": broadcastActs, "cancelBroadcast": cancelBroadcast, "countFates": countFates,
	"walkDeputies": audiences[casework.Deputy].walk, "readDeputies": audiences[casework.Deputy].read,
	"walkResidents": audiences[casework.Resident].walk, "readResidents": audiences[casework.Resident].read,
	"spreading": spreading, "stepOn": stepOn, "oweReaders": oweReaders, "tellFates": tellFates, "allTold": allTold,
	"blankBroadcasts": blankBroadcasts, "oldReaders": oldReaders, "eraseReader": eraseReader, "shedReader": shedReader,
	"insertLesson": insertLesson, "outgrow": outgrow, "undoLesson": undoLesson, "taughtAnew": taughtAnew, "taughtOfCase": taughtOfCase,
	"teaching": teaching, "shedLessons": shedLessons, "lessonsToTeach": lessonsToTeach,
	"accuracy": accuracy, "lessonsBefore": lessonsBefore, "lessonsOf": lessonsOf, "oneLesson": oneLesson,
	"uncompared": uncompared, "nearBands": nearBands, "outrun": outrun, "nearby": nearby, "markCompared": markCompared, "insertSketch": insertSketch, "insertBands": insertBands,
	"shedBands": shedBands, "shedSketch": shedSketch, "faded": faded, "fade": fade, "oneMatter": oneMatter, "rootMatter": rootMatter, "partsOf": partsOf,
	"updateMatter": updateMatter, "matterEvents": matterEvents, "members": members, "membersSeen": membersSeen, "casesIn": casesIn, "wordings": wordings,
	"updateCommon": updateCommon, "oneCommon": oneCommon, "goingCommons": goingCommons, "settleCommon": settleCommon, "owedCommon": owedCommon, "commonFates": commonFates, "commonArrivals": commonArrivals,
	"commonsOf": commonsOf, "proposedCommons": proposedCommons, "commonCases": commonCases,
	"oneDoor": oneDoor, "openDoors": openDoors, "updateDoor": updateDoor, "oneSignIn": oneSignIn, "signInByHash": signInByHash, "signInsOf": signInsOf,
	"signInsOfAll": signInsOfAll, "updateSignIn": updateSignIn, "sawSignIn": sawSignIn, "oneFactor": oneFactor, "updateFactor": updateFactor, "dropFactor": dropFactor,
	"oneTries": oneTries, "updateTries": updateTries, "insertProof": insertProof, "dropDoors": dropDoors, "dropSignIns": dropSignIns, "dropTries": dropTries, "dropProofs": dropProofs,
	"hotMatters": hotMatters, "hotMattersSeen": hotMattersSeen,
	"topicLoad": topicLoad, "countUnsorted": countUnsorted, "boardTopics": boardTopics, "ownedLoad": ownedLoad, "offeredLoad": offeredLoad, "dueBetween": dueBetween, "countUndelivered": countUndelivered,
	"countStrays": countStrays, "repliesSince": repliesSince, "openedSince": openedSince, "boardDeputies": boardDeputies, "revision": revision,
	"totalTopics": totalTopics, "totalDeputies": totalDeputies, "totalPlaces": totalPlaces, "countedCases": countedCases, "uttered": uttered,
	"listOpen": listOpen, "listUnder": listUnder, "listOwned": listOwned, "listOffered": listOffered,
	"listAll": listAll, "listAllUnder": listAllUnder, "listAllOf": listAllOf,
	"listAnswered": listAnswered, "listAnsweredUnder": listAnsweredUnder, "listAnsweredOf": listAnsweredOf,
	"emptyStrays": emptyStrays, "dropStrays": dropStrays, "dropOnce": dropOnce, "blankDrafts": blankDrafts,
	"oldNotices": oldNotices, "dropNotices": dropNotices, "oldCases": oldCases, "shedCase": shedCase,
	"shedEntries": shedEntries, "shedRevisions": shedRevisions, "shedEvents": shedEvents, "shedNotices": shedNotices,
	"forgetPerson": forgetPerson, "halfShed": halfShed, "someLinks": someLinks, "dropLink": dropLink, "stillLeads": stillLeads, "overviewBoard": overviewBoard, "topicIDs": topicIDs, "oldestOwed": oldestOwed, "lastSeen": lastSeen, "shedDone": shedDone,
}

// Plan says how the engine would run a statement, a line for each node.
func Plan(ctx context.Context, s *Store, text string) (lines []string, err error) {
	if e, ok := s.engine.(*postgres); ok {
		return e.plan(ctx, text)
	}
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		return tx.run(ctx, step{text: "EXPLAIN QUERY PLAN " + text, row: func(r scanner) error {
			var id, parent, unused int
			var line string
			err := r.Scan(&id, &parent, &unused, &line)
			lines = append(lines, line)
			return err
		}})
	})
	return lines, err
}

// plan leaves the server no choice but to take an index where there is one.
func (e *postgres) plan(ctx context.Context, text string) ([]string, error) {
	c, err := e.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Release()
	tx, err := c.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(ctx) }() // nothing was written
	const choice = `SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off;
SET LOCAL plan_cache_mode = force_generic_plan; `
	if _, err := tx.Exec(ctx, choice+"PREPARE asked AS "+e.dialect.text(text)); err != nil {
		return nil, err
	}
	defer func() { _, _ = tx.Exec(ctx, "DEALLOCATE asked") }() // it outlives the transaction, not the test
	call := "EXPLAIN EXECUTE asked"
	if n := params(text); n > 0 {
		call += "(NULL" + strings.Repeat(", NULL", n-1) + ")"
	}
	rows, err := tx.Query(ctx, call, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// params counts the arguments of a statement.
func params(text string) (n int) {
	for strings.Contains(text, fmt.Sprintf("$%d", n+1)) {
		n++
	}
	return n
}
