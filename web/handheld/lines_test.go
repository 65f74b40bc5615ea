package handheld_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/handheld"
)

// A picker looks up the lines of a list and what is in which tote, in the middle of a walk, and goes on.
func TestLinesAndTotes(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	d.open(handheld.ListTotesPath(1))
	d.says("no tote", "O-1", "0 of 2 lines")
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1", "14006381333938", "RED", "RED", "T-1", "B-2", "BLUE"} {
		d.scan(code)
	}
	d.open(handheld.ListLinesPath(1))
	d.shows("step", "lines", "action", handheld.ListScanPath(1))
	d.says("Now", "Ahead", "Done", "Oat milk, 1 L")
	if n := strings.Count(d.body, "<li>"); n != 4 {
		t.Errorf("%d lines are shown, want 4", n)
	}
	d.open(handheld.ListTotesPath(1))
	d.says("T-1", "1 of 2 lines", "order O-1 · 5 units", "5 ×", "Enamel teapot, red", "T-2", "0 of 2 lines")
	d.scan("BLUE") // scans go on where the list stands
	d.is("tote", "ok")
	d.scan("T-1")
	d.open(handheld.ListTotesPath(1))
	d.says("complete")
	bo := f.device(t, "BO")
	for _, path := range []string{handheld.ListLinesPath(1), handheld.ListTotesPath(1)} {
		if code := bo.status(path); code != 403 {
			t.Errorf("Bo gets %d from %s", code, path)
		}
	}
}

// A list of 500 lines is laid out and painted as fast as a short one, and weighs less than a picture.
func TestManyLinesAreFast(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.raw.MustExec(`INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot)
		SELECT 1, 1, 10 + n, 2 + n % 3, 1 + n % 2, 0, 1, 1, 1 FROM generate_series(1, 496) n`)
	f.raw.MustExec(`UPDATE pick_lists SET tasks = 500 WHERE id = 1`)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	n, body := d.weigh(handheld.ListLinesPath(1))
	if lines := strings.Count(body, "<li>"); lines != 500 || n > 15<<10 {
		t.Errorf("%d lines in %d bytes compressed", lines, n)
	}
	ctx := open(t, f.url)
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	do(t, ctx, chromedp.Navigate(f.url+handheld.ListLinesPath(1)))
	until(t, ctx, "document.querySelectorAll('.lines li').length === 500")
	// the whole screen is laid out anew: the work of a swap
	took := eval[float64](t, ctx, `(() => {
		const main = document.getElementById('screen'), t = performance.now();
		main.replaceWith(main.cloneNode(true));
		document.documentElement.scrollHeight;
		return performance.now() - t;
	})()`)
	t.Logf("500 lines: %d bytes compressed, swapped and laid out in %.1f ms", n, took)
	if took > 5000 {
		t.Errorf("500 lines take %.0f ms to be laid out", took)
	}
}

// status is what an address answers.
func (d *device) status(path string) int {
	d.t.Helper()
	res, err := d.http.Get(d.f.url + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}
