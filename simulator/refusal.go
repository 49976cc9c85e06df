package simulator

import (
	"errors"
	"strconv"
)

// refusal is an error that the bot is told, in Telegram's words.
type refusal struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
}

func (r *refusal) Error() string { return "simulator: " + strconv.Itoa(r.Code) + " " + r.Description }

var errNotFound = &refusal{Code: 404, Description: "Not Found"}

// errCut means that the connection is to be closed instead of an answer.
var errCut = errors.New("simulator: cut")

func bad(why string) error { return &refusal{Code: 400, Description: "Bad Request: " + why} }

func forbidden(why string) error { return &refusal{Code: 403, Description: "Forbidden: " + why} }

// answer is the envelope of every answer.
type answer struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	Code        int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *parameters `json:"parameters,omitempty"`
}

type parameters struct {
	RetryAfter int   `json:"retry_after,omitempty"`
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
}

func (r *refusal) answer() answer {
	a := answer{Code: r.Code, Description: r.Description}
	if r.RetryAfter != 0 || r.MigrateTo != 0 {
		a.Parameters = &parameters{RetryAfter: r.RetryAfter, MigrateTo: r.MigrateTo}
	}
	return a
}
