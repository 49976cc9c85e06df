// Package migrations holds the schema, step by step: one text for both engines,
// applied once each and forward only.
package migrations

import "embed"

// Files are named by number, which is the schema's version after them.
//
//go:embed *.sql
var Files embed.FS
