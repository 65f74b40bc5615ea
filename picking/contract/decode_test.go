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
