package sheets_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web/desk/sheets"
	"pickpack/web/respond"
)

const floorSQL = `
INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann Öberg', 'picker'), (1, 'U-2', 'Bob', 'supervisor');
INSERT INTO locations (warehouse_id, code, kind, zone, slots) VALUES (1, 'A-01-1', 'pick', 'A', 0), (1, 'A-01-2', 'pick', 'A', 0), (1, 'B-01-1', 'pick', 'B', 0),
	(1, 'T-001', 'tote', '', 0), (1, 'CART-1', 'cart', '', 12), (1, 'W-01', 'slot', '', 0), (1, 'PACK-1', 'station', '', 0);
INSERT INTO items (warehouse_id, sku, name) VALUES (1, 'RED', 'Enamel teapot, red');
INSERT INTO barcodes (warehouse_id, code, item_id, qty) VALUES (1, '04006381333931', 1, 1), (1, 'HOUSE-7', 1, 6);
INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, max_weight_g) VALUES (1, 'S', 200, 200, 200, 5000);
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units) VALUES (1, 'O-1', 'test', '1', 'online', 'express', now(), '{}', '', 5);
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 1, 1, 1, 5);
INSERT INTO waves (warehouse_id, name, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'Noon', 'cluster', 'released', 1, 1, 5, 10, 20, 1);
UPDATE orders SET wave_id = 1;
INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, tasks) VALUES (1, 1, 'cluster', now(), 2), (1, 1, 'cluster', now(), 0);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) VALUES (1, 1, 1, 1);
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, done, line_id, slot, state) VALUES (1, 1, 1, 1, 1, 3, 0, 1, 1, 'open'), (1, 1, 2, 2, 1, 2, 2, 1, 1, 'done');
`

// server answers the area's routes for the supervisor; what stands around it is tested with the whole server.
func server(t *testing.T) http.Handler {
	t.Helper()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	raw.MustExec(floorSQL)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		trouble := respond.TroubleOf(err)
		_ = c.String(trouble.Status, trouble.Message)
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set("auth.user", picking.User{ID: 2, Warehouse: 1, Role: picking.Supervisor, Name: "Bob", Badge: "U-2"})
			return next(c)
		}
	})
	(&sheets.Area{Store: store, Now: time.Now}).Mount(e.Group(sheets.Path))
	return e
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}

var pages = regexp.MustCompile(`/Type /Page\b`)

func TestSheets(t *testing.T) {
	t.Parallel()
	h := server(t)
	home := get(h, sheets.Path)
	for _, kind := range []string{"bins", "totes", "carts", "stations", "badges", "items", "boxes"} {
		if !strings.Contains(home.Body.String(), sheets.SheetPath(kind)) {
			t.Errorf("the page does not offer %s", kind)
		}
		for _, paper := range []string{"", "a4", "letter"} {
			w := get(h, sheets.SheetPath(kind)+"?paper="+paper)
			if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "%PDF-") || len(pages.FindAllString(w.Body.String(), -1)) != 1 {
				t.Errorf("%s on %q: %d %.200s", kind, paper, w.Code, w.Body)
			}
		}
	}
	for path, want := range map[string]string{"bins": "^XA", "items": "^XA", "boxes": "^XA"} {
		w := get(h, sheets.SheetPath(path)+"?paper=4x2&format=zpl203")
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), want) || !strings.Contains(w.Header().Get("Content-Disposition"), ".zpl") {
			t.Errorf("%s as ZPL: %d %.50s", path, w.Code, w.Body)
		}
	}
	if all, some := get(h, sheets.SheetPath("bins")), get(h, sheets.SheetPath("bins")+"?q=b-01"); all.Body.Len() <= some.Body.Len() {
		t.Errorf("a search gives %d bytes, everything %d", some.Body.Len(), all.Body.Len())
	}
	for path, want := range map[string]int{sheets.SheetPath("cats"): 404, sheets.SheetPath("bins") + "?paper=a5": 422, sheets.SheetPath("bins") + "?format=zpl203": 422,
		sheets.SheetPath("bins") + "?format=gif": 422, sheets.SheetPath("badges") + "?paper=57x32": 422, sheets.SheetPath("bins") + "?q=ZZZ": 303} {
		if w := get(h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

func TestPickListOnPaper(t *testing.T) {
	t.Parallel()
	h := server(t)
	w := get(h, sheets.ListPath(1))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
	for path, want := range map[string]int{sheets.ListPath(2): 409, sheets.ListPath(99): 404, sheets.Path + "/list/x": 404} {
		if w := get(h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}
