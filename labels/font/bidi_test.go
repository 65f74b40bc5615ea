package font

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

func TestVisual(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain text":                "plain text",
		"שלום":                      "םולש",
		"Tel. שלום 12":              "Tel. 12 םולש",
		"שלום Tel 12":               "Tel 12 םולש",
		"רחוב הרצל 15, תל אביב":     "ביבא לת ,15 לצרה בוחר",
		"רחוב (ליד הבנק) 7":         "7 (קנבה דיל) בוחר",
		"Shop (חנות) 5":             "Shop (תונח) 5",
		"חנות (shop) שלום":          "םולש (shop) תונח",
		"דירה 4-6":                  "4-6 הריד",
		"מחיר 12.50 €":              "€ 12.50 ריחמ",
		"a שלום, b":                 "a םולש, b",
		"אa(a)":                     "a(a)א", // UAX #9, N0 c1: the pair goes with what is in it and before it
		"+972 3-123-4567 שלום":      "םולש 3-123-4567 972+",
		"«שלום»":                    "«םולש»",
		"(a [שלום] b)":              "(a [םולש] b)",
		"שלום [a] (b":               "b) [a] םולש",
		"\u0627\u0628 12\u066013 a": "a 12\u066013 \u0628\u0627",
	} {
		if got := visual(in, rightToLeft(in)); got != want {
			t.Errorf("%q stands as %q, want %q", in, got, want)
		}
	}
}

// The directions found are those of another implementation, for anything that Clean leaves but brackets, whose pairs it
// takes apart in "אa(a)"; they stand in the table above.
func TestDirectionsAgree(t *testing.T) {
	t.Parallel()
	alphabet := []rune("ab אב سل 012٣٤ <>,.:+-/%$€'!«»\u0301…")
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 24).Draw(t, "text")))
		var p bidi.Paragraph
		if _, err := p.SetString(s); err != nil {
			t.Skip(err)
		}
		order, err := p.Order()
		if err != nil || s == "" {
			t.Skip("nothing to order")
		}
		var want []bool
		for i := range order.NumRuns() {
			run := order.Run(i)
			want = append(want, slices.Repeat([]bool{run.Direction() == bidi.RightToLeft}, len([]rune(run.String())))...)
		}
		levels := embed([]rune(s), rightToLeft(s))
		for i, level := range levels {
			if (level%2 == 1) != want[i] {
				t.Fatalf("%q: levels %v, from the right %v", s, levels, want)
			}
		}
	})
}

func TestArabicLettersJoin(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"سلام":    "\uFEB3\uFEFC\uFEE1",             // seen begins, lam with alef ends, meem alone
		"محمد":    "\uFEE3\uFEA4\uFEE4\uFEAA",       // begins, within, within, ends
		"لا":      "\uFEFB",                         // one sign
		"الأمير":  "\uFE8D\uFEF7\uFEE3\uFEF4\uFEAE", // alef alone, lam with alef and hamza, …
		"پچ گژ":   "\uFB58\uFB7B \uFB94\uFB8B",      // letters of Persian
		"شارع 12": "\uFEB7\uFE8E\uFEAD\uFEC9 12",
		"ـبـ":     "ـ\uFE92ـ",
		"ءب":      "\uFE80\uFE8F",
		"abc":     "abc",
		"على":     "\uFECB\uFEE0\uFEF0",
	} {
		if got := shape(in); got != want {
			t.Errorf("%s becomes %+q, want %+q", in, got, want)
		}
		if again := shape(shape(in)); again != want {
			t.Errorf("%s shaped twice becomes %+q", in, again)
		}
	}
}

// Every letter has its forms, and the typefaces have every form.
func TestEveryFormIsThere(t *testing.T) {
	t.Parallel()
	letters := joining().letters
	for _, r := range "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "أإآؤئةىء" + "پچژکگیٹڈڑںہھے" {
		if n := len(letters[r]); n != 1 && n != 2 && n != 4 {
			t.Errorf("%c has %d forms", r, n)
		}
		for _, form := range letters[r] {
			if !Bold.metrics().shown[form] {
				t.Errorf("%c: no %+q", r, form)
			}
		}
	}
	for r, f := range joining().lamAlef {
		if len(f) != 2 {
			t.Errorf("lam with %c has %d forms", r, len(f))
		}
	}
	if n := len(joining().lamAlef); n != 4 {
		t.Errorf("%d alefs", n)
	}
}

func TestWordsOfIdeographs(t *testing.T) {
	t.Parallel()
	var got []string
	for word, glue := range words("東京、(港区)3-12 Tower「ビル」") {
		got = append(got, glue+word)
	}
	want := []string{" 東", "京、(港", "区)3-12", " Tower「ビ", "ル」"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// What is laid is what was broken, each line turned.
func TestBreakIsLayUnturned(t *testing.T) {
	t.Parallel()
	fit := Fit{Size: 12, Min: 8, Width: 40, Lines: 4}
	const address = "شركة النور للتجارة\nشارع الملك فهد 12، الطابق 3\n12345 الرياض"
	lines, _ := fit.Lay(address)
	broken := fit.Break(address)
	if len(lines) != len(broken) || len(lines) < 3 {
		t.Fatalf("%q, %q", lines, broken)
	}
	for i := range lines {
		if visual(broken[i], true) != lines[i] {
			t.Errorf("line %d: %q, %q", i, lines[i], broken[i])
		}
	}
}
