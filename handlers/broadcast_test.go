package handlers_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// castPresses are the buttons of a broadcast, to be completed with its id.
var castPresses = []string{"castask:%:3", "castchange:%:3", "castdrop:%:3", "caststop:%:3", "castopen:%:3", "approve:%:3", "decline:%:3"}

// TestX22_ForeignPresses lets everybody press what only two of the staff may: for those
// who aren't of it there is no such thing, and its author can't approve it.
func TestX22_ForeignPresses(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		if err := r.add([]string{"admin"}); err != nil {
			t.Fatal(err)
		}
		for _, what := range []string{"/broadcast", "[All deputies]", "Meeting on Friday.", "[Ask for approval]"} {
			r.do("staff", what)
		}
		r.do("resident", "/help")
		list, err := store.Broadcasts(t.Context(), 1)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d broadcasts, %v", len(list), err)
		}
		b := list[0]
		id := strconv.FormatInt(int64(b.ID), 10)
		for _, who := range []string{"resident", "li-na", "sun-li"} {
			for _, data := range castPresses {
				there := r.do(who, "forge "+strings.ReplaceAll(data, "%", id))
				missing := r.do(who, "forge "+strings.ReplaceAll(data, "%", "7"))
				if len(there) != 1 || !slices.Equal(there, missing) {
					t.Errorf("%s presses %s: hears %v, of a missing one %v", who, data, there, missing)
				}
			}
		}
		if got := r.do("staff", "forge approve:"+id+":"+strconv.FormatInt(b.Version, 10)); len(got) != 1 || !strings.Contains(got[0].text, "a colleague has to approve it") {
			t.Errorf("the author approves: %v", got)
		}
		if now, _ := store.Broadcast(t.Context(), b.ID); now.State != casework.Proposed || now.Version != b.Version {
			t.Errorf("it is %s now", now.State)
		}
	})
}

// What is too long is refused with how much fits, and the words are waited for still.
func TestBroadcastTooLong(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		if err := r.add([]string{"admin"}); err != nil {
			t.Fatal(err)
		}
		r.do("staff", "/broadcast")
		r.do("staff", "[All deputies]")
		if got := r.do("staff", strings.Repeat("x", casework.BroadcastLimit+1)); len(got) != 1 || !strings.Contains(got[0].text, "up to 3500 characters fit") {
			t.Errorf("of what is too long: %v", got)
		}
		if got := r.do("staff", strings.Repeat("x", casework.BroadcastLimit)); len(got) != 2 || !strings.Contains(got[1].text, "So it will look") {
			t.Errorf("of what just fits: %v", got)
		}
	})
}
