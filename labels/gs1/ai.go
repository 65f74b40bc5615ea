package gs1

import "strings"

// An ai is one application identifier.
type ai struct {
	code, title string
	// fixed: the length is predefined by the code's first two digits (GS1 General Specifications, figure 7.8.5-2), so no
	// separator is needed behind it. Others need one even where their own length never varies.
	fixed  bool
	fields []field
}

// table holds every AI by its code; it is built once and never changes.
var table = buildTable()

func buildTable() map[string]ai {
	t := make(map[string]ai, 550)
	for _, group := range [][]ai{tradeAIs(), measureAIs(), moneyAIs(), partyAIs(), detailAIs(), healthAIs(), assetAIs()} {
		for _, a := range group {
			a.fixed = hasPredefinedLength(a.code)
			t[a.code] = a
		}
	}
	return t
}

func hasPredefinedLength(code string) bool {
	const prefixes = " 00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41 "
	return strings.Contains(prefixes, " "+code[:2]+" ")
}

// lookup finds the AI that data begins with. No code is the beginning of another, so the first match is the only one.
func lookup(data string) (ai, bool) {
	for n := 2; n <= 4 && n <= len(data); n++ {
		if a, ok := table[data[:n]]; ok {
			return a, true
		}
	}
	return ai{}, false
}

// length is what a fixed AI's data takes.
func (a ai) length() int {
	n := 0
	for _, f := range a.fields {
		n += f.max
	}
	return n
}

// problem says what is wrong with the AI's data, or "".
func (a ai) problem(data string) string {
	rest := data
	for _, f := range a.fields {
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
func Title(code string) string { return table[code].title }
