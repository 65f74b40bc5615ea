package realorders_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"pickpack/cmd/e2e/realorders"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

const madeUp = `a1,9,red,210,297,8,300
b2,6,green,210,298,4,208
b2,2,red,210,297,8,300
b2,1,green,210,298,4,208
c3,500,blue,110,30,2,16
`

var now = time.Date(2027, 3, 30, 9, 0, 0, 0, time.UTC)

// list is the made-up one, or with REAL_ORDERS=items.csv the real one.
func list(t *testing.T) []byte {
	t.Helper()
	name := os.Getenv("REAL_ORDERS")
	if name == "" {
		return []byte(madeUp)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What comes out can be imported without a bad row or a note, and there is stock for every line.
func TestConvertedFilesAreTaken(t *testing.T) {
	t.Parallel()
	f, n, err := realorders.Convert(bytes.NewReader(list(t)), realorders.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	s := dbtest.New(t)
	wh, err := s.LoadSample(t.Context(), sample.Warehouse{Code: "R", Name: "Real", Timezone: "UTC", GS1Prefix: "9529999"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.IntakeOptions(t.Context(), wh, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		kind    intake.Kind
		content []byte
		records int // 0: not checked
	}{{intake.Items, f.Items, n.Items}, {intake.Locations, f.Locations, 0}, {intake.Stock, f.Stock, n.Bins}, {intake.Orders, f.Orders, n.Orders}} {
		start := time.Now()
		file, err := intake.Parse(x.kind, string(x.kind), x.content, o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.TakeImport(t.Context(), picking.User{Warehouse: wh}, file, false)
		if err != nil || !r.Taken || len(r.Notes) > 0 || x.records > 0 && r.New != x.records {
			t.Fatalf("%s: %+v, %v", x.kind, r, err)
		}
		if x.kind == intake.Orders && r.Rows != n.Lines {
			t.Errorf("%d lines, want %d", r.Rows, n.Lines)
		}
		t.Logf("%s: %d rows in %v", x.kind, r.Rows, time.Since(start).Round(time.Millisecond))
	}
	t.Logf("%+v", n)
}

func TestFigures(t *testing.T) {
	t.Parallel()
	f, n, err := realorders.Convert(strings.NewReader(madeUp), realorders.Options{Now: now})
	if want := (realorders.Figures{Orders: 3, Lines: 5, Units: 518, Items: 3, Bins: 4}); err != nil || n != want {
		t.Errorf("%+v, %v", n, err)
	}
	for _, part := range []string{"b2", "RO-002", "express", "pickup"} {
		if !strings.Contains(string(f.Orders), part) {
			t.Errorf("no %s in\n%s", part, f.Orders)
		}
	}
	again, _, _ := realorders.Convert(strings.NewReader(madeUp), realorders.Options{Now: now})
	if !bytes.Equal(again.Orders, f.Orders) {
		t.Error("a second run gives another file")
	}
	if _, n, err := realorders.Convert(strings.NewReader(madeUp), realorders.Options{Now: now, Orders: 2}); err != nil || n.Orders != 2 || n.Units != 18 {
		t.Errorf("the first two: %+v, %v", n, err)
	}
}

// Stock of every item covers what is wanted of it.
func TestStockCoversDemand(t *testing.T) {
	t.Parallel()
	f, _, err := realorders.Convert(bytes.NewReader(list(t)), realorders.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]picking.Qty{}
	stock, err := intake.Parse(intake.Stock, "", f.Stock, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range stock.Stock {
		have[r.SKU] += r.Qty
	}
	orders, err := intake.Parse(intake.Orders, "", f.Orders, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range orders.Orders {
		for _, l := range o.Lines {
			have[l.SKU] -= l.Qty
		}
	}
	for sku, left := range have {
		if left < 0 {
			t.Errorf("%s: %d units are missing", sku, -left)
		}
	}
}

func TestBadListsAreRefused(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"": "no orders", "a,1,x,1,1,1\n": "wrong number of fields", "a,0,x,1,1,1,1\n": `line 1: "0" is no positive`,
		"a,1,x,1,1,1,1\na,1,x,1,1,1,heavy\n": `line 2: "heavy"`,
	} {
		if _, _, err := realorders.Convert(strings.NewReader(content), realorders.Options{Now: now}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", content, err)
		}
	}
}
