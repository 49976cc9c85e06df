package chat_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

const room = -1001000000001

func TestGroupIsShownByItsThreads(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	b := startBot(t, srv, scripts()["en"])
	address := web.URL + "/?lang=en&staff=" + strconv.Itoa(room)
	_, page := ask(t, http.MethodGet, address, nil, nil)
	contains(t, page, "A group in which the staff sit.", `<details class="menu" hidden>`)

	post(t, web.URL+"/send?lang=en", "user", strconv.Itoa(room), "prepared", "0")
	if m := srv.Messages(room)[0]; m.Text != "/room" || m.From.ID != 910001 {
		t.Errorf("%d said %q", m.From.ID, m.Text)
	}
	var roads, housing struct {
		ID int `json:"message_thread_id"`
	}
	var card struct {
		ID int `json:"message_id"`
	}
	b.must(t.Context(), "createForumTopic", object{"chat_id": room, "name": "Roads"}, &roads)
	b.must(t.Context(), "createForumTopic", object{"chat_id": room, "name": "Housing"}, &housing)
	b.must(t.Context(), "sendMessage", object{"chat_id": room, "message_thread_id": housing.ID, "text": "No houses wait"}, nil)
	b.must(t.Context(), "sendMessage", object{"chat_id": room, "message_thread_id": roads.ID, "text": "Two roads wait"}, &card)
	b.must(t.Context(), "pinChatMessage", object{"chat_id": room, "message_id": card.ID, "disable_notification": true}, nil)

	_, page = ask(t, http.MethodGet, address, nil, nil)
	_, page, _ = strings.Cut(page, `id="staff"`)
	contains(t, page, `data-topic="📌 Roads"`, `data-topic="Housing"`)
	if strings.Index(page, "Two roads wait") > strings.Index(page, "No houses wait") {
		t.Error("the threads don't stand in their order")
	}
	if strings.Contains(page, "data-edit") {
		t.Error("what is said in a group looks as if it could be changed")
	}
}
