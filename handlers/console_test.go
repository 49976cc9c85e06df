package handlers_test

import "liaison/casework"

// openConsole signs somebody in as the console's pages do.
func (r *rig) openConsole(account int64) error {
	ctx := r.t.Context()
	by, err := r.desk.Who(ctx, account, "", "")
	if err != nil {
		return err
	}
	code, err := r.desk.ConsoleLink(ctx, casework.Once{}, by)
	if err == nil {
		_, err = r.desk.OpenLink(ctx, code, "browser")
	}
	if err == nil {
		_, _, err = r.desk.SignIn(ctx, code, "browser", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0")
	}
	return err
}
