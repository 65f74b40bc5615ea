//go:build linux || darwin || freebsd

package embedded

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type entry struct {
	name, text string
	mode       int64
}

func packed(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: e.mode, Size: int64(len(e.text)), Typeflag: tar.TypeReg}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// published serves the archive as a registry would, on a machine without npm.
func published(t *testing.T, archive []byte) release {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/@scope/plan9-mips/-/plan9-mips-1.2.3.tgz" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(archive)
	}))
	t.Cleanup(srv.Close)
	t.Setenv("npm_config_registry", srv.URL+"/")
	t.Setenv("PATH", "")
	sum := sha256.Sum256(archive)
	return release{version: "1.2.3", scope: "@scope", sha256: map[string]string{"plan9-mips": hex.EncodeToString(sum[:])}}
}

const links = `[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"},
	{"source":"native/lib/libx.so.1.2","target":"native/libx.so"}]`

func TestGet(t *testing.T) {
	r := published(t, packed(t,
		entry{"package/native/bin/postgres", "#!/bin/sh\n", 0o755},
		entry{"package/native/lib/libx.so.1.2", "library", 0o644},
		entry{"package/native/pg-symlinks.json", links, 0o644}))
	home := filepath.Join(t.TempDir(), "cache", "pg")
	if err := r.get(t.Context(), "plan9-mips", home); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"native/lib/libx.so.1", "native/libx.so"} {
		if text, err := os.ReadFile(filepath.Join(home, name)); string(text) != "library" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	info, err := os.Stat(filepath.Join(home, "native/bin/postgres"))
	if err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("postgres: %v, %v", info.Mode(), err)
	}
}

func TestGetRefusals(t *testing.T) {
	good := entry{"package/native/pg-symlinks.json", "[]", 0o644}
	cases := map[string]struct {
		entries []entry
		spoil   func(*release)
		words   string
	}{
		"not the pinned bytes": {[]entry{good}, func(r *release) { r.sha256["plan9-mips"] = "00" }, "has the sha256"},
		"unknown platform":     {[]entry{good}, func(r *release) { clear(r.sha256) }, "no ready-made PostgreSQL"},
		"no such version":      {[]entry{good}, func(r *release) { r.version = "9" }, "404"},
		"file outside":         {[]entry{good, {"package/../../x", "x", 0o644}}, nil, "leads out"},
		"link outside": {[]entry{{good.name, `[{"source":"../../etc/passwd","target":"x"}]`, 0o644}}, nil,
			"leads out"},
		"no list of links": {[]entry{{"package/x", "x", 0o644}}, nil, "pg-symlinks.json"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := published(t, packed(t, c.entries...))
			if c.spoil != nil {
				c.spoil(&r)
			}
			cache := t.TempDir()
			err := r.get(t.Context(), "plan9-mips", filepath.Join(cache, "pg"))
			if err == nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %v, want %q", err, c.words)
			}
			if left, _ := os.ReadDir(cache); len(left) != 0 {
				t.Errorf("left over: %v", left)
			}
		})
	}
}
