package scale_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"pickpack/labels/scale"

	"github.com/google/go-cmp/cmp"
)

type example struct {
	Name, Hex, Text string
	Want            []scale.Reading
}

func examples(t testing.TB) (all []example) {
	t.Helper()
	doc, err := os.ReadFile("testdata/readings.json")
	if err == nil {
		err = json.Unmarshal(doc, &all)
	}
	if err != nil || len(all) < 20 {
		t.Fatal(err, len(all))
	}
	return all
}

func TestExamples(t *testing.T) {
	t.Parallel()
	for _, x := range examples(t) {
		got := []scale.Reading{}
		if x.Hex != "" {
			report, err := hex.DecodeString(strings.ReplaceAll(x.Hex, " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			if r, ok := scale.HID(report); ok {
				got = append(got, r)
			}
		} else {
			var s scale.Stream
			for i := range len(x.Text) { // byte by byte, as a slow port gives them
				got = append(got, s.Feed([]byte{x.Text[i]})...)
			}
		}
		if d := cmp.Diff(x.Want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", x.Name, d)
		}
	}
}

// Whatever comes down the line, a reading is one of the states, and only one that is stable or moving has a weight.
func FuzzStream(f *testing.F) {
	for _, x := range examples(f) {
		f.Add([]byte(x.Text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var s scale.Stream
		all := s.Feed(b)
		if r, ok := scale.HID(b); ok {
			all = append(all, r)
		}
		for _, r := range all {
			if !slices.Contains(scale.States, r.State) || r.Grams < 0 || r.Grams > 2e6 || r.Grams > 0 && r.State != scale.Stable && r.State != scale.Moving {
				t.Fatalf("%q: %+v", b, r)
			}
		}
	})
}
