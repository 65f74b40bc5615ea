package gs1

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// No code begins with another: lookup relies on it.
func TestCodesArePrefixFree(t *testing.T) {
	t.Parallel()
	for _, a := range allAIs() {
		if got := lookup(a.code + "123456"); got != a {
			t.Errorf("%s is found as %v", a.code, got)
		}
		for n := 2; n < len(a.code); n++ {
			if find(a.code[:n]) != nil {
				t.Errorf("%s begins with %s", a.code, a.code[:n])
			}
		}
	}
	if n := len(allAIs()); n < 530 {
		t.Errorf("only %d AIs", n)
	}
}

// allAIs in the order of their numbers.
func allAIs() (all []*ai) {
	for _, a := range table {
		if a != nil {
			all = append(all, a)
		}
	}
	return all
}

// Fields behave as lookup and cut expect: only the last varies, only the tail is optional, fixed ones never vary.
func TestFieldsAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, a := range allAIs() {
		code := a.code
		for i, f := range a.fields {
			last := i == len(a.fields)-1
			if f.min != f.max && (!last || a.fixed) {
				t.Errorf("(%s) field %d varies", code, i)
			}
			if f.optional && (a.fixed || !last && !a.fields[i+1].optional) {
				t.Errorf("(%s) field %d is optional before one that is not", code, i)
			}
		}
		if a.title == "" || len(a.fields) == 0 {
			t.Errorf("(%s) is empty", code)
		}
	}
}

// sample is a handful of AIs in the notation of the official syntax dictionary.
const sample = `
00         *?  N18,csum                          dlpkey    # SSCC
10          ?  X..20                                       # BATCH/LOT
17         *?  N6,yymmd0                                   # USE BY or EXPIRY
3100-3105  *?  N6                                          # NET WEIGHT (kg)
3930-3939   ?  N3,iso4217 N..15                           # PRICE
414        *?  N13,csum                                    # LOC No.
423         ?  N3,iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166  # COUNTRY - INITIAL PROCESS
7003        ?  N6,yymmdd N4,hhmi                           # EXPIRY TIME
8003        ?  N1,zero N13,csum [X..16]                    # GRAI
8030        ?  Z..90                                       # DIGSIG
`

// TestAgainstDictionary compares every AI with the official syntax dictionary, a text file of GS1 that is not part of
// this project: GS1_DICTIONARY=path go test ./labels/gs1. Without it a sample stands in.
func TestAgainstDictionary(t *testing.T) {
	t.Parallel()
	official, lines := os.Getenv("GS1_DICTIONARY"), sample
	if official != "" {
		file, err := os.ReadFile(official)
		if err != nil {
			t.Fatal(err)
		}
		lines = string(file)
	}
	want := readDictionary(lines)
	for code, line := range want {
		found := find(code)
		if found == nil {
			t.Errorf("(%s) %s is missing", code, line)
			continue
		}
		a := *found
		if strings.HasSuffix(line, "# ") {
			a.title = "" // the dictionary has no title for it
		}
		if got := describe(a); !strings.HasPrefix(line, got) {
			t.Error(cmp.Diff(line, got))
		}
	}
	if official != "" && len(want) != len(allAIs()) {
		t.Errorf("%d AIs, the dictionary has %d", len(allAIs()), len(want))
	}
}

// associations is some lines of the dictionary with their rules for companions and links.
const associations = `
01         *?  N14,csum,gcppos2   ex=255,37 dlpkey=22,10,21|235        # GTIN
03         *   N14,csum,gcppos2   ex=01,02,37,235                      # MTO GTIN
10          ?  X..20              req=01,02,03,8006,8026               # BATCH/LOT
21             X..20              req=01,03,8006 ex=235                # SERIAL
250         ?  X..30              req=01+21,03+21,8006+21              # SECONDARY SERIAL
3920-3929   ?  N..15  req=01+30,01+31nn,01+32nn,01+35nn,01+36nn ex=392n,393n  # PRICE
414        *?  N13,csum,gcppos1   dlpkey=254|7040                      # LOC No.
8018        ?  N18,csum,gcppos1   ex=8017 dlpkey=8019                  # GSRN - RECIPIENT
8041           N15                req=01+21+8040                       # IMEI2
`

