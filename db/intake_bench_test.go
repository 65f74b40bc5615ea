package db_test

import (
	"bytes"
	"testing"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// BenchmarkImportOrders imports a file of 10,000 orders with 50,000 lines: reading, judging and writing.
func BenchmarkImportOrders(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := newDock(b)
		w := sample.Demo(1, dockTime)
		wh, err := d.LoadSample(b.Context(), w, func(pin string) string { return pin })
		if err != nil {
			b.Fatal(err)
		}
		var file bytes.Buffer
		if err := intake.WriteOrders(&file, sample.Orders(w, 10_000, 2)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		f, err := intake.Parse(intake.Orders, "bench.csv", file.Bytes(), d.o)
		if err != nil {
			b.Fatal(err)
		}
		r, err := d.TakeImport(b.Context(), picking.User{Warehouse: wh}, f, false)
		if err != nil || r.New != 10_000 || r.Rows != 50_000 {
			b.Fatalf("%+v, %v", r, err)
		}
	}
}
