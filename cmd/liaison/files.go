package main

import (
	"context"
	"errors"

	"liaison/bot"
	"liaison/casework"
	"liaison/web"
)

// file fetches a file of a case from Telegram.
func (s *station) file(ctx context.Context, m casework.Media) ([]byte, error) {
	data, err := s.bot.Download(ctx, m.FileID)
	switch {
	case errors.Is(err, bot.ErrFileGone):
		return nil, web.ErrFileGone
	case errors.Is(err, bot.ErrFileLarge):
		return nil, web.ErrFileLarge
	case err != nil:
		return nil, casework.Errorf(casework.Later, "fetch a file: %v", err)
	}
	return data, nil
}
