package handheld_test

import (
	"bytes"
	"compress/gzip"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db/dbtest"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/scan"
)

// floor is the whole server on a small warehouse: red teapots in B-1 and B-3, blue ones in B-2, milk in two lots in B-4.
// List 1 is a cluster of orders O-1 (5 red, 2 blue) and O-2 (1 milk of lot L2, 1 lamp with a serial number); list 2 a
// batch of O-3 (2 red) and O-4 (1 red). Ann and Bo pick; everything is free to be claimed.
type floor struct {
	url string
	dsn string
	raw *sqlx.DB
	app *web.App
}

const floorSQL = `
INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
INSERT INTO locations (warehouse_id, code, kind, slots, zone, side, level) VALUES (1, 'SUPPLIER', 'supplier', 0, '', '', 0),
	(1, 'B-1', 'pick', 0, 'A', 'left', 1), (1, 'B-2', 'pick', 0, 'A', 'right', 2), (1, 'B-3', 'pick', 0, 'A', 'left', 3), (1, 'B-4', 'pick', 0, 'A', 'right', 1),
	(1, 'CART-1', 'cart', 4, '', '', 0), (1, 'CART-2', 'cart', 4, '', '', 0), (1, 'T-1', 'tote', 0, '', '', 0), (1, 'T-2', 'tote', 0, '', '', 0),
	(1, 'T-3', 'tote', 0, '', '', 0), (1, 'PACK-1', 'station', 0, '', '', 0), (1, 'WALL-1', 'wall', 0, '', '', 0), (1, 'W-1', 'slot', 0, '', '', 0), (1, 'W-2', 'slot', 0, '', '', 0);
INSERT INTO items (warehouse_id, sku, name, picture, tracking) VALUES (1, 'RED', 'Enamel teapot, red', '🫖', 'none'), (1, 'BLUE', 'Enamel teapot, blue', '🫖', 'none'),
	(1, 'MILK', 'Oat milk, 1 L', '🥛', 'lot'), (1, 'LAMP', 'Desk lamp, brass', '💡', 'serial');
INSERT INTO lots (warehouse_id, item_id, code, expires) VALUES (1, 3, 'L1', '2027-01-31'), (1, 3, 'L2', '2027-03-31');
INSERT INTO barcodes (warehouse_id, code, item_id, qty) VALUES (1, '04006381333931', 1, 1), (1, '14006381333938', 1, 3);
SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":2,"qty":8,"cause":"receive","task":0,"line":0,"serial":""},
	{"item":2,"lot":0,"from":1,"to":3,"qty":2,"cause":"receive","task":0,"line":0,"serial":""}, {"item":1,"lot":0,"from":1,"to":4,"qty":4,"cause":"receive","task":0,"line":0,"serial":""},
	{"item":3,"lot":1,"from":1,"to":5,"qty":3,"cause":"receive","task":0,"line":0,"serial":""}, {"item":3,"lot":2,"from":1,"to":5,"qty":3,"cause":"receive","task":0,"line":0,"serial":""},
	{"item":4,"lot":0,"from":1,"to":5,"qty":1,"cause":"receive","task":0,"line":0,"serial":""}]',
	'[{"location":2,"item":1,"lot":0,"qty":8,"suspect":false}, {"location":3,"item":2,"lot":0,"qty":2,"suspect":false},
	  {"location":5,"item":3,"lot":2,"qty":1,"suspect":false}, {"location":5,"item":4,"lot":0,"qty":1,"suspect":false}]');
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	SELECT 1, 'O-' || n, 'test', n, 'online', 'express', now() + interval '38 min', '{}', '', (ARRAY[7, 2, 2, 1])[n] FROM generate_series(1, 4) n;
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 1, 1, 1, 5), (1, 1, 2, 2, 2), (1, 2, 1, 3, 1), (1, 2, 2, 4, 1), (1, 3, 1, 1, 2), (1, 4, 1, 1, 1);
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'cluster', 'released', 2, 4, 9, 10, 20, 1), (1, 'batch', 'released', 2, 2, 3, 5, 9, 1);
UPDATE orders SET wave_id = CASE WHEN id < 3 THEN 1 ELSE 2 END;
INSERT INTO pick_lists (warehouse_id, wave_id, method, priority, cutoff, tasks, metres) VALUES (1, 1, 'cluster', 5, now() + interval '38 min', 4, 84), (1, 2, 'batch', 1, now() + interval '2 h', 1, 20);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) VALUES (1, 1, 1, 1), (1, 1, 2, 2), (1, 2, 1, NULL);
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot) VALUES (1, 1, 1, 2, 1, 0, 5, 1, 1), (1, 1, 2, 3, 2, 0, 2, 2, 1),
	(1, 1, 3, 5, 3, 2, 1, 3, 2), (1, 1, 4, 5, 4, 0, 1, 4, 2), (1, 2, 1, 2, 1, 0, 3, NULL, 1);
INSERT INTO shares (warehouse_id, task_id, line_id, qty) VALUES (1, 5, 5, 2), (1, 5, 6, 1);
`

