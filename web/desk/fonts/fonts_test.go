package fonts_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"
	"golang.org/x/image/font/gofont/goregular"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/desk/fonts"
	"pickpack/web/respond"
)

// server answers the area's routes for an admin; what stands around it is tested with the whole server.
func server(t *testing.T) (http.Handler, *fonts.Area) {
	t.Helper()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw := sqlx.MustOpen("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
		INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'admin')`)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		trouble := respond.TroubleOf(err)
		_ = c.String(trouble.Status, trouble.Message)
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set("auth.user", picking.User{ID: 1, Warehouse: 1, Role: picking.Admin, Name: "Ann", Badge: "U-1"})
			return next(c)
		}
	})
	a := &fonts.Area{Store: store, Now: time.Now}
	a.Mount(e.Group(fonts.Path))
	return e, a
}

func send(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func upload(h http.Handler, file []byte, licence string) *httptest.ResponseRecorder {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = m.WriteField("licence", licence)
	if file != nil {
		part, _ := m.CreateFormFile("font", "some.ttf") // a buffer takes everything
		_, _ = part.Write(file)
	}
	m.Close()
	r := httptest.NewRequest("POST", fonts.Path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return send(h, r)
}

// cjk is a font with Chinese, Japanese and Korean letters.
func cjk(t *testing.T) []byte {
	t.Helper()
	for _, place := range []string{"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
		"/System/Library/Fonts/Supplemental/Arial Unicode.ttf"} {
		if file, err := os.ReadFile(place); err == nil {
			return file
		}
	}
	t.Fatal("there is no font with Chinese letters: apt-get install fonts-droid-fallback")
	return nil
}

const beijing = "北京市朝阳区"

func label(t *testing.T, f labels.Format) []byte {
	t.Helper()
	doc, err := labels.ShippingLabel(labels.Parcel{To: picking.Address{Name: "王小明", Street1: beijing + "建国路 1 号", City: "東京", Country: "CN"},
		Order: "1", SSCC: "340123450000000000"})
	if err != nil {
		t.Fatal(err)
	}
	file, err := labels.Render(doc, f)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// A font is added: what it has is printed by every server of the database, as text in PDF and as dots in ZPL; taken out, it
// is not any more. One test for all of it: fonts are the process's.
func TestFonts(t *testing.T) {
	t.Parallel()
	h, a := server(t)
	page := func() string {
		return send(h, httptest.NewRequest("GET", fonts.Path+"?try="+beijing, nil)).Body.String()
	}
	if first := page(); !strings.Contains(first, "No font has") || !strings.Contains(first, "None yet.") {
		t.Fatalf("%.3000s", first)
	}
	for want, tc := range map[string]struct {
		file    []byte
		licence string
	}{
		"Choose a font file":          {nil, ""},
		"not a font that can be used": {[]byte("<html>"), "x"},
		"collection of fonts":         {[]byte("ttcf...."), "x"},
		"longer than 500":             {goregular.TTF, strings.Repeat("x", 501)},
		"TrueType outlines":           {[]byte("OTTO...."), "x"},
	} {
		if w := upload(h, tc.file, tc.licence); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %.200s", want, w.Code, w.Body)
		}
	}
	if w := upload(h, cjk(t), "Apache License 2.0"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.2000s", w.Code, w.Body)
	}
	if again := upload(h, cjk(t), "x"); again.Code != http.StatusConflict {
		t.Errorf("again: %d", again.Code)
	}
	all, err := a.Store.Fonts(t.Context(), 1)
	if err != nil || len(all) != 1 || all[0].Name == "" || all[0].Licence != "Apache License 2.0" {
		t.Errorf("%+v, %v", all, err)
	}
	if now := page(); strings.Contains(now, "No font has") || !strings.Contains(now, all[0].Name) {
		t.Errorf("%.3000s", now)
	}
	pdf := label(t, labels.PDF)
	cmd := exec.Command("pdftotext", "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), beijing) || !strings.Contains(string(out), "東京") || !strings.Contains(string(out), "王小明") {
		t.Errorf("%v: %s", err, out)
	}
	if again := label(t, labels.PDF); !bytes.Equal(pdf, again) {
		t.Error("the same label has other bytes")
	}
	if zpl := label(t, labels.ZPL203); !bytes.Contains(zpl, []byte("^GF")) || bytes.Contains(zpl, []byte("北")) {
		t.Error("the letters are not dots on a label printer")
	}
	other := &fonts.Area{Store: a.Store, Now: time.Now} // another server of the same database
	if err := other.Load(t.Context()); err != nil || !bytes.Equal(pdf, label(t, labels.PDF)) {
		t.Errorf("another server prints otherwise: %v", err)
	}
	if w := send(h, httptest.NewRequest("POST", fonts.DropPath(all[0].ID), nil)); w.Code != http.StatusSeeOther {
		t.Errorf("taken out: %d %.200s", w.Code, w.Body)
	}
	if !strings.Contains(page(), "No font has") {
		t.Error("it is still there")
	}
	for _, path := range []string{fonts.DropPath(all[0].ID), fonts.Path + "/x/drop"} {
		if w := send(h, httptest.NewRequest("POST", path, nil)); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if err := a.Store.DropFont(t.Context(), picking.User{ID: 1, Warehouse: 2}, all[0].ID); picking.KindOf(err) != picking.NotFound {
		t.Errorf("another warehouse's: %v", err)
	}
	var none []db.Font
	if left, err := a.Store.Fonts(t.Context(), 1); err != nil || fmt.Sprint(left) != fmt.Sprint(none) {
		t.Errorf("%v, %v", left, err)
	}
}
