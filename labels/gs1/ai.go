package gs1

import "strings"

// An ai is one application identifier.
type ai struct {
	code, title string
	number      int // the code as a number: no two codes share one, as none of four digits begins with zero
	// fixed: the length is predefined by the code's first two digits (GS1 General Specifications, figure 7.8.5-2), so no
	// separator is needed behind it. Others need one even where their own length never varies.
	fixed  bool
	fields []field
	// companions and where it may stand in a Digital Link: see companion.go and link.go
	needs     []group
	bars      []span
	paths     [][]int // not nil: it is a primary key, and these are the orders of its qualifiers
	attribute bool
}

// table finds an AI by its number; lengths says how many digits the codes have that begin with these two.
var table, lengths = buildTable()

func buildTable() (t [10000]*ai, lengths [100]int) {
	for _, group := range [][]ai{tradeAIs(), measureAIs(), moneyAIs(), partyAIs(), detailAIs(), healthAIs(), assetAIs()} {
		for i := range group {
			a := &group[i]
			a.number = number(a.code)
			a.fixed = hasPredefinedLength(a.code)
			a.attribute = true
			t[a.number] = a
			lengths[number(a.code[:2])] = len(a.code)
		}
	}
	addCompanions(&t)
	addPaths(&t)
	return t, lengths
}

func hasPredefinedLength(code string) bool {
	const prefixes = " 00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41 "
	return strings.Contains(prefixes, " "+code[:2]+" ")
}

// lookup finds the AI that data begins with, or nil. The first two digits settle how long its code is.
func lookup(data string) *ai {
	if len(data) < 2 || !allDigits(data[:2]) {
		return nil
	}
	n := lengths[number(data[:2])]
	if n == 0 || len(data) < n || !allDigits(data[:n]) {
		return nil
	}
	return table[number(data[:n])]
}

// find is the AI with exactly that code, or nil.
func find(code string) *ai {
	if a := lookup(code); a != nil && len(a.code) == len(code) {
		return a
	}
	return nil
}

// length is what a fixed AI's data takes.
func (a *ai) length() int {
	n := 0
	for i := range a.fields {
		n += a.fields[i].max
	}
	return n
}

// shortest is the least that the AI's data takes.
func (a *ai) shortest() int {
	n := 0
	for i := range a.fields {
		if !a.fields[i].optional {
			n += a.fields[i].min
		}
	}
	return n
}

// problem says what is wrong with the AI's data, or "".
func (a *ai) problem(data string) string {
	rest := data
	for i := range a.fields {
		f := &a.fields[i]
		if f.optional && rest == "" {
			break
		}
		var p string
		if rest, p = f.take(rest); p != "" {
			return p
		}
	}
	if rest != "" {
		return "is too long: " + clip(data)
	}
	return ""
}

// one is an AI, many the same shape under several codes ("710 711 …") with a title each.
func one(code, title string, fields ...field) ai { return ai{code: code, title: title, fields: fields} }

func many(codes string, titles []string, fields ...field) []ai {
	var out []ai
	for i, c := range strings.Fields(codes) {
		out = append(out, one(c, titles[min(i, len(titles)-1)], fields...))
	}
	return out
}

// Title is the standard's short name of an AI ("USE BY or EXPIRY"), or "" if there is no such AI.
func Title(code string) string {
	if a := find(code); a != nil {
		return a.title
	}
	return ""
}
