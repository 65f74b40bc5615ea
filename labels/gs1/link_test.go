package gs1

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseLink(t *testing.T) {
	t.Parallel()
	const gtin = "09506000134352"
	for uri, hri := range map[string]string{
		"https://id.gs1.org/01/" + gtin:                                "(01)" + gtin,
		"http://a/01/" + gtin:                                          "(01)" + gtin,
		"HTTPS://A./01/" + gtin:                                        "(01)" + gtin,
		"https://192.0.2.1:8443/01/" + gtin:                            "(01)" + gtin,
		"https://[2001:db8::1]/01/" + gtin:                             "(01)" + gtin,
		"https://a/some/stem/01/" + gtin:                               "(01)" + gtin,
		"https://a/00/stem/01/" + gtin:                                 "(01)" + gtin, // the last key counts
		"https://a/01/" + gtin + "/22/V/10/L/21/S":                     "(01)" + gtin + "(22)V(10)L(21)S",
		"https://a/01/" + gtin + "/22/V/21/S":                          "(01)" + gtin + "(22)V(21)S",
		"https://a/01/" + gtin + "/235/T":                              "(01)" + gtin + "(235)T",
		"https://a/01/" + gtin + "/10/A%2FB+C%25":                      "(01)" + gtin + "(10)A/B+C%",
		"https://a/01/" + gtin + "/10/A%2":                             "(01)" + gtin + "(10)A%2", // no escape, so a percent sign
		"https://a/01/" + gtin + "?":                                   "(01)" + gtin,
		"https://a/01/" + gtin + "?17=270331&x=1&&page&3103=001250&":   "(01)" + gtin + "(17)270331(3103)001250",
		"https://a/01/" + gtin + "?99=A%2fB#part?99=C":                 "(01)" + gtin + "(99)A/B",
		"https://a/00/106141412345678908?02=" + gtin + "&37=5":         "(00)106141412345678908(02)" + gtin + "(37)5",
		"https://a/00/106141412345678908?01=4006381333931":             "(00)106141412345678908(01)04006381333931", // of old
		"https://a/8018/123456789012345675/8019/123":                   "(8018)123456789012345675(8019)123",
		"https://a/415/4012345000009/8020/REF":                         "(415)4012345000009(8020)REF",
		"https://a/414/4012345000009/254/12":                           "(414)4012345000009(254)12",
		"https://a/253/9506000134352DOC":                               "(253)9506000134352DOC",
		"https://a/01/" + gtin + "/21/" + strings.Repeat("9", 20) + "": "(01)" + gtin + "(21)" + strings.Repeat("9", 20),
	} {
		e, err := ParseLink(uri)
		if err == nil {
			err = e.Companions()
		}
		if err != nil || e.String() != hri {
			t.Errorf("%s: %v, %v, want %s", uri, e, err, hri)
		}
	}
	for _, uri := range []string{"", "ftp://a/01/" + gtin, "01/" + gtin, "https:/a/01/" + gtin, "Https://a/01/" + gtin} {
		if e, err := ParseLink(uri); !errors.Is(err, ErrNotGS1) {
			t.Errorf("%s: %v, %v", uri, e, err)
		}
	}
	for _, uri := range []string{
		"https://a/01/" + gtin + "?" + strings.Repeat("x=1&", maxElements),
		"https://a/01/" + gtin + "?x=" + strings.Repeat("1", maxBytes),
		"https://a/01/" + gtin + "?99=" + strings.Repeat("A", 91), // never cut short silently
	} {
		var wrong *Error
		if e, err := ParseLink(uri); !errors.As(err, &wrong) {
			t.Errorf("%.60s: %v, %v", uri, e, err)
		}
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ hri, want, words string }{
		{"(01)09506000134352", "https://id.gs1.org/01/09506000134352", ""},
		{"(10)A/B(01)09506000134352(17)270331", "https://id.gs1.org/01/09506000134352/10/A%2FB?17=270331", ""},
		{"(01)09506000134352(99)x%(17)270331(22)V", "https://id.gs1.org/01/09506000134352/22/V?17=270331&99=x%25", ""},
		{"(00)106141412345678908(02)09506000134352(37)5", "https://id.gs1.org/00/106141412345678908?02=09506000134352&37=5", ""},
		{"(01)09506000134352(10)A(10)A", "https://id.gs1.org/01/09506000134352/10/A", ""},
		{"(10)A", "", "no key"},
		{"(01)09506000134352(8200)x", "", "must not be in the query"},
	} {
		e, err := ParseBracketed(tc.hri)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Link("https://id.gs1.org/")
		if got != tc.want || (err == nil) != (tc.words == "") || err != nil && !strings.Contains(err.Error(), tc.words) {
			t.Errorf("%s: %s, %v", tc.hri, got, err)
		}
	}
}

// Every message of the corpus that a Digital Link can hold comes back from it, and so do values of any characters.
func TestLinkRoundTrip(t *testing.T) {
	t.Parallel()
	links := 0
	for _, line := range corpusLines(t, "good.txt") {
		e, err := ParseBracketed(line)
		if err != nil {
			t.Fatal(err)
		}
		if uri, err := e.Link("https://example.com/p"); err == nil {
			links++
			if r := Read(uri); r.Err != nil || r.Kind != DigitalLink || !cmp.Equal(sorted(e), sorted(r.Elements)) {
				t.Errorf("%s → %s → %v, %v", line, uri, r.Elements, r.Err)
			}
		}
	}
	if links < 200 {
		t.Errorf("only %d links", links)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := Elements{{"01", "09506000134352"}, {"10", drawValue(t, find("10"))}, {"99", drawValue(t, find("99"))}}
		uri, err := e.Link("http://x")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseLink(uri); err != nil || !cmp.Equal(e, got) {
			t.Fatalf("%v → %s → %v, %v", e, uri, got, err)
		}
	})
}

// sorted is by AI, as a link has an order of its own.
func sorted(e Elements) map[string]string {
	m := map[string]string{}
	for _, el := range e {
		m[el.AI] = el.Value
	}
	return m
}
