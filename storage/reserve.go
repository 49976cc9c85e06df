package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// Reserve is a file beside a SQLite database that can be given up when the disk
// is full, so that there is room to work while somebody makes more.
type Reserve struct {
	path string
	want int64
}

// Room is what is left on the disk of a database.
type Room struct {
	Free, Total int64
	Low         int64 // below it somebody should make room
	Reserve     int64 // the size of the reserve that is there
}

// Scarce reports whether somebody should make room.
func (r Room) Scarce() bool { return r.Free < r.Low }

// reserveTail ends the name of the reserve.
const reserveTail = ".reserve"

// NewReserve plans a reserve of so many bytes, none if that is 0. On a
// PostgreSQL server there is nothing to reserve: it gives nil.
func NewReserve(address string, want int64) *Reserve {
	if onServer(address) {
		return nil
	}
	return &Reserve{path: strings.TrimPrefix(address, "sqlite://"), want: want}
}

// Room measures the disk.
func (r *Reserve) Room() (Room, error) {
	var st unix.Statfs_t
	dir := filepath.Dir(r.path)
	if err := unix.Statfs(dir, &st); err != nil {
		return Room{}, fmt.Errorf("measure the disk of %s: %w", dir, err)
	}
	block := int64(st.Bsize)                                                                                        //nolint:unconvert // narrower on some systems
	m := Room{Free: int64(st.Bavail) * block, Total: int64(st.Blocks) * block, Reserve: size(r.path + reserveTail)} //nolint:gosec // disks are smaller
	m.Low = min(m.Total/10, 1<<30)
	return m, nil
}

// Keep makes the reserve where there is room for it and twice as much besides
// what counts as scarce. It may be called again and again.
func (r *Reserve) Keep(m Room) error {
	if r.want <= 0 || m.Reserve >= r.want || m.Free-r.want < m.Low+r.want {
		return nil
	}
	path := r.path + reserveTail
	f, err := os.OpenFile(path+unfinished, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // the path is the operator's setting
	if err != nil {
		return fmt.Errorf("make the reserve: %w", err)
	}
	err = unix.Fallocate(int(f.Fd()), 0, 0, r.want) //nolint:gosec // descriptors are small
	if errors.Is(err, unix.EOPNOTSUPP) {
		err = fill(f, r.want)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("make the reserve: %w", err), os.Remove(path+unfinished))
	}
	return os.Rename(path+unfinished, path)
}

// fill writes zeros: a file with holes would reserve nothing.
func fill(f *os.File, n int64) error {
	zeros := make([]byte, 1<<20)
	for ; n > 0; n -= int64(len(zeros)) {
		if _, err := f.Write(zeros[:min(n, int64(len(zeros)))]); err != nil {
			return err
		}
	}
	return nil
}

// Release gives the reserve up and tells how much room that made.
func (r *Reserve) Release() (int64, error) {
	path := r.path + reserveTail
	n := size(path)
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("give up the reserve: %w", err)
	}
	return n, nil
}
