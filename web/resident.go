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
	n, err := v.number()
	if err != nil {
		return err
	}
	read, err := c.desk.Thread(v.r.Context(), v.by, n)
	if err != nil {
		return err
	}
	people, err := c.met(v.r.Context(), read)
	if err != nil {
		return err
	}
	resident := people[read.Case.Resident]
	reader := visit{Console: c, Speech: words.For(cmp.Or(resident.Language, v.desk.Office().Language)), by: resident}
	t := theirs{Number: n, Lang: reader.Language()}
	last := ""
	for _, e := range read.Entries {
		if !shown(read.Case, e, v) {
			continue
		}
		who := reader.Person(people[e.By], read.Case)
		if e.By == resident.ID {
			who = reader.Say("console.theirs.you")
		}
		if e.Kind == casework.Question || e.Kind == casework.Answer {
			last = who
		}
		t.Scenes = append(t.Scenes, scene{At: e.At, Who: who, Entry: &e, Side: (&thread{Case: read.Case}).side(e)})
	}
	t.Clock, err = c.clock(v, reader, read.Case, people, last)
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "resident", page{Title: v.Say("console.theirs.title", "number", n), At: "cases", Body: t})
	return nil
}

// clock is what the resident reads of what comes next.
func (c *Console) clock(v *visit, reader visit, read casework.Case, people map[casework.PersonID]casework.Person, last string) (string, error) {
	office := v.desk.Office()
	if !read.Protected || read.Status != casework.Unsorted {
		name := last
		if read.Status != casework.Asked && read.Status != casework.Answered {
			name = reader.known(people, cmp.Or(read.Owner, read.Offered), read)
		}
		return reader.Next(read, name, v.desk.Now(), office.Zone), nil
	}
	var names []string
	for _, p := range office.People {
		who, err := c.desk.Person(v.r.Context(), p.ID)
		if err != nil && casework.KindOf(err) != casework.NotFound {
			return "", err
		}
		people[p.ID] = who
	}
	for _, id := range office.Keepers(read, people) {
		names = append(names, reader.Person(people[id], read))
	}
	if len(names) == 0 {
		return reader.Say("protected.nobody"), nil
	}
	return reader.Say("protected.reads", "names", strings.Join(names, reader.Say("files.comma"))), nil
}

// known names somebody; nobody has no name.
func (v *visit) known(people map[casework.PersonID]casework.Person, id casework.PersonID, c casework.Case) string {
	if id == "" {
		return ""
	}
	return v.Person(people[id], c)
}

// shown reports whether an entry has reached the resident, or is on its way.
func shown(c casework.Case, e casework.Entry, v *visit) bool {
	hidden := []casework.EntryKind{casework.Note, casework.Draft, casework.Sketch, casework.Scrapped, casework.Moved}
	return !slices.Contains(hidden, e.Kind) && !c.Unsent(e.Seq, v.desk.Now())
}
