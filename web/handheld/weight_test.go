package handheld_test

import (
	"bytes"
	"io"
	"net/http"
	"path"
	"regexp"
	"testing"

	"pickpack/web/handheld"
)

// Limits in bytes, compressed: the first page with everything it loads, and the answer to a scan.
const (
	firstPage  = 25 << 10
	scanAnswer = 1 << 10
)

// The answers of the gallery, the largest the area can give.
func TestAnswersAreSmall(t *testing.T) {
	t.Parallel()
	most, which := 0, ""
	for _, s := range handheld.Gallery() {
		var b bytes.Buffer
		if err := s.Fragment().Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		n := squeezed(b.String())
		if n > most {
			most, which = n, s.Name
		}
		if n > scanAnswer {
			t.Errorf("%s: %d bytes compressed, the limit is %d", s.Name, n, scanAnswer)
		}
	}
	t.Logf("largest answer: %s, %d bytes compressed", which, most)
}

var (
	linksIn   = regexp.MustCompile(`<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"`)
	importsIn = regexp.MustCompile(`(?m)^import [^'"]*['"]\./([^'"]+)['"]`)
)

// The first page of a handheld with all it loads, as bytes on the way.
func TestFirstPageIsSmall(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	total, files := 0, 0
	seen := map[string]bool{}
	var load func(url string)
	load = func(url string) {
		if seen[url] {
			return
		}
		seen[url] = true
		n, body := d.weigh(url)
		t.Logf("%6d %s", n, url)
		total += n
		files++
		if url == handheld.ListPath(1) {
			for _, m := range linksIn.FindAllStringSubmatch(body, -1) {
				load(m[1])
			}
			return
		}
		for _, m := range importsIn.FindAllStringSubmatch(body, -1) {
			load(path.Dir(url) + "/" + m[1])
		}
	}
	load(handheld.ListPath(1))
	t.Logf("%6d bytes compressed in %d files", total, files)
	if files < 10 {
		t.Errorf("only %d files: the page does not load what it should", files)
	}
	if total > firstPage {
		t.Errorf("the first page loads %d bytes, the limit is %d", total, firstPage)
	}
}

// weigh loads an address compressed.
func (d *device) weigh(url string) (n int, body string) {
	d.t.Helper()
	r, _ := http.NewRequest("GET", d.f.url+url, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %d %v", url, res.StatusCode, err)
	}
	if res.Header.Get("Content-Encoding") != "gzip" {
		return len(raw), string(raw)
	}
	return len(raw), unzip(d.t, raw)
}