const pin = "482915"

var pinHash = sync.OnceValue(func() string { return auth.Hash(pin) })

func newFloor(t *testing.T) *floor { return floorOf(t, floorSQL) }

func floorOf(t *testing.T, sql string) *floor {
	t.Helper()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	raw.MustExec(sql)
	for _, name := range []string{"Ann", "Bo"} {
		raw.MustExec(`INSERT INTO users (warehouse_id, badge, name, role, pin_hash) VALUES (1, $1, $2, 'picker', $3)`, strings.ToUpper(name), name, pinHash())
	}
	app := web.New(web.Deps{Store: store, Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	srv := httptest.NewServer(app)
	t.Cleanup(srv.Close)
	return &floor{url: srv.URL, dsn: dsn, raw: raw, app: app}
}

func (f *floor) get(t *testing.T, q string) (n int) {
	t.Helper()
	if err := f.raw.Get(&n, q); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

// device is a handheld: cookies, and the answer it shows.
type device struct {
	t    *testing.T
	f    *floor
	http *http.Client
	body string
	at   map[string]string // data- attributes of the screen
	csrf string
	most int // bytes of the largest answer to a scan, compressed
}

// device signs a person in.
func (f *floor) device(t *testing.T, badge string) *device {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	d := &device{t: t, f: f, http: &http.Client{Jar: jar}}
	d.open("/signin")
	d.send("/signin", url.Values{"badge": {badge}, "secret": {pin}}, false)
	d.is("home", "")
	return d
}

// open shows a page.
func (d *device) open(path string) {
	d.t.Helper()
	r, _ := http.NewRequest("GET", d.f.url+path, nil)
	d.read(r)
}

// post does a touch or a scan as scan.js does, with an id of its own.
func (d *device) post(path string, fields ...string) {
	d.t.Helper()
	v := url.Values{"scan_id": {scan.NewID()}}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	d.send(path, v, true)
	if d.at["step"] != "home" {
		d.most = max(d.most, squeezed(d.body))
	}
}

// scan posts a code where the screen says that scans go.
func (d *device) scan(code string) {
	d.t.Helper()
	d.post(d.at["action"], "raw", code)
}

func (d *device) send(path string, v url.Values, fragment bool) {
	d.t.Helper()
	v.Set("_csrf", d.csrf)
	r, _ := http.NewRequest("POST", d.f.url+path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if fragment {
		r.Header.Set("X-Fragment", "1")
	}
	d.read(r)
}

var (
	tokenIn  = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)
	screenIn = regexp.MustCompile(`<main id="screen"[^>]*>`)
	dataIn   = regexp.MustCompile(` data-([a-z-]+)="([^"]*)"`)
)

func (d *device) read(r *http.Request) {
	d.t.Helper()
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		d.t.Fatalf("%s %s: %d %v\n%s", r.Method, r.URL.Path, res.StatusCode, err, body)
	}
	d.body, d.at = string(body), map[string]string{}
	for _, m := range dataIn.FindAllStringSubmatch(screenIn.FindString(d.body), -1) {
		d.at[m[1]] = html.UnescapeString(m[2])
	}
	if m := tokenIn.FindStringSubmatch(d.body); m != nil {
		d.csrf = m[1]
	}
}

// is checks the step and the verdict ("" for none) of the screen.
func (d *device) is(step, verdict string) {
	d.t.Helper()
	if d.at["step"] != step || d.at["verdict"] != verdict {
		d.t.Fatalf("step %q, verdict %q; want %q, %q\n%s", d.at["step"], d.at["verdict"], step, verdict, d.body)
	}
}

// shows checks data- attributes: name, value, name, value …
func (d *device) shows(pairs ...string) {
	d.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if d.at[pairs[i]] != pairs[i+1] {
			d.t.Fatalf("data-%s is %q, want %q\n%s", pairs[i], d.at[pairs[i]], pairs[i+1], screenIn.FindString(d.body))
		}
	}
}

// says checks that words stand on the screen.
func (d *device) says(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.body, html.EscapeString(w)) {
			d.t.Fatalf("%q is not on the screen:\n%s", w, d.body)
		}
	}
}

// squeezed is how many bytes a text has on the way.
func squeezed(text string) int {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, 5)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Len()
}

func unzip(t *testing.T, raw []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
