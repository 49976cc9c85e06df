package casework

import "strings"

// Agent is what somebody uses, in short, as their browser calls itself: "Firefox on Linux".
// What it doesn't know stays unsaid; the words of the browser itself are kept nowhere.
func Agent(header string) string {
	browser, system := firstIn(header, browsers), firstIn(header, systems)
	switch {
	case browser == "":
		return system
	case system == "":
		return browser
	}
	return browser + " on " + system
}

// The order counts: most browsers claim to be others too.
var (
	browsers = [][2]string{
		{"MicroMessenger/", "WeChat"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"YaBrowser/", "Yandex Browser"},
		{"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}
	systems = [][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	}
)

func firstIn(s string, list [][2]string) string {
	for _, l := range list {
		if strings.Contains(s, l[0]) {
			return l[1]
		}
	}
	return ""
}
