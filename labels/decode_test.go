package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	stdpng "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
	"pickpack/picking/ship"
)

// everyDocument is all kinds on all papers.
func everyDocument(t *testing.T) map[string]Doc {
	t.Helper()
	out := map[string]Doc{}
	put := func(name string) func(Doc, error) {
		return func(d Doc, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = d
		}
	}
	put("shipping")(ShippingLabel(parcel()))
	put("shipping-foreign")(ShippingLabel(foreignParcel()))
	put("shipping-arabic")(ShippingLabel(arabicParcel()))
	put("slip-hebrew")(PackingSlip(hebrewSlip(), Label4x6))
	put("shipping-plain")(ShippingLabel(plainParcel()))
	put("logistic-4x6")(LogisticLabel(logistic(), Label4x6))
	put("logistic-a6")(LogisticLabel(logistic(content[:2]...), A6))
	put("logistic-a5")(LogisticLabel(logistic(content...), A5))
	odd := slip(3)
	odd.Order = "Замовлення № 17/ü"
	put("slip-odd-number")(PackingSlip(odd, A4))
	priced := slip(4)
	for i := range priced.Lines {
		priced.Lines[i].Price = ship.Money{Minor: int64(995 * (i + 1)), Currency: "EUR"}
	}
	put("slip-priced")(PackingSlip(priced, Letter))
	put("slip-80mm")(PackingSlip(priced, Receipt))
	put("pickup-80mm")(PickupSlip(pickup(), Receipt))
	for _, p := range []Paper{A4, Label4x6, Receipt} {
		put("gift-" + string(p))(GiftSlip(slip(4), p))
		put("return-" + string(p))(ReturnSlip(slip(4), p))
	}
	for _, p := range []Paper{A4, Letter, Label4x6} {
		put("slip-" + string(p))(PackingSlip(slip(24), p))
		put("pickup-" + string(p))(PickupSlip(pickup(), p))
	}
	put("manifest-a4")(ManifestPaper(manifest(60), A4))
	put("manifest-letter")(ManifestPaper(manifest(3), Letter))
	for _, k := range []TagKind{BinTags, ToteTags, CartTags, BadgeTags, ItemTags} {
		put(string(k) + "-4x2")(Sheet(k, tags(k, 2), Label4x2))
	}
	for _, k := range []TagKind{BinTags, ToteTags, ItemTags} {
		put(string(k) + "-57x32")(Sheet(k, tags(k, 2), Label57))
	}
	for _, p := range []Paper{A4, Letter, Label4x2, Label57} {
		put("cards-" + string(p))(Sheet(BinTags, cards(), p))
	}
	for _, p := range []Paper{A4, Letter, Label4x6} {
		put("test-" + string(p))(TestPage("Label printer at station 1", p, "26 Nov 2026, 11:00"))
	}
	for _, p := range []Paper{A4, Letter} {
		put("setup-" + string(p))(SetupPaper(setup(), p))
	}
	counts := map[TagKind]int{BinTags: 15, ToteTags: 7, CartTags: 2, BadgeTags: 6, ItemTags: 25}
	for _, p := range []Paper{A4, Letter} {
		put("picklist-" + string(p))(PickListPaper(pickSheet(14), p))
		for _, k := range []TagKind{BinTags, ToteTags, CartTags, BadgeTags, ItemTags} {
			put(string(k) + "-" + string(p))(Sheet(k, tags(k, counts[k]), p))
		}
	}
	return out
}

// tool finds a program of Debian's that the tests need.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: apt-get install poppler-utils zbar-tools", name)
	}
	return path
}

// rasterize prints a PDF with poppler and returns the pages and the files they are in.
func rasterize(t *testing.T, file []byte, dpi int) ([]*image.Gray, []string) {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command(tool(t, "pdftoppm"), "-r", fmt.Sprint(dpi), "-gray", "-", filepath.Join(dir, "p"))
	cmd.Stdin = bytes.NewReader(file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	var pages []*image.Gray
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, readPGM(t, b))
	}
	return pages, files
}

