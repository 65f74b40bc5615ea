package station_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/scan"
	"pickpack/web/station"
)

func TestPackByScript(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	home := c.get(station.HomePath)
	for _, want := range []string{"Ready to pack", `data-order="1042"`, `data-place="T-003"`, "PACK-1"} {
		if !strings.Contains(home.body, want) {
			t.Errorf("the home screen lacks %q", want)
		}
	}
	for code, title := range map[string]string{"T-006": "Still being picked", "1045": "Still being picked", "NOPE": "Unknown code", "CART-1": "Which tote?", "40-1180": "Scan the tote first", "A-01-1": "Not here"} {
		if a := c.scan(station.BeginPath, code); a.data("screen") != "home" || !strings.Contains(a.body, title) || !strings.Contains(a.body, "data-refused") {
			t.Errorf("begin %s: %s", code, a.body)
		}
	}
	a := c.scan(station.BeginPath, "T-003")
	if a.data("step") != "pack" || a.data("number") != "1042" || a.data("left") != "10" || a.data("box") != "L" {
		t.Fatalf("begin: %s", a.body)
	}
	path := station.ScanPath(1)
	for code, verdict := range map[string]string{"45-0009": "wrong_item", "NOPE": "unknown_code", "T-004": "wrong_tote", "A-01-1": "wrong_place",
		"]C10105012345000015": "ok", "40-2217": "narrower", "15012345000012": "too_many", "1043": "wrong_tote", "CART-1": "wrong_place"} {
		if got := c.scan(path, code); got.data("verdict") != verdict {
			t.Errorf("%s: %s, want %s", code, got.data("verdict"), verdict)
		}
	}
	a = c.send(station.UndoPath(1), url.Values{}, true)
	for n := 0; a.data("step") == "pack" && n < 20; n++ {
		a = c.scan(path, next(a))
		if v := a.data("verdict"); v != "ok" && v != "line_complete" && v != "list_complete" {
			t.Fatalf("following the screen: %s", a.body)
		}
	}
	if a.data("step") != "close" || !strings.Contains(a.body, "expected 4.110") {
		t.Fatalf("all scanned: %s", a.body)
	}
	if a = c.scan(path, "0.8"); !strings.Contains(a.body, "Why is it right?") || strings.Contains(a.body, "data-refused") {
		t.Fatalf("800 g: %s", a.body)
	}
	a = c.scan(path, pack.Kilograms(must(strconv.Atoi(a.data("expected"))))) // 2 × 340 + 2 × 690 + 4 × 120 + 210 + 880 + 480
	if a.data("step") != "done" || a.data("screen") != "papers" || len(a.data("sscc")) != 18 {
		t.Fatalf("closed: %s", a.body)
	}
	if n := h.get(t, `SELECT count(*) FROM documents WHERE order_id = 1`); n != 3 {
		t.Errorf("%d documents, want 3: label as PDF and ZPL, slip", n)
	}
	if a := c.scan(station.BeginPath, a.data("tracking")); a.data("screen") != "papers" {
		t.Errorf("the label's own number leads to %s", a.data("screen"))
	}
}

func must(n int, err error) picking.Grams {
	if err != nil {
		panic(err)
	}
	return picking.Grams(n)
}

var anID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// withoutIDs leaves out the fresh ids of forms, which differ from answer to answer.
func withoutIDs(html string) string { return anID.ReplaceAllString(html, "") }

// next is the code the screen asks for: the serial number or lot where one is named, else the SKU.
func next(a answer) string {
	for _, name := range []string{"serial", "lot", "sku"} {
		if v := a.data(name); v != "" {
			return v
		}
	}
	return "nothing"
}

