package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/rs/zerolog"
)

// sendLimit is how long one call to Telegram may take, polling apart.
const sendLimit = 10 * time.Second

// Config is what a Bot is made of. Only Token is required.
type Config struct {
	Token       string
	URL         string // of the Bot API; Telegram's own if empty
	Limits      Limits
	PollTimeout time.Duration // how long Telegram may hold an empty getUpdates; 50 s if zero
	Now         func() time.Time
	Log         zerolog.Logger
	Handled     func(took time.Duration) // told of each update that is confirmed; may be nil
}

// Bot is a connection to the Bot API under one token, within Telegram's limits.
type Bot struct {
	count counters // first, for alignment on 32-bit machines

	wire     *wire
	lib      *telegram.Bot
	pace     *pace
	now      func() time.Time
	log      zerolog.Logger
	pollFor  time.Duration
	handled  func(time.Duration)
	name     atomic.Pointer[string] // the bot's username, once known
	receives health
	keeps    health
	sends    health
}

// Identity is who Telegram says the token belongs to.
type Identity struct {
	ID       int64
	Username string
}

// Command is a line of the menu that clients show.
type Command struct{ Name, Description string }

// New checks the settings and builds a Bot. It makes no call: a dead network is
// no reason not to start.
func New(c Config) (*Bot, error) {
	if strings.TrimSpace(c.Token) == "" {
		return nil, errors.New("telegram token is empty")
	}
	if c.URL == "" {
		c.URL = "https://api.telegram.org"
	}
	base, err := url.Parse(strings.TrimRight(c.URL, "/"))
	if err != nil || base.Host == "" || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, errors.New("telegram URL must look like https://api.telegram.org")
	}
	if c.PollTimeout <= 0 {
		c.PollTimeout = 50 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Handled == nil {
		c.Handled = func(time.Duration) {}
	}
	w := newWire(base.String(), c.Token, transport())
	// The library is given a stand-in for the token; the wire puts the real one in.
	lib, err := telegram.New("0:token", telegram.WithSkipGetMe(),
		telegram.WithServerURL(base.String()), telegram.WithHTTPClient(c.PollTimeout, w),
		telegram.WithErrorsHandler(func(error) {}))
	if err != nil {
		return nil, fmt.Errorf("build telegram client: %w", err)
	}
	b := &Bot{wire: w, lib: lib, pace: newPace(c.Limits), now: c.Now, log: c.Log, pollFor: c.PollTimeout,
		handled: c.Handled}
	return b, nil
}

// SetToken changes the token from the next call on and wakes whoever waits for a good one.
func (b *Bot) SetToken(token string) { b.wire.setToken(token) }

// Me asks Telegram who the bot is. The error carries no token; errors.Is tells
// ErrToken from trouble on the way.
func (b *Bot) Me(ctx context.Context) (Identity, error) {
	var me *models.User
	v := b.call(ctx, func(ctx context.Context) (err error) {
		me, err = b.lib.GetMe(ctx)
		return err
	})
	if err := v.err(); err != nil {
		return Identity{}, fmt.Errorf("ask who the bot is: %w", err)
	}
	if me == nil || me.ID == 0 {
		return Identity{}, errors.New("ask who the bot is: the answer names nobody")
	}
	b.name.Store(&me.Username)
	return Identity{ID: me.ID, Username: me.Username}, nil
}

// SetCommands sets the menu that everybody sees, in one language; empty for all others.
func (b *Bot) SetCommands(ctx context.Context, language string, commands []Command) error {
	return b.setMenu(ctx, &telegram.SetMyCommandsParams{LanguageCode: language}, commands)
}

// SetCommandsOf sets the menu that one private chat sees instead, whatever its language.
func (b *Bot) SetCommandsOf(ctx context.Context, chat int64, commands []Command) error {
	return b.setMenu(ctx, &telegram.SetMyCommandsParams{Scope: &models.BotCommandScopeChat{ChatID: chat}}, commands)
}

func (b *Bot) setMenu(ctx context.Context, menu *telegram.SetMyCommandsParams, commands []Command) error {
	list := make([]models.BotCommand, 0, len(commands))
	for _, c := range commands {
		list = append(list, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	menu.Commands = list
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.SetMyCommands(ctx, menu)
		return err
	})
	if err := v.err(); err != nil {
		return fmt.Errorf("set commands for language %q: %w", menu.LanguageCode, err)
	}
	return nil
}

// SetWebhook tells Telegram to push updates to address. What waits there is kept.
func (b *Bot) SetWebhook(ctx context.Context, address, secret string) error {
	v := b.call(ctx, func(ctx context.Context) error {
		_, err := b.lib.SetWebhook(ctx, &telegram.SetWebhookParams{
			URL: address, SecretToken: secret, MaxConnections: 40, AllowedUpdates: allowed(),
		})
		return err
	})
	if err := v.err(); err != nil {
		return fmt.Errorf("set webhook: %w", err)
	}
	return nil
}

// allowed is what the program asks for in both modes.
func allowed() []string {
	return []string{"message", "edited_message", "callback_query", "my_chat_member", "message_reaction"}
}

// Username is the bot's own @name without the @; empty while unknown.
func (b *Bot) Username() string {
	if name := b.name.Load(); name != nil {
		return *name
	}
	return ""
}

// transport is HTTP/1.1 with enough idle connections for every send in flight, and
// drops idle ones before the far side does: a send on a connection just cut is ambiguous.
func transport() http.RoundTripper {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dialer().DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		MaxIdleConns:          inFlight,
		MaxIdleConnsPerHost:   inFlight,
		IdleConnTimeout:       30 * time.Second,
		ResponseHeaderTimeout: 0, // each call has its own deadline
	}
}
