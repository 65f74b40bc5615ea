package station_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/scan"
	"pickpack/web/station"
)

// Two cartons by touches and cards: goods move to the one that is packed when they are scanned again.
func TestTwoCartons(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "T-004")
	path := station.ScanPath(2)
	if a := c.scan(path, "c+"); a.data("verdict") != "not_allowed" {
		t.Fatalf("another carton before anything is in one: %s", a.body)
	}
	c.scan(path, "41-0032")
	c.scan(path, "41-0032")
	a := c.send(station.CartonPath(2), url.Values{"carton": {pack.NewCartonCode}}, true)
	if a.data("verdict") != "ok" || a.data("step") != "close" || !strings.Contains(a.body, `data-open-carton="2"`) || !strings.Contains(a.body, "Scan goods to move them here") {
		t.Fatalf("another carton: %s", a.body)
	}
	if a = c.scan(path, "41-0032"); a.data("verdict") != "confirm" || attr(a.body, "action") != station.AgainPath(2, "41-0032") {
		t.Fatalf("the towel of carton 1: %s", a.body)
	}
	if a = c.scan(attr(a.body, "action"), "41-0032"); a.data("verdict") != "ok" || !strings.Contains(a.body, "Moved to carton 2") {
		t.Fatalf("again: %s", a.body)
	}
	a = c.send(station.CartonPath(2), url.Values{"carton": {"CARTON-1"}}, true)
	for range 2 {
		a = c.scan(path, pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	}
	if a.data("state") != "ready_for_pickup" || a.data("closed") != "2" {
		t.Fatalf("both closed: %s", a.body)
	}
	again := station.ReopenPath(2, picking.CartonID(h.get(t, `SELECT min(id) FROM cartons`)))
	if a = c.send(again, url.Values{"reason": {"Wrong box"}}, false); a.code != http.StatusSeeOther {
		t.Fatalf("open again: %d %s", a.code, a.body)
	}
	if a = c.get(a.location); a.data("step") != "close" || !strings.Contains(a.body, "Carton 1 is open again") || a.data("closed") != "1" {
		t.Fatalf("opened again: %s", a.body)
	}
	a = c.scan(path, pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	if !strings.Contains(a.body, "Carton 1 of 2") || !strings.Contains(a.body, "Carton 2 of 2") || strings.Contains(a.body, "Carton 3") {
		t.Fatalf("closed again: %s", a.body)
	}
	if a = c.send(again, url.Values{}, false); a.code != http.StatusUnprocessableEntity {
		t.Fatalf("without a reason: %d", a.code)
	}
}

// A photo of the open carton is kept, made small, once however often it is sent, and shown on the order's page.
func TestPhoto(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "T-003")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2560, 1000))); err != nil {
		t.Fatal(err)
	}
	send := func(id, carton string, file []byte) answer {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for name, value := range map[string]string{"_csrf": c.csrf, "scan_id": id, "carton": carton} {
			_ = w.WriteField(name, value)
		}
		if f, err := w.CreateFormFile("file", "box.png"); err == nil && file != nil {
			_, _ = f.Write(file)
		}
		w.Close()
		r, err := http.NewRequest("POST", h.url+station.PhotoPath(1), &body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", w.FormDataContentType())
		return c.do(r)
	}
	id := scan.NewID()
	for range 2 {
		if a := send(id, "1", picture.Bytes()); a.code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.code, a.body)
		}
	}
	for _, bad := range []answer{send(scan.NewID(), "7", picture.Bytes()), send(scan.NewID(), "1", []byte("no picture")), send(scan.NewID(), "x", nil)} {
		if bad.code != http.StatusSeeOther {
			t.Errorf("%d %s", bad.code, bad.body)
		}
	}
	if n := h.get(t, `SELECT count(*) FROM carton_photos`); n != 1 {
		t.Fatalf("%d photos", n)
	}
	if n := h.get(t, `SELECT count(*) FROM events WHERE kind = 'carton.photo'`); n != 1 {
		t.Errorf("the history tells of %d photos", n)
	}
	a := c.get(station.PhotosPath(1, int64(h.get(t, `SELECT id FROM carton_photos`))))
	if small, err := jpeg.DecodeConfig(strings.NewReader(a.body)); err != nil || small.Width != 1280 || small.Height != 500 {
		t.Errorf("%+v %v", small, err)
	}
	if a := c.get(station.PhotosPath(2, 1)); a.code != http.StatusNotFound {
		t.Errorf("as another order's: %d", a.code)
	}
}

