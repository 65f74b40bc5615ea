package labels

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before committing")

// The ZPL of each label is kept as text.
func TestGoldenZPL(t *testing.T) {
	t.Parallel()
	for name, doc := range everyDocument(t) {
		if doc.Pages[0].W > maxLabel {
			continue
		}
		got, err := Render(doc, ZPL203)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".zpl")
		if *update {
			write(t, path, got)
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s (go test ./labels -update writes it anew): %s", path, d)
		}
	}
}

// Of each PDF the first page is kept as a small picture. Versions of poppler smooth edges differently, so the pictures
// are compared in blocks: what moves, grows or goes missing changes a block far more than smoothing does.
func TestGoldenPDF(t *testing.T) {
	t.Parallel()
	const dpi = 50
	for name, doc := range everyDocument(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := Render(Doc{Title: doc.Title, Pages: doc.Pages[:1]}, PDF)
			if err != nil {
				t.Fatal(err)
			}
			pages, _ := rasterize(t, file, dpi)
			path := filepath.Join("testdata", name+".png")
			if *update {
				var b bytes.Buffer
				if err := png.Encode(&b, pages[0]); err != nil {
					t.Fatal(err)
				}
				write(t, path, b.Bytes())
				return
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			gray, ok := want.(*image.Gray)
			if !ok {
				t.Fatalf("%s is not grey", path)
			}
			if x, y, differs := firstDifference(gray, pages[0]); differs {
				t.Errorf("%s differs near %d,%d mm (go test ./labels -update writes it anew)", path, x*254/dpi/10, y*254/dpi/10)
			}
		})
	}
}

// firstDifference compares blocks of 6×6 dots by their mean darkness.
func firstDifference(a, b *image.Gray) (x, y int, differs bool) {
	const block, limit = 6, 40
	if a.Rect != b.Rect {
		return 0, 0, true
	}
	for y := 0; y < a.Rect.Dy(); y += block {
		for x := 0; x < a.Rect.Dx(); x += block {
			if d := darkness(a, x, y, block) - darkness(b, x, y, block); d > limit || d < -limit {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// darkness is the mean of a block, 0 to 255.
func darkness(img *image.Gray, x0, y0, block int) int {
	sum, n := 0, 0
	for y := y0; y < min(y0+block, img.Rect.Dy()); y++ {
		for x := x0; x < min(x0+block, img.Rect.Dx()); x++ {
			sum += 255 - int(img.GrayAt(x, y).Y)
			n++
		}
	}
	return sum / n
}

// The comparison sees a line of text that is a millimetre off, and one that is gone.
func TestGoldenSeesChanges(t *testing.T) {
	t.Parallel()
	doc, err := ShippingLabel(parcel())
	if err != nil {
		t.Fatal(err)
	}
	picture := func(change func(*Text)) *image.Gray {
		p := doc.Pages[0]
		p.Items = append([]Item{}, p.Items...)
		for i, item := range p.Items {
			if text, ok := item.(Text); ok && text.S == parcel().To.Name {
				change(&text)
				p.Items[i] = text
			}
		}
		file, err := Render(Doc{Pages: []Page{p}}, PDF)
		if err != nil {
			t.Fatal(err)
		}
		pages, _ := rasterize(t, file, 50)
		return pages[0]
	}
	same := picture(func(*Text) {})
	for name, change := range map[string]func(*Text){
		"moved": func(x *Text) { x.Y++ }, "gone": func(x *Text) { x.S = "" }, "thin": func(x *Text) { x.Bold = false },
	} {
		if _, _, differs := firstDifference(same, picture(change)); !differs {
			t.Errorf("text %s is not noticed", name)
		}
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
