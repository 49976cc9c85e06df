package casework

import "testing"

func TestAdded(t *testing.T) {
	t.Parallel()
	const bus = "Please bring back the number 7 bus. Old people can't reach the clinic without it. We ask the deputies to act."
	const heat = "我们小区已经停暖三天了，老人和孩子都受不了，请代表督促供热公司尽快恢复供暖。"
	for name, test := range map[string]struct {
		text   string
		others []string
		want   string
	}{
		"a plain copy":          {bus, []string{bus}, ""},
		"other case and spaces": {"PLEASE bring  back the number 7 bus! Old people can't reach the clinic without it. We ask the deputies to act", []string{bus}, ""},
		"words at the end":      {bus + " My mother is 82 and missed her dialysis twice.", []string{bus}, "My mother is 82 and missed her dialysis twice."},
		"words in the middle": {"Please bring back the number 7 bus. My mother missed her dialysis. Old people can't reach the clinic without it. We ask the deputies to act.",
			[]string{bus}, "My mother missed her dialysis."},
		"two places":                    {"I am Ivan Petrov. " + bus + " House 12, flat 5.", []string{bus}, "I am Ivan Petrov. … House 12, flat 5."},
		"the other added something too": {bus + " I am blind.", []string{bus + " My mother is 82.", bus + " Thank you very much."}, "I am blind."},
		"a typing error":                {"Please bring bak the number 7 bus. Old people can't reach the clinic without it. We ask the deputies to act.", []string{bus}, ""},
		"Chinese":                       {heat + "我家在5号楼，孩子发烧了。", []string{heat}, "我家在5号楼，孩子发烧了。"},
		"nobody else's left":            {bus, nil, ""},
		"no copy any more":              {"I withdraw what I wrote, it was about something else altogether", []string{bus}, ""},
		"nothing":                       {"", []string{bus}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := added(test.text, test.others); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
