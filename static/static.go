// Package static holds every byte the browser loads besides pages: style sheets, scripts, pictures and the vendored
// libraries. It serves them under addresses that carry the hash of the whole tree, so a browser keeps them for ever and
// never asks again, compressed once at start. It knows no page and imports nothing of ours.
//
// # Why
//
// One hash for the tree instead of one for each file: a script may import its neighbour by a relative path
// ("./outbox.js") and a style sheet may name a picture, and both stay in the version they were written for, without a
// build step. A change to one file makes browsers load all of them again, once; what a page loads is some tens of KB, but for the camera page (vendor/README.md).
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:embed css img js vendor manifest.webmanifest sw.js
var tree embed.FS

// Prefix is where Handler is to be mounted.
const Prefix = "/static/"

// file is one embedded file, ready to be sent.
type file struct {
	kind string // Content-Type
	raw  []byte
	gzip []byte // nil where it does not help
}

// load reads and compresses the tree once.
var load = sync.OnceValue(func() (t struct {
	hash  string
	files map[string]file
}) {
	sum := sha256.New()
	t.files = map[string]file{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := tree.ReadFile(name)
		if err != nil {
			return err
		}
		raw = bare(name, raw)
		sum.Write([]byte(name))
		sum.Write(raw)
		t.files[name] = file{kind: kindOf(name), raw: raw, gzip: squeeze(raw)}
		return nil
	})
	if err != nil {
		panic("static: " + err.Error()) // the tree is inside the binary
	}
	t.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return t
})

// URL is the address of a file, named from the root of this package: URL("css/base.css").
func URL(name string) string { return Prefix + load().hash + "/" + name }

// Has reports whether the tree holds the file.
func Has(name string) bool {
	_, ok := load().files[name]
	return ok
}

// comments are lines of a script or a style sheet that hold nothing else.
var comments = regexp.MustCompile(`(?m)^[ \t]*(//.*|/\*.*\*/[ \t]*)\n`)

// bare leaves out the lines that only people read: a fifth of what a handheld would load.
func bare(name string, raw []byte) []byte {
	if ext := path.Ext(name); strings.HasPrefix(name, "vendor/") || ext != ".js" && ext != ".css" {
		return raw
	}
	return comments.ReplaceAll(raw, nil)
}

// kinds are the types of what the tree may hold; the machine's own table is asked only for the rest.
var kinds = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".md":          "text/plain; charset=utf-8",
}

func kindOf(name string) string {
	if k := kinds[path.Ext(name)]; k != "" {
		return k
	}
	if k := mime.TypeByExtension(path.Ext(name)); k != "" {
		return k
	}
	return "application/octet-stream"
}

func squeeze(raw []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(raw); err != nil || w.Close() != nil || b.Len() >= len(raw)*9/10 {
		return nil
	}
	return b.Bytes()
}

// Handler serves the tree below Prefix.
func Handler() http.Handler { return http.HandlerFunc(serve) }

// serve answers the current version with "keep for ever". A page from before an update asks with an older hash: it gets
// the file there is now, to be asked for again.
func serve(w http.ResponseWriter, r *http.Request) {
	version, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	t := load()
	f, ok := t.files[name]
	if !ok {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	keep := "public, max-age=31536000, immutable"
	if version != t.hash {
		keep = "no-cache"
	}
	send(w, r, f, keep)
}

// Worker serves the service worker of the handheld. Its address must stay the same and lie above the pages it serves.
func Worker(w http.ResponseWriter, r *http.Request) { send(w, r, load().files["sw.js"], "no-cache") }

func send(w http.ResponseWriter, r *http.Request, f file, keep string) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", keep)
	body := f.raw
	if f.gzip != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.gzip
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
