package gs1

import (
	"fmt"
	"strings"
)

const (
	maxChoices = 4
	maxSearch  = 512 // bytes of a message in which lost separators are looked for
)

// lostSeparator looks whether an element could end earlier, if a separator was lost behind it: "10AB17270331" is a lot of
// ten characters, or a lot "AB" with a date. Both stay open: the reading is as the standard has it, the other one is
// a choice with a warning. If the reading is right as it stands, what follows must prove itself by a check digit or as a
// date, as any text would hold some identifier by chance.
func (r *Reading) lostSeparator(data string) {
	if len(data) > maxSearch {
		return
	}
	for pos := 0; pos < len(data) && len(r.Choices) < maxChoices; {
		a := lookup(data[pos:])
		if a == nil {
			return
		}
		start := pos + len(a.code)
		value := a.cut(data[start:])
		if !a.fixed {
			r.cuts(a, data, start, len(value))
		}
		if a.problem(value) != "" {
			return
		}
		pos = start + len(value)
		if strings.HasPrefix(data[pos:], FNC1) {
			pos++
		}
	}
}

// cuts tries each place where the value that begins at start could end.
func (r *Reading) cuts(a *ai, data string, start, length int) {
	for n := a.shortest(); n < length && len(r.Choices) < maxChoices; n++ {
		next := lookup(data[start+n:])
		if next == nil || r.Err == nil && !next.provesItself() {
			continue
		}
		if _, err := elementAt(data, start+n); err != nil || a.problem(data[start:start+n]) != "" {
			continue
		}
		e, err := parseData(data[:start+n] + FNC1 + data[start+n:])
		if err != nil || e.Companions() != nil {
			continue
		}
		r.Choices = append(r.Choices, Choice{Kind: ElementString, GTIN: e.GTIN(), Elements: e})
		r.Warnings = append(r.Warnings, fmt.Sprintf("a separator may be lost behind (%s) %s: it could be %s", a.code, a.title, e))
	}
}

// provesItself: garbage hardly passes for this AI, as its length is predefined and it holds a check digit or a date.
func (a *ai) provesItself() bool { return a.fixed && len(a.fields[0].rules) > 0 }
