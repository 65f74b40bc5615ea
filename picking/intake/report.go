package intake

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Kind is what a file's rows are.
type Kind string

const (
	Items     Kind = "items"
	Locations Kind = "locations"
	Stock     Kind = "stock"
	Orders    Kind = "orders"
)

// Kinds lists every Kind in the order a new warehouse needs them.
var Kinds = []Kind{Items, Locations, Stock, Orders}

// Valid says whether k is a Kind.
func (k Kind) Valid() bool { return slices.Contains(Kinds, k) }

// Problem is one thing wrong with one row, in the sender's own terms.
type Problem struct {
	Line   int    `json:"line,omitempty"`  // line in the file, the header is line 1; 0: it did not come from a file
	Field  string `json:"field,omitempty"` // column of the file, or path in the JSON ("lines[2].sku")
	Value  string `json:"value,omitempty"` // what was there, shortened
	Reason string `json:"reason"`
	State  bool   `json:"state,omitempty"` // the row may be right, but what is here already does not allow it
}

func (p Problem) String() string {
	s := p.Reason
	if p.Field != "" {
		s = p.Field + ": " + s
	}
	if p.Line > 0 {
		s = fmt.Sprintf("line %d, %s", p.Line, s)
	}
	return s
}

// Report is what a file holds and what became of it, or would.
type Report struct {
	Kind      Kind      `json:"kind"`
	Name      string    `json:"name"`
	Encoding  string    `json:"encoding"`
	Delimiter string    `json:"delimiter"`
	Ignored   []string  `json:"ignored"` // headers that mean nothing to us
	Rows      int       `json:"rows"`
	Good      int       `json:"good"`     // rows that can be taken, Same ones included
	BadRows   int       `json:"bad_rows"` // Rows = Good + BadRows
	New       int       `json:"new"`      // records (an order is one, however many rows it has)
	Changed   int       `json:"changed"`
	Same      int       `json:"same"`  // records that are here already, exactly so: nothing to do
	Bad       []Problem `json:"bad"`   // the first MaxListed of them
	Notes     []Problem `json:"notes"` // taken all the same, but look
	Taken     bool      `json:"taken"`
}

// MaxListed is how many problems, and how many notes, a report lists.
const MaxListed = 500

// findings is what is wrong with a file's rows so far.
type findings struct {
	bad   []Problem
	notes []Problem
	rows  map[int]bool // lines that will not be taken
}

func (f *findings) add(p Problem) {
	p.Value = shorten(p.Value)
	f.bad = append(f.bad, p)
	f.spoil(p.Line)
}

func (f *findings) spoil(line int) {
	if f.rows == nil {
		f.rows = map[int]bool{}
	}
	f.rows[line] = true
}

func (f *findings) note(p Problem) {
	p.Value = shorten(p.Value)
	f.notes = append(f.notes, p)
}

func (f findings) clone() findings {
	c := findings{bad: slices.Clone(f.bad), notes: slices.Clone(f.notes), rows: make(map[int]bool, len(f.rows))}
	for line := range f.rows {
		c.rows[line] = true
	}
	return c
}

func (f *findings) report(r Report) Report {
	slices.SortStableFunc(f.bad, func(a, b Problem) int { return a.Line - b.Line })
	slices.SortStableFunc(f.notes, func(a, b Problem) int { return a.Line - b.Line })
	r.BadRows = len(f.rows)
	r.Good = r.Rows - r.BadRows
	r.Bad = f.bad[:min(len(f.bad), MaxListed)]
	r.Notes = f.notes[:min(len(f.notes), MaxListed)]
	return r
}

func shorten(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}
