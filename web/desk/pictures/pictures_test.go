package pictures_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db/dbtest"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/desk/pictures"
)

// A supervisor brings three files: one by SKU, one by barcode, one that nothing has. The pictures are shown from then on.
func TestPicturesComeInByName(t *testing.T) {
	t.Parallel()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('W', 'Test')`)
	raw.MustExec(`INSERT INTO items (warehouse_id, sku, name) VALUES (1, 'RED-1', 'Enamel teapot, red'), (1, 'LAMP', 'Desk lamp')`)
	raw.MustExec(`INSERT INTO barcodes (warehouse_id, code, item_id) VALUES (1, '04006381333931', 2)`)
	raw.MustExec(`INSERT INTO users (warehouse_id, badge, name, role, pin_hash, password_hash) VALUES (1, 'SUE', 'Sue', 'supervisor', '', $1)`, auth.Hash("correct horse battery"))
	srv := httptest.NewServer(web.New(web.Deps{Store: store, Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}))
	t.Cleanup(srv.Close)
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	ask := func(r *http.Request) (*http.Response, string) {
		t.Helper()
		res, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, string(body)
	}
	get := func(path string) (*http.Response, string) {
		r, _ := http.NewRequest("GET", srv.URL+path, nil)
		return ask(r)
	}
	token := func(body string) string {
		return regexp.MustCompile(`name="_csrf" value="([^"]+)"`).FindStringSubmatch(body)[1]
	}
	_, body := get("/signin")
	form := url.Values{"badge": {"SUE"}, "secret": {"correct horse battery"}, "with": {"password"}, "_csrf": {token(body)}}
	r, _ := http.NewRequest("POST", srv.URL+"/signin", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ask(r)

	_, body = get(pictures.Path)
	var dot, b bytes.Buffer
	if err := png.Encode(&dot, image.NewGray(image.Rect(0, 0, 600, 400))); err != nil {
		t.Fatal(err)
	}
	w := multipart.NewWriter(&b)
	_ = w.WriteField("_csrf", token(body))
	for _, name := range []string{"red-1.png", "4006381333931.PNG", "nothing.png"} {
		part, _ := w.CreateFormFile("file", name)
		_, _ = part.Write(dot.Bytes())
	}
	w.Close()
	r, _ = http.NewRequest("POST", srv.URL+pictures.Path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if res, body := ask(r); res.StatusCode != http.StatusOK || !strings.Contains(body, "2 pictures taken.") || !strings.Contains(body, "nothing.png: No item has this SKU or barcode.") {
		t.Fatalf("%d\n%s", res.StatusCode, body)
	}
	var address string
	if err := raw.Get(&address, `SELECT min(picture) FROM items WHERE picture LIKE '/pic/%' HAVING count(*) = 2`); err != nil {
		t.Fatal(err)
	}
	res, body := get(address)
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "image/jpeg" || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || len(body) > 10<<10 {
		t.Errorf("%d, %v, %d bytes", res.StatusCode, res.Header, len(body))
	}
	if res, _ := get("/pic/nothing"); res.StatusCode != http.StatusNotFound {
		t.Errorf("no picture answers %d", res.StatusCode)
	}
	stranger, err := http.Get(srv.URL + address)
	if err != nil {
		t.Fatal(err)
	}
	stranger.Body.Close()
	if stranger.Header.Get("Content-Type") == "image/jpeg" {
		t.Error("a stranger sees the picture")
	}
}
