package gs1

import (
	"fmt"
	"strings"
)

// Some AIs say nothing by themselves: a lot is the lot of a GTIN. Others contradict each other: a net weight in kilograms
// twice. The rules hold for everything that is marked on one thing, be it in one symbol or in several.

// A span is an AI or all those of a pattern: "35nn" is 3500 to 3599. A group asks for one of each of its spans.
type (
	span  struct{ from, to int }
	group []span
)

func (s span) holds(number int) bool { return s.from <= number && number <= s.to }

// spanOf reads "01", "310n" or "35nn".
func spanOf(pattern string) span {
	return span{number(strings.ReplaceAll(pattern, "n", "0")), number(strings.ReplaceAll(pattern, "n", "9"))}
}

// addCompanions spreads the rules of table_companion.go over the AIs they are about.
func addCompanions(t *[10000]*ai) {
	for _, n := range needs() {
		var one []group
		for _, g := range strings.Fields(n.one) {
			var all group
			for _, pattern := range strings.Split(g, "+") {
				all = append(all, spanOf(pattern))
			}
			one = append(one, all)
		}
		each(t, n.of, func(a *ai) { a.needs = one })
	}
	for _, b := range bars() {
		var none []span
		for _, pattern := range strings.Fields(b.none) {
			none = append(none, spanOf(pattern))
		}
		each(t, b.of, func(a *ai) { a.bars = append(a.bars, none...) })
	}
	for _, own := range onlyOnce() {
		each(t, own, func(a *ai) { a.bars = append(a.bars, spanOf(own)) })
	}
}

// each does something to every AI of some patterns.
func each(t *[10000]*ai, patterns string, do func(*ai)) {
	for _, p := range strings.Fields(patterns) {
		s := spanOf(p)
		for n := s.from; n <= s.to; n++ {
			if t[n] != nil {
				do(t[n])
			}
		}
	}
}

// Companions says which element lacks another that it needs beside it, or bears one that excludes it, or nil. The
// elements are to be all that are marked on the thing: what one symbol lacks, another one may hold.
func (e Elements) Companions() error {
	var room [maxElements]int
	numbers := room[:0]
	for _, el := range e {
		if a := find(el.AI); a != nil {
			numbers = append(numbers, a.number)
		}
	}
	for _, n := range numbers {
		a := table[n]
		if i := a.barred(numbers); i >= 0 {
			return &Error{AI: a.code, Problem: fmt.Sprintf("must not stand beside (%s) %s", table[i].code, table[i].title)}
		}
		if !a.satisfied(numbers) {
			return &Error{AI: a.code, Problem: "needs beside it " + wordsOf(a.needs)}
		}
	}
	return e.signed()
}

// barred is the number of an AI that excludes a, or -1. No AI excludes itself.
func (a *ai) barred(numbers []int) int {
	for _, s := range a.bars {
		for _, n := range numbers {
			if n != a.number && s.holds(n) {
				return n
			}
		}
	}
	return -1
}

func (a *ai) satisfied(numbers []int) bool {
	for _, g := range a.needs {
		if g.all(numbers) {
			return true
		}
	}
	return a.needs == nil
}

func (g group) all(numbers []int) bool {
next:
	for _, s := range g {
		for _, n := range numbers {
			if s.holds(n) {
				continue next
			}
		}
		return false
	}
	return true
}

// signed refuses a digital signature (8030) over a key that names a kind, not a thing, as it lacks the serial part.
func (e Elements) signed() error {
	if _, ok := e.Get("8030"); !ok {
		return nil
	}
	for _, code := range []string{"253", "255", "8003"} {
		if v, ok := e.Get(code); ok && len(v) == find(code).shortest() {
			return &Error{AI: code, Problem: "needs its serial part beside (8030) " + Title("8030")}
		}
	}
	return nil
}

// wordsOf writes groups as "(01), (31nn) with (30), or (8006)".
func wordsOf(groups []group) string {
	var words []string
	for _, g := range groups {
		var all []string
		for _, s := range g {
			all = append(all, "("+s.String()+")")
		}
		words = append(words, strings.Join(all, " with "))
	}
	if last := len(words) - 1; last > 0 {
		words[last] = "or " + words[last]
	}
	return strings.Join(words, ", ")
}

func (s span) String() string {
	code := table[s.from]
	switch {
	case s.from == s.to && code != nil:
		return code.code
	case s.to-s.from == 9:
		return fmt.Sprintf("%dn", s.from/10)
	}
	return fmt.Sprintf("%dnn", s.from/100)
}
