package font

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/gofont/goregular"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Müller & Søn":          "Müller & Søn",
		"Mu\u0308ller":          "Müller",
		"Κώστας Дмитрий":        "Κώστας Дмитрий",
		"a\tb\u2003c":           "a b c",
		"a\x00\x1b[31mb\u202ec": "a[31mbc",
		"a\r\nb":                "a\nb",
		"東京 😀":                  "\uFFFD\uFFFD \uFFFD",
		"\xff":                  "\uFFFD",
		"soft\u00adhyphen":      "softhyphen",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLay(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fit  Fit
		text string
		want []string
		size float64
	}{
		"one line":        {Fit{Size: 10, Width: 50}, "Short", []string{"Short"}, 10},
		"empty":           {Fit{Size: 10, Width: 50}, "", []string{""}, 10},
		"shrinks":         {Fit{Size: 20, Min: 8, Width: 30}, "Somewhat longer", []string{"Somewhat longer"}, 10},
		"wraps":           {Fit{Size: 10, Width: 20, Lines: 3}, "one two three four", []string{"one two", "three four"}, 10},
		"cut":             {Fit{Size: 10, Width: 20}, "one two three four", []string{"one two t…"}, 10},
		"cut after lines": {Fit{Size: 10, Width: 20, Lines: 2}, "one two three four five six", []string{"one two", "three four…"}, 10},
		"breaks a word":   {Fit{Size: 10, Width: 20, Lines: 3}, "ABCDEFGHIJKLMNOPQRS", []string{"ABCDEFGHI", "JKLMNOPQ", "RS"}, 10},
		"height":          {Fit{Size: 20, Min: 8, Width: 40, Lines: 2, Height: 10}, "Economy priority plus", []string{"Economy priority", "plus"}, 11.5},
		"line feeds":      {Fit{Size: 10, Width: 20, Lines: 3}, "a\nb", []string{"a", "b"}, 10},
		"feeds, one line": {Fit{Size: 10, Width: 20}, "a\nb", []string{"a b"}, 10},
	} {
		got, size := tc.fit.Lay(tc.text)
		if d := cmp.Diff(tc.want, got); d != "" || size != tc.size {
			t.Errorf("%s: size %g, %s", name, size, d)
		}
	}
}

// Whatever the text: never too wide, never too many lines, and nothing missing unless an ellipsis says so.
func TestLayKeepsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		fit := Fit{
			Face:  Face(rapid.IntRange(0, 1).Draw(t, "face")),
			Size:  rapid.Float64Range(6, 30).Draw(t, "size"),
			Width: rapid.Float64Range(15, 100).Draw(t, "width"),
			Lines: rapid.IntRange(1, 5).Draw(t, "lines"),
		}
		fit.Height = rapid.Float64Range(0, 60).Draw(t, "height")
		fit.Min = fit.Size * rapid.Float64Range(0.3, 1).Draw(t, "min")
		lines, size := fit.Lay(text)
		if len(lines) < 1 || len(lines) > fit.Lines || size > fit.Size || size < fit.Min {
			t.Fatalf("%d lines of size %g", len(lines), size)
		}
		for _, l := range lines {
			if fit.Face.Width(size, l)*MM > fit.Width+0.01 && utf8.RuneCountInString(l) > 2 {
				t.Fatalf("%q is %.2f mm wide", l, fit.Face.Width(size, l)*MM)
			}
		}
		shown, all := squash(strings.Join(fit.Break(text), "")), squash(shape(Clean(text)))
		if cut, is := strings.CutSuffix(shown, "…"); shown != all && (!is || !strings.HasPrefix(all, cut)) {
			t.Fatalf("%q became %q", all, shown)
		}
	})
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

func TestRasterShowsInkWhereTheTextIs(t *testing.T) {
	t.Parallel()
	b := Block{W: 40, Size: 12, Align: Right, Lines: []string{"Ж", "Ω"}}
	dots, above := b.Raster(8)
	ink := 0
	for y := range dots.Rect.Dy() {
		for x := range dots.Rect.Dx() {
			if dots.GrayAt(x, y).Y == 0 {
				continue
			}
			ink++
			if x < dots.Rect.Dx()*3/4 {
				t.Fatalf("ink at %d,%d, far left of right-aligned text", x, y)
			}
		}
	}
	if ink < 200 || above <= 0 {
		t.Errorf("%d dots of ink, %d above", ink, above)
	}
}

func TestEveryScriptPromisedIsThere(t *testing.T) {
	t.Parallel()
	for _, face := range []Face{Regular, Bold} {
		for _, r := range "ÀÉÎÕÜßæøåçñ ŁŚŻąęśźŐŰőű ŠČŘĚŮžýť ĞİıŞ ΑΒΓΔΩάέήίόύώ АБВЖЩЫЭЮЯёїєґіўљњћђ €£№–—…“”‘’•×½" {
			if !face.metrics().shown[r] {
				t.Errorf("face %d lacks %q", face, r)
			}
		}
	}
}

// Text of any length is laid out in a moment: nobody can stop a printer with a long name.
func TestLongTextTakesLittleTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("W", 300_000), strings.Repeat("ab ", 100_000), strings.Repeat("\n", 300_000)} {
		began := time.Now()
		lines, _ := Fit{Size: 28, Min: 7, Width: 60, Lines: 3, Height: 13}.Lay(text)
		if took := time.Since(began); took > 30*time.Second || len(lines) > 3 {
			t.Errorf("%.10q…: %d lines in %v", text, len(lines), took)
		}
	}
}

