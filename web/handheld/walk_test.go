package handheld_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pickpack/web/handheld"
	"pickpack/web/scan"
)

// A picker's first hour over HTTP: the cluster list with a refused scan of each kind, short, skip and undo, then a batch
// and its put wall. Every answer shows what a reload shows and fits its size.
func TestShift(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	d.says("Take the next list", "2 lists open")
	d.shows("open", "2", "action", handheld.HomeScanPath)
	for _, code := range []string{"T-1", "UNDO"} {
		d.scan(code)
		d.is("home", "not_allowed")
	}
	d.post(handheld.NextPath)
	d.is("cart", "")
	d.shows("list", "1", "action", "/h/list/1/scan", "url", "/h/list/1")
	d.says("Cluster", "2 orders · 4 lines · 9 units", "in 37 min", "84 m to walk")
	for _, s := range []struct{ code, step, verdict string }{
		{"T-1", "cart", "wrong_place"},
		{"CART-1", "totes", "ok"}, {"B-1", "totes", "wrong_tote"}, {"T-1", "totes", "ok"}, {"T-1", "totes", "wrong_tote"}, {"T-2", "bin", "ok"},
		{"B-2", "bin", "wrong_place"}, {"RED", "bin", "not_allowed"}, {"NOPE", "bin", "unknown_code"}, {"B-1", "item", "ok"},
		{"BLUE", "item", "wrong_item"}, {"14006381333938", "item", "ok"}, {"14006381333938", "item", "too_many"},
		{"4006381333931", "item", "ok"}, {"]E04006381333931", "tote", "ok"}, {"T-2", "tote", "wrong_tote"}, {"T-1", "bin", "line_complete"},
	} {
		d.scan(s.code)
		d.is(s.step, s.verdict)
		d.same()
	}
	d.says("B-2", "Enamel teapot, blue", "right side · level 2")
	d.shows("bin", "B-2", "sku", "BLUE", "need", "2", "tote", "T-1", "slot", "1")
	d.post(d.at["url"] + "/skip")
	d.shows("step", "bin", "bin", "B-4", "sku", "MILK", "lot", "L2", "need", "1", "tote", "T-2")
	d.post(d.at["url"] + "/undo")
	d.shows("step", "bin", "bin", "B-2")
	d.scan("UNDO") // the printed card does what the button does
	d.shows("step", "tote", "bin", "B-1", "counted", "5")
	d.scan("T-1")
	d.scan("B-2")
	d.scan("BLUE")
	d.open(handheld.ListShortPath(1))
	d.says("1 missing", "None there", "Damaged")
	d.open(handheld.ListMorePath(1))
	d.says("1 of 4 lines done", "CART-1")
	d.post(handheld.ListShortPath(1), "reason", "damaged")
	d.is("tote", "ok")
	for _, s := range []struct{ code, step, verdict string }{
		{"T-1", "bin", "line_complete"}, {"B-4", "item", "ok"}, {"MILK", "item", "narrower"}, {"L1", "item", "confirm"}, {"NOPE", "item", "unknown_code"}, {"L2", "tote", "ok"}, {"T-2", "item", "line_complete"},
		{"LAMP", "serial", "ok"}, {"B-4", "serial", "not_allowed"}, {"SN-0001", "tote", "ok"}, {"T-2", "drop", "line_complete"}, {"B-1", "drop", "wrong_place"},
		{"PACK-1", "done", "list_complete"},
	} {
		d.scan(s.code)
		d.is(s.step, s.verdict)
	}
	d.says("List 1 is complete", "Totes left at PACK-1.")
	d.shows("action", handheld.ListEndPath(1))
	d.scan("UNDO") // the wrong station
	d.is("drop", "ok")
	d.same()
	d.scan("PACK-1")
	d.is("done", "list_complete")
	if n := f.get(t, `SELECT picked * 10 + short FROM orders WHERE id = 1`); n != 61 {
		t.Errorf("order 1 picked and short: %d, want 61", n)
	}
	d.batch()
	t.Logf("largest answer: %d bytes compressed", d.most)
	if d.most > scanAnswer {
		t.Errorf("an answer has %d bytes compressed, the limit is %d", d.most, scanAnswer)
	}
}

// batch picks list 2 and sorts it at the wall.
func (d *device) batch() {
	d.t.Helper()
	d.post(handheld.NextPath)
	d.shows("step", "cart", "list", "2")
	for _, code := range []string{"CART-2", "T-3", "B-1", "RED", "RED", "RED", "T-3"} {
		d.scan(code)
	}
	d.is("drop", "line_complete")
	d.shows("drop", "wall")
	d.scan("PACK-1")
	d.is("drop", "wrong_place")
	d.scan("WALL-1")
	d.is("done", "list_complete")
	d.open(handheld.HomePath)
	d.says("1 tote waiting")
	d.open(handheld.WallPath)
	d.shows("step", "wall", "wall", "1", "tote", "T-3")
	d.scan("T-2")
	d.is("wall", "not_allowed") // a cluster tote goes straight to packing
	d.scan("T-3")
	d.is("item", "ok")
	d.shows("sort", "1", "sku", "RED", "need", "1", "left", "3", "action", handheld.SortScanPath(1))
	for _, s := range []struct{ code, step, verdict string }{
		{"BLUE", "item", "wrong_item"}, {"W-1", "item", "wrong_place"}, {"RED", "slot", "ok"}, {"RED", "slot", "too_many"},
		{"B-1", "slot", "wrong_place"}, {"T-1", "slot", "wrong_tote"}, {"NOPE", "slot", "unknown_code"},
	} {
		d.scan(s.code)
		d.is(s.step, s.verdict)
		d.same()
	}
	d.shows("slot", "W-1") // O-4 wants one only and is complete with it
	d.says("O-4")
	d.scan("W-1")
	d.is("item", "line_complete")
	d.scan("RED")
	d.shows("step", "item", "need", "1")
	d.post(handheld.SortUndoPath(1))
	d.scan("RED")
	d.scan("RED")
	d.is("slot", "ok")
	d.scan("W-1")
	d.is("slot", "wrong_place")
	d.scan("W-2")
	d.is("done", "list_complete")
	d.shows("action", handheld.SortEndPath(1))
	d.scan("UNDO")
	d.is("slot", "ok")
	d.scan("W-2")
	d.is("done", "list_complete")
	if n := d.f.get(d.t, `SELECT count(*) FROM orders WHERE id IN (3, 4) AND state = 'picked'`); n != 2 {
		d.t.Errorf("%d of 2 batch orders are picked", n)
	}
}

