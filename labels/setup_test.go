package labels

import (
	"strings"
	"testing"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
)

func TestSetupSheet(t *testing.T) {
	t.Parallel()
	code, _ := barcode.Code128("PICKPACK-TEST")
	matrix, _ := barcode.GS1DataMatrix(gs1.Elements{{AI: "01", Value: "09506000134352"}, {AI: "10", Value: "TEST-10"}, {AI: "21", Value: "12345"}})
	ean, _ := barcode.EAN13("9506000134352")
	s := SetupSheet{Title: "Set up a scanner", Lead: strings.Repeat("It types what it reads into the scan field. ", 5),
		Codes: []SetupCode{{code, "PICKPACK-TEST"}, {matrix, "GS1 data with lot TEST-10 and serial number 12345"}, {ean, "Article number"}},
		Note:  "Settings of the page are kept on the device."}
	for range 9 {
		s.Steps = append(s.Steps, SetupStep{"Data processing settings, in the profile of the browser", strings.Repeat("Choose what ends a code. ", 7)})
	}
	for _, paper := range []Paper{A4, Letter} {
		doc, err := SetupPaper(s, paper)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(doc) {
			t.Errorf("%s: %s", paper, fault)
		}
		if _, err := Render(doc, PDF); err != nil || len(doc.Pages) > 2 {
			t.Errorf("%s: %d pages, %v", paper, len(doc.Pages), err)
		}
	}
	if _, err := SetupPaper(s, Label4x6); err == nil {
		t.Error("it does not fit on a label")
	}
	if doc, err := SetupPaper(SetupSheet{Title: "Nothing"}, A4); err != nil || len(doc.Pages) != 1 {
		t.Errorf("an empty sheet: %d pages, %v", len(doc.Pages), err)
	}
}