// Not parallel, as TestAdd. The house's fonts come and go; what is being drawn with one that goes is drawn to its end.
func TestHouse(t *testing.T) {
	const square = "╔"
	if !strings.ContainsRune(Clean(square), '\uFFFD') {
		t.Fatal("it is there already")
	}
	if err := House([][]byte{goregular.TTF}); err != nil {
		t.Fatal(err)
	}
	runs := Regular.Runs(10, "A"+square)
	if Clean(square) != square || len(runs) != 2 || !bytes.Equal(Regular.File(runs[1].Typeface), goregular.TTF) {
		t.Fatalf("%q, %v", Clean(square), runs)
	}
	if err := House([][]byte{[]byte("no font")}); err == nil || Clean(square) != square {
		t.Errorf("a wrong file: %v", err)
	}
	if err := House(nil); err != nil || Clean(square) == square {
		t.Errorf("it is still there, %v", err)
	}
	if !bytes.Equal(Regular.File(runs[1].Typeface), goregular.TTF) {
		t.Error("what was being drawn has lost its font")
	}
	before := len(Bold.metrics().faces)
	for _, files := range [][][]byte{{goregular.TTF}, nil} {
		if err := House(files); err != nil || len(Bold.metrics().faces) != before {
			t.Errorf("the same font again: %d typefaces, %d before, %v", len(Bold.metrics().faces), before, err)
		}
	}
}

// Not parallel: it changes the typefaces of all tests behind it, by characters that none of them asks for.
func TestAdd(t *testing.T) {
	const corner = "╔ A"
	if got := Clean(corner); got != "\uFFFD A" || string(Missing(corner)) != "╔" {
		t.Fatalf("%q is there already, missing %q", got, string(Missing(corner)))
	}
	for range 2 { // again is nothing new
		if err := Add(goregular.TTF); err != nil {
			t.Fatal(err)
		}
	}
	if got := Clean(corner); got != corner || Missing(corner) != nil {
		t.Errorf("%q, missing %q", got, string(Missing(corner)))
	}
	for _, f := range []Face{Regular, Bold} {
		runs := f.Runs(10, "A"+corner)
		if len(runs) != 3 || runs[1].Text != "╔" || !bytes.Equal(f.File(runs[1].Typeface), goregular.TTF) || runs[2].X <= runs[1].X {
			t.Errorf("%v", runs)
		}
	}
	dots, _ := Block{W: 20, Size: 20, Lines: []string{"╔"}}.Raster(8)
	if !bytes.Contains(dots.Pix, []byte{255}) {
		t.Error("nothing is drawn")
	}
	for name, file := range map[string]string{"nothing": "", "words": "no font", "collection": "ttcf....", "PostScript": "OTTO....", "web": "wOF2...."} {
		if err := Add([]byte(file)); err == nil {
			t.Errorf("%s was taken for a font", name)
		}
	}
}

func TestLook(t *testing.T) {
	t.Parallel()
	i, err := Look(goregular.TTF)
	if err != nil || i.Name != "Go Regular" || len(i.Letters) < 500 || !strings.Contains(i.Licence, "Go") {
		t.Errorf("%+v, %v", i, err)
	}
	locked := bytes.Clone(goregular.TTF)
	for r := locked[12:]; ; r = r[16:] {
		if string(r[:4]) == "OS/2" {
			at := binary.BigEndian.Uint32(r[8:])
			locked[at+8], locked[at+9] = 0, 2
			break
		}
	}
	if _, err := Look(locked); err == nil || !strings.Contains(err.Error(), "does not allow") {
		t.Errorf("a locked font: %v", err)
	}
	for n := range 400 { // cut off anywhere it is refused, or taken, but never a panic
		_, _ = Look(goregular.TTF[:n])
	}
}

// An outline that is made of itself would keep a writer of PDFs busy until the program dies.
func TestLookRefusesEndlessOutline(t *testing.T) {
	t.Parallel()
	file := bytes.Clone(regularTTF)
	table := func(name string) []byte {
		for i := range int(binary.BigEndian.Uint16(file[4:])) {
			if r := file[12+16*i:]; string(r[:4]) == name {
				return file[binary.BigEndian.Uint32(r[8:]):]
			}
		}
		t.Fatalf("no table %s", name)
		return nil
	}
	long := binary.BigEndian.Uint16(table("head")[50:]) == 1
	for g := range int(binary.BigEndian.Uint16(table("maxp")[4:])) {
		at := 2 * int(binary.BigEndian.Uint16(table("loca")[2*g:]))
		if long {
			at = int(binary.BigEndian.Uint32(table("loca")[4*g:]))
		}
		if glyph := table("glyf")[at:]; int16(binary.BigEndian.Uint16(glyph)) < 0 {
			binary.BigEndian.PutUint16(glyph[12:], uint16(g))
			if _, err := Look(file); err == nil || !strings.Contains(err.Error(), "damaged") {
				t.Errorf("outline %d is made of itself: %v", g, err)
			}
			return
		}
	}
	t.Fatal("no outline is made of others")
}
