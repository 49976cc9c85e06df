package bot

import (
	"encoding/json"
	"strings"
)

// Private is a place on the map or a contact card: what a message carries that
// says where or who somebody is.
type Private struct {
	Latitude  float64 `json:"latitude,omitempty"`
	Longitude float64 `json:"longitude,omitempty"`
	Phone     string  `json:"phone,omitempty"` // of a contact
	Name      string  `json:"name,omitempty"`  // of a contact, or the title of a venue
	Address   string  `json:"address,omitempty"`
}

// readPrivate reads a location, a venue or a contact; nil for anything else.
func readPrivate(kind string, raw json.RawMessage) *Private {
	var m struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
		Location  struct {
			Latitude  float64 `json:"latitude"`
			Longitude float64 `json:"longitude"`
		} `json:"location"`
		Title   string `json:"title"`
		Address string `json:"address"`
		Phone   string `json:"phone_number"`
		First   string `json:"first_name"`
		Last    string `json:"last_name"`
	}
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	switch kind {
	case "location":
		return &Private{Latitude: m.Latitude, Longitude: m.Longitude}
	case "venue":
		return &Private{Latitude: m.Location.Latitude, Longitude: m.Location.Longitude, Name: m.Title, Address: m.Address}
	case "contact":
		if m.Phone == "" {
			return nil
		}
		return &Private{Phone: m.Phone, Name: strings.TrimSpace(m.First + " " + m.Last)}
	}
	return nil
}