// A browser without script: every step is a form, and a change leads on by 303.
func TestPackWithoutScript(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	steps := []struct {
		path string
		form url.Values
		to   string
	}{
		{station.BeginPath, url.Values{"code": {"1044"}, "raw": {""}}, "/s/orders/3"},
		{station.ScanPath(3), url.Values{"raw": {"15012345000012"}}, "/s/orders/3"},
		{station.BoxPath(3), url.Values{"box": {"L"}}, "/s/orders/3"},
		{station.ClosePath(3), url.Values{"weight": {"2.520"}, "more": {"1"}}, "/s/orders/3?closed=1"},
		{station.ScanPath(3), url.Values{"raw": {"15012345000012"}}, "/s/orders/3"},
		{station.UndoPath(3), url.Values{}, "/s/orders/3"},
		{station.ScanPath(3), url.Values{"raw": {"15012345000012"}}, "/s/orders/3"},
		{station.ClosePath(3), url.Values{"weight": {"9"}}, ""},
		{station.ClosePath(3), url.Values{"weight": {"nine"}}, ""},
		{station.ReasonPath(3, pack.CloseRequest{Weight: 9000}), url.Values{}, ""},
		{station.ReasonPath(3, pack.CloseRequest{Weight: 9000}), url.Values{"reason": {"Scale is off"}}, "/s/orders/3?closed=1"},
	}
	for i, s := range steps {
		a := c.send(s.path, s.form, false)
		if s.to == "" && a.code == http.StatusOK && strings.Contains(a.body, "<html") {
			continue
		}
		if a.code != http.StatusSeeOther || a.location != s.to {
			t.Fatalf("step %d: %d to %q, want %q: %s", i, a.code, a.location, s.to, a.body)
		}
		if page := c.get(a.location); page.code != http.StatusOK {
			t.Fatalf("step %d: the page answers %d", i, page.code)
		}
	}
	page := c.get("/s/orders/3?closed=1")
	if page.data("step") != "done" || page.data("closed") != "2" || strings.Count(page.body, "<svg xmlns") < 4 {
		t.Errorf("papers: %s", page.body)
	}
}

func TestPapers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	a := h.packed(t, c, "1044")
	sscc, carton := a.data("sscc"), h.get(t, `SELECT id FROM cartons WHERE order_id = 3`)
	path := func(name, paper string) string {
		p := "/s/orders/3/cartons/" + strconv.Itoa(carton) + "/" + name
		if paper != "" {
			p += "?paper=" + paper
		}
		return p
	}
	for _, name := range []string{"label.pdf", "label.zpl", "slip.pdf", "slip.pdf?paper=letter", "slip.pdf?paper=4x6", "label.zpl?paper=4x6%40300", "label.png", "label.png?paper=4x6%40600",
		"logistic.pdf", "logistic.pdf?paper=a6", "logistic.zpl", "slip.pdf?paper=80mm", "gift.pdf", "return.pdf", "return.pdf?paper=letter"} {
		first, second := c.get(path(name, "")), c.get(path(name, ""))
		if first.code != http.StatusOK || first.body != second.body || len(first.body) < 500 {
			t.Errorf("%s: %d, %d bytes, then %d bytes", name, first.code, len(first.body), len(second.body))
		}
		if pdf := strings.HasPrefix(first.body, "%PDF-"); pdf != strings.Contains(name, ".pdf") || pdf != (first.kind == "application/pdf") {
			t.Errorf("%s is %s", name, first.kind)
		}
	}
	if zpl := c.get(path("label.zpl", "")); !strings.Contains(zpl.body, sscc) {
		t.Error("the ZPL label does not hold the SSCC")
	}
	for _, name := range []string{"pickup.pdf", "label.gif", "label.pdf?paper=a4", "slip.pdf?paper=a5", "../../../etc/passwd"} {
		if a := c.get(path(name, "")); a.code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", name, a.code)
		}
	}
	if a := c.get("/s/orders/1/cartons/" + strconv.Itoa(carton) + "/label.pdf"); a.code != http.StatusNotFound {
		t.Errorf("another order's carton: %d", a.code)
	}
	again := c.send(station.ReprintPath(3, picking.CartonID(carton)), url.Values{"name": {"label.pdf"}, "reason": {"Torn or smeared"}}, false)
	if again.code != http.StatusSeeOther || again.location != path("label.pdf", "") {
		t.Errorf("reprint: %d %s", again.code, again.location)
	}
	if a := c.send(station.ReprintPath(3, picking.CartonID(carton)), url.Values{"name": {"label.pdf"}}, false); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a reprint without a reason: %d", a.code)
	}
	if n := h.get(t, `SELECT count(*) FROM events WHERE kind = 'document.reprint' AND text LIKE '%Torn%'`); n != 1 {
		t.Errorf("%d reprints in the history", n)
	}
}

