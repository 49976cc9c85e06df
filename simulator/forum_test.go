package simulator_test

import (
	"slices"
	"testing"

	"liaison/simulator"
)

func TestForumIsStrict(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	const hall = -1001000000009
	r.AddForum(hall, "Staff", ann)
	r.refused("createForumTopic", fields{"chat_id": hall, "name": "Water"}, 400, "not enough rights")
	r.PromoteBot(hall, true, true)
	var made struct {
		Thread int `json:"message_thread_id"`
	}
	r.ok("createForumTopic", fields{"chat_id": hall, "name": "Water"}, &made)
	r.refused("sendMessage", fields{"chat_id": hall, "message_thread_id": 4000, "text": "a"}, 400, "message thread not found")
	card := r.message(fields{"chat_id": hall, "message_thread_id": made.Thread, "text": "a"})
	r.ok("pinChatMessage", fields{"chat_id": hall, "message_id": card, "disable_notification": true}, nil)
	if got := r.Pinned(hall); !slices.Equal(got, []int{card}) {
		t.Errorf("pinned %v", got)
	}
	r.ok("editForumTopic", fields{"chat_id": hall, "message_thread_id": made.Thread, "name": "Heating"}, nil)
	r.refused("editForumTopic", fields{"chat_id": hall, "message_thread_id": made.Thread, "name": "Heating"}, 400, "TOPIC_NOT_MODIFIED")
	r.ok("closeForumTopic", fields{"chat_id": hall, "message_thread_id": made.Thread}, nil)
	if got := r.TopicName(hall, made.Thread); got != "Heating, closed" {
		t.Errorf("the topic is %q", got)
	}
	r.DeleteTopic(hall, made.Thread)
	r.refused("editForumTopic", fields{"chat_id": hall, "message_thread_id": made.Thread, "name": "Water"}, 400, "message thread not found")
	r.refused("editMessageText", fields{"chat_id": hall, "message_id": card, "text": "b"}, 400, "message to edit not found")
}
