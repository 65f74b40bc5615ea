package font

import (
	"slices"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Arabic letters join: each has up to four forms, alone, at the end of a word's part, at its beginning, within. Unicode
// has them as characters of their own (the presentation forms, FB50 to FDFF and FE70 to FEFF), and so have the fonts:
// "سلام" becomes ﺳ ﻼ ﻡ, lam and alef being one. The order stays that of speech.

// forms of a letter, in the order in which Unicode lists them. Letters with two join only to what stands before them.
type forms []rune

const (
	isolated = iota
	final
	initial
	medial
)

// joining is what can join: the forms of each letter, and of lam with each alef behind it.
var joining = sync.OnceValue(func() (t struct {
	letters map[rune]forms
	lamAlef map[rune]forms
}) {
	t.letters, t.lamAlef = map[rune]forms{}, map[rune]forms{}
	m := Regular.metrics()
	for _, block := range [][2]rune{{0xFE70, 0xFEFC}, {0xFB50, 0xFBFF}} {
		taken := keys(t.letters)
		for r := block[0]; r <= block[1]; r++ {
			of := []rune(norm.NFKC.String(string(r)))
			switch {
			case !m.shown[r] || of[0] < 0x0621 || of[0] > 0x06FF || slices.Contains(taken, of[0]):
			case len(of) == 1 && of[0] != r:
				t.letters[of[0]] = append(t.letters[of[0]], r)
			case len(of) == 2 && of[0] == lam && r >= 0xFEF5 && r <= 0xFEFC:
				t.lamAlef[of[1]] = append(t.lamAlef[of[1]], r)
			}
		}
	}
	return t
})

func keys(m map[rune]forms) (all []rune) {
	for r := range m {
		all = append(all, r)
	}
	return all
}

const (
	lam     = 'ل'
	tatweel = 'ـ' // the stroke between two letters, drawn long
)

// shape puts the right form for every Arabic letter.
func shape(text string) string {
	if !hasArabic(text) {
		return text
	}
	t, in := joining(), []rune(text)
	out := make([]rune, 0, len(in))
	joined := false // what came before reaches on to this one
	for i := 0; i < len(in); i++ {
		r := in[i]
		f, onward := t.letters[r], false
		if r == lam && i+1 < len(in) && t.lamAlef[in[i+1]] != nil {
			f = t.lamAlef[in[i+1]]
			i++
		} else {
			onward = len(f) == 4 && i+1 < len(in) && takes(t.letters, in[i+1])
		}
		out = append(out, f.of(r, joined, onward))
		joined = onward || r == tatweel
	}
	return string(out)
}

// takes says whether a letter joins to what stands before it.
func takes(letters map[rune]forms, r rune) bool { return r == tatweel || len(letters[r]) >= 2 }

func (f forms) of(r rune, joined, onward bool) rune {
	form := isolated
	switch {
	case joined && onward:
		form = medial
	case onward:
		form = initial
	case joined:
		form = final
	}
	if form >= len(f) {
		return r
	}
	return f[form]
}

func hasArabic(text string) bool {
	for _, r := range text {
		if r >= 0x0620 && r <= 0x06FF {
			return true
		}
	}
	return false
}
