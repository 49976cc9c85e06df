package casework

import (
	"crypto/subtle"
	"time"
)

// Door is a link that lets one person into the console once. The code in it, and the
// mark of the browser that it is bound to, are kept as hashes alone.
type Door struct {
	Hash    string
	Person  PersonID
	Made    time.Time
	Expires time.Time
	Browser string    // of the mark; empty: not bound yet
	Over    time.Time // spent or taken back
	Version int64
}

// SignInID names a sign-in; it gives no right.
type SignInID int64

// SignIn is a browser in which somebody uses the console. The token that it is known
// by is kept as a hash alone.
type SignIn struct {
	ID      SignInID
	Hash    string
	Person  PersonID
	Role    Role
	Rights  int64  // of the person when they signed in; it ends when they change
	Agent   string // see Agent
	Since   time.Time
	Seen    time.Time // to a minute
	Ends    time.Time
	Ended   time.Time
	Passed  bool // the second factor was given, or isn't asked for
	Wrong   int  // codes given before
	Version int64
}

const (
	doorFor   = 5 * time.Minute
	signedFor = 12 * time.Hour
	idleFor   = 30 * time.Minute
	seenEvery = time.Minute
)

// SignInsFor is how long it is kept who was in the console.
const SignInsFor = 7 * 24 * time.Hour

// Entering reports whether the console is there for somebody.
func (p Person) Entering() bool {
	switch p.Role {
	case Deputy, Aide, Moderator, Admin:
		return p.acting() && p.Account != 0
	}
	return false
}

// shut is the one answer to a link that doesn't hold, whatever is wrong with it.
func shut() error { return Errorf(NotFound, "a link into the console that doesn't hold") }

// open gives the error of a link that leads nowhere any more.
func (r Door) open(p Person, now time.Time) error {
	if !r.Over.IsZero() || !now.Before(r.Expires) || !p.Entering() || r.Person != p.ID {
		return shut()
	}
	return nil
}

// belongs reports whether a link is bound to the browser with that mark.
func (r Door) belongs(browser string) bool {
	return browser != "" && subtle.ConstantTimeCompare([]byte(r.Browser), []byte(hashCode(browser))) == 1
}

// Live reports whether a sign-in of that person holds.
func (s SignIn) Live(p Person, now time.Time) bool {
	return s.Ended.IsZero() && now.Before(s.Ends) && now.Sub(s.Seen) < idleFor &&
		s.Person == p.ID && s.Rights == p.Rights && p.Entering()
}

// newSignIn begins a sign-in with the token of that hash.
func newSignIn(id SignInID, hash string, p Person, agent string, now time.Time) SignIn {
	return SignIn{
		ID: id, Hash: hash, Person: p.ID, Role: p.Role, Rights: p.Rights, Agent: Agent(agent),
		Since: now, Seen: now, Ends: now.Add(signedFor), Passed: !p.Guarded(),
	}
}
