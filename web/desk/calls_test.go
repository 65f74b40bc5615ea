package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pickpack/web/desk"
	"pickpack/web/scan"
)

// An order that was set aside is told on the floor's page and waits on one of its own until a supervisor has looked.
func TestCalls(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue := h.client(t, "SUE")
	if a := sue.get(desk.CallsPath); !strings.Contains(a.body, "Nobody calls") {
		t.Fatalf("%d %s", a.code, a.body)
	}
	h.raw.MustExec(`INSERT INTO calls (warehouse_id, order_id, reason, user_id) SELECT warehouse_id, id, 'Something is missing', 1 FROM orders WHERE warehouse_id = 1 ORDER BY id LIMIT 1`)
	if a := sue.get(desk.HomePath); !strings.Contains(a.body, "1 order set aside at packing") {
		t.Errorf("the floor's page: %s", a.body)
	}
	for _, path := range []string{desk.CallsPath, desk.OrderPath(1)} {
		if a := sue.get(path); !strings.Contains(a.body, "Something is missing") {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	h.raw.MustExec(`INSERT INTO scans (warehouse_id, device, scan_id, user_id, raw, verdict, accepted, order_id, answer) VALUES (1, 'd', gen_random_uuid(), 1, '99',
		'unknown_code', false, 1, '{"message": {"title": "Unknown code", "detail": "%s is no item.\u001f99"}}')`)
	for _, path := range []string{desk.HomePath, desk.OrderPath(1)} {
		if a := sue.get(path); !strings.Contains(a.body, "99 is no item.") {
			t.Errorf("%s does not say what was refused: %s", path, a.body)
		}
	}
	miss := desk.MissPath(1)
	for _, c := range []struct {
		path string
		form url.Values
		want int
	}{
		{miss, url.Values{"line": {"1"}, "qty": {"1"}}, http.StatusSeeOther}, // without its id
		{miss, url.Values{"line": {"x"}, "qty": {"1"}, "scan_id": {scan.NewID()}}, http.StatusSeeOther},
		{miss, url.Values{"line": {"1"}, "qty": {"99"}, "scan_id": {scan.NewID()}}, http.StatusSeeOther},
		{miss, url.Values{"line": {"1"}, "serials": {"1"}, "there": {"SN-1\r\n]C10105012345000015\r\n"}, "scan_id": {scan.NewID()}}, http.StatusSeeOther},
		{desk.CallPath(1), url.Values{"words": {strings.Repeat("x", 201)}}, http.StatusSeeOther},
		{desk.CallsPath + "/x", url.Values{}, http.StatusNotFound},
	} {
		if a := sue.post(c.path, c.form); a.code != c.want || h.get(t, `SELECT count(*) FROM calls WHERE done_at IS NULL`) != 1 {
			t.Errorf("%s %v: %d %s", c.path, c.form, a.code, a.body)
		}
	}
	if a := sue.post(desk.CallPath(1), url.Values{"words": {"found on the floor"}}); a.code != http.StatusSeeOther || h.get(t, `SELECT count(*) FROM calls WHERE done_at IS NULL`) != 0 {
		t.Errorf("%d %s", a.code, a.body)
	}
}
