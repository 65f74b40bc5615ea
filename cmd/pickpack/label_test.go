package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pickpack/labels"
	"pickpack/picking"
)

const labelJSON = `{"from":{"name":"Nordlicht Versand","street1":"Hafenstraße 12","postcode":"20457","city":"Hamburg","country":"DE"},
	"to":{"name":"Jürgen Müller","street1":"Prinzregentenstraße 100","postcode":"80331","city":"München","country":"DE"},
	"carrier":"DHL","service":"Express","ship_date":"2026-11-24","cutoff":"2026-11-24T17:30:00+01:00","order":"W-1","placed":"2026-11-23",
	"carton":1,"of":2,"weight":2350,"sscc":"340123450000000000","tracking":"1Z999AA10123456784","shelf":"P-07","ready":"2026-11-24T12:00:00Z",
	"lines":[{"sku":"TEA","name":"Tea","ordered":2,"packed":2,"lots":[{"code":"L1","expires":"2027-03-31","qty":2}],"serials":["S1"]}]}`

func labelOf(t *testing.T, c LabelCmd, in string) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	err := c.answer(strings.NewReader(in), &out, io.Discard)
	return out.Bytes(), err
}

// The same input gives the same bytes, in every format.
func TestLabel(t *testing.T) {
	t.Parallel()
	for kind, magic := range map[string]string{"pdf": "%PDF-", "zpl": "^XA\n^CI28\n^PW", "png": "\x89PNG"} {
		for _, dpi := range []int{203, 300, 600} {
			for _, doc := range []string{"", "slip", "pickup"} {
				c := LabelCmd{Format: kind, DPI: dpi, Document: doc, Paper: "4x6"}
				a, err := labelOf(t, c, labelJSON)
				if err != nil || !bytes.HasPrefix(a, []byte(magic)) {
					t.Errorf("%s %s %d: %v, %.20q", doc, kind, dpi, err, a)
				}
				if b, _ := labelOf(t, c, labelJSON); !bytes.Equal(a, b) {
					t.Errorf("%s %s %d: other bytes", doc, kind, dpi)
				}
			}
		}
	}
}

// What is wrong is said with its place, and nothing is written.
func TestLabelNamesTheField(t *testing.T) {
	t.Parallel()
	zpl := LabelCmd{Format: "zpl", DPI: 203}
	for name, tc := range map[string]struct {
		c         LabelCmd
		in, field string
	}{
		"empty":            {zpl, ``, "input"},
		"no shipment":      {zpl, `{}`, "sscc"},
		"wrong check":      {zpl, strings.Replace(labelJSON, "0000000000", "0000000001", 1), "sscc"},
		"misspelt":         {zpl, strings.Replace(labelJSON, `"sscc"`, `"ssccc"`, 1), "ssccc"},
		"misspelt inside":  {zpl, strings.Replace(labelJSON, `"sku"`, `"skv"`, 1), "skv"},
		"text for number":  {zpl, strings.Replace(labelJSON, `"packed":2`, `"packed":"2"`, 1), "lines[0].packed"},
		"no day":           {zpl, strings.Replace(labelJSON, "2026-11-24", "24.11.2026", 1), "ship_date"},
		"no day of a lot":  {zpl, strings.Replace(labelJSON, "2027-03-31", "2027-03-32", 1), "lines[0].lots[0].expires"},
		"no such document": {LabelCmd{Format: "zpl", DPI: 203, Document: "poem"}, labelJSON, "document"},
		"no such paper":    {LabelCmd{Format: "zpl", DPI: 203, Paper: "a5"}, labelJSON, "paper"},
		"no such format":   {LabelCmd{Format: "gif", DPI: 203}, labelJSON, "format"},
		"no such dpi":      {LabelCmd{Format: "zpl", DPI: 204}, labelJSON, "format"},
		"bad tracking":     {zpl, strings.Replace(labelJSON, "1Z999AA10123456784", "1Zñ", 1), "tracking"},
	} {
		out, err := labelOf(t, tc.c, tc.in)
		var e *picking.Error
		if !errors.As(err, &e) || e.Field != tc.field || e.Kind != picking.Invalid || len(out) > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, len(out))
		}
	}
	if _, err := labelOf(t, LabelCmd{Format: "zpl", DPI: 203, Document: "slip"}, labelJSON); picking.KindOf(err) != picking.Invalid {
		t.Errorf("A4 as ZPL: %v", err)
	}
}

// A letter that no font has is printed as a box and told.
func TestLabelWarns(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Jürgen": "", "דנה, سلام": "", "東 Tokyo 東": "東 (U+6771);"} {
		var out, warn bytes.Buffer
		in := strings.Replace(labelJSON, "Jürgen", name, 1)
		if err := (&LabelCmd{Format: "pdf", DPI: 203}).answer(strings.NewReader(in), &out, &warn); err != nil || out.Len() == 0 {
			t.Errorf("%s: %v", name, err)
		}
		if (want == "") != (warn.Len() == 0) || !strings.Contains(warn.String(), want) {
			t.Errorf("%s: %q", name, warn.String())
		}
	}
}

func TestAFileThatIsNoFont(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"label_test.go", "no-such-file.ttf"} {
		if err := (fonts{path}).add(); picking.KindOf(err) != picking.Invalid {
			t.Error(path, err)
		}
	}
}

// A form of the house's own is printed on; one that is broken, or of a document without a form, is refused.
func TestLabelOnAForm(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "form.json")
	if err := os.WriteFile(file, []byte(strings.Replace(labels.BuiltInForm("slip"), "PACKING SLIP", "DELIVERY NOTE", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	c := LabelCmd{Format: "zpl", DPI: 203, Document: "slip", Paper: "4x6", Form: file}
	if out, err := labelOf(t, c, labelJSON); err != nil || !bytes.Contains(out, []byte("DELIVERY NOTE")) {
		t.Errorf("%v, %.300s", err, out)
	}
	for _, document := range []string{"label", "bin"} {
		c.Document, c.Paper = document, ""
		if _, err := labelOf(t, c, labelJSON); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%s on the form of a slip: %v", document, err)
		}
	}
}
