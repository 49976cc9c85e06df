package casework

import (
	"testing"
	"time"
)

// The vectors of RFC 6238, appendix B, for SHA-1.
func TestCodesAreThoseOfTheRFC(t *testing.T) {
	t.Parallel()
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471",
		1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := codeAt([]byte("12345678901234567890"), at/codeEvery, 8); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

func TestCodesMayBeOneStepOffAndAreTakenOnce(t *testing.T) {
	t.Parallel()
	secret, now := []byte("12345678901234567890"), time.Unix(1111111109, 0)
	at := now.Unix() / codeEvery
	for off, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		code := codeAt(secret, at+off, codeDigits)
		step, ok := Factor{}.matches(secret, code, now)
		if ok != want || ok && step != at+off {
			t.Errorf("%d steps off: %v at %d", off, ok, step)
		}
		if _, again := (Factor{Step: at + off}).matches(secret, code, now); again {
			t.Errorf("%d steps off: taken twice", off)
		}
	}
	for _, code := range []string{"", "0", "08180", "0081804", "０８１８０４"} {
		if _, ok := (Factor{}).matches(secret, code, now); ok {
			t.Errorf("%q was taken", code)
		}
	}
}

func TestX19_DelayGrowsAndIsNeverALock(t *testing.T) {
	t.Parallel()
	now := time.Unix(1111111109, 0)
	var tries Tries
	var waits []time.Duration
	for range 40 {
		tries = tries.wrong(now)
		wait := max(0, tries.until().Sub(now))
		if n := len(waits); n > 0 && wait < waits[n-1] || wait > mostDelay {
			t.Fatalf("after %d wrong codes: %v, before: %v", tries.Count, wait, waits)
		}
		waits = append(waits, wait)
		now = now.Add(wait)
	}
	if waits[1] != 0 || waits[2] != time.Second || waits[39] != mostDelay {
		t.Errorf("waits: %v", waits)
	}
	if after := tries.wrong(now.Add(triesFor)); after.Count != 1 {
		t.Errorf("a day later: %d", after.Count)
	}
}

func TestAgentIsNamedInShort(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                                  "Firefox on Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0":                               "Edge on Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1":                 "Safari on iPhone",
		"Mozilla/5.0 (Linux; Android 14; SM-S901) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36":                   "Samsung Internet on Android",
		"Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.48 Language/zh_CN": "WeChat on Android",
		"curl/8.5.0": "", "<script>alert(1)</script>": "",
	} {
		if got := Agent(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}