// readPGM reads the plainest of picture formats: "P5", width, height, 255, bytes.
func readPGM(t *testing.T, b []byte) *image.Gray {
	t.Helper()
	var w, h, depth int
	if _, err := fmt.Sscanf(string(b[:min(64, len(b))]), "P5\n%d %d\n%d\n", &w, &h, &depth); err != nil || depth != 255 || len(b) < w*h {
		t.Fatalf("not a grey picture: %v", err)
	}
	return &image.Gray{Pix: b[len(b)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

// codes are the barcodes of a page.
func codes(p Page) []Code {
	var out []Code
	for _, item := range p.Items {
		if c, ok := item.(Code); ok {
			out = append(out, c)
		}
	}
	return out
}

// data is what a reader must report for a symbol: with FNC1 in front as ]C1 for GS1-128, else the text.
func data(s barcode.Symbol) string {
	e, _ := gs1.ParseBracketed(s.Text)
	switch s.Kind {
	case barcode.KindGS1128:
		return "]C1" + strings.TrimPrefix(e.Raw(), gs1.FNC1)
	case barcode.KindGS1DataMatrix:
		return e.Raw()
	}
	return s.Text
}

// decode reads one code out of the picture of its page, cut out with its quiet zone.
func decode(img *image.Gray, c Code, perMM float64) (string, error) {
	x0, y0, x1, y1 := c.bounds()
	if dots, err := c.Place.Dots(c.Symbol, perMM); err == nil { // whole dots may make it wider
		more := max(0, float64(dots*c.Symbol.FullWidth())/perMM-(x1-x0))
		x0, x1 = x0-more/2, x1+more/2
	}
	cut := image.Rect(int(x0*perMM), int(y0*perMM), int(x1*perMM)+1, int(y1*perMM)+1).Intersect(img.Bounds())
	bmp, err := gozxing.NewBinaryBitmapFromImage(img.SubImage(cut))
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	var r gozxing.Reader
	switch c.Symbol.Kind {
	case barcode.KindGS1128:
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
		r = oned.NewCode128Reader()
	case barcode.KindCode128:
		r = oned.NewCode128Reader()
	case barcode.KindEAN13:
		r = oned.NewEAN13Reader()
	case barcode.KindEAN8:
		r = oned.NewEAN8Reader()
	case barcode.KindITF14:
		r = oned.NewITFReader()
	case barcode.KindQR:
		r = qrcode.NewQRCodeReader()
	case barcode.KindDataMatrix, barcode.KindGS1DataMatrix:
		r = datamatrix.NewDataMatrixReader()
	default:
		return "", fmt.Errorf("no reader for %s", c.Symbol.Kind)
	}
	got, err := r.Decode(bmp, hints)
	if err != nil {
		return "", err
	}
	return got.GetText(), nil
}

// Every barcode of every document, as poppler prints it, decodes to what it should say.
func TestPDFBarcodesDecode(t *testing.T) {
	t.Parallel()
	const dpi = 203
	for name, doc := range everyDocument(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := Render(doc, PDF)
			if err != nil {
				t.Fatal(err)
			}
			pages, files := rasterize(t, file, dpi)
			if len(pages) != len(doc.Pages) {
				t.Fatalf("%d pages printed, %d laid out", len(pages), len(doc.Pages))
			}
			found := 0
			for i, p := range doc.Pages {
				for _, c := range codes(p) {
					found++
					if got, err := decode(pages[i], c, dpi/25.4); err != nil || got != data(c.Symbol) {
						t.Errorf("page %d: %s %q reads as %q, %v", i+1, c.Symbol.Kind, c.Symbol.Text, got, err)
					}
				}
			}
			if found == 0 {
				t.Error("no barcode at all")
			}
			zbar(t, doc, files)
			sizes(t, doc, file)
			texts(t, doc, file)
		})
	}
}

// zbar is a second reader, which is shown whole pages: what it sees must be exactly what is there.
func zbar(t *testing.T, doc Doc, files []string) {
	t.Helper()
	for i, file := range files {
		var want []string
		for _, c := range codes(doc.Pages[i]) {
			if k := c.Symbol.Kind; k != barcode.KindDataMatrix && k != barcode.KindGS1DataMatrix { // zbar reads none
				want = append(want, strings.TrimPrefix(data(c.Symbol), "]C1"))
			}
		}
		if len(want) == 0 {
			continue
		}
		cmd := exec.Command(tool(t, "zbarimg"), "-q", "--raw", "--nodbus", "-Sean8.enable", "-Si25.enable", file)
		out, err := cmd.Output()
		if err != nil {
			t.Errorf("zbarimg, page %d: %v", i+1, err)
		}
		got := strings.Split(strings.TrimSpace(string(out)), "\n")
		if d := cmp.Diff(uniq(want), uniq(got)); d != "" {
			t.Errorf("zbarimg, page %d: %s", i+1, d)
		}
	}
}

// sizes asks pdfinfo how large the pages are: a printer that is given another size shrinks the codes.
func sizes(t *testing.T, doc Doc, file []byte) {
	t.Helper()
	cmd := exec.Command(tool(t, "pdfinfo"), "-f", "1", "-l", "9999", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdfinfo: %v", err)
	}
	got := pageSize.FindAllSubmatch(out, -1)
	if len(got) != len(doc.Pages) {
		t.Fatalf("pdfinfo tells of %d pages, not %d:\n%s", len(got), len(doc.Pages), out)
	}
	for i, p := range doc.Pages {
		w, _ := strconv.ParseFloat(string(got[i][1]), 64)
		h, _ := strconv.ParseFloat(string(got[i][2]), 64)
		if math.Abs(w/72*25.4-p.W) > 0.1 || math.Abs(h/72*25.4-p.H) > 0.1 {
			t.Errorf("page %d is %.1f × %.1f pt, not %.1f × %.1f mm", i+1, w, h, p.W, p.H)
		}
	}
}

var pageSize = regexp.MustCompile(`size:\s+([0-9.]+) x ([0-9.]+) pts`)

// texts reads the words with pdftotext: what is laid out is there, line by line. Of what is written from right to left only
// the letters can be compared: the file holds them joined, in the order in which they are drawn.
func texts(t *testing.T, doc Doc, file []byte) {
	t.Helper()
	for i, p := range doc.Pages {
		n := strconv.Itoa(i + 1)
		cmd := exec.Command(tool(t, "pdftotext"), "-raw", "-f", n, "-l", n, "-", "-")
		cmd.Stdin = bytes.NewReader(file)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		page := solid(string(out))
		for _, item := range p.Items {
			text, ok := item.(Text)
			if !ok {
				continue
			}
			for _, line := range text.block().Lines {
				if !rightToLeft(line) && !strings.Contains(page, solid(line)) {
					t.Errorf("page %d does not say %q", i+1, line)
				}
			}
		}
	}
}

// solid is text without its blanks, which PDFs keep or not.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
}

