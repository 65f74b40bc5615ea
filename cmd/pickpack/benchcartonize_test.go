package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pickpack/picking"
)

func TestBenchCartonizeReadsLists(t *testing.T) {
	t.Parallel()
	write := func(text string) string {
		f := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(f, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return f
	}
	orders, boxes := write("O1,2,a,10,20,30,5\nO1,1,b,10,10,10,5\nO2,9,a,10,20,30,5\n"), write("S,1,1,1,7,20,20,30,900\n")
	for name, tc := range map[string]struct{ orders, boxes, field string }{
		"good":         {orders, boxes, ""},
		"not there":    {"no-such-file", boxes, "orders"},
		"columns":      {boxes, boxes, "orders"},
		"not a number": {write("O1,two,a,10,20,30,5\n"), boxes, "orders"},
		"flat":         {write("O1,2,a,10,0,30,5\n"), boxes, "items[0].dims[1]"},
		"no boxes":     {orders, orders, "boxes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := BenchCartonizeCmd{Orders: tc.orders, Boxes: tc.boxes, Budget: time.Millisecond}
			err := c.orders(context.Background())
			var e *picking.Error
			if errors.As(err, &e); (e == nil) != (tc.field == "") || e != nil && e.Field != tc.field {
				t.Fatal(err)
			}
			if err == nil && (c.cartons != 7 || c.atLeast != 7 || c.plain != 7) { // two of a fill a box
				t.Error(c.cartons, c.atLeast, c.plain)
			}
		})
	}
}
