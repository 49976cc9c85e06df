package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/handlers"
	"liaison/words"
)

const (
	menusEvery = 30 * time.Second       // looked at, whose role or language has changed
	menuPause  = 100 * time.Millisecond // between two calls, so that sending has the limits to itself
)

// menu is what somebody's menu of commands depends on.
type menu struct {
	role     casework.Role
	language string
	guards   bool
}

// introduce tells Telegram the menus of commands: the residents' in each
// language, and each deputy's and staff member's own, again whenever their role
// or language changes. It is a convenience: that it fails is only logged, and
// tried anew with the next look.
func (s *station) introduce(ctx context.Context) {
	for _, l := range words.Languages() {
		if err := s.bot.SetCommands(ctx, l.Code, handlers.Commands(l.Code)); err != nil {
			zerolog.Ctx(ctx).Warn().Err(err).Str("language", l.Code).Msg("commands not shown")
		}
	}
	shown := map[int64]menu{}
	look := time.NewTicker(menusEvery)
	defer look.Stop()
	for {
		s.ownMenus(ctx, shown)
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// ownMenus shows their own menu to those of the office who see another one yet.
func (s *station) ownMenus(ctx context.Context, shown map[int64]menu) {
	people, err := s.store.OfficePeople(ctx)
	if err != nil {
		return // the store's trouble is told elsewhere
	}
	for _, p := range people {
		if p.Retired {
			p.Role = casework.Resident // they see what everybody sees
		}
		want := menu{p.Role, p.Language, p.Guards()}
		if was, known := shown[p.Account]; p.Account == 0 || known && was == want || !known && p.Retired {
			continue
		}
		if err := s.bot.SetCommandsOf(ctx, p.Account, handlers.CommandsOf(p, s.desk.Office())); err != nil {
			zerolog.Ctx(ctx).Debug().Err(err).Str("person", string(p.ID)).Msg("own commands not shown")
		} else {
			shown[p.Account] = want
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(menuPause):
		}
	}
}
