package words

import "liaison/casework"

// Person is what others may call somebody in a case: a resident is an alias,
// unless they let their name be seen on this one.
func (s Speech) Person(p casework.Person, c casework.Case) string {
	switch {
	case p.ID == "":
		return s.Say("name.somebody")
	case p.Role == casework.Resident && c.Named && p.ID == c.Resident && p.Name != "":
		return s.Say("name.shown", "name", p.Name, "alias", p.Alias())
	case p.Role == casework.Resident:
		return s.Say("name.resident", "alias", p.Alias())
	case p.Role == casework.Deputy:
		return s.Deputy(p.Name)
	}
	return p.Name
}

// Topic names a topic, retired ones too; empty for none.
func (s Speech) Topic(o casework.Office, id casework.TopicID) string {
	for _, t := range o.Topics {
		if t.ID == id {
			return t.Called(s.language)
		}
	}
	return string(id)
}
