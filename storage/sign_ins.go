package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// The columns of the ways into the console, each but for its version.
var (
	doorFields = fields[casework.Door]{
		textField("hash", func(d *casework.Door) *string { return &d.Hash }),
		textField("person", func(d *casework.Door) *casework.PersonID { return &d.Person }),
		momentField("made", func(d *casework.Door) *time.Time { return &d.Made }),
		momentField("expires", func(d *casework.Door) *time.Time { return &d.Expires }),
		textField("browser", func(d *casework.Door) *string { return &d.Browser }),
		momentField("over", func(d *casework.Door) *time.Time { return &d.Over }),
	}
	signInFields = fields[casework.SignIn]{
		numberField("id", func(s *casework.SignIn) *casework.SignInID { return &s.ID }),
		textField("hash", func(s *casework.SignIn) *string { return &s.Hash }),
		textField("person", func(s *casework.SignIn) *casework.PersonID { return &s.Person }),
		textField("role", func(s *casework.SignIn) *casework.Role { return &s.Role }),
		numberField("rights", func(s *casework.SignIn) *int64 { return &s.Rights }),
		textField("agent", func(s *casework.SignIn) *string { return &s.Agent }),
		momentField("since", func(s *casework.SignIn) *time.Time { return &s.Since }),
		momentField("seen", func(s *casework.SignIn) *time.Time { return &s.Seen }),
		momentField("ends", func(s *casework.SignIn) *time.Time { return &s.Ends }),
		momentField("ended", func(s *casework.SignIn) *time.Time { return &s.Ended }),
		flagField("passed", func(s *casework.SignIn) *bool { return &s.Passed }),
		numberField("wrong", func(s *casework.SignIn) *int { return &s.Wrong }),
	}
	factorFields = fields[casework.Factor]{
		textField("person", func(f *casework.Factor) *casework.PersonID { return &f.Person }),
		bytesField("box", func(f *casework.Factor) *[]byte { return &f.Box }),
		flagField("sealed", func(f *casework.Factor) *bool { return &f.Sealed }),
		momentField("made", func(f *casework.Factor) *time.Time { return &f.Made }),
		momentField("confirmed", func(f *casework.Factor) *time.Time { return &f.Confirmed }),
		numberField("step", func(f *casework.Factor) *int64 { return &f.Step }),
	}
	triesFields = fields[casework.Tries]{
		textField("key", func(t *casework.Tries) *string { return &t.Key }),
		numberField("count", func(t *casework.Tries) *int { return &t.Count }),
		momentField("last", func(t *casework.Tries) *time.Time { return &t.Last }),
	}
)

var (
	insertDoor, updateDoor     = doorFields.insert("doors"), doorFields.update("doors")
	insertSignIn, updateSignIn = signInFields.insert("sign_ins"), signInFields.update("sign_ins")
	insertFactor, updateFactor = factorFields.insert("factors"), factorFields.update("factors")
	insertTries, updateTries   = triesFields.insert("tries"), triesFields.update("tries")

	oneDoor   = `SELECT ` + doorFields.columns("") + `, version FROM doors WHERE hash = $1`
	openDoors = `SELECT ` + doorFields.columns("") + `, version FROM doors WHERE person = $1 AND over = 0`

	signInColumns = signInFields.columns("s.") + `, s.version`
	oneSignIn     = `SELECT ` + signInColumns + ` FROM sign_ins s WHERE s.id = $1`
	signInByHash  = `SELECT ` + signInColumns + `, ` + personColumns + ` FROM sign_ins s JOIN people p ON p.id = s.person WHERE s.hash = $1`
	signInsOf     = `SELECT ` + signInColumns + ` FROM sign_ins s WHERE s.person = $1 AND s.ends > $2 AND s.ended = 0 ORDER BY s.ends DESC`
	signInsOfAll  = `SELECT ` + signInColumns + ` FROM sign_ins s WHERE s.ends > $1 AND s.ended = 0 ORDER BY s.ends DESC LIMIT $2 + 0`

	oneFactor = `SELECT ` + factorFields.columns("") + `, version FROM factors WHERE person = $1`
	oneTries  = `SELECT ` + triesFields.columns("") + `, version FROM tries WHERE key = $1`
)

const (
	// Not a new version: no act on a sign-in need be decided anew because a page was seen.
	sawSignIn   = `UPDATE sign_ins SET seen = $2 WHERE id = $1 AND seen < $2 AND ended = 0`
	dropFactor  = `DELETE FROM factors WHERE person = $1 AND version = $2`
	insertProof = `INSERT INTO proofs (hash, taken) VALUES ($1, $2) ON CONFLICT DO NOTHING`

	mostSignIns = 500 // of all people in one list
)

