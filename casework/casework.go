// Package casework is the desk of a deputies' liaison station: residents'
// cases, their threads, the topics and queues they wait in, the people who act
// on them, and the rules by which they move. It knows no Telegram, no HTTP and
// no SQL.
package casework
