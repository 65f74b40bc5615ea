package contract

import (
	"errors"
	"strings"
	"testing"

	"pickpack/picking"

	"github.com/google/go-cmp/cmp"
)

type sample struct {
	Orders []struct {
		ID    string
		Lines []struct {
			Location string
			Qty      int
		}
	}
	Capacity map[string]float64
	Budget   float64
}

func TestDecodeNamesTheField(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ in, field string }{
		"good":            {`{"orders":[{"id":"a","lines":[{"location":"L","qty":1}]}],"capacity":{"u":1}, "extra":[{}]}`, ""},
		"text for number": {`{"orders":[{"lines":[{"qty":1},{"qty":"x"}]}]}`, "orders[0].lines[1].qty"},
		"second order":    {`{"orders":[{"id":"qty"},{"id":"b","lines":[{"qty":1.5}]}]}`, "orders[1].lines[0].qty"},
		"NaN":             {`{"capacity":{"units":NaN}}`, "capacity.units"},
		"too large":       {`{"capacity":{"a":1,"units":1e999}}`, "capacity.units"},
		"list for object": {`{"orders":[[]]}`, "orders[0]"},
		"number for list": {`{"orders":7}`, "orders"},
		"after a list":    {`{"orders":[{"id":"a"}],"budget":"x"}`, "budget"},
		"broken":          {`{"budget":1,`, "budget"},
		"empty":           {``, "input"},
		"not an object":   {`[1]`, "input"},
		"two values":      {`{} {}`, "input"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var v sample
			if diff := cmp.Diff(tc.field, fieldOf(Decode(strings.NewReader(tc.in), &v))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whole numbers may be written as other programs write them; parts of one may not, and texts stay as they are.
func TestWholeNumbers(t *testing.T) {
	t.Parallel()
	var v sample
	in := `{"orders":[{"id":"7.0 \"8.0","lines":[{"location":"L.0","qty":30.0},{"qty":4.000},{"qty":5}]}],"budget":2.50}`
	if err := Decode(strings.NewReader(in), &v); err != nil {
		t.Fatal(err)
	}
	o := v.Orders[0]
	if o.ID != `7.0 "8.0` || o.Lines[0].Location != "L.0" || o.Lines[0].Qty != 30 || o.Lines[1].Qty != 4 || o.Lines[2].Qty != 5 || v.Budget != 2.5 {
		t.Errorf("%+v", v)
	}
	for in, field := range map[string]string{
		`{"orders":[{"lines":[{"qty":1.0},{"qty":30.05}]}]}`: "orders[0].lines[1].qty",
		`{"orders":[{"lines":[{"qty":1.0},{"qty":3.0e1}]}]}`: "orders[0].lines[1].qty",
		`{"orders":[{"lines":[{"qty":1.0},{"qty":"3.0"}]}]}`: "orders[0].lines[1].qty",
	} {
		if got := fieldOf(Decode(strings.NewReader(in), &v)); got != field {
			t.Error(in, got)
		}
	}
}

func fieldOf(err error) string {
	var e *picking.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(`{"orders":[{"id":"a","lines":[{"location":"L","qty":1}]}],"capacity":{"u":1}}`))
	f.Add([]byte(`{"orders":[{"lines":[{"qty":"x"}]},]`))
	f.Add([]byte(`[[[{"":"","":{"a":[1,]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v sample
		if err := Unmarshal(data, &v); err != nil && (picking.KindOf(err) != picking.Invalid || fieldOf(err) == "") {
			t.Fatalf("%q: %v is no error about a field", data, err)
		}
	})
}
