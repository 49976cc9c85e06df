package simulator

import (
	"cmp"
	"regexp"
	"slices"
)

var webLink = regexp.MustCompile(`https?://[^\s<>"'()]*[\p{L}\p{N}_/=-]`)

// linked marks the web addresses in a text, as Telegram does but where they stand as code or are a link already.
func linked(text string, all []Entity) []Entity {
	taken := slices.DeleteFunc(slices.Clone(all), func(e Entity) bool {
		return !slices.Contains([]string{"code", "pre", "url", "text_link"}, e.Type)
	})
	for _, at := range webLink.FindAllStringIndex(text, -1) {
		e := Entity{Type: "url", Offset: units(text[:at[0]]), Length: units(text[at[0]:at[1]])}
		if !slices.ContainsFunc(taken, func(o Entity) bool { return o.Offset < e.Offset+e.Length && e.Offset < o.Offset+o.Length }) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b Entity) int { return cmp.Compare(a.Offset, b.Offset) })
	return all
}
