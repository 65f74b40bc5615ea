package zpl

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

func written(t rapid.TB, draw func(*Writer)) string {
	t.Helper()
	w := New(DPI203)
	w.Page(101.6, 152.4)
	draw(w)
	b, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func text(lines ...string) font.Block { return font.Block{X: 5, Y: 5, W: 80, Size: 12, Lines: lines} }

func TestPageIsFourBySixInches(t *testing.T) {
	t.Parallel()
	for perMM, want := range map[float64]string{
		DPI203: "^XA\n^CI28\n^PW812\n^LL1218\n^LH0,0\n^XZ\n",
		DPI300: "^XA\n^CI28\n^PW1218\n^LL1827\n^LH0,0\n^XZ\n",
		DPI600: "^XA\n^CI28\n^PW2436\n^LL3654\n^LH0,0\n^XZ\n",
	} {
		w := New(perMM)
		w.Page(101.6, 152.4)
		w.Page(101.6, 152.4)
		if b, _ := w.Bytes(); string(b) != want+want {
			t.Errorf("%g dots/mm: %q", perMM, b)
		}
	}
}

func TestSSCCModules(t *testing.T) {
	t.Parallel()
	s, err := barcode.SSCC("123456789012345675")
	if err != nil {
		t.Fatal(err)
	}
	for perMM, want := range map[float64]string{DPI203: "^BY4,3,", DPI300: "^BY6,3,", DPI600: "^BY12,3,"} {
		w := New(perMM)
		w.Page(101.6, 152.4)
		if err := w.Symbol(s, barcode.Place{X: 1, Y: 10, W: 99.6, H: 32, Max: 0.5}); err != nil {
			t.Fatal(err)
		}
		b, _ := w.Bytes()
		if !strings.Contains(string(b), want) || !strings.Contains(string(b), ",N,N,N,D^FH^FD(00)123456789012345675^FS") {
			t.Errorf("%g dots/mm: %s", perMM, b)
		}
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Main St. 5":  "^FDMain St. 5^FS",
		"^XZ~JR":      "^FD_5EXZ_7EJR^FS",
		"a_41b":       "^FDa_5F41b^FS",
		"Größe":       "^FDGr_C3_B6_C3_9Fe^FS",
		"\"<>|{}[]$`": "^FD_22_3C_3E_7C_7B_7D_5B_5D_24_60^FS",
		"":            "^FD^FS",
	} {
		if got := written(t, func(w *Writer) { w.Block(text(in)) }); !strings.Contains(got, "^FH"+want) {
			t.Errorf("%q: %s", in, got)
		}
	}
	if got := written(t, func(w *Writer) { w.Block(text("one", "two")) }); !strings.Contains(got, `^FB639,2,7,L,0^FH^FDone\&two^FS`) {
		t.Error(got)
	}
	for _, drawn := range []string{`a\b`, `\&`, "Łódź", "Ж", "\uFFFD", "\u0085"} {
		if got := written(t, func(w *Writer) { w.Block(text(drawn)) }); !strings.Contains(got, "^GFA,") || strings.Contains(got, "^FH") {
			t.Errorf("%q is not a picture: %s", drawn, got)
		}
	}
}

// Whatever the text says, it takes six carets and no tilde.
func TestTextTakesSixCommands(t *testing.T) {
	t.Parallel()
	empty := written(t, func(*Writer) {})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\^~_\\A-Z0-9,]{0,30}`)).Draw(t, "text")
		lines, size := font.Fit{Size: 12, Width: 80, Lines: 3}.Lay(s)
		b := text(lines...)
		b.Size, b.Y = size, rapid.Float64Range(0, 150).Draw(t, "y")
		got := written(t, func(w *Writer) { w.Block(b) })
		if strings.Count(got, "^") != strings.Count(empty, "^")+6 || strings.Contains(got, "~") {
			t.Fatalf("%q gives %s", s, got)
		}
	})
}

func TestCodesWithInvocationCharactersAreDrawn(t *testing.T) {
	t.Parallel()
	for code, resident := range map[string]bool{"A-01-03": true, "a>5b": false, "_^~\\": true} {
		s, err := barcode.Code128(code)
		if err != nil {
			t.Fatal(err)
		}
		got := written(t, func(w *Writer) {
			if err := w.Symbol(s, barcode.Place{W: 90, H: 10, Max: 0.4}); err != nil {
				t.Fatal(err)
			}
		})
		if strings.Contains(got, "^BC") != resident || strings.Contains(got, "^GFA") == resident {
			t.Errorf("%s: %s", code, got)
		}
	}
}

// A compressed picture unpacks to the same dots.
func TestGraphicUnpacks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		wide := rapid.SampledFrom([]int{1, 7, 8, 9, 64, 800, 4000}).Draw(t, "width")
		b := newBits(wide, rapid.IntRange(1, 6).Draw(t, "height"))
		for _, row := range b.rows {
			for range rapid.IntRange(0, 4).Draw(t, "runs") {
				from := rapid.IntRange(0, wide-1).Draw(t, "from")
				for x := from; x < min(wide, from+rapid.IntRange(1, wide).Draw(t, "len")); x++ {
					row[x/8] |= 0x80 >> (x % 8)
				}
			}
		}
		var out bytes.Buffer
		graphic(&out, b)
		want := ""
		for _, row := range b.rows {
			want += strings.ToUpper(hex.EncodeToString(row))
		}
		if got := unpack(out.String()); got != want {
			t.Fatalf("%s unpacks to %s, want %s", out.String(), got, want)
		}
	})
}

// unpack expands the data of a ^GFA command to plain hexadecimal digits, from Zebra's description of the scheme.
func unpack(cmd string) string {
	var total, same, rowBytes int
	_, err := fmt.Sscanf(cmd, "^GFA,%d,%d,%d,", &total, &same, &rowBytes)
	if err != nil || total != same {
		return fmt.Sprint("not a graphic: ", err)
	}
	data := strings.SplitN(cmd, ",", 5)[4]
	width := rowBytes * 2
	var out strings.Builder
	row, last, n := "", "", 0
	end := func() {
		out.WriteString(row)
		last, row = row, ""
	}
	for _, c := range data {
		switch {
		case c >= 'g' && c <= 'z':
			n += int(c-'g'+1) * 20
		case c >= 'G' && c <= 'Y':
			n += int(c-'G') + 1
		case c == ',':
			row += strings.Repeat("0", width-len(row))
		case c == ':':
			row = last
		default:
			row += strings.Repeat(string(c), max(n, 1))
			n = 0
		}
		if len(row) >= width {
			end()
		}
	}
	return out.String()
}
