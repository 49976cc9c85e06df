package storage_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// made is a database with a case in it, closed.
func made(t *testing.T) string {
	t.Helper()
	path := storagetest.File(t)
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	must(t, s.ApplyOffice(ctx, station()))
	open(t, s, resident(t, s, 1), "1")
	must(t, s.Close())
	return path
}

// refused opens what must not open, and sees that the file is left as it was.
func refused(t *testing.T, path string) *storage.RefusedError {
	t.Helper()
	before, _ := os.ReadFile(path)
	s, err := storage.Open(ctx, path, storage.Options{})
	if err == nil {
		must(t, s.Close())
		t.Fatal("it was opened")
	}
	r, ok := errors.AsType[*storage.RefusedError](err)
	if !ok {
		t.Fatalf("no refusal: %v", err)
	}
	if strings.Contains(r.Error(), "\n") || r.Why == "" || r.Remedy == "" || !strings.HasPrefix(r.Path, path) {
		t.Fatalf("refusal %q", r.Error())
	}
	after, _ := os.ReadFile(path)
	if sha256.Sum256(before) != sha256.Sum256(after) {
		t.Fatal("the file was changed")
	}
	return r
}

func TestS5_FilesAreRefusedPlainly(t *testing.T) {
	t.Parallel()
	t.Run("directory missing", func(t *testing.T) {
		t.Parallel()
		r := refused(t, filepath.Join(t.TempDir(), "no", "liaison.db"))
		if !strings.Contains(r.Remedy, "mkdir") {
			t.Fatal(r)
		}
	})
	for _, c := range []struct {
		mode os.FileMode
		says string
	}{{0o644, "chmod 600"}, {0o640, "chmod 600"}, {0o400, "read-only"}} {
		t.Run(fmt.Sprintf("mode %04o", c.mode), func(t *testing.T) {
			t.Parallel()
			path := made(t)
			must(t, os.Chmod(path, c.mode))
			if r := refused(t, path); !strings.Contains(r.Error(), c.says) {
				t.Fatal(r)
			}
		})
	}
	t.Run("a directory in its place", func(t *testing.T) {
		t.Parallel()
		path := storagetest.File(t)
		must(t, os.Mkdir(path, 0o700))
		_ = refused(t, path)
	})
	t.Run("files are the owner's only", func(t *testing.T) {
		t.Parallel()
		path := storagetest.File(t)
		s := storagetest.Open(t, path)
		must(t, s.ApplyOffice(ctx, station()))
		all, err := filepath.Glob(path + "*")
		must(t, err)
		if len(all) != 4 {
			t.Errorf("files %v", all)
		}
		for _, f := range all {
			info, err := os.Stat(f)
			must(t, err)
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v", f, info.Mode())
			}
		}
	})
}

func TestP10_SecondInstance(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s := storagetest.Open(t, path)
	if r := refused(t, path); !errors.Is(r, storage.ErrRunning) {
		t.Fatal(r)
	}
	must(t, s.Ready(ctx))
}

func TestS6_DamageIsFoundAndKept(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(t *testing.T, path string){
		"header zeroed": func(t *testing.T, path string) { overwrite(t, path, 0, make([]byte, 100)) },
		"first page":    func(t *testing.T, path string) { overwrite(t, path, 100, bytes.Repeat([]byte{0xa5}, 3996)) },
		"a page in the middle": func(t *testing.T, path string) {
			overwrite(t, path, 3*4096, bytes.Repeat([]byte{0xa5}, 4096))
		},
		"not a database": func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte(strings.Repeat("text ", 99)), 0o600))
		},
		"empty":   func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) },
		"cut off": func(t *testing.T, path string) { must(t, os.Truncate(path, 5*4096)) },
		"log without a database": func(t *testing.T, path string) {
			must(t, os.Rename(path, path+"-wal"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := made(t)
			harm(t, path)
			r := refused(t, path)
			if !errors.Is(r, storage.ErrDamaged) || !strings.Contains(r.Remedy, "liaison restore") {
				t.Fatal(r)
			}
		})
	}
}

func overwrite(t *testing.T, path string, at int64, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt(with, at)
	must(t, errors.Join(err, f.Close()))
}

func raw(t *testing.T, path, params string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?"+params)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	return db
}

func TestS8_NewerSchema(t *testing.T) {
	t.Parallel()
	path := made(t)
	db := raw(t, path, "")
	_, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1); UPDATE terms SET oldest = 9999`)
	must(t, errors.Join(err, db.Close()))
	if r := refused(t, path); !errors.Is(r, storage.ErrNewer) {
		t.Fatal(r)
	}
}

func TestS8_BackupBeforeAMigration(t *testing.T) {
	t.Parallel()
	path := made(t)
	must(t, storage.BackupFile(ctx, path, path+".before-2"))
	info, err := os.Stat(path + ".before-2")
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v", info.Mode())
	}
	s := storagetest.Open(t, path+".before-2")
	if got, err := s.Deputies(ctx, transport); err != nil || len(got) != 2 {
		t.Fatalf("the copy holds %v, %v", got, err)
	}
	left, err := filepath.Glob(path + "*.new")
	must(t, err)
	if len(left) != 0 {
		t.Fatalf("left behind: %v", left)
	}
}

func TestS8_HalfMadeFileIsMadeAnew(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	must(t, os.WriteFile(path+".new", []byte("half"), 0o600)) // what a kill leaves
	s := storagetest.Open(t, path)
	must(t, s.ApplyOffice(ctx, station()))
}

func TestS4_LockedByAnotherProcess(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s := storagetest.Open(t, path)
	must(t, s.ApplyOffice(ctx, station()))
	r := resident(t, s, 1)
	storage.Patience(s, 50)
	db := raw(t, path, "_txlock=immediate")
	tx, err := db.Begin()
	must(t, err)
	wantKind(t, s.Apply(ctx, opening(r, number(), "1")), casework.Later)
	wantKind(t, s.Ready(ctx), casework.Later)
	_, err = s.Conversation(ctx, 1) // reading goes on
	must(t, err)
	must(t, tx.Rollback())
	must(t, s.Ready(ctx))
	must(t, s.Apply(ctx, opening(r, number(), "1")))
}

func TestS1_FullDisk(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s := storagetest.Open(t, path)
	must(t, s.ApplyOffice(ctx, station()))
	r := resident(t, s, 1)
	storage.Pages(s, 1) // no page more than there are
	long := opening(r, number(), "1")
	long.Entries[0].Text = strings.Repeat("x", 1<<20)
	wantKind(t, s.Apply(ctx, long), casework.Later)
	wantKind(t, s.Apply(ctx, long), casework.Later)
	if s.Ready(ctx) != nil {
		t.Log("not even a row can be rewritten")
	}
	storage.Pages(s, 1<<30)
	must(t, s.Apply(ctx, long))
	must(t, s.Ready(ctx))
}

func TestWriterGivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	s := storagetest.Open(t, storagetest.File(t))
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Apply(gone, casework.Change{}); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	must(t, s.Close())
	wantKind(t, s.Apply(ctx, casework.Change{}), casework.Later)
}

func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b.db", "50%.db", "what?.db", "#1.db", "案.db", "a&b=c.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := storagetest.Open(t, path)
		must(t, s.ApplyOffice(ctx, station()))
		_, err := os.Stat(path)
		must(t, err)
	}
}

func TestSQLiteIsNewEnough(t *testing.T) {
	t.Parallel()
	if v, _, _ := sqlite3.Version(); v < "3.51.3" {
		t.Fatal(v)
	}
}
