package web_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"testing"
	"time"

	"liaison/web"
)

const botToken = "123456:a-token-of-the-tests"

// vouch is what Telegram adds to the address of a login button, written apart from the program's own way.
func vouch(token string, account int64, at time.Time) string {
	fields := []string{fmt.Sprint("auth_date=", at.Unix()), "first_name=Li", fmt.Sprint("id=", account)}
	sort.Strings(fields)
	key := sha256.Sum256([]byte(token))
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(strings.Join(fields, "\n")))
	return strings.Join(fields, "&") + "&hash=" + hex.EncodeToString(mac.Sum(nil))
}

func TestX7_TelegramsWordLetsInOnce(t *testing.T) {
	eachDoor(t, web.Config{Token: botToken}, func(t *testing.T, r *rig) {
		const path = "/console/telegram"
		word := vouch(botToken, 9001, r.now())
		b := r.browser()
		b.get(path+"?"+word).has(t, http.StatusOK, "Sign in with Telegram")
		if got := b.post(path, "vouch", word); got.header.Get("Location") != "/console" {
			t.Fatalf("let in: %d\n%s", got.status, got.body)
		}
		b.get("/console").has(t, http.StatusOK, "Li Na")

		refused := func(name, word string) {
			t.Helper()
			other := r.browser()
			other.get(path + "?" + vouch(botToken, 9001, r.now()))
			if got := other.post(path, "vouch", word); got.status != http.StatusUnauthorized || other.cookie("liaison") != "" {
				t.Errorf("%s: %d", name, got.status)
			}
		}
		refused("replayed", word)
		refused("another bot's", vouch("123456:another", 9001, r.now()))
		refused("a day old", vouch(botToken, 9001, r.now().Add(-24*time.Hour)))
		refused("a resident's", vouch(botToken, 7001, r.now()))
		refused("flipped", strings.Replace(vouch(botToken, 9001, r.now()), "id=9001", "id=9104", 1))
		refused("twice the hash", word+"&hash="+strings.Repeat("0", 64))
		refused("without a hash", "id=9001&auth_date="+fmt.Sprint(r.now().Unix()))
		r.browser().get(path+"?"+url.Values{"id": {"9001"}}.Encode()).has(t, http.StatusUnauthorized)

		planted := r.browser()
		planted.token = "forged"
		planted.post(path, "vouch", vouch(botToken, 9002, r.now())).has(t, http.StatusForbidden)

		staff := r.browser()
		word = vouch(botToken, 9101, r.now())
		staff.get(path + "?" + word)
		if got := staff.post(path, "vouch", word); got.header.Get("Location") != "/console/factor" {
			t.Errorf("the second factor isn't asked for: %d %v", got.status, got.header)
		}
	})
}

// miniWord is what Telegram hands a Mini App.
func miniWord(token string, account int64, at time.Time) string {
	user := fmt.Sprintf(`{"id":%d,"first_name":"Li + 100 %%"}`, account)
	mac := hmac.New(sha256.New, []byte("WebAppData"))
	mac.Write([]byte(token))
	mac = hmac.New(sha256.New, mac.Sum(nil))
	_, _ = fmt.Fprintf(mac, "auth_date=%d\nquery_id=AAE\nuser=%s", at.Unix(), user)
	return url.Values{"auth_date": {fmt.Sprint(at.Unix())}, "query_id": {"AAE"}, "user": {user}, "hash": {hex.EncodeToString(mac.Sum(nil))}}.Encode()
}
