package labels

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"pickpack/picking"
)

// hostileParcel says text wherever a stranger's words reach a label. A field whose text is blank is left out of a
// label, so blank stays blank.
func hostileParcel(text string) Parcel {
	a := picking.Address{Name: text, Company: text, Street1: text, Street2: text, City: text, Region: text, Postcode: text,
		Country: "DE", Phone: text}
	return Parcel{From: a, To: a, Carrier: text, Service: text, ShipDate: noon, Cutoff: noon, Order: text, Carton: 1, Of: 2,
		Weight: 100, SSCC: "340123450000000000", Tracking: "1Z999AA10123456784"}
}

func zplOf(t testing.TB, p Parcel) []byte {
	t.Helper()
	doc, err := ShippingLabel(p)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Render(doc, ZPL203)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkHostile prints text everywhere and compares the commands of the label with those of a harmless one.
func checkHostile(t testing.TB, text string) {
	t.Helper()
	harmless := "A"
	if strings.TrimSpace(text) == "" {
		harmless = ""
	}
	want, got := zplOf(t, hostileParcel(harmless)), zplOf(t, hostileParcel(text))
	for _, c := range []string{"^", "~"} {
		if n, m := bytes.Count(want, []byte(c)), bytes.Count(got, []byte(c)); n != m {
			t.Fatalf("%q: %d times %s instead of %d\n%s", text, m, c, n, got)
		}
	}
	if labels, err := readZPL(got); err != nil || len(labels) != 1 {
		t.Fatalf("%q: %d labels, %v\n%s", text, len(labels), err, got)
	}
}

// hostile are texts that mean something to a printer, or might.
var hostile = []string{"^XZ~JR", "^XA^FDowned^FS^XZ", "~JR", "_5EXZ", `\&^FS`, `\\`, "\x1b%-12345X@PJL", "^CC!", "!XZ", "~CT^",
	"\x10\x05\x02", "Ж^XZ", "a\nb^FS\nc", "^", "~", "_", "\u2028^XZ", "\xff^XZ", "^XZ", "\u02c6XZ", " ", "", ">0>8",
	strings.Repeat("^", 500), "(00)123", "\u00ad^\u200bX\u200bZ"}

func TestHostileTextPrintsNothingButItself(t *testing.T) {
	t.Parallel()
	for _, text := range hostile {
		checkHostile(t, text)
	}
	labels, err := readZPL(zplOf(t, hostileParcel("^XZ~JR")))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(strings.Join(labels[0].words, "\n"), "^XZ~JR"); n < 10 {
		t.Errorf("the words themselves are printed %d times: %q", n, labels[0].words)
	}
}

func FuzzHostileText(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkHostile(t, text)
	})
}

// A document rendered again, at the same time, by others, is the same to the byte.
func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	again := everyDocument(t)
	var wg sync.WaitGroup
	for name, doc := range everyDocument(t) {
		for _, f := range []Format{PDF, ZPL203, ZPL300} {
			if f != PDF && doc.Pages[0].W > maxLabel {
				continue
			}
			wg.Go(func() {
				a, err := Render(doc, f)
				b, err2 := Render(again[name], f)
				if err != nil || err2 != nil || !bytes.Equal(a, b) {
					t.Errorf("%s %s: %v, %v, other bytes", name, f, err, err2)
				}
			})
		}
	}
	wg.Wait()
}
