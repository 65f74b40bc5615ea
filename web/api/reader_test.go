package api

import (
	"testing"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// FuzzRead: whatever is sent is read into orders or told in words, and what is not told is in its normal form.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"source":"s","external_id":"e","ship_to":{"name":"n"},"service":"pickup","lines":[{"sku":"x","qty":1}]}`))
	f.Add([]byte(`{"lines":[[],{"qty":1e9},{"qty":-1,"barcode":"4006381333932"}],"cutoff":"2027-13-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := decode(body)
		if err != nil {
			if picking.KindOf(err) != picking.Invalid {
				t.Fatal(err)
			}
			return
		}
		members, _ := doc.(map[string]any)
		var wrong []intake.Problem
		o := object{"", members, &wrong}.order()
		if wrong = append(wrong, o.Clean()...); len(wrong) > 0 {
			return
		}
		again := o
		if problems := again.Clean(); len(problems) > 0 || string(again.Hash()) != string(o.Hash()) {
			t.Fatalf("%+v is not in its normal form: %v", o, problems)
		}
		if o.Cutoff.After(time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Fatal(o.Cutoff)
		}
	})
}
