package simulator

import "testing"

func TestLinksAreMarkedAsTelegramDoes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Entity{
		"🖥 http://127.0.0.1:8080/en/console/enter/a-b_C": {Type: "url", Offset: 3, Length: 44},
		"Look: https://t.me/bot?start=d_li-na.":          {Type: "url", Offset: 6, Length: 30},
		"没有链接 http://":                                   {},
	} {
		got := linked(text, nil)
		if want.Type == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].Type != want.Type || got[0].Offset != want.Offset || got[0].Length != want.Length {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if got := linked("https://a.example", []Entity{{Type: "code", Offset: 0, Length: 17}}); len(got) != 1 {
		t.Errorf("in code: %+v", got)
	}
}
