package font

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words cuts a paragraph where a line may end, each word with what stands before it on the same line: a blank, or
// nothing between the signs of Chinese and Japanese, which are written without blanks.
func words(paragraph string) iter.Seq2[string, string] {
	return func(yield func(word, glue string) bool) {
		for field := range strings.FieldsSeq(paragraph) {
			for glue := " "; field != ""; glue = "" {
				n := wordEnd(field)
				if !yield(field[:n], glue) {
					return
				}
				field = field[n:]
			}
		}
	}
}

// wordEnd is how many bytes of a text without blanks stay together.
func wordEnd(field string) int {
	before, n := utf8.DecodeRuneInString(field)
	for i, r := range field[n:] {
		if (ideographic(before) || ideographic(r)) && !unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po, unicode.Lm) && !unicode.In(before, unicode.Ps, unicode.Pi) {
			return n + i
		}
		before = r
	}
	return len(field)
}

func ideographic(r rune) bool {
	return r >= 0x3000 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
