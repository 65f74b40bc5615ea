package station_test

import (
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

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/scan"
)

// The floor: order 1042 (2 mugs, 2 teapots of two lots, 4 towels, a candle, a radio by serial number; a vase was not
// found) lies in tote T-003 at station PACK-1, the pickup order 1043 (2 towels) in T-004, order 1044 (12 mugs) in T-005;
// order 1045 is still being picked.
const floorSQL = `
INSERT INTO warehouses (code, name, timezone, ship_from, gs1_prefix) VALUES ('L', 'Kettle & Co', 'Europe/London',
	'{"name":"Kettle & Co","street1":"14 Foundry Lane","city":"Leeds","postcode":"LS10 1JR","country":"GB"}', '5012345');
INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'SUPPLIER', 'supplier'), (1, 'CUSTOMER', 'customer'), (1, 'A-01-1', 'pick'),
	(1, 'T-003', 'tote'), (1, 'T-004', 'tote'), (1, 'T-005', 'tote'), (1, 'T-006', 'tote'), (1, 'PACK-1', 'station'), (1, 'CART-1', 'cart');
INSERT INTO items (warehouse_id, sku, name, picture, weight_g, length_mm, width_mm, height_mm, tracking) VALUES
	(1, '40-1180', 'Stoneware mug, sand', '☕', 340, 120, 95, 100, 'none'), (1, '40-2217', 'Enamel teapot, blue 1.2 L', '🫖', 690, 200, 140, 130, 'lot'),
	(1, '41-0032', 'Linen towel, grey', '🧺', 120, 300, 200, 10, 'none'), (1, '44-0107', 'Beeswax candle 12 cm', '🕯️', 210, 70, 70, 120, 'none'),
	(1, '50-0001', 'Kitchen radio', '📻', 880, 180, 80, 110, 'serial'), (1, '45-0009', 'Glass vase', '🏺', 900, 150, 150, 300, 'none');
INSERT INTO barcodes (warehouse_id, code, item_id, qty) VALUES (1, '05012345000015', 1, 1), (1, '15012345000012', 1, 6), (1, '05012345000039', 3, 1);
INSERT INTO lots (warehouse_id, item_id, code) VALUES (1, 2, 'L2291'), (1, 2, 'L2304');
INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g) VALUES (1, 'S', 230, 160, 100, 90, 5000),
	(1, 'M', 374, 364, 160, 240, 15000), (1, 'L', 600, 400, 300, 480, 25000);
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, note, payload_hash, units) VALUES
	(1, '1042', 'shop', '1', 'online', 'express', now() + interval '38 min', '{"name":"Mia Ashworth","street1":"3 Park Row","city":"Leeds","postcode":"LS1 5HD","country":"GB"}', 'Gift: no prices, please', '', 11),
	(1, '1043', 'shop', '2', 'store', 'pickup', now() + interval '3 h', '{"name":"Bo Okafor","city":"Leeds"}', '', '', 2),
	(1, '1044', 'shop', '3', 'online', 'standard', now() - interval '12 min', '{"name":"Cy Lamb","street1":"1 Quay","city":"Hull","postcode":"HU1 1UU","country":"GB"}', '', '', 12),
	(1, '1045', 'shop', '4', 'online', 'standard', now() + interval '5 h', '{"name":"Di Penn"}', '', '', 1);
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty, picked, short) VALUES (1, 1, 1, 1, 2, 2, 0), (1, 1, 2, 2, 2, 2, 0), (1, 1, 3, 3, 4, 4, 0),
	(1, 1, 4, 4, 1, 1, 0), (1, 1, 5, 5, 1, 1, 0), (1, 1, 6, 6, 1, 0, 1), (1, 2, 1, 3, 2, 2, 0), (1, 3, 1, 1, 12, 12, 0), (1, 4, 1, 4, 1, 0, 0);
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'NOBODY', 'Nobody', 'picker');
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'cluster', 'in_progress', 4, 9, 26, 1, 1, 1);
INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, state, user_id) VALUES (1, 1, 'cluster', now(), 'in_progress', 1);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id, tote_id, at_id, state) VALUES (1, 1, 1, 1, 4, 8, 'dropped'), (1, 1, 2, 2, 5, 8, 'dropped'),
	(1, 1, 3, 3, 6, 8, 'dropped'), (1, 1, 4, 4, 7, NULL, 'filling');
SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":4,"qty":2,"cause":"pick","task":0,"line":1,"serial":""},
	{"item":2,"lot":1,"from":1,"to":4,"qty":1,"cause":"pick","task":0,"line":2,"serial":""},{"item":2,"lot":2,"from":1,"to":4,"qty":1,"cause":"pick","task":0,"line":2,"serial":""},
	{"item":3,"lot":0,"from":1,"to":4,"qty":4,"cause":"pick","task":0,"line":3,"serial":""},{"item":4,"lot":0,"from":1,"to":4,"qty":1,"cause":"pick","task":0,"line":4,"serial":""},
	{"item":5,"lot":0,"from":1,"to":4,"qty":1,"cause":"pick","task":0,"line":5,"serial":"KR-7001"},{"item":3,"lot":0,"from":1,"to":5,"qty":2,"cause":"pick","task":0,"line":7,"serial":""},
	{"item":1,"lot":0,"from":1,"to":6,"qty":12,"cause":"pick","task":0,"line":8,"serial":""}]', '[]');
INSERT INTO serials (warehouse_id, item_id, serial, task_id, line_id) VALUES (1, 5, 'KR-7001', 0, 5);
UPDATE orders SET wave_id = 1, started_at = now(), picked = CASE id WHEN 1 THEN 10 WHEN 2 THEN 2 WHEN 3 THEN 12 ELSE 0 END, short = CASE id WHEN 1 THEN 1 ELSE 0 END;
`

