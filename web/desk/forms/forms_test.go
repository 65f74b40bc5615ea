package forms_test

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/desk/forms"
	"pickpack/web/respond"
)

// server answers the area's routes for an admin; what stands around it is tested with the whole server.
func server(t *testing.T) (http.Handler, *db.Store) {
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
	(&forms.Area{Store: store, Now: time.Now}).Mount(e.Group(forms.Path))
	return e, store
}

func send(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return send(h, r)
}

func get(h http.Handler, path string) string {
	return send(h, httptest.NewRequest("GET", path, nil)).Body.String()
}

const picture = `src="data:image/png;base64,`

// A form is written with a picture beside it, kept, overtaken, opened again and given up.
func TestForm(t *testing.T) {
	t.Parallel()
	h, store := server(t)
	first := get(h, forms.Path)
	if !strings.Contains(first, picture) || !strings.Contains(first, "{carrier}") || !strings.Contains(first, "built-in form") {
		t.Fatalf("%.2000s", first)
	}
	ours := strings.Replace(labels.BuiltInForm("label"), `"SHIP TO"`, `"DELIVER TO"`, 1)
	for name, tc := range map[string]struct {
		form url.Values
		code int
		want string
	}{
		"misspelt field": {url.Values{"template": {strings.Replace(ours, "{carrier}", "{courier}", 1)}, "base": {"0"}}, 422, "Line 8, elements[2].text: There is no field {courier}"},
		"no JSON":        {url.Values{"template": {"<script>"}, "base": {"0"}}, 422, "&lt;script&gt;"},
		"only a look":    {url.Values{"template": {ours}, "base": {"0"}, "act": {"preview"}, "sample": {"long"}}, 200, picture},
		"overtaken":      {url.Values{"template": {ours}, "base": {"7"}}, 409, "in the meantime"},
	} {
		if w := post(h, forms.Path, tc.form); w.Code != tc.code || !strings.Contains(w.Body.String(), tc.want) {
			t.Errorf("%s: %d %.3000s", name, w.Code, w.Body)
		}
	}
	if kept, err := store.Template(t.Context(), 1, db.LabelDocument); err != nil || kept.Version != 0 {
		t.Errorf("something was kept: %v, %v", kept, err)
	}
	crlf := strings.ReplaceAll(ours, "\n", "\r\n") // as browsers send it
	if w := post(h, forms.Path, url.Values{"template": {crlf}, "base": {"0"}, "act": {"save"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("save: %d %.300s", w.Code, w.Body)
	}
	if kept, err := store.Template(t.Context(), 1, db.LabelDocument); err != nil || kept.Body != ours || kept.Version != 1 {
		t.Errorf("version %d, %v", kept.Version, err)
	}
	if w := post(h, forms.Path, url.Values{"template": {ours}, "base": {"1"}, "act": {"reset"}}); w.Code != http.StatusSeeOther {
		t.Errorf("reset: %d", w.Code)
	}
	if again := get(h, forms.Path); strings.Contains(again, "DELIVER TO") || !strings.Contains(again, html.EscapeString(forms.VersionPath("label", 1))) {
		t.Error("the built-in form did not come back, or version 1 is gone")
	}
	if old := get(h, forms.VersionPath("label", 1)); !strings.Contains(old, "DELIVER TO") || !strings.Contains(old, "earlier version") {
		t.Error("version 1 does not open")
	}
	for _, v := range []string{"9", "-1", "x"} {
		if w := send(h, httptest.NewRequest("GET", forms.Path+"?version="+v, nil)); w.Code != http.StatusNotFound {
			t.Errorf("version %s: %d", v, w.Code)
		}
	}
}

// Every kind has a form of its own: one changed leaves the others as they are, a broken one is refused with its line.
func TestEveryKindOfForm(t *testing.T) {
	t.Parallel()
	h, store := server(t)
	for _, kind := range labels.FormKinds {
		built := labels.BuiltInForm(kind)
		if first := get(h, forms.KindPath(kind)); !strings.Contains(first, picture) || !strings.Contains(first, "built-in form") {
			t.Errorf("%s: %.500s", kind, first)
		}
		broken := strings.Replace(built, "{from", "{form", 1)
		w := post(h, forms.Path, url.Values{"of": {kind}, "template": {broken}, "base": {"0"}})
		line := fmt.Sprintf("Line %d, ", 1+strings.Count(broken[:strings.Index(broken, "{form")], "\n"))
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), line) || !strings.Contains(w.Body.String(), "There is no field {form") {
			t.Errorf("%s: %d, want it refused at %s", kind, w.Code, line)
		}
		ours := strings.Replace(built, `"name": "`, `"name": "Our `, 1)
		for base, act := range []string{"save", "reset"} {
			w := post(h, forms.Path, url.Values{"of": {kind}, "template": {ours}, "base": {strconv.Itoa(base)}, "act": {act}})
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != forms.KindPath(kind) {
				t.Errorf("%s: %s: %d %.300s", kind, act, w.Code, w.Body)
			}
		}
		all, err := store.Templates(t.Context(), 1, kind, 9)
		if err != nil || len(all) != 2 || all[0].Body != "" || all[1].Body != ours {
			t.Errorf("%s: %d versions, %v", kind, len(all), err)
		}
	}
	if w := send(h, httptest.NewRequest("GET", forms.KindPath("cat"), nil)); w.Code != http.StatusNotFound {
		t.Errorf("a kind that there is not: %d", w.Code)
	}
}

func TestPreview(t *testing.T) {
	t.Parallel()
	h, _ := server(t)
	for text, want := range map[string]string{
		labels.BuiltInForm("label"): picture,
		`{"width":"wide"}`:          "Line 1, width: ",
		``:                          "input: ",
		strings.Replace(labels.BuiltInForm("label"), `"tracking"`, `"nothing"`, 1): "There is no field",
	} {
		w := post(h, forms.PreviewPath, url.Values{"template": {text}})
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "<html") {
			t.Errorf("%.40q: %d %.300s", text, w.Code, w.Body)
		}
	}
}

func TestLogo(t *testing.T) {
	t.Parallel()
	h, store := server(t)
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		act  string
		file []byte
		kept int
	}{{"take", []byte("no picture"), 0}, {"take", nil, 0}, {"take", logo.Bytes(), logo.Len()}, {"remove", nil, 0}} {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		_ = m.WriteField("act", step.act)
		if step.file != nil {
			part, err := m.CreateFormFile("logo", "logo.png")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(step.file)
		}
		m.Close()
		r := httptest.NewRequest("POST", forms.LogoPath, &body)
		r.Header.Set("Content-Type", m.FormDataContentType())
		if w := send(h, r); w.Code != http.StatusSeeOther {
			t.Errorf("%s: %d %.200s", step.act, w.Code, w.Body)
		}
		if kept, err := store.Logo(t.Context(), 1); err != nil || len(kept) != step.kept {
			t.Errorf("%s: %d bytes are kept, %v", step.act, len(kept), err)
		}
	}
}

// Only an admin may change what all labels look like.
func TestOnlyAnAdminMay(t *testing.T) {
	t.Parallel()
	for role, may := range map[picking.Role]bool{picking.Admin: true, picking.Supervisor: false, picking.Packer: false, picking.Picker: false} {
		for _, path := range []string{forms.Path, forms.PreviewPath, forms.LogoPath} {
			if auth.May(role, path) != may {
				t.Errorf("%s at %s: %v", role, path, !may)
			}
		}
	}
}
