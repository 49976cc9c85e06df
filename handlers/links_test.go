package handlers

import (
	"testing"

	"liaison/casework"
)

// FuzzReadLead: a payload is forged by anybody; what is read is written again alike.
func FuzzReadLead(f *testing.F) {
	for _, s := range []string{"", "t_roads", "d_li-na_p_library", "_", "t_", "t__d_x", "i_code", "p_a_p_b_t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := readLead(s)
		if again := readLead(payload(l)); again != l {
			t.Errorf("%q is %+v, and again %+v", s, l, again)
		}
		if one := (casework.Lead{Topic: l.Topic}); readLead(payload(one)) != one {
			t.Errorf("%q loses its topic", s)
		}
	})
}
