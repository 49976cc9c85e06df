package casework

import (
	"io"
	"slices"
	"time"
)

// PersonID names a person: for deputies and staff the id in the office file,
// for residents "r-" and eight random characters.
type PersonID string

// Role is what a person may be at the desk.
type Role string

// The roles. Moderators and administrators together are the staff.
const (
	Resident  Role = "resident"
	Deputy    Role = "deputy"
	Aide      Role = "aide" // drafts what their deputies answer
	Moderator Role = "moderator"
	Admin     Role = "admin"
)

// Person is anybody whom the desk knows. The value as read from the store is
// also the actor of a decision: Rights tells whether it is still up to date.
type Person struct {
	ID       PersonID
	Role     Role
	Account  int64 // the messenger's numeric id, which is also the private chat; 0: not bound
	Name     string
	Language string    // as chosen, else as hinted by the messenger; empty: unknown
	Chosen   bool      // Language was chosen by the person
	Agreed   time.Time // to the privacy notice; zero: not yet
	Blocked  bool      // can't be written to until they write again
	Retired  bool
	Topics   []TopicID // a deputy's
	Officer  bool      // has the protected cases
	OnDuty   bool      // is told at once when life is in danger
	Quiet    string    // the hours in which they aren't disturbed, as 22:00-07:00; Off; empty: the office's
	Digest   string    // the time of the day of their digest, as 8:00; Off; empty: when the office opens
	DigestAt time.Time // when the next is due; zero: not known yet
	Rights   int64     // grows when role, topics, account, absence or retirement change

	Cap    int // a deputy's, as the office file says: how many open cases they are offered; 0: any number
	OwnCap int // likewise, as the deputy chose; 0: as the office says

	// Of deputies, following from the absences that are on (see Desk.Relieve).
	AwayUntil  time.Time // zero: at their post
	Substitute PersonID  // who stands in for them; empty while away: nobody can
	Covers     []Covered // those they stand in for

	// Of deputies, aides and staff: see Desk.Doze.
	Seen    time.Time // when they last acted, to a day; zero: not known yet
	Dormant time.Time // since when an administrator must confirm that it is them; zero: needn't
	Knocked time.Time // when the administrators were told that they are there again
	Parted  int64     // the account of which one said that it isn't them

	// Of aides.
	Aids      []PersonID // the deputies whose cases they see
	Dismissed []PersonID // those of the office file who do without them

	Through PersonID // the member of staff who tells a resident without an account; empty: they write themself
	Pace    []Window // a resident's messages of this minute and of this day

	Barred    time.Time // since when what a resident writes is kept and not passed on; zero: it is passed on
	Lead      Lead      // by which a resident's next case comes, until LeadUntil
	LeadUntil time.Time // zero: by none

	Forget   time.Time // when a resident who asked for it is forgotten; zero: they didn't ask
	Uncast   bool      // a resident wants no broadcasts
	Farewell time.Time // when all that was kept of them went; their account is freed once they have been told

	Version int64 // grows with every change; 0: not stored yet
}

// acting reports whether the person may do anything at all.
func (p Person) acting() bool { return !p.Retired && p.Dormant.IsZero() }

// Alias is what deputies see of a resident who didn't agree to show a name.
func (p Person) Alias() string {
	if p.Role == Resident && len(p.ID) >= 6 {
		return string(p.ID[2:6])
	}
	return string(p.ID)
}

// Staff reports whether the person reviews the queues.
func (p Person) Staff() bool { return p.acting() && (p.Role == Moderator || p.Role == Admin) }

// Covered is somebody who is away, as who stands in for them sees it.
type Covered struct {
	Person PersonID  `json:"person"`
	Topics []TopicID `json:"topics,omitempty"`
}

// Serves reports whether the person is a deputy responsible for a topic, or
// stands in for one.
func (p Person) Serves(t TopicID) bool {
	return p.Role == Deputy && !p.Retired && (slices.Contains(p.Topics, t) ||
		slices.ContainsFunc(p.Covers, func(c Covered) bool { return slices.Contains(c.Topics, t) }))
}

// StandsIn reports whether the person stands in for another deputy now.
func (p Person) StandsIn(other PersonID) bool {
	return p.Role == Deputy && !p.Retired && other != "" &&
		slices.ContainsFunc(p.Covers, func(c Covered) bool { return c.Person == other })
}

// Assists reports whether the person drafts for a deputy.
func (p Person) Assists(deputy PersonID) bool {
	return p.Role == Aide && !p.Retired && deputy != "" && slices.Contains(p.Aids, deputy)
}

// Limit is how many open cases a deputy is offered; 0: any number.
func (p Person) Limit() int {
	if p.OwnCap > 0 {
		return p.OwnCap
	}
	return p.Cap
}

// full reports whether a deputy has as many cases as they are to have.
func (b Burdened) full() bool { return b.Limit() > 0 && b.Load >= b.Limit() }

// Away reports whether the person is away from their post.
func (p Person) Away() bool { return !p.AwayUntil.IsZero() }

// Told reports whether a message can reach the person now.
func (p Person) Told() bool { return p.Account != 0 && !p.Blocked && p.acting() }

// newResident makes a person known by the first word they write.
func newResident(account int64, random io.Reader) (Person, error) {
	s, err := draw(random, 8)
	return Person{ID: PersonID("r-" + s), Role: Resident, Account: account, Rights: 1}, err
}

// Burdened is a deputy with the number of open cases offered to or taken by them,
// counted no further than MaxLoad.
type Burdened struct {
	Person
	Load int
}

// MaxLoad is where counting a deputy's open cases stops: beyond it deputies count as equally burdened.
const MaxLoad = 64
