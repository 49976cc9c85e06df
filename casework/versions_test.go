package casework

import (
	"testing"
	"time"
)

func TestVersionsEndWhereAMessageWasTakenApart(t *testing.T) {
	t.Parallel()
	at := func(minute int) time.Time { return start.Add(time.Duration(minute) * time.Minute) }
	version := func(revision int, text string, edited time.Time) Entry {
		return Entry{Seq: 1, Kind: Said, Revision: revision, Text: text, Edited: edited}
	}
	old := []Entry{
		version(1, "the bus, and my neighbour", time.Time{}),
		version(2, "the bus, and my neighbour Li", at(1)), // edited, then taken apart
		{Seq: 2, Kind: Said, Revision: 1, Text: "other words"},
		version(3, "the bus", at(1)),
		version(4, "the bus 12", at(2)),
	}
	got := version(5, "the bus 12 is late", at(3)).edits(old)
	if len(got) != 2 || got[0].Text != "the bus 12" || got[1].Text != "the bus" {
		t.Errorf("%+v", got)
	}
}

func TestVersionsAreForTheStaff(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	th := Thread{Case: c, Entries: []Entry{{Seq: 1, Kind: Said, Revision: 2, Edited: start}}}
	for who, want := range map[*Person]bool{&desk: true, &li: false, &ann: false} {
		if got, err := r.Versions(t.Context(), *who, th); err != nil || (got != nil) != want {
			t.Errorf("%s: %v, %v", who.ID, got, err)
		}
	}
}
