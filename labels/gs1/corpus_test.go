package gs1

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpusLines reads a file of testdata.
func corpusLines(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// good.txt holds for each AI a message with it and the companions it needs. It says the same in every form in which a
// message can be written or scanned.
func TestGoodCorpus(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, line := range corpusLines(t, "good.txt") {
		r := Read(line)
		if r.Kind != ElementString || r.Err != nil || r.Elements.Bracketed() != line {
			t.Errorf("%s: %s %v, %v", line, r.Kind, r.Elements, r.Err)
			continue
		}
		raw := r.Elements.Raw()[1:]
		forms := []string{"^" + strings.ReplaceAll(raw, FNC1, "^"), FNC1 + raw, "]J1" + strings.ReplaceAll(raw, FNC1, "{GS}")}
		for _, aim := range []string{"]C1", "]e0", "]d2", "]Q3"} {
			forms = append(forms, aim+raw, aim+raw+FNC1)
		}
		for _, form := range forms {
			again := Read(form)
			if again.Kind != ElementString || again.Err != nil || !cmp.Equal(r.Elements, again.Elements) {
				t.Errorf("%s as %q: %s %v, %v", line, form, again.Kind, again.Elements, again.Err)
			}
		}
		for _, el := range r.Elements {
			seen[familyOf(el.AI)] = true
		}
	}
	for _, a := range allAIs() {
		if !seen[familyOf(a.code)] {
			t.Errorf("no message holds (%s)", a.code)
		}
	}
}

// familyOf is the AI without its number of decimals.
func familyOf(code string) string {
	if hasDecimals(code) {
		return code[:3] + "n"
	}
	return code
}

// bad.txt holds messages that are wrong, each with words of the reason.
func TestBadCorpus(t *testing.T) {
	t.Parallel()
	for _, line := range corpusLines(t, "bad.txt") {
		raw, words, _ := strings.Cut(line, "\t")
		r := Read(raw)
		if r.Err == nil || !strings.Contains(r.Err.Error(), words) {
			t.Errorf("%s: %v, %v, want it refused with %q", raw, r.Elements, r.Err, words)
		}
		if rest, ok := strings.CutPrefix(raw, "^"); ok && !strings.Contains(raw, "|") {
			if r := Read("]C1" + strings.ReplaceAll(rest, "^", FNC1)); r.Err == nil {
				t.Errorf("%s is right when scanned: %v", raw, r.Elements)
			}
		}
	}
}

// links.txt holds web addresses, each with the elements that it holds as a Digital Link, or - if it is a wrong one.
func TestLinkCorpus(t *testing.T) {
	t.Parallel()
	for _, line := range corpusLines(t, "links.txt") {
		uri, want, _ := strings.Cut(line, "\t")
		for _, raw := range []string{uri, "]Q1" + uri} {
			r := Read(raw)
			got := r.Elements.Bracketed()
			if r.Err != nil {
				got = "-"
			}
			if r.Kind != DigitalLink || got != want {
				t.Errorf("%s: %s %s, %v, want %s", raw, r.Kind, got, r.Err, want)
			}
		}
	}
}
