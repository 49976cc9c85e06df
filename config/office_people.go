package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const (
	idLimit       = 32
	nameLimit     = 100 // runes; longer ones don't fit a button or a queue's heading
	exampleLimit  = 500 // runes
	topicLimit    = 40  // more than a person can choose from, and than the classifier was measured with
	examplesLimit = 200 // in one topic
	peopleLimit   = 2000
)

func (r *officeReader) topics(list node, officeLanguage string) []Topic {
	var topics []Topic
	seen := lines{}
	for _, n := range r.list(list, "topics", topicLimit) {
		fields := r.mapping(n, "a topic", "id", "name", "claim", "answer", "examples", "base", "urgent")
		t := Topic{
			ID:     r.id(fields.need("id"), "topic", seen),
			Name:   r.names(fields.need("name"), officeLanguage),
			Urgent: r.flag(fields.may("urgent")),
		}
		t.Claim, t.ClaimDays = r.term(fields.may("claim"), defaultClaim)
		t.Answer, t.AnswerDays = r.term(fields.may("answer"), defaultAnswer)
		if base := fields.may("base"); !base.missing() {
			t.Base = r.label(base)
		} else if slices.Contains(r.general, t.ID) {
			t.Base = t.ID
		}
		for _, example := range r.list(fields.may("examples"), "examples", examplesLimit) {
			t.Examples = append(t.Examples, r.text(example, exampleLimit))
		}
		topics = append(topics, t)
	}
	r.topicLines = seen
	if !list.missing() && len(topics) == 0 {
		r.wrong(list, "there is no topic", "list at least one under topics")
	}
	return topics
}

// label reads what the base model calls a topic.
func (r *officeReader) label(n node) string {
	name := r.text(n, nameLimit)
	if name != "" && !slices.Contains(r.general, name) {
		r.wrong(n, "the base model knows no such topic", "write one of "+strings.Join(r.general, ", ")+", or leave base out and give examples")
	}
	return name
}

func (r *officeReader) deputies(list node) []Deputy {
	var deputies []Deputy
	for _, n := range r.list(list, "deputies", peopleLimit) {
		fields := r.mapping(n, "a deputy", "id", "name", "telegram", "cap", "topics")
		d := Deputy{
			ID:       r.id(fields.need("id"), "person", r.people),
			Name:     r.personName(fields.need("name")),
			Telegram: r.telegram(fields.may("telegram")),
			Cap:      r.cap(fields.may("cap")),
		}
		for _, topic := range r.list(fields.need("topics"), "topics", topicLimit) {
			d.Topics = append(d.Topics, r.topicOf(topic, d))
		}
		deputies = append(deputies, d)
	}
	return deputies
}

func (r *officeReader) aides(list node, deputies []Deputy) []Aide {
	var aides []Aide
	for _, n := range r.list(list, "aides", peopleLimit) {
		fields := r.mapping(n, "an aide", "id", "name", "telegram", "deputies")
		a := Aide{
			ID:       r.id(fields.need("id"), "person", r.people),
			Name:     r.personName(fields.need("name")),
			Telegram: r.telegram(fields.may("telegram")),
		}
		helped := fields.need("deputies")
		for _, deputy := range r.list(helped, "deputies", peopleLimit) {
			a.Deputies = append(a.Deputies, r.deputyOf(deputy, a, deputies))
		}
		if !helped.missing() && len(helped.Content) == 0 {
			r.wrong(helped, "the aide helps nobody", "name a deputy, or remove the aide")
		}
		aides = append(aides, a)
	}
	return aides
}

