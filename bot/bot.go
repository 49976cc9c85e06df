// Package bot is the Telegram edge: it receives updates in order and confirms
// them only when they are kept, routes them to handlers, and sends what the
// outbox holds within Telegram's limits. It knows no case.
package bot
