package handheld_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/handheld"
	"pickpack/web/webtest"
)

func TestPickerInChromium(t *testing.T) {
	t.Parallel()
	work(t, webtest.Open(t, 320, 533), "")
}

// Many handhelds never get a newer browser.
func TestPickerInChrome90(t *testing.T) {
	t.Parallel()
	work(t, webtest.OpenOld(t, 320, 533), "-90")
}

// work is a person at a real browser: signs in by scanning the badge, takes a list, scans and taps to its end. The page is
// reloaded in the middle and goes on at the same place. Pictures have the mark at the end of their names.
func work(t *testing.T, ctx context.Context, mark string) {
	f := newFloor(t)
	do(t, ctx, chromedp.Navigate(f.url))
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	eval[any](t, ctx, "window.faults = [], addEventListener('securitypolicyviolation', e => faults.push(e.violatedDirective)), addEventListener('error', e => faults.push(e.message)), null")
	tap := func(words string) {
		t.Helper()
		do(t, ctx, chromedp.Click("//*[self::a or self::button][contains(., '"+words+"')]", chromedp.NodeVisible))
	}
	at := func(step, verdict string) {
		t.Helper()
		until(t, ctx, "document.getElementById('screen').dataset.step === '"+step+"' && (document.getElementById('screen').dataset.verdict || '') === '"+verdict+
			"' && document.querySelector('[data-waiting]').hidden && document.activeElement.name === 'raw'")
	}
	picture(t, ctx, "real-home"+mark)
	tap("Take the next list")
	at("cart", "")
	if path := eval[string](t, ctx, "location.pathname"); path != handheld.ListPath(1) {
		t.Errorf("the address is %s", path)
	}
	picture(t, ctx, "real-cart"+mark)
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1", "RED", "14006381333938"} {
		trigger(t, ctx, code)
	}
	until(t, ctx, "document.getElementById('screen').dataset.counted === '4'")
	picture(t, ctx, "real-item"+mark)
	if faults := eval[[]string](t, ctx, "faults"); len(faults) > 0 {
		t.Errorf("the page broke its policy or threw: %q", faults)
	}
	do(t, ctx, chromedp.Reload())
	at("item", "")
	until(t, ctx, "document.getElementById('screen').dataset.counted === '4'")
	trigger(t, ctx, "BLUE")
	at("item", "wrong_item")
	picture(t, ctx, "real-refused"+mark)
	tap("OK")
	until(t, ctx, "!document.querySelector('[data-refused]')")
	trigger(t, ctx, "14006381333938")
	at("item", "too_many")
	trigger(t, ctx, "RED") // the right scan goes on without OK
	at("tote", "ok")
	tap("Undo")
	until(t, ctx, "document.getElementById('screen').dataset.counted === '4'")
	tap("Short")
	at("short", "")
	picture(t, ctx, "real-short"+mark)
	tap("None there") // one unit: the other red teapots lie in B-3
	at("tote", "ok")
	for _, code := range []string{"T-1", "B-2", "BLUE", "BLUE", "T-1", "B-4", "MILK", "L2", "T-2", "LAMP", "SN-1", "T-2"} {
		trigger(t, ctx, code)
	}
	until(t, ctx, "document.getElementById('screen').dataset.bin === 'B-3'")
	for _, code := range []string{"B-3", "RED", "T-1", "PACK-1"} {
		trigger(t, ctx, code)
	}
	until(t, ctx, "document.getElementById('screen').dataset.step === 'done'")
	picture(t, ctx, "real-done"+mark)
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id IN (1, 2) AND state = 'picked' AND picked = units`); n != 2 {
		t.Errorf("%d of 2 orders are picked in full", n)
	}
	if n := f.get(t, `SELECT count(*) FROM scans WHERE NOT accepted`); n != 3 {
		t.Errorf("%d scans refused, want 3", n)
	}
}
