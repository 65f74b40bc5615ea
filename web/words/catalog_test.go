package words

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pickpack/picking"
)

// Whose sentences a picker sees: every constant of type picking.Text in them is one.
var spoken = []string{"pickpack/picking", "pickpack/picking/task", "pickpack/picking/wall", "pickpack/web/handheld",
	"pickpack/web/handheld/capture", "pickpack/web/auth", "pickpack/web/respond", "pickpack/web/ui"}

// Whose errors may come up there as well: what picking.Errorf is given is one, if nothing is put into it.
var failing = append([]string{"pickpack/db", "pickpack/web/scan"}, spoken...)

// What no picker sees of them.
var elsewhere = []string{"apikey.go", "setup.go", "frame.go", "gtin.go", "text.go"}

// The files of db that work on a list, a tote or goods to be put back.
var walked = []string{"pick.go", "scan.go", "sort.go", "back.go", "backundo.go", "rest.go"}

// Every sentence is translated into every language with the same things put into it, and nothing else is.
func TestCatalogs(t *testing.T) {
	t.Parallel()
	said := sentences(t)
	if len(said) < 200 {
		t.Fatalf("only %d sentences were found", len(said))
	}
	for _, l := range All[1:] {
		for s, at := range said {
			if words, ok := l.Words[s]; !ok {
				t.Errorf("%s: %s is not translated: %q", l.Code, at, s)
			} else if why := differs(l, s, words); why != "" {
				t.Errorf("%s: %s %q: %s", l.Code, at, s, why)
			}
		}
		for s := range l.Words {
			if said[s] == "" {
				t.Errorf("%s: nobody says %q", l.Code, s)
			}
		}
	}
}

var (
	verbs  = regexp.MustCompile(`%(\[\d\])?[a-z]`)
	blanks = regexp.MustCompile(`\{\w+\}`)
)

// differs says what is wrong with a translation.
func differs(l *Language, s, words picking.Text) string {
	forms := strings.Split(string(words), "|")
	english := strings.Split(string(s), "|")
	switch {
	case len(english) == 1 && len(forms) > 1, len(blanks.FindAllString(string(s), -1)) > 0 && len(forms) != len(english):
		return "it has other parts"
	case blanks.MatchString(string(s)):
		if !slices.Equal(sorted(blanks.FindAllString(string(words), -1)), sorted(blanks.FindAllString(string(s), -1))) {
			return "it has other blanks"
		}
		return ""
	case len(english) > 1 && len(forms) != l.forms():
		return "it has not the forms of the language"
	}
	for _, f := range forms {
		if why := misses(english[len(english)-1], f, len(forms) > 1); why != "" {
			return why
		}
	}
	return ""
}

// misses says which argument is missing or another. Where the form tells a number, the number itself may be left out.
func misses(english, form string, counted bool) string {
	want, got := arguments(english), arguments(form)
	for at, kind := range want {
		if got[at] != kind && (got[at] != 0 || !counted || kind != 'd') {
			return "an argument is missing or another: " + form
		}
	}
	if len(got) > len(want) {
		return "an argument is too many: " + form
	}
	return ""
}

func arguments(s string) map[int]byte {
	out, next := map[int]byte{}, 0
	for _, v := range verbs.FindAllString(s, -1) {
		if v[1] == '[' {
			next = int(v[2] - '1')
		}
		out[next] = v[len(v)-1]
		next++
	}
	return out
}

// forms is how many the language has.
func (l *Language) forms() (n int) {
	for i := range 1000 {
		n = max(n, l.Form(i)+1)
	}
	return n
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// sentences reads the code: each with where it stands.
func sentences(t *testing.T) map[picking.Text]string {
	t.Helper()
	said := map[picking.Text]string{}
	packages := load(t)
	for _, path := range failing {
		info, files, fset := packages(path)
		seen := func(n ast.Node) bool {
			name := filepath.Base(fset.Position(n.Pos()).Filename)
			return !slices.Contains(elsewhere, name) && (path != "pickpack/db" || slices.Contains(walked, name))
		}
		if len(files) == 0 {
			continue // not written yet
		}
		for e, v := range info.Types {
			if seen(e) && slices.Contains(spoken, path) && v.Value != nil && isText(v.Type) {
				note(said, constant.StringVal(v.Value), fset, e)
			}
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				if s := failure(info, n); s != "" && seen(n) {
					note(said, s, fset, n)
				}
				return true
			})
			for _, wrong := range misuses(info, f) {
				t.Errorf("%s: words are put together; picking.Say and And keep them apart", fset.Position(wrong))
			}
		}
	}
	return said
}

func note(said map[picking.Text]string, s string, fset *token.FileSet, n ast.Node) {
	if strings.Trim(verbs.ReplaceAllString(s, ""), " ·×…/") != "" && strings.TrimSpace(s) != "" { // names and numbers alone are the same everywhere
		p := fset.Position(n.Pos())
		said[picking.Text(s)] = filepath.Base(p.Filename) + ":" + strconv.Itoa(p.Line)
	}
}

// failure is the sentence of a call of picking.Errorf.
func failure(info *types.Info, n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return ""
	}
	var name *ast.Ident
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel
	case *ast.Ident:
		name = f
	default:
		return ""
	}
	f := info.Uses[name]
	if v := info.Types[call.Args[1]].Value; f != nil && f.Name() == "Errorf" && f.Pkg() != nil && f.Pkg().Path() == "pickpack/picking" && v != nil {
		return constant.StringVal(v)
	}
	return ""
}

// misuses are additions of texts outside picking.
func misuses(info *types.Info, f *ast.File) (at []token.Pos) {
	if f.Name.Name == "picking" {
		return nil
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.ADD && isText(info.Types[b].Type) && info.Types[b].Value == nil {
			at = append(at, b.Pos())
		}
		return true
	})
	return at
}

func isText(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == "Text" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "pickpack/picking"
}

// load answers a function that reads a package with its types, through what the go command has built of its imports.
func load(t *testing.T) func(path string) (*types.Info, []*ast.File, *token.FileSet) {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-export", "-deps", "-e", "-json=ImportPath,Export,Dir,GoFiles"}, failing...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	type built struct {
		ImportPath, Export, Dir string
		GoFiles                 []string
	}
	all := map[string]built{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var b built
		if err := d.Decode(&b); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all[b.ImportPath] = b
	}
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(all[path].Export) })
	return func(path string) (*types.Info, []*ast.File, *token.FileSet) {
		var files []*ast.File
		for _, name := range all[path].GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(all[path].Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
		if _, err := (&types.Config{Importer: from}).Check(path, fset, files, info); err != nil && len(files) > 0 {
			t.Fatal(err)
		}
		return info, files, fset
	}
}
