package main

import (
	"liaison/simulator"
	"liaison/simulator/chat"
)

// troupe makes the simulated Telegrams of all languages look like one: each
// person belongs to one of them.
type troupe struct {
	casts  []chat.Cast
	stages []*simulator.Server
	home   map[int64]*simulator.Server
}

// add gives the people of a cast their stage.
func (t *troupe) add(c chat.Cast, stage *simulator.Server) {
	if t.home == nil {
		t.home = map[int64]*simulator.Server{}
	}
	t.casts, t.stages = append(t.casts, c), append(t.stages, stage)
	for _, column := range c.Columns {
		for _, p := range column.People {
			t.home[p.User.ID] = stage
		}
	}
}

// of finds a person's stage; strangers are sent to the first, which refuses them.
func (t *troupe) of(user int64) *simulator.Server {
	if s := t.home[user]; s != nil {
		return s
	}
	return t.stages[0]
}

func (t *troupe) AddUser(u simulator.User) { t.of(u.ID).AddUser(u) }

func (t *troupe) AddForum(id int64, title string, members ...int64) {
	t.of(id).AddForum(id, title, members...)
}

func (t *troupe) PromoteBot(group int64, manages, pins bool) {
	t.of(group).PromoteBot(group, manages, pins)
}

func (t *troupe) Open(user int64) { t.of(user).Open(user) }

func (t *troupe) Say(user int64, d simulator.Draft) (simulator.Message, error) {
	return t.of(user).Say(user, d)
}

func (t *troupe) SayIn(group, user int64, d simulator.Draft) (simulator.Message, error) {
	return t.of(group).SayIn(group, user, d)
}

func (t *troupe) Edit(user int64, message int, text string) error {
	return t.of(user).Edit(user, message, text)
}

func (t *troupe) Press(user int64, message int, data string) (simulator.Press, error) {
	return t.of(user).Press(user, message, data)
}

func (t *troupe) PressIn(group, user int64, message int, data string) (simulator.Press, error) {
	return t.of(group).PressIn(group, user, message, data)
}

func (t *troupe) TopicName(group int64, thread int) string {
	return t.of(group).TopicName(group, thread)
}

func (t *troupe) Pinned(group int64) []int { return t.of(group).Pinned(group) }

func (t *troupe) Messages(user int64) []simulator.Message { return t.of(user).Messages(user) }

// Answered looks on every stage: the ids of presses are random.
func (t *troupe) Answered(id string) (text string, alert, ok bool) {
	for _, s := range t.stages {
		if text, alert, ok = s.Answered(id); ok {
			return text, alert, ok
		}
	}
	return "", false, false
}

func (t *troupe) File(id string) (content []byte, mime string, ok bool) {
	for _, s := range t.stages {
		if content, mime, ok = s.File(id); ok {
			return content, mime, ok
		}
	}
	return nil, "", false
}

// Watch signals a change on any stage.
func (t *troupe) Watch() (<-chan struct{}, func()) {
	changed, done := make(chan struct{}, 1), make(chan struct{})
	var ends []func()
	for _, s := range t.stages {
		signals, end := s.Watch()
		ends = append(ends, end)
		go func() {
			for {
				select {
				case <-done:
					return
				case <-signals:
				}
				select {
				case changed <- struct{}{}:
				default:
				}
			}
		}()
	}
	return changed, func() {
		close(done)
		for _, end := range ends {
			end()
		}
	}
}

// Pending counts what no bot has confirmed yet.
func (t *troupe) Pending() int {
	n := 0
	for _, s := range t.stages {
		n += s.Pending()
	}
	return n
}
