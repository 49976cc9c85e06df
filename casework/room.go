package casework

// Room is the group in which the staff sit, with one thread for each queue.
type Room struct {
	Chat int64
	By   PersonID // who bound it: it shows what they may see
}

// RoomCard is a case's card in the room.
type RoomCard struct {
	Case    Number
	Topic   TopicID // whose thread it stands in
	Message int
	Version int64 // of the case that it shows
}

// RoomThread is what is known of one thread of the room.
type RoomThread struct {
	Topic  TopicID // empty: the cases without one
	Thread int     // the messenger's id; 0: there is none
	Name   string  // as it was last given
	Closed bool
	Pin    int    // the card with the counts; 0: there is none
	Shown  string // its words
	Pinned bool
	Tries  int // to make the thread, of which nobody knows whether they succeeded
}
