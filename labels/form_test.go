package labels

import (
	"errors"
	"strings"
	"testing"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// Broken forms of slips are refused with the place and its line.
func TestBrokenSlipForms(t *testing.T) {
	t.Parallel()
	text := BuiltInForm("slip")
	for _, tc := range []struct {
		name, old, new, place, at string
	}{
		{"no field", "{to}", "{too}", "to", `"to"`},
		{"no field of a line", `"{packed}"`, `"{pakced}"`, "columns[1].value", `"{pakced}"`},
		{"a line's field above the table", "{placed}", "{packed}", "facts[0].value", `"{packed}"`},
		{"an unknown condition", `"if": "prices"`, `"if": "price"`, "columns[3].if", `"if": "price"`},
		{"a misspelt name", `"sender"`, `"sendre"`, "sendre", `"sendre"`},
		{"a text for a number", `"larger": 1`, `"larger": "1"`, "end[0].larger", `"larger"`},
		{"far too large", `"larger": 1`, `"larger": 99`, "end[0].larger", `"larger"`},
		{"no such side", `"align": "right"`, `"align": "rihgt"`, "end[0].align", `"rihgt"`},
		{"no JSON", `"title": `, `"title" `, "title", `"title"`},
	} {
		broken := strings.Replace(text, tc.old, tc.new, 1)
		_, err := ParseForm("slip", broken)
		own := new(picking.Error)
		if !errors.As(err, &own) || own.Kind != picking.Invalid || own.Field != tc.place {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		want := 1 + strings.Count(broken[:strings.Index(broken, tc.at)], "\n")
		if got := FormLine(broken, own.Field); got != want {
			t.Errorf("%s: line %d, want %d", tc.name, got, want)
		}
	}
	if _, err := ParseForm("slip", `{"name": "x", "title": "y", "columns": []}`); picking.KindOf(err) != picking.Invalid {
		t.Errorf("a slip without columns: %v", err)
	}
	if n := FormLine(text, "nowhere"); n != 0 {
		t.Errorf("what is not there is on line %d", n)
	}
	if _, err := ParseForm("cat", text); picking.KindOf(err) != picking.Invalid {
		t.Errorf("a form of nothing: %v", err)
	}
}

// What a value says is never a placeholder, and what says nothing takes its words with it.
func TestSaying(t *testing.T) {
	t.Parallel()
	v := map[string]string{"order": "{note}", "note": "", "units": "3 units", "total": ""}
	for text, want := range map[string]string{
		"{order}":              "{note}",
		"{units} in · {total}": "3 units in",
		"Ready {note}\nKept {total}\nOrder {order}": "Order {note}",
		"Thank you · come again":                    "Thank you · come again",
		"{note}":                                    "",
		"a\n\nb":                                    "a\n\nb",
	} {
		if got := saying(text, v); got != want {
			t.Errorf("%q says %q, want %q", text, got, want)
		}
	}
}

// A house's own slip: its words, its columns, its logo, on every paper.
func TestOwnSlip(t *testing.T) {
	t.Parallel()
	logo, err := ParseLogo(logoPNG(t, 300, 100))
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseForm("slip", `{"name": "Delivery note", "title": "DELIVERY NOTE", "logo": 12, "sender": "{from_name}", "to": "{to}", "caption": "FOR",
		"columns": [{"title": "PCS", "value": "{packed}"}, {"title": "SUM", "value": "{amount}"}],
		"end": [{"text": "You paid {total}", "larger": 6, "bold": true, "align": "center", "above": 5}], "foot": "{order}"}`)
	if err != nil {
		t.Fatal(err)
	}
	s := slip(4)
	s.Lines[0].Price = ship.Money{Minor: 250, Currency: "EUR"}
	for _, p := range slipPapers {
		doc, err := f.Slip(s, p, logo)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(doc) {
			t.Errorf("%s: %s", p, fault)
		}
		pictures, said := 0, ""
		for _, item := range doc.Pages[0].Items {
			switch i := item.(type) {
			case Picture:
				pictures++
			case Code:
				t.Errorf("%s: a code that the form does not have", p)
			case Text:
				said += i.S + "|"
			}
		}
		if pictures != 1 || !strings.Contains(said, "You paid 5.00 EUR") || !strings.Contains(said, "|5.00|") || strings.Contains(said, "Serial") {
			t.Errorf("%s: %d pictures, %s", p, pictures, said)
		}
	}
}