var words = regexp.MustCompile(`(?s)<section class="plate.*?</section>|<p class="said.*?</p>|<[^>]*>| data-verdict="[a-z_]*"`)

// same checks that a reload shows the same screen, apart from what was said.
func (d *device) same() {
	d.t.Helper()
	answer, path := *d, d.at["url"]
	d.open(path)
	now := screenOnly(d.body)
	if was := screenOnly(answer.body); was != now {
		d.t.Fatalf("the answer shows\n%s\na reload\n%s", was, now)
	}
	for _, k := range []string{"step", "version", "bin", "sku", "lot", "need", "tote", "slot", "ask", "action"} {
		if answer.at[k] != d.at[k] {
			d.t.Fatalf("data-%s is %q in the answer, %q after a reload", k, answer.at[k], d.at[k])
		}
	}
}

func screenOnly(body string) string {
	_, body, _ = strings.Cut(body, `<main id="screen"`)
	body, _, _ = strings.Cut(body, "</main>")
	return strings.Join(strings.Fields(words.ReplaceAllString(body, " ")), " ")
}

// Without script the same form and the same buttons do the same, and a form sent twice counts once.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	form := func() url.Values {
		v := url.Values{}
		page, _, _ := strings.Cut(d.body, `<main id="screen"`)
		for _, m := range regexp.MustCompile(`name="(scan_id)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			v.Set(m[1], m[2])
		}
		return v
	}
	d.send(handheld.NextPath, form(), false)
	d.is("cart", "")
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1"} {
		v := form()
		v.Set("raw", code)
		d.send(d.at["action"], v, false)
		if !strings.HasPrefix(d.body, "<!doctype html>") && !strings.HasPrefix(d.body, "<!DOCTYPE html>") {
			t.Fatalf("no whole page: %.80s", d.body)
		}
	}
	d.is("item", "ok")
	v := form()
	v.Set("raw", "14006381333938")
	for range 3 {
		d.send(d.at["action"], v, false)
		d.shows("step", "item", "verdict", "ok", "need", "2")
	}
	v = form()
	v.Set("raw", "BLUE")
	d.send(d.at["action"], v, false)
	d.is("item", "wrong_item")
	d.says("Wrong item", "You scanned Enamel teapot, blue.")
	v = form()
	v.Set("reason", "none")
	d.send(handheld.ListShortPath(1), v, false)
	d.is("tote", "ok")
	d.send(handheld.ListUndoPath(1), form(), false)
	d.is("item", "ok")
}

func TestSomebodyElsesList(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	ann, bo := f.device(t, "ANN"), f.device(t, "BO")
	ann.post(handheld.NextPath)
	bo.open(handheld.ListPath(1))
	bo.is("home", "")
	bo.says("not yours")
	bo.post(handheld.ListScanPath(1), "raw", "CART-1")
	bo.says("Not your list", "Ann has this list now.")
	bo.post(handheld.NextPath)
	bo.shows("list", "2")
	bo.scan("CART-1")
	ann.scan("CART-1")
	ann.is("cart", "not_yours")
	ann.says("Cart in use")
	third := f.device(t, "ANN") // the same person on another device goes on where she was
	third.post(handheld.NextPath)
	third.shows("list", "1", "step", "cart")
	if n := f.get(t, `SELECT count(*) FROM scans WHERE verdict = 'not_yours'`); n != 2 {
		t.Errorf("%d refusals kept, want 2", n)
	}
}

func TestBadRequests(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	for _, c := range []struct {
		path, id, raw string
		want          int
	}{
		{handheld.ListScanPath(1), "", "B-1", 422}, {handheld.ListScanPath(1), "not-a-uuid", "B-1", 422},
		{handheld.ListScanPath(1), scan.NewID(), "", 422}, {handheld.ListScanPath(1), scan.NewID(), strings.Repeat("9", 600), 422},
		{handheld.ListScanPath(99), scan.NewID(), "B-1", 404}, {handheld.SortScanPath(99), scan.NewID(), "B-1", 404},
		{"/h/list/-1/scan", scan.NewID(), "B-1", 404}, {"/h/list/9223372036854775808/scan", scan.NewID(), "B-1", 404}, {"/h/wall/x/scan", scan.NewID(), "B-1", 404},
		{handheld.ListScanPath(1), scan.NewID(), "\x00\xff\x1d'; DROP TABLE tasks --", 200},
	} {
		v := url.Values{"scan_id": {c.id}, "raw": {c.raw}, "_csrf": {d.csrf}}
		res, err := d.http.PostForm(f.url+c.path, v)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s %.20q: %d, want %d", c.path, c.raw, res.StatusCode, c.want)
		}
	}
}