// deputyOf reads a deputy whom an aide helps; they must be in the file.
func (r *officeReader) deputyOf(n node, a Aide, deputies []Deputy) string {
	id := r.text(n, idLimit)
	var ids []string
	for _, d := range deputies {
		ids = append(ids, d.ID)
	}
	switch {
	case id == "":
	case slices.Contains(a.Deputies, id):
		r.wrong(n, fmt.Sprintf("deputy %q is named twice", id), "keep one of them")
	case !slices.Contains(ids, id):
		r.wrong(n, fmt.Sprintf("there is no deputy %q%s", id, didYouMean(id, ids)), "add them under deputies or correct the id")
	}
	return id
}

// topicOf reads a topic that a deputy answers for; it must be in the file.
func (r *officeReader) topicOf(n node, d Deputy) string {
	topic := r.text(n, idLimit)
	switch {
	case topic == "":
	case slices.Contains(d.Topics, topic):
		r.wrong(n, fmt.Sprintf("topic %q is named twice", topic), "keep one of them")
	case r.topicLines[topic] == 0:
		r.noTopic(n, topic)
	default:
		return topic
	}
	return topic
}

func (r *officeReader) noTopic(n node, topic string) {
	r.wrong(n, fmt.Sprintf("there is no topic %q%s", topic, didYouMean(topic, r.topicLines.names())), "add it under topics or correct the id")
}

func (r *officeReader) staff(list node) []Staff {
	var staff []Staff
	if !list.missing() {
		r.staffLine = list.Line
	}
	for _, n := range r.list(list, "staff", peopleLimit) {
		fields := r.mapping(n, "a member of staff", "id", "name", "telegram", "role")
		staff = append(staff, Staff{
			ID:       r.id(fields.need("id"), "person", r.people),
			Name:     r.personName(fields.need("name")),
			Telegram: r.telegram(fields.may("telegram")),
			Role:     r.role(fields.need("role")),
		})
	}
	if !list.missing() && len(staff) == 0 {
		r.wrong(list, "there is no staff, so nobody would see what can't be sorted", "list at least one person under staff")
	}
	return staff
}

func (r *officeReader) personName(n node) string {
	if n.missing() {
		return ""
	}
	return r.text(n, nameLimit)
}

func (r *officeReader) role(n node) string {
	if n.missing() {
		return ""
	}
	role := r.text(n, idLimit)
	if role != Moderator && role != Admin {
		r.wrong(n, "there is no such role", "write moderator or admin")
	}
	return role
}

// telegram reads a person's numeric account; Telegram's ids stay below 2^52.
func (r *officeReader) telegram(n node) int64 {
	if n.missing() {
		return 0
	}
	id, err := strconv.ParseInt(n.Value, 10, 64)
	if !n.scalar() || err != nil || id <= 0 || id >= 1<<52 {
		r.wrong(n, "it isn't a Telegram id", "write the number of the account, not its @name; leave it out to bind the account by a link")
		return 0
	}
	if line, again := r.accounts[id]; again {
		r.wrong(n, fmt.Sprintf("the account of line %d is given again", line), "give each person an account of their own")
	}
	r.accounts[id] = n.Line
	return id
}

// capLimit is as far as open cases are counted.
const capLimit = 64

// cap reads how many open cases a deputy is offered.
func (r *officeReader) cap(n node) int {
	if n.missing() {
		return 0
	}
	most, err := strconv.Atoi(n.Value)
	if !n.scalar() || err != nil || most < 1 || most > capLimit {
		r.wrong(n, "it isn't a number of cases", fmt.Sprintf("write one from 1 to %d, or leave it out for any number", capLimit))
		return 0
	}
	return most
}

// checkResponsible finds the topics whose cases would wait for nobody.
func (r *officeReader) checkResponsible(o Office) {
	held := map[string]bool{}
	for _, d := range o.Deputies {
		for _, topic := range d.Topics {
			held[topic] = true
		}
	}
	for _, t := range o.Topics {
		if line := r.topicLines[t.ID]; line > 0 && !held[t.ID] {
			r.found.at(r.file, line, fmt.Sprintf("nobody is responsible for topic %q", t.ID), "name it under a deputy's topics")
		}
	}
}
