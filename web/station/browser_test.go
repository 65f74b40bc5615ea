package station_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/station"
	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// seat is a packer at a PC: a page with storage of its own, and a keyboard.
type seat struct {
	t   *testing.T
	ctx context.Context
	old bool // Chrome 90, which need not be asked what the new one was asked
}

func (h *house) seat(t *testing.T, badge string) *seat {
	t.Helper()
	return h.sit(t, webtest.Open(t, 1280, 800), badge)
}

// sit signs a packer in.
func (h *house) sit(t *testing.T, ctx context.Context, badge string) *seat {
	t.Helper()
	s := &seat{t: t, ctx: ctx}
	s.do(chromedp.Navigate(h.url + "/signin"))
	// Keys come through the browser's remote control one by one, with pauses on a busy machine that would end a code by
	// silence: this scanner is set to end its codes with Enter.
	s.eval(`(localStorage.setItem('pickpack-profile', '{"ends":"enter"}'), null)`)
	s.eval(fmt.Sprintf(`(document.querySelector('[name=badge]').value = %q, document.querySelector('[name=secret]').value = %q,
		document.querySelector('[name=secret]').form.submit(), null)`, badge, pin))
	s.wait(`location.pathname === '/s' && document.querySelector('#screen')`)
	return s
}

func (s *seat) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, steps...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *seat) eval(js string) any {
	s.t.Helper()
	v, err := chromedp.Run(s.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		s.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait waits until an expression of the page is true.
func (s *seat) wait(js string) {
	s.t.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if v, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool]("Boolean("+js+")")); err == nil && v {
			return
		}
	}
	s.picture("failed")
	s.t.Fatalf("never true: %s\n%v", js, s.eval("document.querySelector('#screen').outerHTML"))
}

// typable: the page has loaded its scripts and the cursor stands in a field.
const typable = "document.documentElement.classList.contains('js') && document.activeElement.form"

// typed types text and Enter where the cursor is, as a scanner does, and waits for the answer. Keys that a page gets before
// its cursor stands in a field are lost, so it waits for that first.
func (s *seat) typed(text string) {
	s.t.Helper()
	s.wait(typable)
	s.eval("(document.querySelector('#screen').dataset.old = 1, null)")
	s.do(chromedp.KeyEvent(text + kb.Enter))
	s.wait("document.querySelector('#screen') && !document.querySelector('#screen').dataset.old")
}

// data is an attribute of the screen.
func (s *seat) data(name string) string {
	v, _ := s.eval(fmt.Sprintf("document.querySelector('#screen').getAttribute('data-%s')", name)).(string)
	return v
}

// wanted is a code that the packing screen would take now.
func (s *seat) wanted() string {
	s.t.Helper()
	return cmp.Or(s.data("serial")+s.data("lot"), s.data("sku"))
}

// picture keeps what the screen shows if PICKPACK_SCREENSHOTS names a folder: three sizes, light and dark.
func (s *seat) picture(name string) {
	dir := os.Getenv("PICKPACK_SCREENSHOTS")
	if dir == "" {
		return
	}
	for _, size := range [][2]int64{{1280, 800}, {1024, 600}, {360, 640}} {
		for _, theme := range []string{"light", "dark"} {
			s.do(chromedp.EmulateViewport(size[0], size[1]))
			s.eval(fmt.Sprintf("(document.documentElement.dataset.theme = %q, null)", theme))
			png, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("station-%s-%d-%s.png", name, size[0], theme)), png, 0o644)
			}
			if err != nil {
				s.t.Error(err)
			}
		}
	}
	s.do(chromedp.EmulateViewport(1280, 800))
}

// sound looks at the screen as it is: nothing wider than it, the cursor in the scan field, readable for everybody.
func (s *seat) sound(name string) {
	s.t.Helper()
	s.picture(name)
	for _, width := range []int64{1280, 1024, 360} {
		s.do(chromedp.EmulateViewport(width, 800))
		if wide, _ := s.eval("document.documentElement.scrollWidth").(float64); int64(wide) > width {
			s.t.Errorf("%s is %v wide on a screen of %d", name, wide, width)
		}
	}
	s.do(chromedp.EmulateViewport(1280, 800))
	if field, _ := s.eval("document.activeElement.name || ''").(string); field != "raw" {
		s.t.Errorf("%s: the cursor is in %q", name, field)
	}
	if !s.old {
		webtest.Audit(s.t, s.ctx, name)
	}
}

func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	keyboardAlone(h, h.seat(t, "PIA"))
}

func TestKeyboardAloneInChrome90(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.sit(t, webtest.OpenOld(t, 1280, 800), "PIA")
	s.old = true
	keyboardAlone(h, s)
}

