package config

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	botToken      = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	sealKey       = regexp.MustCompile(`^\s*[0-9A-Fa-f]{64}\s*$`)
	webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`) // Telegram's own alphabet and length
	logLevels     = []string{"trace", "debug", "info", "warn", "error"}
)

func checkSettings(f settingFlags, found *faults) {
	checkToken(f.TelegramToken, found)
	checkURL("LIAISON_TELEGRAM_URL", f.TelegramURL, found)
	checkDatabase(f.Database, found)
	if f.Office == "" {
		found.add("LIAISON_OFFICE", "it is empty", "name the office file")
	}
	checkListen("LIAISON_LISTEN", f.Listen, found)
	checkReceive(f, found)
	checkLLM(f, found)
	checkLogLevel("LIAISON_LOG_LEVEL", f.LogLevel, found)
	if f.Key != "" && !sealKey.MatchString(f.Key) {
		found.add("LIAISON_KEY", "it isn't a key", "write 64 hexadecimal digits, such as `openssl rand -hex 32` gives")
	}
	if Bytes(f.Reserve) < 0 {
		found.add("LIAISON_RESERVE", "it isn't a size", "write it as 64MiB or 1GiB, or 0 for none")
	}
}

var reserveForm = regexp.MustCompile(`^([0-9]{1,4})(MiB|GiB)$`)

// Bytes reads a size such as 64MiB; -1: it is none.
func Bytes(value string) int64 {
	if value == "0" {
		return 0
	}
	m := reserveForm.FindStringSubmatch(value)
	if m == nil {
		return -1
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return -1
	}
	if m[2] == "GiB" {
		return n << 30
	}
	return n << 20
}

func checkToken(token string, found *faults) {
	const key = "LIAISON_TELEGRAM_TOKEN"
	switch {
	case token == "" && !found.about(key):
		found.add(key, "it is missing", "set it, or "+key+fileSuffix+", to the token that @BotFather gave you")
	case token != "" && !botToken.MatchString(token):
		found.add(key, "it isn't a bot's token (digits, a colon, letters)", "copy it again from @BotFather")
	}
}

// checkURL accepts http and https with a host and nothing after the path. It
// returns nil if the URL is bad.
func checkURL(key, value string, found *faults) *url.URL {
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https"):
		found.add(key, "it isn't a URL", "write it as https://host or https://host/path")
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		found.add(key, "it holds more than host and path", "leave out user, password, ? and #")
	default:
		return u
	}
	return nil
}

func checkDatabase(value string, found *faults) {
	const key = "LIAISON_DATABASE"
	switch {
	case value == "":
		found.add(key, "it is empty", "name a file, or postgres://user@host/name")
	case strings.Contains(value, "password=") && !strings.Contains(value, "://"):
		found.add(key, "it looks like PostgreSQL's keywords", "write it as postgres://user@host/name")
	case strings.Contains(value, "://"):
		u, err := url.Parse(value)
		if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || (u.Host == "" && u.RawQuery == "") {
			found.add(key, "it is neither a file nor a postgres:// URL", "write it as postgres://user@host/name")
		}
	}
}

func checkListen(key, value string, found *faults) {
	_, port, err := net.SplitHostPort(value)
	_, portErr := strconv.ParseUint(port, 10, 16)
	if err != nil || portErr != nil {
		found.add(key, "it isn't an address to listen on", "write it as host:port, such as 127.0.0.1:8080")
	}
}

func checkReceive(f settingFlags, found *faults) {
	var public *url.URL
	if f.PublicURL != "" {
		public = checkURL("LIAISON_PUBLIC_URL", f.PublicURL, found)
	}
	if f.WebhookSecret != "" && !webhookSecret.MatchString(f.WebhookSecret) {
		found.add("LIAISON_WEBHOOK_SECRET", "Telegram won't take it", "use 1 to 256 letters, digits, _ and -")
	}
	switch f.Receive {
	case Poll:
	case Webhook:
		checkWebhook(f, public, found)
	default:
		found.add("LIAISON_RECEIVE", "there is no such way of receiving", "write poll or webhook")
	}
}

func checkWebhook(f settingFlags, public *url.URL, found *faults) {
	const key = "LIAISON_WEBHOOK_SECRET"
	if f.WebhookSecret == "" && !found.about(key) {
		found.add(key, "it is missing, and receiving by webhook needs it", "set it, or "+key+fileSuffix+", to a long random word")
	}
	switch {
	case f.PublicURL == "":
		found.add("LIAISON_PUBLIC_URL", "it is missing, and receiving by webhook needs it", "write the https:// URL that Telegram can reach")
	case public != nil && public.Scheme != "https":
		found.add("LIAISON_PUBLIC_URL", "Telegram calls only https", "write an https:// URL, or set LIAISON_RECEIVE=poll")
	}
}

// checkLLM wants all three or none, and never residents' words in clear on a network.
func checkLLM(f settingFlags, found *faults) {
	if f.LLMPrivate != "" && f.LLMPrivate != "true" && f.LLMPrivate != "false" {
		found.add("LIAISON_LLM_PRIVATE", "it is neither true nor false", "write true for an endpoint on this machine or in its network, else leave it out")
	}
	if f.LLMURL == "" && f.LLMKey == "" && f.LLMModel == "" {
		return
	}
	for _, part := range []struct{ key, value string }{
		{"LIAISON_LLM_URL", f.LLMURL}, {"LIAISON_LLM_KEY", f.LLMKey}, {"LIAISON_LLM_MODEL", f.LLMModel},
	} {
		if part.value == "" && !found.about(part.key) {
			found.add(part.key, "it is missing while others of its kind are set", "set LIAISON_LLM_URL, _KEY and _MODEL, or none of them")
		}
	}
	if f.LLMURL == "" {
		return
	}
	u := checkURL("LIAISON_LLM_URL", f.LLMURL, found)
	switch {
	case u == nil || f.LLMPrivate == "true":
	case u.Scheme != "https":
		found.add("LIAISON_LLM_URL", "residents' words would cross the network in clear", "write an https:// URL, or set LIAISON_LLM_PRIVATE=true for an endpoint on this machine or in its network")
	case isPrivate(u.Hostname()):
		found.add("LIAISON_LLM_URL", "it is an address inside", "set LIAISON_LLM_PRIVATE=true if the endpoint stands on this machine or in its network")
	}
}

// isPrivate knows what can be told without asking anybody; names are looked at
// again when they are connected to.
func isPrivate(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified())
}

func checkLogLevel(key, value string, found *faults) {
	if !slices.Contains(logLevels, value) {
		found.add(key, "there is no such level", "write one of "+strings.Join(logLevels, ", "))
	}
}

func trimSlash(u string) string { return strings.TrimRight(u, "/") }
