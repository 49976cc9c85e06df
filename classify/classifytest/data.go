// Package classifytest gives tests the messages that aren't part of the project.
package classifytest

import (
	"os"
	"path/filepath"
	"testing"
)

// Data gives the path of a file of messages: in the folder that LIAISON_DATA names, else in
// shared/data beside the project. Where it isn't at hand, the test is skipped.
func Data(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("LIAISON_DATA")
	if dir == "" {
		dir = filepath.Join(root(tb), "..", "shared", "data")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil { // #nosec G703 -- whoever runs the tests names the folder
		tb.Skipf("no %s in LIAISON_DATA or in shared/data beside the project", name)
	}
	return path
}

// root is the project's folder: a test runs in that of its package.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			tb.Fatal("no go.mod above this test")
		}
		dir = above
	}
}
