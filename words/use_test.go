package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// use is what the program's source says of keys: literals anywhere, and those
// that are the key of a Say or Count, whole or as the beginning of one.
type use struct {
	literals map[string]bool
	said     map[string]token.Position
	begun    map[string]token.Position
}

func readUse(t *testing.T) use {
	t.Helper()
	u := use{map[string]bool{}, map[string]token.Position{}, map[string]token.Position{}}
	set := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".html") {
			return u.template(path)
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return nil //nolint:nilerr // what doesn't parse fails to build elsewhere
		}
		ast.Inspect(f, func(n ast.Node) bool { u.note(set, n); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// inTemplate finds a key in a template: whole, or as the beginning of one that is put together.
var inTemplate = regexp.MustCompile(`\b(?:say|Say|count) (\(print )?"([^"]+)"`)

func (u use) template(path string) error {
	text, err := os.ReadFile(path)
	for _, m := range inTemplate.FindAllStringSubmatch(string(text), -1) {
		u.literals[m[2]] = true
		into := u.said
		if m[1] != "" {
			into = u.begun
		}
		into[m[2]] = token.Position{Filename: path}
	}
	return err
}

func (u use) note(set *token.FileSet, n ast.Node) {
	if s, ok := literal(n); ok {
		u.literals[s] = true
	}
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Say" && f.Sel.Name != "Count" {
		return
	}
	at := set.Position(call.Pos())
	if s, ok := literal(call.Args[0]); ok {
		u.said[s] = at
	}
	if sum, ok := call.Args[0].(*ast.BinaryExpr); ok {
		if s, ok := literal(leftmost(sum)); ok {
			u.begun[s] = at
		}
	}
}

func leftmost(e ast.Expr) ast.Expr {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			return e
		}
		e = sum.X
	}
}

func literal(n ast.Node) (string, bool) {
	b, ok := n.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}

func TestEveryKeyInTheProgramHasWords(t *testing.T) {
	t.Parallel()
	u, have := readUse(t), texts(t, fallback)
	for key, at := range u.said {
		if have[key] == nil {
			t.Errorf("%s: no words for %q", at, key)
		}
	}
	for prefix, at := range u.begun {
		if !anyBegins(have, prefix) {
			t.Errorf("%s: no words begin with %q", at, prefix)
		}
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	t.Parallel()
	u := readUse(t)
	for key := range texts(t, fallback) {
		used := u.literals[key]
		for i := range key {
			used = used || key[i] == '.' && u.literals[key[:i+1]]
		}
		if !used {
			t.Errorf("nobody says %s", key)
		}
	}
}

func anyBegins(have map[string]map[string]string, prefix string) bool {
	for key := range have {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}
