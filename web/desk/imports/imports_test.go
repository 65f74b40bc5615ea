package imports_test

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/desk/imports"
)

var now = time.Date(2027, 3, 30, 9, 0, 0, 0, time.UTC)

// desk is a supervisor at the import pages of a warehouse that holds the demo's goods and no orders.
type desk struct {
	t       *testing.T
	app     *web.App
	store   *db.Store
	cookies map[string]string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s := dbtest.New(t)
	w := sample.Demo(1, now)
	w.Orders = nil
	boss := w.Users[slices.IndexFunc(w.Users, func(u sample.User) bool { return u.Role == picking.Supervisor })]
	w.Users = []sample.User{boss}
	if _, err := s.LoadSample(t.Context(), w, auth.Hash); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return now }
	app := web.New(web.Deps{Store: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: clock})
	(&imports.Area{Store: s, Now: clock}).Mount(app.Group(imports.Path))
	d := &desk{t, app, s, map[string]string{}}
	if r := d.post("/signin", url.Values{"badge": {boss.Badge}, "secret": {boss.PIN}}); r.Code != http.StatusSeeOther {
		t.Fatal("sign-in:", r.Code, r.Body)
	}
	return d
}

func (d *desk) do(r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Accept", "text/html")
	for k, v := range d.cookies {
		r.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	w := httptest.NewRecorder()
	d.app.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		d.cookies[c.Name] = c.Value
	}
	return w
}

func (d *desk) get(path string) string {
	d.t.Helper()
	w := d.do(httptest.NewRequest("GET", path, nil))
	if w.Code != http.StatusOK {
		d.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func (d *desk) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.do(r)
}

// upload sends a file; name "" sends none.
func (d *desk) upload(kind intake.Kind, name, content string) *httptest.ResponseRecorder {
	d.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("kind", string(kind))
	if name != "" {
		part, err := m.CreateFormFile("file", name)
		if err != nil {
			d.t.Fatal(err)
		}
		_, _ = io.WriteString(part, content)
	}
	_ = m.Close()
	r := httptest.NewRequest("POST", imports.Path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return d.do(r)
}

// has fails the test for each text that a page lacks.
func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(page, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
}

const orders = "order id,name,service,sku,qty\n1,Ann,pickup,KIT-1001,1\n2,Bob,pickup,NIX,1\n3,Cem,pickup,KIT-1002,x\n"

func TestUploadSeeTake(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	has(t, d.get(imports.Path), "No files yet", `enctype="multipart/form-data"`, "Which columns?", "case_barcode", "Also read: ")
	w := d.upload(intake.Orders, `C:\exports\<b>.csv`, orders)
	report := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || report != imports.ReportPath(1) {
		t.Fatal(w.Code, report, w.Body)
	}
	page := d.get(report)
	has(t, page, "1 row can be taken, 2 rows are bad. Nothing is taken yet.", "Take the 1 good row", "Drop the file", "&lt;b&gt;.csv",
		"is unknown here: import the item first", "must be a whole number in digits", `data-state="checked"`)
	if w := d.post(imports.TakePath(1), nil); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	has(t, d.get(report), "Nothing was taken: the warehouse has changed since the file was checked, and 2 rows are bad now.", `data-state="checked"`)
	if w := d.post(imports.TakePath(1), url.Values{"good": {"1"}}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	page = d.get(report)
	has(t, page, "Taken: 1 new, 0 changed; 2 rows refused.", `data-state="taken"`)
	if strings.Contains(page, "<form method=\"post\" action=\""+imports.TakePath(1)) {
		t.Error("it can be taken again")
	}
	if w := d.post(imports.TakePath(1), url.Values{"good": {"1"}}); w.Code != http.StatusConflict {
		t.Errorf("taken again: %d", w.Code)
	}
	if n, err := d.store.CountOrders(t.Context(), 1, db.OrderFilter{}); err != nil || n[picking.Received] != 1 {
		t.Errorf("%v, %v", n, err)
	}
	has(t, d.get(imports.Path), "&lt;b&gt;.csv", "Taken", "Jasmijn Bakker")
}

func TestDrop(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.upload(intake.Items, "items.csv", string(intake.Template(intake.Items)))
	has(t, d.get(imports.ReportPath(1)), "All 3 rows are good. Nothing is taken yet.", "Take all 3 rows")
	if w := d.post(imports.DropPath(1), nil); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	has(t, d.get(imports.ReportPath(1)), "This file was dropped", `data-state="dropped"`)
	if w := d.post(imports.TakePath(1), nil); w.Code != http.StatusConflict {
		t.Errorf("taken after it was dropped: %d", w.Code)
	}
}

// What cannot be read is told on the page, and nothing is kept of it.
func TestUnreadableUploads(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"Please choose a file.":    d.upload(intake.Orders, "", ""),
		"this is a spreadsheet":    d.upload(intake.Orders, "x.xlsx", "PK\x03\x04"),
		"needs a column order_id":  d.upload(intake.Orders, "x.csv", "sku,qty\nA,1\n"),
		"cannot be imported":       d.upload("people", "x.csv", orders),
		"has a header and no rows": d.upload(intake.Items, "x.csv", "sku,name\n"),
		"mixes two encodings":      d.upload(intake.Items, "x.csv", "sku,name\nA,Łódź\nB,Caf\xe9\n"),
	} {
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), name) || !strings.Contains(w.Body.String(), "Upload a file") {
			t.Errorf("%q: %d", name, w.Code)
		}
	}
	if list, err := d.store.Imports(t.Context(), 1, 10); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestTemplatesAndStrangeAddresses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, k := range intake.Kinds {
		if got := d.get(imports.TemplatePath(k)); got != string(intake.Template(k)) {
			t.Errorf("%s: %s", k, got)
		}
	}
	for _, path := range []string{"/d/import/template/people.csv", "/d/import/template/orders", "/d/import/0", "/d/import/x", "/d/import/77"} {
		if w := d.do(httptest.NewRequest("GET", path, nil)); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
