package desk_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pickpack/picking"
	"pickpack/web/desk"
	"pickpack/web/desk/imports"
	"pickpack/web/desk/sheets"
	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// seat is a supervisor at a PC.
type seat struct {
	t   *testing.T
	h   *house
	ctx context.Context
}

func (h *house) seat(t *testing.T) *seat {
	t.Helper()
	return h.seatOf(t, "SUE")
}

// seatOf is seat for the person with a badge.
func (h *house) seatOf(t *testing.T, badge string) *seat {
	t.Helper()
	with := "pin"
	if badge == "ART" {
		with = "password"
	}
	s := &seat{t, h, webtest.Open(t, 1280, 800)}
	s.do(chromedp.Navigate(h.url + "/signin?with=" + with))
	s.eval(fmt.Sprintf(`(document.querySelector('[name=badge]').value = %q, document.querySelector('[name=secret]').value = %q,
		document.querySelector('[name=secret]').form.submit(), null)`, badge, pin))
	s.wait(`location.pathname === '/d' && document.querySelector('#screen')`)
	return s
}

func (s *seat) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, steps...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *seat) eval(js string) (v any) {
	s.t.Helper()
	v, err := chromedp.Run(s.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		s.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait waits for a condition in the page.
func (s *seat) wait(js string) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, _ := s.eval("Boolean(" + js + ")").(bool); ok {
			return
		}
	}
	s.t.Fatalf("not within a minute: %s\nthe screen says %v", js, s.eval("document.body.innerText"))
}

func (s *seat) open(path string) {
	s.t.Helper()
	s.do(chromedp.Navigate(s.h.url + path))
	s.wait(`document.querySelector('#screen')`)
}

// picture is kept if PICKPACK_SCREENSHOTS names a folder.
func (s *seat) picture(name string) {
	s.t.Helper()
	dir := os.Getenv("PICKPACK_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		s.t.Error(err)
	}
}

// faults looks at a page: nothing wider than the screen, no label cut off, no id twice, every field labelled.
const faults = `(() => {
  const out = [], root = document.documentElement;
  if (root.scrollWidth > innerWidth) out.push('wider than the screen: ' + root.scrollWidth + ' ' +
    [...document.querySelectorAll('#screen *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.tabs')).slice(0, 3).map(e => e.tagName + '.' + e.className).join(' '));
  for (const e of document.querySelectorAll('.btn, .chip, .tile span, h1, h2, th')) if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && getComputedStyle(e).display !== 'inline') out.push('cut off: ' + e.textContent.trim());
  for (const e of document.querySelectorAll('#screen input:not([type=hidden]), #screen select, #screen textarea')) if (!e.labels.length && !e.getAttribute('aria-label')) out.push('no label: ' + e.name);
  for (const e of document.querySelectorAll('#screen .btn, #screen a.tile, #screen .alarm')) { const b = e.getBoundingClientRect(); if (b.width && b.height < 34) out.push('too small to hit: ' + e.textContent.trim()); }
  if (document.querySelectorAll('h1').length !== 1) out.push(document.querySelectorAll('h1').length + ' headings');
  if (document.querySelector('[style]')) out.push('inline style on ' + document.querySelector('[style]').outerHTML.slice(0, 80));
  return out.join('\n');
})()`