const pin = "482915"

var pinHash = sync.OnceValue(func() string { return auth.Hash(pin) })

// house is a server on a database of its own.
type house struct {
	*db.Store
	raw *sqlx.DB
	url string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dsn := dbtest.DSN(t)
	h := &house{Store: dbtest.Open(t, dsn)}
	var err error
	if h.raw, err = sqlx.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.raw.Close() })
	h.raw.MustExec(floorSQL)
	for badge, role := range map[string]picking.Role{"PIA": picking.Packer, "PAM": picking.Packer, "PETE": picking.Picker} {
		u := picking.User{Warehouse: 1, Badge: badge, Name: badge[:1] + strings.ToLower(badge[1:]), Role: role, Active: true}
		if _, err := h.AddUser(t.Context(), 0, db.Credentials{User: u, PINHash: pinHash()}); err != nil {
			t.Fatal(err)
		}
	}
	app := web.New(web.Deps{Store: h.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	srv := httptest.NewServer(app)
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h
}

func (h *house) get(t *testing.T, q string, args ...any) (n int) {
	t.Helper()
	if err := h.raw.Get(&n, q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

// client is one device. It keeps cookies and does not follow redirects.
type client struct {
	t    *testing.T
	h    *house
	http *http.Client
	csrf string
}

// answer is a response read to its end.
type answer struct {
	code     int
	location string
	kind     string
	body     string
}

func (h *house) client(t *testing.T, badge string) *client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	c := &client{t: t, h: h, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	c.csrf = attr(c.get("/signin").body, `name="_csrf" value`)
	if a := c.send("/signin", url.Values{"badge": {badge}, "secret": {pin}}, false); a.code != http.StatusSeeOther {
		t.Fatalf("sign in %s: %d %s", badge, a.code, a.body)
	}
	return c
}

func (c *client) do(r *http.Request) answer {
	c.t.Helper()
	res, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), res.Header.Get("Content-Type"), string(body)}
}

func (c *client) get(path string) answer {
	c.t.Helper()
	r, _ := http.NewRequest("GET", c.h.url+path, nil)
	r.Header.Set("Accept", "text/html")
	return c.do(r)
}

// send posts a form: as the scanning script does, or as a plain form.
func (c *client) send(path string, form url.Values, fragment bool) answer {
	c.t.Helper()
	form.Set("_csrf", c.csrf)
	if form.Get("scan_id") == "" {
		form.Set("scan_id", scan.NewID())
	}
	r, _ := http.NewRequest("POST", c.h.url+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "text/html")
	if fragment {
		r.Header.Set("X-Fragment", "1")
	}
	return c.do(r)
}

// scan posts a code as the script does and answers with the screen.
func (c *client) scan(path, code string) answer {
	c.t.Helper()
	a := c.send(path, url.Values{"raw": {code}}, true)
	if a.code != http.StatusOK || !strings.HasPrefix(a.body, "<main") {
		c.t.Fatalf("scan %s at %s: %d %s", code, path, a.code, a.body)
	}
	return a
}

// data is an attribute of the screen.
func (a answer) data(name string) string { return attr(a.body, "data-"+name) }

func attr(html, name string) string {
	m := regexp.MustCompile(regexp.QuoteMeta(name) + `="([^"]*)"`).FindStringSubmatch(html)
	if m == nil {
		return ""
	}
	return m[1]
}
