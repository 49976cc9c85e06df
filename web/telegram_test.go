package web

import (
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"liaison/casework"
)

const botToken = "123456:a-token-of-the-tests"

var vouchedAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// vouch signs fields as Telegram does.
func vouch(token string, fields map[string]string) string {
	signed := hex.EncodeToString(sign(fields, token, fields["user"] != ""))
	all := url.Values{"hash": {signed}}
	for name, value := range fields {
		all.Set(name, value)
	}
	return all.Encode()
}

func button() map[string]string {
	return map[string]string{
		"id": "9001", "first_name": "Ли + 100 % & Söhne", "username": "li", "auth_date": strconv.FormatInt(vouchedAt.Unix(), 10),
	}
}

func mini() map[string]string {
	return map[string]string{
		"query_id": "AAE", "user": `{"id":9001,"first_name":"李 + 娜","language_code":"zh"}`, "signature": "x",
		"auth_date": strconv.FormatInt(vouchedAt.Unix(), 10),
	}
}

func TestX7_WhatTelegramVouchesForIsTaken(t *testing.T) {
	t.Parallel()
	for name, fields := range map[string]map[string]string{"button": button(), "mini app": mini()} {
		for _, age := range []time.Duration{-20 * time.Second, 0, 299 * time.Second} {
			account, proof, err := vouched(vouch(botToken, fields), botToken, vouchedAt.Add(age))
			if err != nil || account != 9001 || len(proof) != 64 {
				t.Errorf("%s, %v old: %d %q %v", name, age, account, proof, err)
			}
		}
	}
}

func TestX7_WhatItDoesntVouchForIsRefused(t *testing.T) {
	t.Parallel()
	sound := vouch(botToken, button())
	without := func(fields map[string]string, name string) map[string]string {
		delete(fields, name)
		return fields
	}
	with := func(name, value string) map[string]string {
		fields := button()
		fields[name] = value
		return fields
	}
	for name, c := range map[string]struct {
		raw string
		at  time.Time
	}{
		"a day old":           {sound, vouchedAt.Add(24 * time.Hour)},
		"five minutes old":    {sound, vouchedAt.Add(5 * time.Minute)},
		"from the future":     {sound, vouchedAt.Add(-time.Minute)},
		"another bot's":       {vouch("123456:another", button()), vouchedAt},
		"without a hash":      {strings.ReplaceAll(sound, "hash=", "cash="), vouchedAt},
		"an empty hash":       {vouch(botToken, button())[:0] + "id=9001&hash=", vouchedAt},
		"half a hash":         {"hash=" + strings.Repeat("ab", 16) + "&id=9001", vouchedAt},
		"two hashes":          {sound + "&hash=" + strings.Repeat("00", 32), vouchedAt},
		"two ids":             {sound + "&id=9101", vouchedAt},
		"an id before":        {"id=9101&" + sound, vouchedAt},
		"another id":          {strings.Replace(sound, "id=9001", "id=9101", 1), vouchedAt},
		"a field more":        {sound + "&role=admin", vouchedAt},
		"a field less":        {strings.Replace(sound, "&username=li", "", 1), vouchedAt},
		"a line in a field":   {vouch(botToken, without(button(), "username")) + "&username%3Dli%0Ax=1", vouchedAt},
		"no date":             {vouch(botToken, without(button(), "auth_date")), vouchedAt},
		"a date of words":     {vouch(botToken, with("auth_date", "now")), vouchedAt},
		"no id":               {vouch(botToken, without(button(), "id")), vouchedAt},
		"a group":             {vouch(botToken, with("id", "-1009001")), vouchedAt},
		"no user":             {vouch(botToken, without(mini(), "user")), vouchedAt},
		"a button as an app":  {vouch(botToken, button()) + "&user=%7B%22id%22%3A9101%7D", vouchedAt},
		"nothing":             {"", vouchedAt},
		"not fields":          {"%zz", vouchedAt},
		"more than it can be": {sound + "&x=" + strings.Repeat("x", 9<<10), vouchedAt},
	} {
		if account, _, err := vouched(c.raw, botToken, c.at); casework.KindOf(err) != casework.NotFound || account != 0 {
			t.Errorf("%s: %d %v", name, account, err)
		}
	}
	if _, _, err := vouched(vouch("", button()), "", vouchedAt); err == nil {
		t.Error("a bot without a token vouches for somebody")
	}
}

func TestX7_EachFlippedBitIsRefused(t *testing.T) {
	t.Parallel()
	fields := button()
	sound := vouch(botToken, fields)
	all, err := url.ParseQuery(sound)
	if err != nil {
		t.Fatal(err)
	}
	for name := range all {
		value := all.Get(name)
		for i := range len(value) {
			for bit := range 8 {
				b := []byte(value)
				b[i] ^= 1 << bit
				all.Set(name, string(b))
				if strings.EqualFold(string(b), value) && name == "hash" {
					continue // the same digit
				}
				if _, _, err := vouched(all.Encode(), botToken, vouchedAt); err == nil {
					t.Errorf("%s, byte %d, bit %d: taken", name, i, bit)
				}
			}
		}
		all.Set(name, value)
	}
}