// keepRow inserts a row, or changes the one of that version.
func keepRow[T any](fs fields[T], v T, version int64, insert, update string) step {
	st := step{text: insert, args: fs.args(&v), none: casework.Errorf(casework.Stale, "a way into the console has changed")}
	if version != 0 {
		st.text, st.args = update, append(st.args, version)
	}
	return st
}

// keepSignIns are the steps of what a change does to the ways into the console.
func keepSignIns(ch casework.Change) (steps []step) {
	for _, d := range ch.Doors {
		steps = append(steps, keepRow(doorFields, d, d.Version, insertDoor, updateDoor))
	}
	for _, p := range ch.Proofs {
		steps = append(steps, step{text: insertProof, args: []any{p.Hash, millis(p.Taken)},
			none: casework.Errorf(casework.NotFound, "a proof that was taken before")})
	}
	for _, s := range ch.SignIns {
		steps = append(steps, keepRow(signInFields, s, s.Version, insertSignIn, updateSignIn))
	}
	for _, f := range ch.Factors {
		st := keepRow(factorFields, f, f.Version, insertFactor, updateFactor)
		if f.Dropped {
			st.text, st.args = dropFactor, []any{string(f.Person), f.Version}
		}
		steps = append(steps, st)
	}
	for _, t := range ch.Tries {
		steps = append(steps, keepRow(triesFields, t, t.Version, insertTries, updateTries))
	}
	return steps
}

// Door gives NotFound for a code that was never made.
func (s *Store) Door(ctx context.Context, hash string) (d casework.Door, err error) {
	err = s.glance(ctx, step{text: oneDoor, args: []any{hash}, none: casework.Errorf(casework.NotFound, "no such link"),
		row: func(r scanner) error { return r.Scan(append(doorFields.into(&d), &d.Version)...) }})
	return d, err
}

// OpenDoors lists a person's links that are neither spent nor taken back.
func (s *Store) OpenDoors(ctx context.Context, who casework.PersonID) (all []casework.Door, err error) {
	err = s.read(ctx, step{text: openDoors, args: []any{string(who)}, row: func(r scanner) error {
		var d casework.Door
		err := r.Scan(append(doorFields.into(&d), &d.Version)...)
		all = append(all, d)
		return err
	}})
	return all, err
}

// SignIn gives NotFound for one that never was.
func (s *Store) SignIn(ctx context.Context, id casework.SignInID) (in casework.SignIn, err error) {
	err = s.read(ctx, step{text: oneSignIn, args: []any{int64(id)}, none: casework.Errorf(casework.NotFound, "no sign-in %d", id),
		row: func(r scanner) error { return r.Scan(append(signInFields.into(&in), &in.Version)...) }})
	return in, err
}

// SignInByHash gives NotFound for a token that was never given, and for one that was replaced.
func (s *Store) SignInByHash(ctx context.Context, hash string) (p casework.Person, in casework.SignIn, err error) {
	err = s.glance(ctx, step{text: signInByHash, args: []any{hash}, none: casework.Errorf(casework.NotFound, "no such sign-in"),
		row: func(r scanner) error {
			return r.Scan(append(append(signInFields.into(&in), &in.Version), personInto(&p)...)...)
		}})
	return p, in, err
}

// OpenSignIns lists those of a person, or for nobody of all, that weren't ended by then.
func (s *Store) OpenSignIns(ctx context.Context, who casework.PersonID, now time.Time) (all []casework.SignIn, err error) {
	st := step{text: signInsOf, args: []any{string(who), millis(now)}}
	if who == "" {
		st = step{text: signInsOfAll, args: []any{millis(now), mostSignIns}}
	}
	st.row = func(r scanner) error {
		var in casework.SignIn
		err := r.Scan(append(signInFields.into(&in), &in.Version)...)
		all = append(all, in)
		return err
	}
	err = s.read(ctx, st)
	return all, err
}

// SawSignIn keeps when a sign-in was last used.
func (s *Store) SawSignIn(ctx context.Context, id casework.SignInID, at time.Time) error {
	return s.steps(ctx, step{text: sawSignIn, args: []any{int64(id), millis(at)}})
}

// Factor gives Version 0 where somebody has none.
func (s *Store) Factor(ctx context.Context, who casework.PersonID) (f casework.Factor, err error) {
	err = s.read(ctx, step{text: oneFactor, args: []any{string(who)},
		row: func(r scanner) error { return r.Scan(append(factorFields.into(&f), &f.Version)...) }})
	return f, err
}

// Tries gives Version 0 where no wrong code is kept.
func (s *Store) Tries(ctx context.Context, key string) (t casework.Tries, err error) {
	t.Key = key
	err = s.read(ctx, step{text: oneTries, args: []any{key},
		row: func(r scanner) error { return r.Scan(append(triesFields.into(&t), &t.Version)...) }})
	return t, err
}
