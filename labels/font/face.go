package font

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Face is one of the two weights.
type Face int

const (
	Regular Face = iota
	Bold
)

var (
	//go:embed NotoSans-Regular.ttf
	regularTTF []byte
	//go:embed NotoSans-Bold.ttf
	boldTTF []byte
)

// Bytes is the TrueType file. Nobody may change it.
func (f Face) Bytes() []byte {
	if f == Bold {
		return boldTTF
	}
	return regularTTF
}

// A parsed font and the advance of every character it shows, in thousandths of the size. Read-only once made.
type metrics struct {
	font     *sfnt.Font
	advances [1 << 16]uint16 // 0: not shown, or a mark that takes no room
	shown    [1 << 16]bool
}

var (
	regular = sync.OnceValue(func() *metrics { return parse(regularTTF) })
	bold    = sync.OnceValue(func() *metrics { return parse(boldTTF) })
)

func (f Face) metrics() *metrics {
	if f == Bold {
		return bold()
	}
	return regular()
}

// parse panics on a damaged file: the files are part of the program.
func parse(ttf []byte) *metrics {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("font: %v", err))
	}
	m := &metrics{font: f}
	var buf sfnt.Buffer
	for r := rune(' '); r <= 0xFFFF; r++ {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			continue
		}
		adv, err := f.GlyphAdvance(&buf, g, fixed.I(1000), font.HintingNone)
		if err == nil {
			m.advances[r], m.shown[r] = uint16(adv.Round()), true
		}
	}
	return m
}

func (m *metrics) advance(r rune) int {
	if r >= 1<<16 {
		return 0
	}
	return int(m.advances[r])
}

// Width is how long the text is on one line, in the unit of size.
func (f Face) Width(size float64, text string) float64 {
	m, sum := f.metrics(), 0
	for _, r := range text {
		sum += m.advance(r)
	}
	return float64(sum) * size / 1000
}

// Replacement stands for every character the typeface does not have.
const Replacement = '\uFFFD'

// Clean makes text showable: composed (NFC), tabs and other blanks to plain ones, invisible and control characters
// gone, what the typeface lacks replaced. Line feeds stay. The result is valid UTF-8 within the first 65,536 characters.
func Clean(text string) string {
	m := Regular.metrics()
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		if r < 1<<16 && m.shown[r] {
			return r
		}
		return Replacement
	}, norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n")))
}
