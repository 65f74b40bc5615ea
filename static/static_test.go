package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, url, encoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", url, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w
}

func TestCurrentFileIsKeptForEver(t *testing.T) {
	t.Parallel()
	w := get(t, URL("css/tokens.css"), "br, gzip")
	h := w.Result().Header
	if w.Code != 200 || !strings.Contains(h.Get("Cache-Control"), "immutable") || !strings.HasPrefix(h.Get("Content-Type"), "text/css") {
		t.Fatalf("%d %v", w.Code, h)
	}
	if h.Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	want, _ := tree.ReadFile("css/tokens.css")
	want = bare("css/tokens.css", want)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatal("another file came out", err)
	}
	if plain := get(t, URL("css/tokens.css"), ""); !bytes.Equal(plain.Body.Bytes(), want) {
		t.Fatal("the plain answer differs")
	}
}

func TestOldVersionIsServedButNotKept(t *testing.T) {
	t.Parallel()
	w := get(t, Prefix+"0123456789ab/css/tokens.css", "")
	if c := w.Result().Header.Get("Cache-Control"); w.Code != 200 || c != "no-cache" {
		t.Fatal(w.Code, c)
	}
}

func TestUnknownNames(t *testing.T) {
	t.Parallel()
	for _, u := range []string{Prefix, Prefix + "x", URL("css/none.css"), URL("../go.mod"), URL("css/"), URL("css/%2e%2e/static.go")} {
		if w := get(t, u, ""); w.Code != 404 {
			t.Errorf("%s: %d", u, w.Code)
		}
	}
}

func TestVendoredFilesAreTheOnesListed(t *testing.T) {
	t.Parallel()
	readme, err := tree.ReadFile("vendor/README.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| ([\w.-]+\.\w+) .* ([0-9a-f]{64}) \|$`).FindAllStringSubmatch(string(readme), -1) {
		listed[m[1]] = m[2]
	}
	found, err := tree.ReadDir("vendor")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Name() == "README.md" {
			continue
		}
		raw, _ := tree.ReadFile("vendor/" + f.Name())
		sum := sha256.Sum256(raw)
		if got := hex.EncodeToString(sum[:]); listed[f.Name()] != got {
			t.Errorf("%s has sha256 %s, listed is %q", f.Name(), got, listed[f.Name()])
		}
		delete(listed, f.Name())
	}
	if len(listed) != 0 {
		t.Errorf("listed but not there: %v", listed)
	}
}

// The manifest names icons that are there, in the sizes it says.
func TestManifest(t *testing.T) {
	t.Parallel()
	raw, err := tree.ReadFile("manifest.webmanifest")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		StartURL string `json:"start_url"`
		Scope    string
		Icons    []struct{ Src, Sizes, Purpose string }
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	if m.StartURL != "/h" || m.Scope != "/h" || len(m.Icons) != 3 {
		t.Errorf("%+v", m)
	}
	for _, i := range m.Icons {
		raw, err := tree.ReadFile(i.Src)
		if err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(bytes.NewReader(raw))
		if size := fmt.Sprintf("%dx%d", c.Width, c.Height); err != nil || size != i.Sizes {
			t.Errorf("%s: %s %v, the manifest says %s", i.Src, size, err, i.Sizes)
		}
	}
}

func TestCommentsStayBehind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"a.js":         {"// why\nlet a = 1; // here\n  // more\nlet u = 'https://x';\n", "let a = 1; // here\nlet u = 'https://x';\n"},
		"a.css":        {"/* all */\n.a{b:c} /* one */\n  /* two */\n", ".a{b:c} /* one */\n"},
		"vendor/a.js":  {"// licence\n", "// licence\n"},
		"a.svg":        {"// no script\n", "// no script\n"},
		"over two.css": {"/* one\n two */\n.a{}\n", "/* one\n two */\n.a{}\n"},
	} {
		if got := string(bare(name, []byte(c.in))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