func uniq(s []string) []string {
	sort.Strings(s)
	return slices.Compact(s)
}

// Every barcode of every label, as a printer would draw the ZPL, decodes to what it should say.
func TestZPLBarcodesDecode(t *testing.T) {
	t.Parallel()
	perMM := map[Format]float64{ZPL203: 203 / 25.4, ZPL300: 304.5 / 25.4, ZPL600: 609 / 25.4}
	for name, doc := range everyDocument(t) {
		if doc.Pages[0].W > maxLabel {
			if _, err := Render(doc, ZPL203); err == nil {
				t.Errorf("%s was written for a label printer", name)
			}
			continue
		}
		for f, scale := range perMM {
			t.Run(name+" "+string(f), func(t *testing.T) {
				t.Parallel()
				file, err := Render(doc, f)
				if err != nil {
					t.Fatal(err)
				}
				printed, err := readZPL(file)
				if err != nil || len(printed) != len(doc.Pages) {
					t.Fatalf("%d labels, %v", len(printed), err)
				}
				for i, p := range doc.Pages {
					for _, c := range codes(p) {
						if got, err := decode(printed[i].img, c, scale); err != nil || got != data(c.Symbol) {
							t.Errorf("label %d: %s %q reads as %q, %v", i+1, c.Symbol.Kind, c.Symbol.Text, got, err)
						}
					}
				}
			})
		}
	}
}

// Every barcode of every document drawn as a picture decodes to what it should say, on each of the pages below each other.
func TestPNGBarcodesDecode(t *testing.T) {
	t.Parallel()
	for name, doc := range everyDocument(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := Render(doc, PNG203)
			if err != nil {
				t.Fatal(err)
			}
			img, err := stdpng.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			const perMM = 203 / 25.4
			all, top := image.NewGray(img.Bounds()), 0
			draw.Draw(all, all.Rect, img, image.Point{}, draw.Src)
			for i, p := range doc.Pages {
				high := int(math.Round(p.H * perMM))
				page := &image.Gray{Pix: all.Pix[top*all.Stride:], Stride: all.Stride, Rect: image.Rect(0, 0, all.Rect.Dx(), high)}
				for _, c := range codes(p) {
					if got, err := decode(page, c, perMM); err != nil || got != data(c.Symbol) {
						t.Errorf("page %d: %s %q reads as %q, %v", i+1, c.Symbol.Kind, c.Symbol.Text, got, err)
					}
				}
				top += high
			}
		})
	}
}