// A cart's code lists its totes; any item of one order alone begins that order, and once it is packed the rest of the cart
// comes next.
func TestCart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`UPDATE pick_lists SET cart_id = 9 WHERE id = 1`)
	c := h.client(t, "PIA")
	a := c.scan(station.BeginPath, "CART-1")
	if a.data("verdict") != "ok" || strings.Count(a.body, "data-on-cart") != 3 || attr(a.body, "action") != station.BeginCartPath("CART-1") {
		t.Fatalf("the cart: %s", a.body)
	}
	for code, words := range map[string]string{"41-0032": "scan the tote it came out of, T-003 (1042) or T-004 (1043).", "45-0009": "Not of this cart", "NOPE": "Not of this cart",
		"A-01-1": "Not here"} {
		if b := c.scan(station.BeginCartPath("CART-1"), code); b.data("screen") != "home" || !strings.Contains(b.body, words) || strings.Count(b.body, "data-on-cart") != 3 {
			t.Errorf("%s: %s", code, b.body)
		}
	}
	for _, code := range []string{"44-0107", "KR-7001", "L2291", "T-003", "1042"} {
		if b := c.scan(station.BeginCartPath("CART-1"), code); b.data("number") != "1042" {
			t.Errorf("%s: %s", code, b.body)
		}
	}
	if b := c.scan(station.BeginCartPath("CART-1"), "44-0107"); !strings.Contains(b.body, "Scan it again to pack it.") {
		t.Errorf("nothing says that the candle is not counted: %s", b.body)
	}
	pam := h.client(t, "PAM")
	if a = pam.scan(station.BeginCartPath("CART-1"), "44-0107"); a.data("verdict") != "not_yours" {
		t.Fatalf("a colleague's order: %s", a.body)
	}
	if a = pam.scan(strings.ReplaceAll(attr(a.body, "action"), "&amp;", "&"), "44-0107"); a.data("number") != "1042" {
		t.Fatalf("taken over: %s", a.body)
	}
	c.scan(station.TakePath("T-003", ""), "T-003")
	a = h.packed(t, c, "1042")
	if attr(a.body, "action") != station.BeginCartPath("CART-1") {
		t.Errorf("its papers do not go on with the cart: %s", attr(a.body, "action"))
	}
	if a = c.scan(station.BeginCartPath("CART-1"), "41-0032"); a.data("number") != "1043" {
		t.Fatalf("now it is one order's alone: %s", a.body)
	}
	if a = c.send(station.HoldPath(2), url.Values{"reason": {"Damaged"}}, true); a.data("screen") != "home" || strings.Count(a.body, "data-on-cart") != 1 {
		t.Fatalf("the rest of the cart: %s", a.body)
	}
}

// The card or the touch asks what is wrong; its number sets the order aside, and the next one is packed.
func TestSetAside(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "T-005")
	c.scan(station.ScanPath(3), "15012345000012")
	if a := c.send(station.HoldPath(3), url.Values{}, true); !strings.Contains(a.body, "what is wrong?") || a.data("screen") != "pack" {
		t.Fatalf("the touch: %s", a.body)
	}
	a := c.scan(station.ScanPath(3), "HOLD")
	if !strings.Contains(a.body, "what is wrong?") || attr(a.body, "action") != station.HoldScanPath(3) {
		t.Fatalf("the card: %s", a.body)
	}
	if b := c.scan(station.HoldScanPath(3), "UNDO"); b.data("verdict") != "ok" || strings.Contains(b.body, "what is wrong?") {
		t.Fatalf("any other scan goes on: %s", b.body)
	}
	if a = c.scan(station.HoldScanPath(3), "1"); a.data("screen") != "home" || !strings.Contains(a.body, "Order 1044 is set aside") || !strings.Contains(a.body, "Something is missing") {
		t.Fatalf("set aside: %s", a.body)
	}
	if a = c.scan(station.BeginPath, "T-005"); a.data("screen") != "home" || !strings.Contains(a.body, "waits for your supervisor") {
		t.Fatalf("begun again: %s", a.body)
	}
	if a = c.scan(station.BeginPath, "T-004"); a.data("number") != "1043" {
		t.Fatalf("the next order: %s", a.body)
	}
	if a = c.send(station.HoldPath(2), url.Values{"reason": {strings.Repeat("x", 201)}}, false); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a long reason: %d", a.code)
	}
}

// A gift's slip is the gift slip with the giver's words; dangerous goods are marked on their line and on their carton.
func TestGiftAndHazard(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`UPDATE orders SET gift_message = 'Happy birthday, Cy!', note = 'Wrap the mugs' WHERE id = 3; UPDATE items SET hazard = 'UN3481: lithium mark' WHERE id = 1`)
	c := h.client(t, "PIA")
	a := c.scan(station.BeginPath, "1044")
	if !strings.Contains(a.body, "A gift.") || !strings.Contains(a.body, "wishes first") || strings.Count(a.body, "UN3481: lithium mark") != 1 {
		t.Errorf("begun: %s", a.body)
	}
	if a = c.scan(station.ScanPath(3), "15012345000012"); strings.Contains(a.body, "wishes first") || strings.Count(a.body, "UN3481: lithium mark") != 2 {
		t.Errorf("with goods in the carton: %s", a.body)
	}
	a = h.packed(t, c, "1044")
	if !strings.Contains(a.body, "Happy birthday, Cy!") || strings.Contains(a.body, "Wrap the mugs") {
		t.Errorf("its papers: %s", a.body)
	}
	if n := h.get(t, `SELECT count(*) FROM documents WHERE order_id = 3 AND kind = 'gift'`); n != 1 {
		t.Errorf("%d gift slips", n)
	}
}

