package casework

import "time"

// Keeping says how long what is no longer needed is kept, by its class.
type Keeping struct {
	Raw     time.Duration // the content of updates that were set aside
	Once    time.Duration // which updates were acted on, and which were set aside
	Closed  time.Duration // closed cases; then words, files and people leave them, numbers and times stay
	Drafts  time.Duration // answers that their author never confirmed
	Notices time.Duration // rows of notices that were sent
}

// Nobody stands for the residents of cases that were made anonymous.
const Nobody PersonID = "r-00000000"