// TestLooks opens every page on a desk and on a phone: nothing is cut off, nothing is unlabelled, and everybody can read it.
// PICKPACK_SCREENSHOTS names a folder for pictures.
func TestLooks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seat(t)
	for name, path := range map[string]string{"empty-board": desk.HomePath, "empty-waves": desk.WavesPath, "empty-chores": desk.ChoresPath, "empty-imports": imports.Path} {
		s.look(name, path)
		webtest.AuditPage(t, s.ctx, name, path)
	}
	h.busy(t)
	c := h.client(t, "SUE")
	plan, _ := c.plans(url.Values{"way": {"auto"}, "max": {"120"}, "method": {"cluster"}})
	nothing, _ := c.plans(url.Values{"way": {"filter"}, "service": {"none such"}, "method": {"batch"}})
	h.raw.MustExec(`INSERT INTO jobs (warehouse_id, id, request, user_id, state, claim, lease, begun_at, asked_at, ended_at, trouble, progress) OVERRIDING SYSTEM VALUE VALUES
		(1, 99, '{"method":"zone","limits":{"Orders":80},"search":3000000000}', 1, 'running', 1, now() + interval '1 hour', now(), now() - interval '40 seconds', NULL, '', '{}'),
		(1, 98, '{"method":"batch","name":"Noon","search":3600000000000}', 1, 'running', 1, now() + interval '1 hour', now() - interval '20 minutes', now(), NULL, '',
			'{"Share":0.33,"Distance":2284.4,"Bound":2201,"Discrete":7300,"FirstCome":3655}'),
		(1, 97, '{"method":"batch","limits":{}}', 1, 'failed', 1, NULL, now(), now(), now(), 'The plan could not be made. Please try again.', '{}')`)
	h.raw.MustExec(`INSERT INTO chores (warehouse_id, kind, location_id, item_id, code, user_id, text)
		SELECT 1, k, b.location_id, b.item_id, CASE k WHEN 'barcode' THEN '04006381333931' ELSE '' END, 1, 'found on the way'
		  FROM unnest(ARRAY['barcode', 'count', 'relabel']) k, (SELECT location_id, item_id FROM balances WHERE NOT virtual AND lot_id = 0 LIMIT 1) b`)
	h.raw.MustExec(`INSERT INTO printers (warehouse_id, name, address, format, paper, ready, trouble, seen_at) VALUES
		(1, 'Label 1', 'tcp://10.0.0.7:9100', 'zpl203', '4x6', false, 'It is out of paper.', now()), (1, 'Label 2', 'tcp://10.0.0.8:9100', 'zpl203', '4x6', true, '', now()),
		(1, 'Office', 'ipp://10.0.0.9/ipp/print', 'pdf', 'a4', NULL, '', NULL)`)
	h.raw.MustExec(`INSERT INTO prints (warehouse_id, printer_id, content, state, trouble, reason, user_id, ended_at)
		SELECT 1, 1, 'x', s, CASE s WHEN 'queued' THEN 'It is out of paper.' WHEN 'unknown' THEN 'The line was lost after 2048 of 4096 bytes.' ELSE '' END, 'test print', 1,
		       CASE WHEN s <> 'queued' THEN now() END FROM unnest(ARRAY['printed', 'unknown', 'failed', 'queued', 'sent']) s`)
	h.raw.MustExec(`INSERT INTO calls (warehouse_id, order_id, reason, user_id)
		SELECT 1, id, 'Something is missing', 1 FROM orders WHERE picked > packed AND state IN ('picked', 'picking') ORDER BY state, id LIMIT 2`)
	h.raw.MustExec(`INSERT INTO paces (warehouse_id, hour, device, user_id, seen_at, waiting, times)
		SELECT 1, date_trunc('hour', now()), d, 1, now(), n, array_fill(0, ARRAY[9]) || ARRAY[40 * n, 12, 3 * n, 0, 0, 0, 0, 1] FROM unnest(ARRAY['K7QZ5W2NPLMT', 'B3XQ4RTYUIOP']) WITH ORDINALITY x(d, n)`)
	list := picking.ListID(h.get(t, "SELECT min(id) FROM pick_lists WHERE state = 'in_progress'"))
	order := picking.OrderID(h.get(t, "SELECT min(id) FROM orders WHERE state = 'picking'"))
	pages := []struct{ name, path string }{
		{"board", desk.HomePath},
		{"orders", desk.StatePath(picking.Received)},
		{"orders-none", desk.OrdersPath + "?q=nothing+like+this"},
		{"order", desk.OrderPath(order)},
		{"hold", desk.OrderActPath(picking.OrderID(h.get(t, "SELECT min(id) FROM orders WHERE state = 'received'")), "hold")},
		{"newwave", desk.NewWavePath},
		{"newwave-hand", desk.NewWavePath + "?way=hand&numbers=NOPE&method=batch"},
		{"plan", plan},
		{"plan-list", plan + "?list=2"},
		{"plan-nothing", nothing},
		{"plan-begun", desk.PlanPath(99)},
		{"plan-running", desk.PlanPath(98)},
		{"plan-failed", desk.PlanPath(97)},
		{"waves", desk.WavesPath},
		{"wave", desk.WavePath(1)},
		{"wave-list", desk.WavePath(1) + fmt.Sprintf("?list=%d", list)},
		{"list", desk.ListPath(list)},
		{"stock", desk.StockPath},
		{"count", desk.CountPath + fmt.Sprintf("?location=%d&item=%d&lot=%d", h.get(t, "SELECT location_id FROM balances WHERE suspect"), h.get(t, "SELECT item_id FROM balances WHERE suspect"), h.get(t, "SELECT lot_id FROM balances WHERE suspect"))},
		{"chores", desk.ChoresPath},
		{"calls", desk.CallsPath},
		{"handhelds", desk.HandheldsPath},
		{"item", desk.ItemPath(1)},
		{"people", desk.PeoplePath},
		{"printers", desk.PrintersPath},
		{"printer", desk.PrinterPath(1)},
		{"keys", desk.KeysPath},
		{"printers", desk.PrintersPath},
		{"labels", sheets.Path},
		{"import", s.upload("order id,name,service,sku,qty\n1,Ann,pickup,NOPE,1\n2,Bob,pickup,,x\n")},
		{"no-such-page", desk.OrderPath(999999)},
		{"lists", desk.ListsPath},
		{"person", desk.PersonPath(picking.UserID(h.get(t, "SELECT id FROM users WHERE badge = 'PETE'")))},
	}
	for _, p := range pages {
		s.look(p.name, p.path)
	}
	for _, p := range pages {
		webtest.AuditPage(t, s.ctx, p.name, p.path)
	}
	s.open(desk.OrderActPath(order, "cancel"))
	s.eval(`(document.querySelector('[name=reason]').oninvalid = () => { window.asked = true }, null)`)
	s.do(chromedp.KeyEvent(kb.Enter))
	s.wait(`window.asked`) // Enter is none of the reasons
}

