package main

import (
	"context"
	"net"
	"net/http"
	"strings"

	"github.com/rs/zerolog"

	"liaison/bot"
	"liaison/casework"
	"liaison/config"
	"liaison/handlers"
	"liaison/web"
)

// consolePath is where the console is, under the program's address.
const consolePath = "/console"

// console is the station's console as the world reaches it.
func (s *station) console(set config.Settings) web.Config {
	s.draw.Console(reachedAt(set) + consolePath)
	return web.Config{
		Desk: s.desk, Secure: strings.HasPrefix(set.PublicURL, "https://"), Behind: set.PublicURL != "",
		Token: set.Telegram.Token.Reveal(), Books: s.store, Again: s.again, Files: s.file,
		Invitation: s.invitation, OfficeFile: s.officeFile(),
	}
}

// officeFile is what the console may change; nil: nothing.
func (s *station) officeFile() web.OfficeFile {
	if s.charter == nil {
		return nil
	}
	return s.charter
}

// invitation is the link by which a code is opened.
func (s *station) invitation(code string) string {
	return handlers.InvitationLink(s.bot.Username(), code)
}

// again acts once more on what was set aside.
func (s *station) again(ctx context.Context, v casework.Stray, ended func(context.Context) error) {
	s.router.Again(ctx, bot.Again{
		Stray: bot.Stray{Once: bot.Once{ID: v.Once.Key, Print: v.Once.Print}, Chat: v.Chat, Raw: v.Raw, Reason: v.Reason}, Ended: ended,
	})
}

// reachedAt is the address by which people reach the program.
func reachedAt(set config.Settings) string {
	if set.PublicURL != "" {
		return set.PublicURL
	}
	return "http://" + local(set.Listen)
}

// local is an address as a browser on this machine writes it.
func local(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// logged gives pages the program's log.
func logged(log *zerolog.Logger, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		pages.ServeHTTP(w, r.WithContext(log.WithContext(r.Context())))
	})
}

// under serves the console below its path.
func under(mux *http.ServeMux, console http.Handler) {
	mux.Handle(consolePath, console)
	mux.Handle(consolePath+"/", console)
}
