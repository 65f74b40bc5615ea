package db_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

var dockTime = time.Date(2027, 3, 30, 9, 0, 0, 0, time.UTC)

// dock is an empty warehouse that files arrive at.
type dock struct {
	*db.Store
	raw *sqlx.DB
	w   picking.WarehouseID
	u   picking.User
	o   intake.Options
}

func newDock(t testing.TB) *dock {
	t.Helper()
	dsn := dbtest.DSN(t)
	d := &dock{Store: dbtest.Open(t, dsn), w: 1}
	var err error
	if d.raw, err = sqlx.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.raw.Close() })
	d.raw.MustExec(`INSERT INTO warehouses (code, name, timezone) VALUES ('W', 'Dock', 'Europe/Vienna');
		INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'supervisor')`)
	d.u = picking.User{ID: 1, Warehouse: 1}
	if d.o, err = d.IntakeOptions(t.Context(), d.w, dockTime); err != nil {
		t.Fatal(err)
	}
	return d
}

// take imports a file and fails the test if it cannot be read.
func (d *dock) take(t testing.TB, kind intake.Kind, content string, takeGood bool) intake.Report {
	t.Helper()
	f, err := intake.Parse(kind, "test.csv", []byte(content), d.o)
	if err != nil {
		t.Fatal(err)
	}
	dry, err := d.CheckImport(t.Context(), d.w, f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.TakeImport(t.Context(), d.u, f, takeGood)
	if err != nil {
		t.Fatal(err)
	}
	dry.Taken = r.Taken
	if diff := cmp.Diff(dry, r); diff != "" {
		t.Errorf("the dry run said something else (-dry +taken):\n%s", diff)
	}
	d.balanced(t)
	return r
}

// balanced checks that balances are what moves make them, and that every item sums to nothing.
func (d *dock) balanced(t testing.TB) {
	t.Helper()
	var wrong int
	err := d.raw.Get(&wrong, `
		SELECT count(*) FROM (
			SELECT warehouse_id, location_id AS loc, item_id, lot_id, on_hand AS n FROM balances
			UNION ALL SELECT warehouse_id, to_id, item_id, lot_id, -qty FROM moves
			UNION ALL SELECT warehouse_id, from_id, item_id, lot_id, qty FROM moves) x
		 GROUP BY warehouse_id, loc, item_id, lot_id HAVING sum(n) <> 0`)
	if err == nil || err.Error() == "sql: no rows in result set" {
		var off int
		err = d.raw.Get(&off, `SELECT count(*) FROM (SELECT 1 FROM balances GROUP BY warehouse_id, item_id HAVING sum(on_hand) <> 0) x`)
		wrong += off
	}
	if err != nil || wrong > 0 {
		t.Errorf("%d balances are not what the moves make them (%v)", wrong, err)
	}
}

func (d *dock) count(t testing.TB, query string, args ...any) (n int) {
	t.Helper()
	if err := d.raw.Get(&n, query, args...); err != nil {
		t.Fatal(err)
	}
	return n
}

// The templates build a warehouse; a second time there is nothing to do.
func TestTemplatesTwice(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	for round := range 2 {
		for _, kind := range intake.Kinds {
			r := d.take(t, kind, string(intake.Template(kind)), false)
			if !r.Taken || r.BadRows > 0 || round == 1 && r.New+r.Changed > 0 || round == 0 && r.New == 0 {
				t.Errorf("round %d: %+v", round, r)
			}
		}
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM items`:                                                             3,
		`SELECT count(*) FROM barcodes`:                                                          7,
		`SELECT count(*) FROM locations`:                                                         12,
		`SELECT sum(on_hand) FROM balances WHERE NOT virtual`:                                    92,
		`SELECT count(*) FROM moves WHERE cause = 'receive' AND user_id = 1`:                     3,
		`SELECT count(*) FROM lots WHERE code = 'L2403' AND expires = '2199-03-31'`:              1,
		`SELECT count(*) FROM orders WHERE state = 'received' AND number LIKE 'O-1000__'`:        2,
		`SELECT units FROM orders WHERE external_id = '1001'`:                                    3,
		`SELECT count(*) FROM order_lines`:                                                       3,
		`SELECT count(*) FROM orders WHERE pickup AND cutoff = '2027-03-30 17:00 Europe/Vienna'`: 1,
		`SELECT count(*) FROM events WHERE kind = 'order.received' AND user_id = 1`:              2,
		`SELECT count(*) FROM events WHERE kind = 'import.taken'`:                                8,
		`SELECT count(*) FROM zones`:                                                             1,
		`SELECT jsonb_array_length(layout->'aisles_x') FROM warehouses`:                          2,
	} {
		if got := d.count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
}

func TestNothingOrTheGoodRows(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	const items = "sku,name,barcode\nA,Apple,A1\nB,Bun,4006381333932\n"
	if r := d.take(t, intake.Items, items, false); r.Taken || r.BadRows != 1 || d.count(t, `SELECT count(*) FROM items`) != 0 {
		t.Errorf("with a bad row: %+v", r)
	}
	if r := d.take(t, intake.Items, items, true); !r.Taken || r.New != 1 || d.count(t, `SELECT count(*) FROM items`) != 1 {
		t.Errorf("the good rows: %+v", r)
	}
	const orders = "order_id,service,name,sku,qty\n1,pickup,Ann,A,1\n2,pickup,Bob,A,1\n2,,,NIX,1\n"
	if r := d.take(t, intake.Orders, orders, false); r.Taken || d.count(t, `SELECT count(*) FROM orders`) != 0 {
		t.Errorf("with a bad row: %+v", r)
	}
	if r := d.take(t, intake.Orders, orders, true); r.New != 1 || r.BadRows != 2 || d.count(t, `SELECT count(*) FROM order_lines`) != 1 {
		t.Errorf("half an order: %+v", r)
	}
}

func TestOrdersAgain(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	d.take(t, intake.Items, "sku,name\nA,Apple\n", false)
	const file = "source,order_id,service,name,sku,qty\nshop,1,pickup,Ann,A,%d\nother,1,pickup,Bob,A,2\n"
	if r := d.take(t, intake.Orders, fmt.Sprintf(file, 1), false); r.New != 2 {
		t.Fatalf("%+v", r)
	}
	d.o.Now = d.o.Now.AddDate(0, 0, 1) // the default cut-off moves; the order is still the same
	if r := d.take(t, intake.Orders, fmt.Sprintf(file, 1), false); r.Same != 2 || r.New != 0 {
		t.Errorf("again: %+v", r)
	}
	r := d.take(t, intake.Orders, fmt.Sprintf(file, 7), true)
	if r.Same != 1 || len(r.Bad) != 1 || !strings.Contains(r.Bad[0].Reason, "conflict: this order of shop is here already as O-10000") {
		t.Errorf("another content: %+v", r)
	}
	if got := d.count(t, `SELECT sum(units) FROM orders`); got != 3 {
		t.Errorf("%d units", got)
	}
}

func TestStockIsCounted(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	d.take(t, intake.Items, "sku,name,tracking\nA,Apple,\nM,Milk,lot\n", false)
	d.take(t, intake.Locations, "code,aisle,y\nB-1,1,1\nB-2,2,5\n", false)
	d.take(t, intake.Stock, "location,sku,qty,lot,expiry\nB-1,A,10,,\nB-2,M,5,L1,\nB-2,M,6,L2,2028-01-01\n", false)
	d.raw.MustExec(`UPDATE balances SET suspect = true WHERE location_id = (SELECT id FROM locations WHERE code = 'B-1')`)
	r := d.take(t, intake.Stock, "location,sku,qty,lot,expiry\nB-1,A,4,,\nB-2,M,8,L1,2028-02-02\nB-2,M,0,L2,\n", false)
	if r.Changed != 3 {
		t.Errorf("%+v", r)
	}
	for query, want := range map[string]int{
		`SELECT sum(on_hand) FROM balances WHERE NOT virtual`:                                                           12,
		`SELECT on_hand FROM balances b JOIN locations l ON l.id = b.location_id WHERE kind = 'adjust' AND item_id = 1`: 6,
		`SELECT count(*) FROM moves WHERE cause = 'count'`:                                                              3,
		`SELECT count(*) FROM balances WHERE suspect`:                                                                   0,
		`SELECT count(*) FROM lots WHERE expires = '2028-02-02' AND code = 'L1'`:                                        1,
	} {
		if got := d.count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
}

// Four people take the same files at once: everything is there once.
func TestImportsAtTheSameMoment(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	d.take(t, intake.Items, string(intake.Template(intake.Items)), false)
	d.take(t, intake.Locations, string(intake.Template(intake.Locations)), false)
	for _, kind := range []intake.Kind{intake.Stock, intake.Orders} {
		f, err := intake.Parse(kind, "x.csv", intake.Template(kind), d.o)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		reports := make([]intake.Report, 4)
		for i := range reports {
			all.Go(func() {
				r, err := d.TakeImport(context.Background(), d.u, f, false)
				if err != nil {
					t.Error(err)
				}
				reports[i] = r
			})
		}
		all.Wait()
		fresh := 0
		for _, r := range reports {
			fresh += r.New
		}
		if want := reports[0].New + reports[0].Same; fresh != want {
			t.Errorf("%s: %d new, want %d", kind, fresh, want)
		}
	}
	d.balanced(t)
	if got := d.count(t, `SELECT sum(on_hand) FROM balances WHERE NOT virtual`); got != 92 {
		t.Errorf("%d units", got)
	}
}

func TestSampleLoads(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	w := sample.Demo(1, dockTime)
	start := time.Now()
	wh, err := d.LoadSample(t.Context(), w, func(pin string) string { return "hash of " + pin })
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(start).Round(time.Millisecond))
	d.balanced(t)
	units := 0
	for _, s := range w.Stock {
		units += int(s.Qty)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM items WHERE warehouse_id = $1`:                                              1200,
		`SELECT count(*) FROM locations WHERE warehouse_id = $1`:                                          len(w.Locations),
		`SELECT count(*) FROM orders WHERE warehouse_id = $1 AND state = 'received'`:                      300,
		`SELECT count(*) FROM order_lines WHERE warehouse_id = $1`:                                        1500,
		`SELECT sum(on_hand) FROM balances WHERE warehouse_id = $1 AND NOT virtual`:                       units,
		`SELECT count(*) FROM users WHERE warehouse_id = $1 AND pin_hash LIKE 'hash of %'`:                12,
		`SELECT count(*) FROM users WHERE warehouse_id = $1 AND password_hash <> ''`:                      1,
		`SELECT count(*) FROM boxes WHERE warehouse_id = $1`:                                              7,
		`SELECT count(*) FROM zones WHERE warehouse_id = $1`:                                              3,
		`SELECT count(*) FROM warehouses WHERE id = $1 AND gs1_prefix = '9521234' AND ship_from ? 'city'`: 1,
	} {
		if got := d.count(t, query, wh); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if _, err := d.LoadSample(t.Context(), w, func(string) string { return "x" }); picking.KindOf(err) != picking.Conflict {
		t.Errorf("a second time: %v", err)
	}
}
