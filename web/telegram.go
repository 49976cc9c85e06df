package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"liaison/casework"
)

// Telegram vouches for an account in two ways: by fields that its login button adds to
// an address, and by the initData of a Mini App. Both are fields with a hash over them
// all, keyed by the bot's token.
const (
	vouchedFor = 5 * time.Minute
	aheadBy    = 30 * time.Second // that Telegram's clock may be before ours
	mostFields = 32
	mostVouch  = 8 << 10 // bytes
)

// vouched gives the account that Telegram vouches for, and the hash by which each
// proof is known. Whatever is wrong with the data is NotFound.
func vouched(raw, token string, now time.Time) (account int64, proof string, err error) {
	refused := casework.Errorf(casework.NotFound, "login data that isn't Telegram's, or isn't fresh")
	fields, ok := single(raw)
	if !ok || token == "" {
		return 0, "", refused
	}
	given, err := hex.DecodeString(fields["hash"])
	if err != nil || len(given) != sha256.Size {
		return 0, "", refused
	}
	delete(fields, "hash")
	mini := fields["user"] != ""
	if !hmac.Equal(given, sign(fields, token, mini)) {
		return 0, "", refused
	}
	made, err := strconv.ParseInt(fields["auth_date"], 10, 64)
	if age := now.Sub(time.Unix(made, 0)); err != nil || age >= vouchedFor || age < -aheadBy {
		return 0, "", refused
	}
	id := fields["id"]
	if mini {
		var user struct {
			ID json.Number `json:"id"`
		}
		if json.Unmarshal([]byte(fields["user"]), &user) != nil {
			return 0, "", refused
		}
		id = user.ID.String()
	}
	account, err = strconv.ParseInt(id, 10, 64)
	if err != nil || account <= 0 {
		return 0, "", refused
	}
	return account, hex.EncodeToString(given), nil
}

// single reads fields of which none may come twice: it must be plain which one was signed.
func single(raw string) (map[string]string, bool) {
	if len(raw) > mostVouch || !utf8.ValidString(raw) {
		return nil, false
	}
	all, err := url.ParseQuery(raw)
	if err != nil || len(all) > mostFields {
		return nil, false
	}
	fields := make(map[string]string, len(all))
	for name, values := range all {
		if len(values) != 1 || strings.ContainsAny(name, "=\n") {
			return nil, false
		}
		fields[name] = values[0]
	}
	return fields, true
}

// sign is the hash that Telegram puts over fields.
func sign(fields map[string]string, token string, mini bool) []byte {
	lines := make([]string, 0, len(fields))
	for name, value := range fields {
		lines = append(lines, name+"="+value)
	}
	slices.Sort(lines)
	key := sha256.Sum256([]byte(token))
	secret := key[:]
	if mini {
		secret = keyed([]byte("WebAppData"), token)
	}
	return keyed(secret, strings.Join(lines, "\n"))
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
