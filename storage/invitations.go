package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// invitationFields are the columns of invitations but for the version.
var invitationFields = fields[casework.Invitation]{
	numberField("id", func(i *casework.Invitation) *casework.InvitationID { return &i.ID }),
	textField("hash", func(i *casework.Invitation) *string { return &i.Hash }),
	textField("person", func(i *casework.Invitation) *casework.PersonID { return &i.Person }),
	textField("inviter", func(i *casework.Invitation) *casework.PersonID { return &i.By }),
	momentField("made", func(i *casework.Invitation) *time.Time { return &i.Made }),
	momentField("expires", func(i *casework.Invitation) *time.Time { return &i.Expires }),
	textField("state", func(i *casework.Invitation) *casework.InvitationState { return &i.State }),
	numberField("account", func(i *casework.Invitation) *int64 { return &i.Account }),
	wordsField("name", func(i *casework.Invitation) *string { return &i.Name }),
	textField("language", func(i *casework.Invitation) *string { return &i.Language }),
	textField("decider", func(i *casework.Invitation) *casework.PersonID { return &i.Decided }),
}

var (
	invitationColumns = invitationFields.columns("") + ", version"
	insertInvitation  = invitationFields.insert("invitations")
	updateInvitation  = invitationFields.update("invitations")

	oneInvitation    = `SELECT ` + invitationColumns + ` FROM invitations WHERE id = $1`
	invitationByHash = `SELECT ` + invitationColumns + ` FROM invitations WHERE hash = $1`
	openInvitations  = `SELECT ` + invitationColumns + ` FROM invitations WHERE state IN ('open', 'opened') ORDER BY made DESC`
)

const (
	countWrong  = `SELECT count(*) FROM wrong_codes WHERE account = $1 AND at >= $2`
	dropWrong   = `DELETE FROM wrong_codes WHERE account = $1 AND at < $2`
	insertWrong = `INSERT INTO wrong_codes (account, at)
VALUES ($1, (SELECT CASE WHEN max(at) >= $2 THEN max(at) + 1 ELSE CAST($2 AS BIGINT) END FROM wrong_codes WHERE account = $1))
ON CONFLICT DO NOTHING`
)

func keepInvitation(i casework.Invitation) step {
	st := step{
		text: insertInvitation, args: invitationFields.args(&i),
		none: casework.Errorf(casework.Stale, "invitation %d has changed", i.ID),
	}
	if i.Version != 0 {
		st.text, st.args = updateInvitation, append(st.args, i.Version)
	}
	return st
}

func collectInvitations(into *[]casework.Invitation, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var i casework.Invitation
		err := r.Scan(append(invitationFields.into(&i), &i.Version)...)
		*into = append(*into, i)
		return err
	}}
}

func (s *Store) invitation(ctx context.Context, text string, arg any) (casework.Invitation, error) {
	var found []casework.Invitation
	st := collectInvitations(&found, text, arg)
	st.none = casework.Errorf(casework.NotFound, "no such invitation")
	if err := s.read(ctx, st); err != nil {
		return casework.Invitation{}, err
	}
	return found[0], nil
}

// Invitation gives NotFound for one that never was.
func (s *Store) Invitation(ctx context.Context, id casework.InvitationID) (casework.Invitation, error) {
	return s.invitation(ctx, oneInvitation, int64(id))
}

// InvitationByHash gives NotFound for a code that was never made.
func (s *Store) InvitationByHash(ctx context.Context, hash string) (casework.Invitation, error) {
	return s.invitation(ctx, invitationByHash, hash)
}

// Invitations lists those that are neither decided nor taken back, the newest first.
func (s *Store) Invitations(ctx context.Context) (all []casework.Invitation, err error) {
	err = s.read(ctx, collectInvitations(&all, openInvitations))
	return all, err
}

// WrongCodes counts the wrong codes of an account since then.
func (s *Store) WrongCodes(ctx context.Context, account int64, since time.Time) (n int, err error) {
	err = s.read(ctx, step{text: countWrong, args: []any{account, millis(since)},
		row: func(r scanner) error { return r.Scan(&n) }})
	return n, err
}

// WrongCode keeps that an account gave a wrong code, and forgets what is older than a day.
func (s *Store) WrongCode(ctx context.Context, account int64, at time.Time) error {
	return s.steps(ctx, step{text: dropWrong, args: []any{account, millis(at.Add(-24 * time.Hour))}},
		step{text: insertWrong, args: []any{account, millis(at)}})
}
