package sample_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// Orders that go through a file come out the same, to the content's hash.
func TestOrdersThroughAFile(t *testing.T) {
	t.Parallel()
	orders := sample.Demo(3, now).Orders
	var b bytes.Buffer
	if err := intake.WriteOrders(&b, orders); err != nil {
		t.Fatal(err)
	}
	f, err := intake.Parse(intake.Orders, "sample.csv", b.Bytes(), intake.Options{Now: now})
	if err != nil || len(f.Orders) != len(orders) {
		t.Fatalf("%d of %d orders, %v", len(f.Orders), len(orders), err)
	}
	for i, o := range f.Orders {
		if !bytes.Equal(o.Hash(), orders[i].Hash()) {
			t.Fatalf("order %d is another (-written +read):\n%s", i, cmp.Diff(orders[i], o))
		}
	}
}
