package gs1

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// No code begins with another: lookup relies on it.
func TestCodesArePrefixFree(t *testing.T) {
	t.Parallel()
	for code := range table {
		for n := 2; n < len(code); n++ {
			if _, ok := table[code[:n]]; ok {
				t.Errorf("%s begins with %s", code, code[:n])
			}
		}
	}
	if len(table) < 530 {
		t.Errorf("only %d AIs", len(table))
	}
}

// Fields behave as lookup and cut expect: only the last varies, only the tail is optional, fixed ones never vary.
func TestFieldsAreWellFormed(t *testing.T) {
	t.Parallel()
	for code, a := range table {
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
		a, ok := table[code]
		if !ok {
			t.Errorf("(%s) %s is missing", code, line)
			continue
		}
		if strings.HasSuffix(line, "# ") {
			a.title = "" // the dictionary has no title for it
		}
		if got := describe(a); !strings.HasPrefix(line, got) {
			t.Error(cmp.Diff(line, got))
		}
	}
	if official != "" && len(want) != len(table) {
		t.Errorf("%d AIs, the dictionary has %d", len(table), len(want))
	}
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
