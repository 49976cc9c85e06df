package config

// spotsLimit is how many places may have codes; more don't fit a menu.
const spotsLimit = 90

// Spot is a place where a code hangs that opens the chat.
type Spot struct {
	ID   string
	Name map[string]string // by language; always has the office's
}

func (r *officeReader) spots(list node, officeLanguage string) []Spot {
	var all []Spot
	seen := lines{}
	for _, n := range r.list(list, "spots", spotsLimit) {
		fields := r.mapping(n, "a spot", "id", "name")
		all = append(all, Spot{ID: r.id(fields.need("id"), "spot", seen), Name: r.names(fields.need("name"), officeLanguage)})
	}
	return all
}
