package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"liaison/casework"
	"liaison/words"
)

// theirs is a case as its resident sees it, in their language.
type theirs struct {
	Number casework.Number
	Lang   string
	Clock  string // what comes next, who does it and when
	Scenes []scene
}

func (c *Console) resident(v *visit) error {
	read, err := v.opened()
	if err != nil {
		return err
	}
	people, err := c.met(v.r.Context(), read)
	if err != nil {
		return err
	}
	resident := people[read.Case.Resident]
	reader := words.For(cmp.Or(resident.Language, v.desk.Office().Language))
	t := theirs{Number: read.Case.Number, Lang: reader.Language()}
	for _, e := range read.Entries {
		if !shown(read.Case, e, v) {
			continue
		}
		who := reader.Person(people[e.By], read.Case)
		if e.By == resident.ID {
			who = reader.Say("console.theirs.you")
		}
		t.Scenes = append(t.Scenes, scene{At: e.At, Who: who, Entry: &e, Side: side(read.Case, e)})
	}
	if read.Case.Protected && read.Case.Status == casework.Unsorted {
		t.Clock, err = v.guarded(reader, read.Case)
	} else {
		t.Clock, err = v.next(reader, read.Case, read.Entries)
	}
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "resident", page{Title: v.Say("console.theirs.title", "number", t.Number), At: "cases", Body: t})
	return nil
}

// next is what a resident reads of what comes next on a case that isn't kept for the officer.
func (v *visit) next(reader words.Speech, c casework.Case, entries []casework.Entry) (string, error) {
	name, err := "", error(nil)
	if id := answers(c, entries); id != "" {
		var p casework.Person
		p, err = v.desk.Person(v.r.Context(), id)
		name = reader.Person(p, c)
	}
	return reader.Next(c, name, v.desk.Now(), v.desk.Office().Zone), err
}

// answers is who answers a case, or asked or answered last; empty: nobody yet.
func answers(c casework.Case, entries []casework.Entry) casework.PersonID {
	if c.Status == casework.Asked || c.Status == casework.Answered {
		for _, e := range slices.Backward(entries) {
			if e.Kind == casework.Question || e.Kind == casework.Answer {
				return cmp.Or(e.For, e.By)
			}
		}
	}
	return cmp.Or(c.Owner, c.Offered)
}

// guarded is what a resident reads of who keeps a protected case.
func (v *visit) guarded(reader words.Speech, c casework.Case) (string, error) {
	office, people := v.desk.Office(), map[casework.PersonID]casework.Person{}
	for _, p := range office.People {
		who, err := v.desk.Person(v.r.Context(), p.ID)
		if err != nil && casework.KindOf(err) != casework.NotFound {
			return "", err
		}
		people[p.ID] = who
	}
	var names []string
	for _, id := range office.Keepers(c, people) {
		names = append(names, reader.Person(people[id], c))
	}
	if len(names) == 0 {
		return reader.Say("protected.nobody"), nil
	}
	return reader.Say("protected.reads", "names", strings.Join(names, reader.Say("files.comma"))), nil
}

// shown reports whether an entry has reached the resident, or is on its way.
func shown(c casework.Case, e casework.Entry, v *visit) bool {
	hidden := []casework.EntryKind{casework.Note, casework.Draft, casework.Sketch, casework.Scrapped, casework.Moved}
	return !slices.Contains(hidden, e.Kind) && !c.Unsent(e.Seq, v.desk.Now())
}
