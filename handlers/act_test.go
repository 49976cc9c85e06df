package handlers_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"liaison/casework"
	"liaison/simulator"
)

// What a person of a script can do beside saying something:
//
//	[Label]                 presses the button under the newest message that has it
//	double [Label]          presses it twice before anything happens
//	forge data              sends button data that no message has
//	reply "words": more     replies to the newest message with these words in it
//	quote "words": more     likewise, with these words picked out of it
//	edit "words": text      changes their own message
//	react "words": 👍       reacts to a message
//	photo, photo "caption"  sends a picture; voice, poll, contact ... likewise
//	file scan.jpg: words    sends a file of that name
//	album of 3: words       sends pictures together
//	forwarded: text         passes on somebody else's words
//	in a group: text        says it in a group that the bot is in
//	in the room [Label]     presses a button there; in the room reply "words": text
//	in the room: text       says it in the group that is to be the staff room
//	"quoted"                says it with escapes, spaces and all
//	blocks, unblocks        the bot
//	opens the console       in Firefox on Linux
var (
	labelForm  = regexp.MustCompile(`^(double )?\[(.+)\]$`)
	targetForm = regexp.MustCompile(`^(reply|quote|edit|react) "([^"]+)": (.*)$`)
	mediaForm  = regexp.MustCompile(`^(photo|voice|video|video_note|audio|animation|document|sticker|poll|dice|contact|location|venue|story)(?: "(.*)")?$`)
)

func (r *rig) act(who, what string) error {
	account := accountOf(who)
	if account == 0 {
		return fmt.Errorf("nobody is called %s", who)
	}
	switch {
	case what == "blocks":
		r.sim.Block(account)
		return nil
	case what == "unblocks":
		r.sim.Unblock(account)
		return nil
	case what == "opens the console":
		return r.openConsole(account)
	case labelForm.MatchString(what):
		m := labelForm.FindStringSubmatch(what)
		return r.press(who, account, m[2], m[1] != "")
	case strings.HasPrefix(what, "forge "):
		return r.forge(who, account, strings.TrimPrefix(what, "forge "))
	case strings.HasPrefix(what, "in a group: "):
		return r.inGroup(account, strings.TrimPrefix(what, "in a group: "))
	case strings.HasPrefix(what, "in the room: "):
		_, err := r.sim.SayIn(r.hall, account, simulator.Draft{Text: strings.TrimPrefix(what, "in the room: ")})
		return err
	case strings.HasPrefix(what, "in the room [") || strings.HasPrefix(what, `in the room reply "`):
		return r.inRoom(account, strings.TrimPrefix(what, "in the room "))
	case targetForm.MatchString(what):
		m := targetForm.FindStringSubmatch(what)
		return r.target(account, m[1], m[2], m[3])
	}
	if n, caption, ok := albumOf(what); ok {
		return r.album(account, n, caption, 0)
	}
	d, err := draft(what)
	if err != nil {
		return err
	}
	_, err = r.sim.Say(account, d)
	return err
}

func draft(what string) (simulator.Draft, error) {
	if rest, ok := strings.CutPrefix(what, "forwarded: "); ok {
		return simulator.Draft{Text: rest, Forwarded: true}, nil
	}
	if rest, ok := strings.CutPrefix(what, "file "); ok {
		name, caption, _ := strings.Cut(rest, ": ")
		return simulator.Draft{Kind: "document", FileName: name, Text: caption}, nil
	}
	if m := mediaForm.FindStringSubmatch(what); m != nil {
		d := simulator.Draft{Text: m[2], Kind: m[1]}
		if m[1] == "photo" {
			d.Kind, d.Photo = "", picture()
		}
		return d, nil
	}
	if strings.HasPrefix(what, `"`) && strings.HasSuffix(what, `"`) {
		text, err := strconv.Unquote(what)
		return simulator.Draft{Text: text}, err
	}
	return simulator.Draft{Text: what}, nil
}

func albumOf(what string) (n int, caption string, ok bool) {
	head, caption, _ := strings.Cut(what, ": ")
	count, ok := strings.CutPrefix(head, "album of ")
	n, err := strconv.Atoi(count)
	return n, caption, ok && err == nil
}

// album sends pictures, the last of them with words.
func (r *rig) album(account int64, n int, caption string, replyTo int) error {
	name := fmt.Sprint("album", n, caption)
	for i := range n {
		d := simulator.Draft{Photo: picture(), Album: name, ReplyTo: replyTo}
		if i == n-1 {
			d.Text = caption
		}
		if _, err := r.sim.Say(account, d); err != nil {
			return err
		}
	}
	return nil
}

func picture() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		panic(err) // into memory
	}
	return b.Bytes()
}

func (r *rig) press(who string, account int64, label string, twice bool) error {
	for _, m := range slices.Backward(r.sim.Messages(account)) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text != label {
					continue
				}
				for range map[bool]int{false: 1, true: 2}[twice] {
					p, err := r.sim.Press(account, m.ID, b.Data)
					if err != nil {
						return err
					}
					r.presses = append(r.presses, pressed{who, p.ID})
				}
				return nil
			}
		}
	}
	return fmt.Errorf("no button [%s]", label)
}

// forge sends data from under the newest message of the bot, as a changed client can.
func (r *rig) forge(who string, account int64, data string) error {
	at := 0
	for _, m := range r.sim.Messages(account) {
		if m.Bot {
			at = m.ID
		}
	}
	p, err := r.sim.PressForged(account, at, data)
	r.presses = append(r.presses, pressed{who, p.ID})
	return err
}

