package storage_test

import (
	"slices"
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

func TestAlike(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		ann, bob := resident(t, s, 1), resident(t, s, 2)
		bands := [][]int64{{1, 2, 3}, {2, 3, 4}, {7, 8, 1 << 31}, {5, 6}}
		var numbers []casework.Number
		for _, list := range bands {
			c := queued(ann, number())
			c.Entries, c.Events = 0, 0
			must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}}))
			must(t, s.Apply(ctx, casework.Change{Compared: []casework.Compared{{Case: c.Number, Bands: list}}}))
			numbers = append(numbers, c.Number)
		}
		alike := func(bands ...int64) (found []casework.Number) {
			all, err := s.Alike(ctx, queued(bob, number()), bands, noon)
			must(t, err)
			for _, w := range all {
				found = append(found, w.Case.Number)
			}
			slices.Sort(found)
			return found
		}
		for _, test := range []struct {
			bands []int64
			want  []casework.Number
		}{{[]int64{2, 9}, numbers[:2]}, {[]int64{1 << 31, 5}, numbers[2:]}, {[]int64{9}, nil}} {
			test.want = slices.Sorted(slices.Values(test.want))
			if got := alike(test.bands...); !slices.Equal(got, test.want) {
				t.Errorf("bands %v: %v, want %v", test.bands, got, test.want)
			}
		}
		done, err := s.GiveUpOutrun(ctx, 3)
		if must(t, err); done != 1 {
			t.Errorf("%d outrun", done)
		}
		if got := alike(1, 2, 3); !slices.Equal(got, numbers[1:2]) {
			t.Errorf("after that: %v", got)
		}
	})
}