// upload gives the page of imports a file of orders; the answer is the path of the report.
func (s *seat) upload(csv string) string {
	s.t.Helper()
	s.open(imports.Path)
	path, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](fmt.Sprintf(`(() => {
		const form = new FormData(document.querySelector('form[enctype="multipart/form-data"]'));
		form.set('kind', 'orders');
		form.set('file', new File([%q], 'orders.csv'));
		return fetch(%q, {method: 'POST', body: form}).then(r => new URL(r.url).pathname);
	})()`, csv, imports.Path), chromedp.EvalAwaitPromise))
	if err != nil || path == imports.Path {
		s.t.Fatalf("the file was not read: %s %v", path, err)
	}
	return path
}

// look opens a page on a desk, a phone and a small handheld, and in the dark if pictures are kept.
func (s *seat) look(name, path string) {
	s.t.Helper()
	for _, size := range [][2]int64{{1280, 800}, {360, 640}, {320, 533}} {
		s.do(chromedp.EmulateViewport(size[0], size[1]))
		if size[0] == 1280 { // the others are the same page made narrower
			s.open(path)
		}
		if f := s.eval(faults); f != "" {
			s.t.Errorf("%s at %d×%d:\n%v", name, size[0], size[1], f)
		}
		s.picture(fmt.Sprintf("%s-%d", name, size[0]))
		if os.Getenv("PICKPACK_SCREENSHOTS") != "" {
			s.eval(`(document.documentElement.dataset.theme = 'dark', null)`)
			s.picture(fmt.Sprintf("%s-%d-dark", name, size[0]))
			s.eval(`(document.documentElement.dataset.theme = 'auto', null)`)
		}
	}
}