// TestCompanionsAgainstDictionary compares the rules between AIs in the same way.
func TestCompanionsAgainstDictionary(t *testing.T) {
	t.Parallel()
	lines := associations
	if official := os.Getenv("GS1_DICTIONARY"); official != "" {
		file, err := os.ReadFile(official)
		if err != nil {
			t.Fatal(err)
		}
		lines = string(file)
	}
	for line := range strings.Lines(lines) {
		if line == "\n" || line[0] == '#' {
			continue
		}
		spec, _, _ := strings.Cut(line, "# ")
		words := strings.Fields(spec)
		for _, code := range expand(words[0]) {
			if d := cmp.Diff(rulesOf(words[1:]), rulesIn(find(code))); d != "" {
				t.Errorf("(%s) (-dictionary +table)\n%s", code, d)
			}
		}
	}
}

// rulesOf takes from the words of the dictionary what binds an AI to others: sorted, as "req 01+21", "ex 235", "path 22 10 21".
func rulesOf(words []string) []string {
	rules := []string{}
	add := func(kind, list, separator string) {
		for _, w := range strings.Split(list, separator) {
			rules = append(rules, strings.TrimSpace(kind+" "+strings.ReplaceAll(w, ",", " ")))
		}
	}
	attribute := false
	for _, w := range words {
		switch key, list, _ := strings.Cut(w, "="); key {
		case "req":
			add("req", list, ",")
		case "ex":
			add("ex", list, ",")
		case "dlpkey":
			add("path", list, "|")
		case "?", "*?":
			attribute = true
		}
	}
	return append(slices.Sorted(slices.Values(rules)), fmt.Sprint(attribute))
}

// rulesIn writes the rules of the table in the same way.
func rulesIn(a *ai) []string {
	rules := []string{}
	for _, g := range a.needs {
		var all []string
		for _, s := range g {
			all = append(all, s.String())
		}
		rules = append(rules, "req "+strings.Join(all, "+"))
	}
	for _, s := range a.bars {
		rules = append(rules, "ex "+s.String())
	}
	for _, order := range a.paths {
		path := "path"
		for _, n := range order {
			path += " " + table[n].code
		}
		rules = append(rules, path)
	}
	return append(slices.Sorted(slices.Values(rules)), fmt.Sprint(a.attribute))
}

// describe writes an AI in the dictionary's notation, without the checks.
func describe(a ai) string {
	var b strings.Builder
	if a.fixed {
		b.WriteString("* ")
	}
	for _, f := range a.fields {
		s := string("NXYZ"[f.set])
		if f.min != f.max {
			s += ".."
		}
		s += strconv.Itoa(f.max)
		if f.optional {
			s = "[" + s + "]"
		}
		b.WriteString(s + " ")
	}
	return b.String() + "# " + a.title
}

var checks = regexp.MustCompile(`,.*`)

var fieldWord = regexp.MustCompile(`^\[?[NXYZ](\.\.)?\d+\]?(,\S+)?$`)

// readDictionary returns for each AI "* N14 # TITLE".
func readDictionary(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		if line == "\n" || line[0] == '#' {
			continue
		}
		spec, title, _ := strings.Cut(line, "# ")
		words := strings.Fields(spec)
		var shape string
		for _, w := range words[1:] {
			if strings.HasPrefix(w, "*") {
				shape += "* "
			} else if fieldWord.MatchString(w) {
				shape += checks.ReplaceAllString(w, "") + " "
			}
		}
		for _, code := range expand(words[0]) {
			out[code] = shape + "# " + strings.TrimSpace(title)
		}
	}
	return out
}

func expand(codes string) []string {
	first, last, isRange := strings.Cut(codes, "-")
	if !isRange {
		return []string{codes}
	}
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(last)
	var out []string
	for n := a; n <= b; n++ {
		out = append(out, fmt.Sprintf("%0*d", len(first), n))
	}
	return out
}
