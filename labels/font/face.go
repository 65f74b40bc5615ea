package font

import (
	_ "embed"
	"strings"
	"sync/atomic"
	"unicode"

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
	//go:embed NotoSansArabic-Regular.ttf
	arabicTTF []byte
	//go:embed NotoSansArabic-Bold.ttf
	arabicBoldTTF []byte
	//go:embed NotoSansHebrew-Regular.ttf
	hebrewTTF []byte
	//go:embed NotoSansHebrew-Bold.ttf
	hebrewBoldTTF []byte
)

// built are the measures of both faces once they are needed; Add puts others in their place.
var built [2]atomic.Pointer[metrics]

func (f Face) metrics() *metrics {
	if f != Bold {
		f = Regular
	}
	if m := built[f].Load(); m != nil {
		return m
	}
	m := &metrics{}
	for _, file := range f.own() {
		if err := m.add(file); err != nil {
			panic(err) // the files are part of the program
		}
	}
	built[f].CompareAndSwap(nil, m)
	return built[f].Load()
}

// own are the files that are part of the program.
func (f Face) own() [][]byte {
	if f == Bold {
		return [][]byte{boldTTF, arabicBoldTTF, hebrewBoldTTF}
	}
	return [][]byte{regularTTF, arabicTTF, hebrewTTF}
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

// Replacement stands for every character the typefaces do not have.
const Replacement = '\uFFFD'

// Clean makes text showable: composed (NFC), tabs and other blanks to plain ones, invisible and control characters
// gone, Arabic and Hebrew without vowel points, what the typefaces lack replaced. Line feeds stay. The result is valid
// UTF-8 within the first 65,536 characters.
func Clean(text string) string {
	m := Regular.metrics()
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || isPoint(r):
			return -1
		}
		if r < 1<<16 && m.shown[r] {
			return r
		}
		return Replacement
	}, norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n")))
}

// isPoint: the vowel points of Hebrew and Arabic, which hardly anybody writes, and which would have to be placed.
func isPoint(r rune) bool {
	return (r >= 0x0591 && r <= 0x05C7 || r >= 0x0610 && r <= 0x061A || r >= 0x064B && r <= 0x065F || r == 0x0670) && unicode.Is(unicode.Mn, r)
}

// Missing lists the characters of a text that no typeface here has, each once: they print as Replacement, and somebody
// should be told.
func Missing(text string) (missing []rune) {
	seen := map[rune]bool{}
	for _, r := range norm.NFC.String(text) {
		if !seen[r] && strings.ContainsRune(Clean(string(r)), Replacement) {
			missing = append(missing, r)
		}
		seen[r] = true
	}
	return missing
}