// keyboardAlone packs a whole order without a mouse: tote, goods, a wrong piece, undo, weight, papers, and on to the next
// tote, whose order is cancelled in the middle: its goods come out of their carton again.
func keyboardAlone(h *house, s *seat) {
	t := s.t
	s.sound("home")
	s.typed("T-006")
	s.sound("refused-home")
	s.typed("T-003")
	if s.data("screen") != "pack" {
		t.Fatal("T-003 opened no order")
	}
	s.sound("begun")
	s.typed("05012345000015")
	s.typed("45-0009")
	if s.data("verdict") != "wrong_item" {
		t.Fatalf("the vase: %s", s.data("verdict"))
	}
	s.sound("refused")
	s.typed("05012345000015")
	if s.eval("Boolean(document.querySelector('[data-refused]'))") == true {
		t.Error("the right scan did not take the refusal away")
	}
	s.typed("UNDO")
	s.sound("undone")
	for n := 0; s.data("step") == "pack" && n < 20; n++ {
		if s.typed(s.wanted()); n == 3 {
			s.sound("middle")
		}
	}
	s.sound("close")
	s.typed("1.2")
	s.sound("doubt")
	s.typed("6") // no such reason: a code that is unknown
	if s.data("verdict") != "unknown_code" {
		t.Fatalf("6: %s", s.data("verdict"))
	}
	s.typed("1.2")
	s.typed("5")
	if s.data("screen") != "papers" {
		t.Fatalf("closed: %s", s.data("screen"))
	}
	s.sound("papers")
	s.typed("1044")
	if s.data("number") != "1044" {
		t.Fatalf("the next order: %s", s.data("number"))
	}
	s.typed("15012345000012")
	s.do(chromedp.KeyEvent(kb.Tab)) // to the keyboard button, the undo button, …, the weight
	for range 12 {
		if s.eval("document.activeElement.name") == "weight" {
			break
		}
		s.do(chromedp.KeyEvent(kb.Tab))
	}
	s.typed("2.52")
	if s.data("carton") == "" || s.data("closed") != "1" {
		t.Fatalf("another carton: %s", s.data("closed"))
	}
	s.sound("second")
	carton := picking.CartonID(h.get(t, `SELECT id FROM cartons WHERE order_id = 3 AND state = 'labelled'`))
	if err := h.CancelOrder(t.Context(), 1, 1, 3, "ordered twice"); err != nil {
		t.Fatal(err)
	}
	if a := h.client(t, "PAM").get(station.PaperPath(3, carton, "label.pdf", "")); a.code != http.StatusConflict {
		t.Errorf("its label is still to be had: %d", a.code)
	}
	s.typed("40-1180")
	if s.data("screen") != "unpack" {
		t.Fatalf("a scan on a cancelled order: %s", s.data("screen"))
	}
	s.sound("cancelled")
	s.typed("40-1180")
	if s.data("verdict") != "narrower" {
		t.Errorf("an item where a tote is asked for: %s", s.data("verdict"))
	}
	s.do(chromedp.Navigate(h.url + station.OrderPath(3)))
	s.wait("document.querySelector('[data-full]')")
	s.sound("unpack")
	s.do(chromedp.Navigate(h.url + station.HomePath))
	s.wait("document.querySelector('[data-cancelled]')")
	s.sound("cancelled-home")
	s.typed("1044")
	s.typed("T-005")
	if s.data("screen") != "home" || h.get(t, `SELECT on_hand FROM balances WHERE location_id = 6`) != 12 {
		t.Fatalf("its goods in their tote: %s", s.data("screen"))
	}
}

// What the browser shows breaks none of the content policy, and links of documents open.
func TestOtherScreens(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PAM")
	h.packed(t, c, "1043")
	h.packed(t, c, "1042")
	h.packed(t, c, "1044")
	s := h.seat(t, "PIA")
	for name, path := range map[string]string{"leave": station.LeavePath, "pickups": station.PickupPath, "handout": station.PickupPath + "?order=2",
		"pickup-papers": "/s/orders/2", "papers-again": "/s/orders/1"} {
		s.do(chromedp.Navigate(h.url + path))
		s.wait("document.readyState === 'complete'")
		s.sound(name)
	}
	s.do(chromedp.Navigate(h.url + station.PickupPath))
	s.typed("1043")
	s.typed("1043")
	s.wait("document.querySelector('#screen').dataset.verdict === 'list_complete'")
	if !strings.Contains(fmt.Sprint(s.eval("document.querySelector('.said').textContent")), "Collected") {
		t.Error("nothing says that it was collected")
	}
}

// A label that a carrier sends is shown without loading the page anew: half a code that is being typed stays.
func TestLabelComesWhileACodeIsTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	h.packed(t, h.client(t, "PAM"), "1042")
	s := h.seat(t, "PIA")
	s.do(chromedp.Navigate(h.url + station.OrderPath(1)))
	s.wait(typable + " && document.querySelector('#prints')")
	s.do(chromedp.KeyEvent("10"))
	s.eval("(document.querySelector('#screen').dataset.old = 1, null)")
	h.book(t, "GB123", "^XA^FDcarrier^FS^XZ")
	s.wait("!document.querySelector('#screen').dataset.old")
	s.do(chromedp.KeyEvent("44" + kb.Enter))
	s.wait("document.querySelector('#screen').dataset.number === '1044'")
}