// The last scan closes the carton; its own label is scanned on it, and what waits is shown at once.
func TestLabelIsScannedOn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	other := h.packed(t, c, "1042").data("sscc")
	if err := h.SetClosingRules(t.Context(), 1, 1, db.Closing{LabelScan: db.LabelScanOn, LastScan: true}); err != nil {
		t.Fatal(err)
	}
	c.scan(station.BeginPath, "1044")
	path := station.ScanPath(3)
	c.scan(path, "15012345000012")
	last := url.Values{"raw": {"15012345000012"}, "scan_id": {scan.NewID()}}
	a := c.send(path, last, true)
	if a.data("step") != "label" || a.data("due") != "1" || attr(a.body, "action") != station.LabelScanPath(3) {
		t.Fatalf("the last scan: %s", a.body)
	}
	if b := c.send(path, last, true); b.data("step") != "label" || h.get(t, `SELECT count(*) FROM cartons WHERE order_id = 3`) != 1 {
		t.Fatalf("the last scan, sent again: %s", b.body)
	}
	own := a.data("sscc")
	for code, words := range map[string]string{other: "That is the label of order 1042, carton 1.", "T-004": "First the label", "UNDO": "First the label"} {
		if b := c.scan(station.LabelScanPath(3), code); b.data("step") != "label" || !strings.Contains(b.body, words) {
			t.Errorf("%s: %s", code, b.body)
		}
	}
	if b := c.get(station.HomePath); !strings.Contains(b.body, "data-labels-due") || !strings.Contains(b.body, station.OrderPath(3)) {
		t.Error("the home screen does not say that a label is still to be scanned")
	}
	if a = c.scan(station.LabelScanPath(3), "]C100"+own); strings.Contains(a.body, "data-labels-due") || a.data("screen") != "home" || !strings.Contains(a.body, "Order 1044 is done") {
		t.Fatalf("its own label: %s", a.body)
	}
	c.send(station.ReopenPath(3, picking.CartonID(h.get(t, `SELECT id FROM cartons WHERE order_id = 3`))), url.Values{"reason": {"Wrong box"}}, false)
	a = c.scan(path, "4.560")
	if b := c.scan(path, "9.9"); a.data("step") != "label" || b.data("step") != "label" {
		t.Fatalf("closed again: %s", a.body)
	}
	if a = c.scan(station.LabelScanPath(3), "1"); a.data("screen") != "home" || h.get(t, `SELECT count(*) FROM events WHERE kind = 'carton.unscanned' AND text LIKE '%does not print'`) != 1 {
		t.Fatalf("skipped: %s", a.body)
	}
	if a = c.scan(station.LeaveScanPath, own); !strings.Contains(a.body, "was opened again; its label is void") {
		t.Errorf("the void label at the door: %s", a.body)
	}
}

// A scale's weight closes the carton with the last scan, if it is what was expected; else a person is told and asked.
func TestScaleClosesCarton(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.SetClosingRules(t.Context(), 1, 1, db.Closing{LastScan: true, LabelScan: db.LabelScanOff}); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "PACK-1")
	c.scan(station.BeginPath, "1044")
	path := station.ScanPath(3)
	c.scan(path, "15012345000012")
	h.raw.MustExec(`INSERT INTO station_scales (warehouse_id, location_id, state, grams, agent, at)
		SELECT d.warehouse_id, d.location_id, 'stable', 9000, 'PC', now() + interval '1 hour' FROM station_devices d LIMIT 1`)
	a := c.scan(path, "15012345000012")
	if a.data("verdict") != "list_complete" || a.data("step") != "close" || !strings.Contains(a.body, "weighs 9.000 kg") {
		t.Fatalf("another weight: %s", a.body)
	}
	want := int(must(strconv.Atoi(a.data("expected"))))
	c.scan(path, pack.UndoCode)
	last := url.Values{"raw": {"15012345000012"}, "scan_id": {scan.NewID()}, "grams": {strconv.Itoa(want + 7)}}
	for range 2 {
		if a = c.send(path, last, true); a.data("screen") != "papers" {
			t.Fatalf("as expected: %s", a.body)
		}
		last.Set("grams", "9000") // sent again, it is the same act
	}
	if w := h.get(t, `SELECT weight_g FROM cartons WHERE order_id = 3`); w != want+7 {
		t.Errorf("closed with %d g", w)
	}
	if n := h.get(t, `SELECT count(*) FROM weight_samples`); n == 0 {
		t.Error("the weight taught nothing")
	}
}
