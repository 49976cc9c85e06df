package storage_test

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// BenchmarkSignedIn is what each page of the console costs before it shows anything.
func BenchmarkSignedIn(b *testing.B) {
	storagetest.Bench(b, func(b *testing.B, s *storage.Store) {
		must(b, s.ApplyOffice(ctx, station()))
		desk := casework.NewDesk(s, nil, station(), func() time.Time { return noon }, rand.Reader)
		var token string
		for i := range 1000 {
			var err error
			token, _, err = desk.SignInAs(ctx, 901, fmt.Sprint(i), "")
			must(b, err)
		}
		b.ResetTimer()
		for b.Loop() {
			_, _, err := desk.SignedIn(ctx, token)
			must(b, err)
		}
	})
}
