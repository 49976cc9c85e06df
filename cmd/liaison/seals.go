package main

import (
	"liaison/config"
	"liaison/seal"
)

// seals gives the station its key for places, telephone numbers and second factors: the one that
// is set, or a file beside a SQLite database. Replicas on PostgreSQL have no file
// in common, so that without a key they take neither of the first, and keep the last as they are.
func (s *station) seals(set config.Settings) error {
	var sealer *seal.Sealer
	var err error
	switch {
	case set.Key != "":
		sealer, err = seal.New(set.Key.Reveal())
	case set.Database.Postgres():
		return nil
	default:
		sealer, err = seal.File(set.Database.Reveal() + ".key")
	}
	if err != nil {
		return err
	}
	s.draw.Seals(sealer)
	s.desk.Seals(sealer)
	return nil
}
