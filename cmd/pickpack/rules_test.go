package main

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

	"pickpack/static"
)

// The directions in which the rooms of the house may import each other. A room is the longest listed path that holds
// the package; what is not listed may not be imported. "std" is the standard library alone, "any" every module.
var rooms = []struct {
	path string
	may  []string // our packages, below these paths
	from string   // std, or the modules of others that this room alone may use
}{
	{"picking", []string{"picking"}, "std"},
	{"labels/gs1", []string{"labels/gs1"}, "std"},
	{"labels", []string{"picking", "labels"}, "any"},
	{"db/dbtest", []string{"db"}, "any"},
	{"db", []string{"picking", "db"}, "any"},
	{"static", nil, "std"},
	{"web/respond", []string{"picking"}, "any"},
	{"web/words", []string{"picking"}, "any"},
	{"web/ui", []string{"picking", "static", "web/words"}, "any"},
	{"web/webtest", []string{"db"}, "any"},
	{"web", []string{"picking", "db", "labels", "static", "web"}, "any"},
	{"cmd", []string{"picking", "db", "labels", "static", "web", "cmd"}, "any"},
}

// levels of the deciding rooms: each may import what stands lower, never its own level. What is not listed is at 3.
var levels = map[string]int{
	"picking":          0,
	"picking/layout":   1,
	"picking/contract": 2, // the JSON that the planning programs read and write
	"picking/route":    2,
	"picking/pack":     4, // asks carton where goods go
	"picking/sample":   5,
	"picking/plan":     4, // joins wave, zone, batch, route, check
	"picking/release":  5, // from orders and stock to lists that can be walked
}

func level(dir string) int {
	if l, ok := levels[dir]; ok {
		return l
	}
	return 3
}

// only names modules that stay in their rooms.
var only = map[string][]string{
	"github.com/jmoiron/sqlx":      {"db"},
	"github.com/lib/pq":            {"db"},
	"github.com/pressly/goose":     {"db"},
	"database/sql":                 {"db", "cmd"},
	"github.com/labstack/echo":     {"web"},
	"github.com/a-h/templ":         {"web"},
	"github.com/boombuler/barcode": {"labels/barcode"},
	"codeberg.org/go-pdf/fpdf":     {"labels"},
	"github.com/OpenPrinting":      {"labels/printer"},
	"github.com/alecthomas/kong":   {"cmd"},
	"github.com/alexedwards/scs":   {"web/auth"},
}

// source is one file of ours.
type source struct {
	dir, path string // from the root of the module
	test      bool
	*ast.File
}

func sources(t *testing.T) (all []source) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		rel, _ := filepath.Rel(root, path)
		all = append(all, source{filepath.ToSlash(filepath.Dir(rel)), filepath.ToSlash(rel), strings.HasSuffix(path, "_test.go"), f})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

func TestRuleImportsGoOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, i := range s.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if why := breach(s, name); why != "" {
				t.Errorf("%s imports %s: %s", s.path, name, why)
			}
		}
	}
}

// breach says what is wrong with an import, "" if nothing. Tests may use any module and, below db and web, each other's
// rooms' helpers for tests.
func breach(s source, name string) string {
	room := -1
	for i, r := range rooms {
		if under(s.dir, r.path) && (room < 0 || len(r.path) > len(rooms[room].path)) {
			room = i
		}
	}
	if room < 0 {
		return "the folder " + s.dir + " is not on the map"
	}
	r := rooms[room]
	if own, ok := strings.CutPrefix(name, "pickpack/"); ok {
		return inside(s, r.may, own)
	}
	if s.test {
		return ""
	}
	if first, _, _ := strings.Cut(name, "/"); r.from == "std" && strings.Contains(first, ".") {
		return r.path + " uses the standard library only"
	}
	for module, dirs := range only {
		if under(name, module) && !anyUnder(s.dir, dirs) {
			return "it belongs to " + strings.Join(dirs, ", ")
		}
	}
	return ""
}

func inside(s source, may []string, own string) string {
	switch {
	case under(s.dir, "picking") && !s.test && level(own) >= level(s.dir):
		return "it does not stand lower"
	case anyUnder(own, may):
	case s.test && (own == "db/dbtest" || own == "picking" || own == s.dir):
	default:
		return "only " + strings.Join(may, ", ") + " may be used here"
	}
	if !s.test && (own == "db/dbtest" || own == "web/webtest") {
		return "it is for tests only"
	}
	return ""
}

func anyUnder(path string, dirs []string) bool {
	for _, d := range dirs {
		if under(path, d) {
			return true
		}
	}
	return false
}

// statement is how an SQL statement begins, in the capitals we write it in.
var statement = regexp.MustCompile(`^\s*(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WITH \w+ AS|CREATE TABLE)\b`)

func TestRuleSQLStaysInDB(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if under(s.dir, "db") || s.test || under(s.dir, "cmd") {
			continue
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil && statement.MatchString(text) {
					t.Errorf("%s holds SQL: %.60q", s.path, text)
				}
			}
			return true
		})
	}
}

// assetName is a file of package static as views and handlers name it.
var assetName = regexp.MustCompile(`"((?:css|js|img|vendor)/[\w./-]+\.\w+)"`)

func TestRuleAssetsAreThere(t *testing.T) {
	t.Parallel()
	found := 0
	for _, s := range sources(t) {
		if !under(s.dir, "web") || s.test {
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", "..", s.path))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range assetName.FindAllStringSubmatch(string(text), -1) {
			found++
			if !static.Has(m[1]) {
				t.Errorf("%s names %s, which static does not hold", s.path, m[1])
			}
		}
	}
	if found < 5 {
		t.Fatal("no assets were found in the views")
	}
}
