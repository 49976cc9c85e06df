package chat

import (
	"cmp"
	"slices"

	"liaison/simulator"
)

// pin marks a thread whose card is pinned.
const pin = "📌 "

// threads shows a group with topics one thread below the other, what was said
// outside of them first. Threads in which nothing stands yet aren't shown.
func (a *app) threads(p Person, ms []simulator.Message, ph phrases) []view {
	ms = slices.DeleteFunc(ms, func(m simulator.Message) bool {
		return m.Deleted || m.Text == "" && m.Photo == "" && m.Kind == ""
	})
	slices.SortStableFunc(ms, func(a, b simulator.Message) int { return cmp.Compare(a.Thread, b.Thread) })
	pinned, read := a.srv.Pinned(p.User.ID), a.readUntil(p.User.ID, ms)
	out := make([]view, 0, len(ms))
	byID := map[int]simulator.Message{}
	thread := 0
	for _, m := range ms {
		byID[m.ID] = m
		v := viewOf(p, m)
		v.Carries, v.Still, v.Read = ph.Kinds[m.Kind], true, v.Own && m.ID <= read
		if target, ok := byID[m.ReplyTo]; ok {
			v.Reply = quote(p, target, ph)
		}
		if m.Thread != thread {
			thread, v.Topic = m.Thread, a.srv.TopicName(p.User.ID, m.Thread)
			if slices.Contains(pinned, m.ID) {
				v.Topic = pin + v.Topic
			}
		}
		v.Version = versionOf(v)
		out = append(out, v)
	}
	return out
}
