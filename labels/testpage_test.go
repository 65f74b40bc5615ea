package labels

import "testing"

// A test page can be printed on every paper in every format.
func TestTestPage(t *testing.T) {
	t.Parallel()
	for _, paper := range []Paper{A4, Letter, Label4x6} {
		d, err := TestPage("Label printer at station 1", paper, "26 Nov 2026, 11:00")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []Format{PDF, ZPL203, ZPL300, ZPL600} {
			if f != PDF && paper != Label4x6 { // label printers take no such paper
				continue
			}
			if b, err := Render(d, f); err != nil || len(b) < 500 {
				t.Errorf("%s as %s: %d bytes, %v", paper, f, len(b), err)
			}
		}
	}
	if _, err := TestPage("x", "b9", ""); err == nil {
		t.Error("there is no such paper")
	}
}