const (
	group = -77
	room  = -1001000000001
)

// inRoom presses a button in the staff room, or replies to a message there.
func (r *rig) inRoom(account int64, what string) error {
	for _, m := range slices.Backward(r.sim.Messages(r.hall)) {
		if reply := targetForm.FindStringSubmatch(what); reply != nil {
			if strings.Contains(m.Text, reply[2]) {
				d, err := draft(reply[3])
				if err != nil {
					return err
				}
				d.ReplyTo = m.ID
				_, err = r.sim.SayIn(r.hall, account, d)
				return err
			}
			continue
		}
		for _, row := range m.Buttons {
			for _, b := range row {
				if "["+b.Text+"]" == what {
					_, err := r.sim.PressIn(r.hall, account, m.ID, b.Data)
					return err
				}
			}
		}
	}
	return fmt.Errorf("nothing in the room is %s", what)
}

func (r *rig) inGroup(account int64, text string) error {
	r.sim.AddGroup(group, "Elsewhere", account)
	_, err := r.sim.SayIn(group, account, simulator.Draft{Text: text})
	return err
}

// target replies to, changes or reacts to the newest message with the words in it.
func (r *rig) target(account int64, how, words, rest string) error {
	for _, m := range slices.Backward(r.sim.Messages(account)) {
		if !strings.Contains(m.Text, words) || how == "edit" && m.Bot {
			continue
		}
		switch how {
		case "edit":
			return r.sim.Edit(account, m.ID, rest)
		case "react":
			return r.sim.React(account, m.ID, rest)
		}
		if n, caption, ok := albumOf(rest); ok {
			return r.album(account, n, caption, m.ID)
		}
		d, err := draft(rest)
		if err != nil {
			return err
		}
		if d.ReplyTo = m.ID; how == "quote" {
			d.Quote = words
		}
		_, err = r.sim.Say(account, d)
		return err
	}
	return fmt.Errorf("no message with %q in it", words)
}

// world does what no person of the conversation does.
func (r *rig) world(what string) error {
	f := strings.Fields(what)
	switch {
	case f[0] == "clock":
		d, err := time.ParseDuration(strings.TrimPrefix(f[1], "+"))
		if err != nil {
			return err
		}
		r.pass(d)
		if _, err := r.desk.Forget(r.t.Context(), r.time()); err != nil {
			return err
		}
		if _, err := r.desk.Doze(r.t.Context()); err != nil {
			return err
		}
		return r.sweep()
	case what == "telegram repeats everything":
		if r.sim.Requeue() == 0 {
			return errors.New("there is nothing to repeat")
		}
		return nil
	case len(f) == 5 && strings.HasPrefix(what, "telegram cuts "):
		n, err := strconv.Atoi(f[2])
		r.sim.Script(simulator.Fault{Method: "sendMessage", Chat: accountOf(f[4]), Times: n, Cut: "after"})
		return err
	case len(f) == 5 && strings.HasPrefix(what, "telegram refuses "):
		n, err := strconv.Atoi(f[2])
		r.sim.Script(simulator.Fault{Method: "sendMessage", Chat: accountOf(f[4]), Times: n, Code: 400, Description: "Bad Request: it can't be so"})
		return err
	case strings.HasPrefix(what, "office drops "):
		return r.drop(f[2])
	case strings.HasPrefix(what, "office adds "):
		return r.add(f[2:])
	case f[0] == "room":
		return r.furnish(strings.TrimPrefix(what, "room "))
	case len(f) == 3 && strings.HasPrefix(what, "program trips "):
		n, err := strconv.ParseInt(f[2], 10, 32)
		r.trips.Store(int32(n))
		return err
	case f[0] == "model" && len(f) == 3:
		return r.advise(f[1], f[2])
	case what == "nobody hears":
		return nil
	}
	return fmt.Errorf("the world can't: %s", what)
}

// add applies an office file that names more people.
func (r *rig) add(names []string) error {
	office := testOffice(r.t)
	office.Dormant = r.dormant
	for _, m := range cast {
		if slices.Contains(names, m.name) {
			office.People = append(office.People, m.person)
		}
	}
	return r.store.ApplyOffice(r.t.Context(), office)
}

// furnish does what the owner of the group does in the messenger.
func (r *rig) furnish(what string) error {
	switch what {
	case "is a forum":
		r.hall = room
		r.sim.AddForum(room, "Staff", accountOf("staff"), accountOf("neighbour"))
	case "lets the bot manage topics":
		r.sim.PromoteBot(r.hall, true, true)
	case "loses a topic":
		r.sim.DeleteTopic(r.hall, r.sim.Topics(r.hall)[0])
	case "moves":
		r.sim.Migrate(room, room-1)
		r.hall = room - 1
	case "throws the bot out":
		r.sim.RemoveBot(r.hall, accountOf("staff"))
	case "has an administrator":
		office := testOffice(r.t)
		at := slices.IndexFunc(office.People, func(p casework.Person) bool { return p.ID == "front-desk" })
		office.People[at].Role = casework.Admin
		return r.store.ApplyOffice(r.t.Context(), office)
	default:
		return fmt.Errorf("the room can't: %s", what)
	}
	return nil
}

// drop applies an office file that doesn't name somebody any more.
func (r *rig) drop(name string) error {
	office := testOffice(r.t)
	office.People = slices.DeleteFunc(office.People, func(p casework.Person) bool { return string(p.ID) == name })
	return r.store.ApplyOffice(r.t.Context(), office)
}
