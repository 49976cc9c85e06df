package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// fares lets answers to residents come to an end, and tells what is asked of the list then.
func (r *rig) fares(fate casework.Fate) {
	r.t.Helper()
	for range 10 { // what may have arrived is sent twice, and what belongs together goes in order
		list, err := r.store.Claim(r.t.Context(), r.now(), 100, nil)
		if err != nil {
			r.t.Fatal(err)
		}
		var ds []casework.Delivery
		for _, n := range list {
			d := casework.Delivery{Notice: n.ID, Part: n.Part, Fate: casework.FateNeedless, At: r.now()}
			if n.Kind == casework.TellAnswer {
				d.Fate = fate
			}
			ds = append(ds, d)
		}
		if err := r.store.Settle(r.t.Context(), ds, casework.Notice.Settle); err != nil {
			r.t.Fatal(err)
		}
		r.clock.Add(time.Minute.Milliseconds())
	}
}

func TestUndeliveredCanBeSentAgainOrTakenAsArrived(t *testing.T) {
	t.Parallel()
	const page = "/console/undelivered"
	for _, c := range []struct {
		fate casework.Fate
		why  string
		acts []string
	}{
		{casework.FateUnknown, "confirmed no copy", []string{"resend", "arrived"}},
		{casework.FateRefused, "Telegram refused it", []string{"retry"}},
		{casework.FateUnreachable, "It goes by itself", nil},
	} {
		for _, act := range append(c.acts, "") {
			r := newRig(t)
			n := r.write(7001, "The bus is late")
			r.after(time.Minute)
			if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person("li-na"), n, casework.Words{Text: "It comes."}); err != nil {
				t.Fatal(err)
			}
			r.clock.Add(time.Hour.Milliseconds())
			r.fares(c.fate)
			r.get("desk", "/console").has(t, http.StatusOK, `href="/console/undelivered">1</a>`)
			got := r.get("desk", page)
			got.has(t, http.StatusOK, c.why, n.String(), "Resident ")
			if act == "" {
				if c.acts == nil && strings.Contains(got.body, "<form") && strings.Contains(got.body, page+"/") {
					t.Errorf("something can be done where nothing helps:\n%s", got.body)
				}
				continue
			}
			to := page + "/" + between(got.body, `action="`+page+"/", "/") + "/" + act
			if got := r.post("desk", page, to); got.header.Get("Location") != page+"?done="+act {
				t.Fatalf("%s: %d\n%s", act, got.status, got.body)
			}
			r.get("desk", page+"?done="+act).has(t, http.StatusOK, "Nothing is undelivered", `role="status"`)
		}
	}
}

func TestSetAsideCanBeTriedAgainOrLeft(t *testing.T) {
	t.Parallel()
	r := &rig{t: t}
	var tried []casework.Stray
	r.open(storagetest.File(t), web.Config{Again: func(ctx context.Context, s casework.Stray, ended func(context.Context) error) {
		tried = append(tried, s)
		if err := ended(ctx); err != nil {
			t.Error(err)
		}
	}})
	aside := func(key string) {
		r.clock.Add(time.Minute.Milliseconds())
		s := casework.Stray{Once: casework.Once{Key: key, Print: "print-" + key}, Chat: 9999, Raw: []byte("{}"), Reason: "panic"}
		if err := r.store.SetAside(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	const page = "/console/setaside"
	r.get("desk", page).has(t, http.StatusOK, "Nothing is set aside")
	aside("1")
	aside("2")
	r.get("desk", "/console").has(t, http.StatusOK, `href="/console/setaside">2</a>`)
	r.get("desk", page).has(t, http.StatusOK, "The program made a mistake over it.", "for good?")
	if got := r.post("desk", page, page+"/again", "key", "1", "print", "print-1"); got.header.Get("Location") != page+"?done=again" {
		t.Fatalf("tried again: %d\n%s", got.status, got.body)
	}
	if len(tried) != 1 || tried[0].Once.Key != "1" {
		t.Errorf("tried %v", tried)
	}
	if got := r.post("desk", page, page+"/leave", "key", "2", "print", "print-2"); got.header.Get("Location") != page+"?done=leave" {
		t.Fatalf("left: %d\n%s", got.status, got.body)
	}
	r.get("desk", page+"?done=leave").has(t, http.StatusOK, "Nothing is set aside", "Nobody acts on it any more")
}

func TestX17_ListsOfWhatIsStuckAreTheStaffs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, page := range []string{"/console/setaside", "/console/undelivered"} {
		r.get("li-na", page).has(t, http.StatusNotFound)
	}
	if err := r.store.SetAside(t.Context(), casework.Stray{Once: casework.Once{Key: "1", Print: "p"}, Raw: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	r.post("li-na", "/console/signins", "/console/setaside/leave", "key", "1", "print", "p").has(t, http.StatusNotFound)
	if got := r.get("desk", "/console/setaside").body; !strings.Contains(got, "isn&#39;t known yet") {
		t.Errorf("a deputy left what was set aside:\n%s", got)
	}
}
