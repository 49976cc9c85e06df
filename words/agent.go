package words

import "strings"

// Agent names the browser of a sign-in, as casework.Agent kept it.
func (s Speech) Agent(agent string) string {
	browser, system, both := strings.Cut(agent, " on ")
	switch {
	case both:
		return s.Say("signin.agent.both", "browser", browser, "system", system)
	case agent == "":
		return s.Say("signin.agent.none")
	}
	return agent
}