// The program dies after the carton is closed and before its documents: the next look makes them, the same as ever.
func TestDocumentsAreHealed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	h.packed(t, c, "1044")
	q := `SELECT string_agg(kind || format || paper || md5(content), ' ' ORDER BY kind, format) FROM documents WHERE order_id = 3`
	var before, after string
	if err := h.raw.Get(&before, q); err != nil {
		t.Fatal(err)
	}
	h.raw.MustExec(`DELETE FROM documents WHERE order_id = 3`)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if a := c.get("/s/orders/3"); a.code != http.StatusOK {
				t.Errorf("%d %s", a.code, a.body)
			}
		})
	}
	wg.Wait()
	if err := h.raw.Get(&after, q); err != nil || after != before || before == "" {
		t.Errorf("documents before %q, after %q, %v", before, after, err)
	}
}

// A document that cannot be made is told, and keeps neither the order nor its other papers from being shown.
func TestDocumentThatCannotBeMade(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	h.packed(t, c, "1044")
	h.raw.MustExec(`DELETE FROM documents WHERE order_id = 3; UPDATE cartons SET tracking = repeat('W-1', 40) WHERE order_id = 3`)
	page := c.get("/s/orders/3")
	if page.code != http.StatusOK || !strings.Contains(page.body, "A document cannot be made") || !strings.Contains(page.body, "Packing slip") {
		t.Errorf("%d %s", page.code, page.body)
	}
	if a := c.get("/s/orders/3/cartons/" + strconv.Itoa(h.get(t, `SELECT id FROM cartons WHERE order_id = 3`)) + "/label.pdf"); a.code != http.StatusUnprocessableEntity {
		t.Errorf("the label itself: %d", a.code)
	}
}

// packed packs an order by scans alone and answers with its papers.
func (h *house) packed(t *testing.T, c *client, number string) answer {
	t.Helper()
	a := c.scan(station.BeginPath, number)
	path := attr(a.body, "action")
	for n := 0; a.data("step") == "pack" && n < 20; n++ {
		a = c.scan(path, next(a))
	}
	if a = c.scan(path, pack.Kilograms(must(strconv.Atoi(a.data("expected"))))); a.data("step") != "done" {
		t.Fatalf("packing %s: %s", number, a.body)
	}
	return a
}

func TestTakingOverIsConfirmedByAnotherScan(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	pia, pam := h.client(t, "PIA"), h.client(t, "PAM")
	pia.scan(station.BeginPath, "T-003")
	a := pam.scan(station.BeginPath, "T-003")
	if a.data("verdict") != "not_yours" || !strings.Contains(a.body, "Pia is packing this order") {
		t.Fatalf("begin: %s", a.body)
	}
	again := strings.ReplaceAll(attr(a.body, "action"), "&amp;", "&")
	if b := pam.scan(again, "T-004"); b.data("number") != "1043" { // any other code is a new scan
		t.Fatalf("another tote: %s", b.body)
	}
	if a = pam.scan(again, "T-003"); a.data("number") != "1042" || a.data("screen") != "pack" {
		t.Fatalf("again: %s", a.body)
	}
	if b := pia.scan(station.ScanPath(1), "40-1180"); b.data("verdict") != "not_yours" || !strings.Contains(b.body, "Pam has taken over") {
		t.Fatalf("the first packer: %s", b.body)
	}
}

func TestSameScanTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "T-003")
	form := url.Values{"raw": {"41-0032"}, "scan_id": {scan.NewID()}}
	var bodies [4]string
	var wg sync.WaitGroup
	for i := range bodies {
		wg.Go(func() {
			f := url.Values{"raw": form["raw"], "scan_id": form["scan_id"]}
			bodies[i] = withoutIDs(c.send(station.ScanPath(1), f, true).body)
		})
	}
	wg.Wait()
	for _, b := range bodies[1:] {
		if b != bodies[0] {
			t.Errorf("the answers differ:\n%s\n%s", bodies[0], b)
		}
	}
	if n := h.get(t, `SELECT packed FROM orders WHERE id = 1`); n != 1 {
		t.Errorf("%d packed, want 1", n)
	}
	form.Set("raw", "40-1180")
	if a := c.send(station.ScanPath(1), form, true); a.code != http.StatusConflict {
		t.Errorf("the same id for another code: %d", a.code)
	}
	if a := c.send(station.ScanPath(1), url.Values{"raw": {"x"}, "scan_id": {"1"}}, true); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no id: %d", a.code)
	}
}

func TestPickupCounter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	if a := c.scan(station.PickupFindPath, "1043"); a.data("verdict") != "not_allowed" {
		t.Fatalf("not packed yet: %s", a.body)
	}
	a := h.packed(t, c, "1043")
	if a.data("state") != "ready_for_pickup" || !strings.Contains(a.body, "pickup.pdf") || strings.Contains(a.body, "label.pdf") {
		t.Fatalf("papers of a pickup: %s", a.body)
	}
	if a = c.scan(station.PickupFindPath, "1043"); !strings.Contains(a.body, "Bo Okafor") || !strings.Contains(a.body, station.CollectPath(2)) {
		t.Fatalf("find: %s", a.body)
	}
	if got := attr(a.body, "action"); got != station.HandOutPath(2) {
		t.Errorf("the next scan goes to %s", got)
	}
	c.scan(station.HandOutPath(2), "1042")
	if n := h.get(t, `SELECT count(*) FROM orders WHERE state = 'collected'`); n != 0 {
		t.Fatal("collected without a confirmation")
	}
	if a = c.send(station.CollectPath(2), url.Values{}, true); a.data("verdict") != "list_complete" {
		t.Fatalf("collect: %s", a.body)
	}
	if a = c.scan(station.PickupFindPath, "1043"); a.data("verdict") != "too_many" {
		t.Errorf("collected twice: %s", a.body)
	}
}

func TestHandOverScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	sscc := h.packed(t, c, "1044").data("sscc")
	h.packed(t, c, "1042")
	page := c.get(station.LeavePath)
	if page.data("service") != "standard" || page.data("waiting-cartons") != "1" || !strings.Contains(page.body, "Cy Lamb") {
		t.Fatalf("%s", page.body)
	}
	if a := c.scan(station.LeaveScanPath, "]C100"+sscc); a.data("verdict") != "list_complete" {
		t.Errorf("hand over: %s", a.body)
	}
	if a := c.scan(station.LeaveScanPath, "]C100"+sscc); a.data("verdict") != "too_many" {
		t.Errorf("again: %s", a.body)
	}
	if a := c.send(station.LeaveAllPath+"?service=express", url.Values{}, false); a.code != http.StatusSeeOther {
		t.Errorf("all: %d %s", a.code, a.body)
	}
	if n := h.get(t, `SELECT count(*) FROM orders WHERE state = 'shipped'`); n != 2 {
		t.Errorf("%d orders left, want 2", n)
	}
}

func TestNothingHere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "PIA")
	for path, want := range map[string]int{"/s/orders/99": 404, "/s/orders/x": 404, "/s/orders/-1": 404, "/s/orders/1/cartons/1/label.pdf": 404, "/s/orders/1": 303, "/s/leave?service=%00": 422} {
		if a := c.get(path); a.code != want {
			t.Errorf("%s: %d, want %d", path, a.code, want)
		}
	}
	if a := h.client(t, "PETE").get(station.HomePath); a.code != http.StatusForbidden {
		t.Errorf("a picker at the station: %d", a.code)
	}
}
