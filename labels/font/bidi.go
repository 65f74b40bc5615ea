package font

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// The bidirectional algorithm of Unicode (UAX 9, revision 50) for one line without embedding controls, which Clean has
// taken out. "abc 12 אבג 34 (x)" in a line from left to right stands as "abc 12 34 גבא (x)": letters have a direction,
// digits keep theirs, and what has none goes with its neighbours.

// rightToLeft says whether a paragraph begins with a letter of a script from the right (rules P2, P3).
func rightToLeft(paragraph string) bool {
	for _, r := range paragraph {
		switch class(r) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// visual is the line as it stands from left to right, brackets mirrored where it runs from the right (rules L1, L2, L4).
func visual(line string, rtl bool) string {
	if !rtl && !slices.ContainsFunc([]rune(line), fromRight) {
		return line
	}
	runes := []rune(line)
	levels := embed(runes, rtl)
	for i, level := range levels {
		if m, ok := mirrors[runes[i]]; ok && level%2 == 1 {
			runes[i] = m
		}
	}
	for level := slices.Max(append(levels, 0)); level > 0; level-- {
		for i := 0; i < len(levels); i++ {
			end := i
			for end < len(levels) && levels[end] >= level {
				end++
			}
			slices.Reverse(runes[i:end])
			i = max(i, end)
		}
	}
	return string(runes)
}

func fromRight(r rune) bool {
	c := class(r)
	return c == bidi.R || c == bidi.AL || c == bidi.AN
}

// mirrors are the brackets and signs that have two sides.
var mirrors = func() map[rune]rune {
	m := map[rune]rune{}
	pairs := []rune("()[]{}<>«»‹›≤≥⟨⟩〈〉《》「」『』【】")
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]], m[pairs[i+1]] = pairs[i+1], pairs[i]
	}
	return m
}()

// embed finds the level of every character: even from the left, odd from the right, digits within the latter above it.
func embed(runes []rune, rtl bool) []int {
	base, own := 0, bidi.L
	if rtl {
		base, own = 1, bidi.R
	}
	c := make([]bidi.Class, len(runes))
	for i, r := range runes {
		c[i] = class(r)
	}
	blank := make([]bool, len(runes))
	for i := len(runes) - 1; i >= 0 && (c[i] == bidi.WS || c[i] == bidi.S); i-- {
		blank[i] = true // rule L1: blanks at the end stay at the end
	}
	weak(c, own)
	pairs(runes, c, own)
	neutral(c, own)
	levels := make([]int, len(runes))
	for i := range runes { // rules I1, I2
		levels[i] = base
		switch {
		case blank[i]:
		case base == 0 && c[i] == bidi.R, base == 1 && c[i] != bidi.R:
			levels[i] = base + 1
		case base == 0 && c[i] != bidi.L:
			levels[i] = 2
		}
	}
	return levels
}

// weak settles digits, their signs and marks (rules W1 to W7).
func weak(c []bidi.Class, own bidi.Class) {
	before, strong := own, own // of the last character, of the last letter
	for i := range c {
		if c[i] == bidi.NSM {
			c[i] = before
		}
		switch before = c[i]; c[i] {
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		}
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
		if i > 0 && i < len(c)-1 && c[i-1] == c[i+1] && (c[i] == bidi.ES && c[i-1] == bidi.EN ||
			c[i] == bidi.CS && (c[i-1] == bidi.EN || c[i-1] == bidi.AN)) {
			c[i] = c[i-1]
		}
	}
	runs(c, func(x bidi.Class) bool { return x == bidi.ET }, func(from, to int) {
		if from > 0 && c[from-1] == bidi.EN || to < len(c) && c[to] == bidi.EN {
			fill(c[from:to], bidi.EN)
		}
	})
	strong = own
	for i := range c {
		switch c[i] {
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.EN:
			c[i] = strong2(strong, c[i])
		}
	}
}

// strong2 makes a European digit behind a letter from the left one of the left.
func strong2(strong, digit bidi.Class) bidi.Class {
	if strong == bidi.L {
		return bidi.L
	}
	return digit
}

// side is the direction in which a character pulls its neighbours: digits pull as letters from the right; ON is none.
func side(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral gives what has no direction that of both its neighbours, or the line's (rules N1, N2).
func neutral(c []bidi.Class, own bidi.Class) {
	runs(c, func(x bidi.Class) bool { return side(x) == bidi.ON }, func(from, to int) {
		left, right := own, own
		if from > 0 {
			left = side(c[from-1])
		}
		if to < len(c) {
			right = side(c[to])
		}
		if left != right {
			left = own
		}
		fill(c[from:to], left)
	})
}

// runs calls do with the bounds of each longest stretch of classes that are so.
func runs(c []bidi.Class, so func(bidi.Class) bool, do func(from, to int)) {
	for i := 0; i < len(c); i++ {
		from := i
		for i < len(c) && so(c[i]) {
			i++
		}
		if i > from {
			do(from, i)
		}
	}
}

func fill(c []bidi.Class, with bidi.Class) {
	for i := range c {
		c[i] = with
	}
}

// pairs gives both brackets of a pair one direction (rule N0): the line's if anything between them has it, else that of
// what stands between if the text before has it too.
func pairs(runes []rune, c []bidi.Class, own bidi.Class) {
	type open struct {
		at    int
		close rune
	}
	var stack []open
	var found [][2]int
	for i, r := range runes {
		p, _ := bidi.LookupRune(r)
		m, ok := mirrors[r]
		if !ok || !p.IsBracket() || c[i] != bidi.ON {
			continue
		}
		if p.IsOpeningBracket() {
			if len(stack) == 63 {
				break
			}
			stack = append(stack, open{i, m})
			continue
		}
		for n := len(stack) - 1; n >= 0; n-- {
			if stack[n].close == r {
				found, stack = append(found, [2]int{stack[n].at, i}), stack[:n]
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return a[0] - b[0] })
	for _, f := range found {
		if d := between(c, f[0], f[1], own); d != bidi.ON {
			c[f[0]], c[f[1]] = d, d
		}
	}
}

// between is the direction of a pair of brackets, ON if nothing between them has any.
func between(c []bidi.Class, from, to int, own bidi.Class) bidi.Class {
	other := bidi.ON
	for _, x := range c[from+1 : to] {
		switch s := side(x); s {
		case own:
			return own
		case bidi.ON:
		default:
			other = s
		}
	}
	if other == bidi.ON {
		return bidi.ON
	}
	before := own
	for i := from - 1; i >= 0; i-- {
		if s := side(c[i]); s != bidi.ON {
			before = s
			break
		}
	}
	if before == other {
		return other
	}
	return own
}
