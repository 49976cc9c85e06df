package chat_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestPreparedAbsenceNamesDays(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	_, page := ask(t, http.MethodGet, web.URL+"/?lang=en", nil, nil)
	contains(t, page, "I am away for a week. Omar Haddad stands in.", "I am back.")
	if strings.Contains(page, "{today}") {
		t.Error("the page shows what stands for a day")
	}
	post(t, web.URL+"/send?lang=en", "user", strconv.Itoa(lina), "prepared", "2")
	said := last(t, srv, lina).Text
	if !regexp.MustCompile(`^/away \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d omar-haddad$`).MatchString(said) {
		t.Errorf("the deputy said %q", said)
	}
}
