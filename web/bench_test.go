package web_test

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
)

// BenchmarkSession is what the chain and the session cost a request that does nothing else; Bare the chain alone.
func BenchmarkSession(b *testing.B) { benchmark(b, "/", 303) }

func BenchmarkBare(b *testing.B) { benchmark(b, "/healthz", 200) }

func benchmark(b *testing.B, path string, status int) {
	app := web.New(web.Deps{Store: dbtest.New(b), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	s := signer{t: b, app: app}
	s.setUp()
	cookies := s.signIn(picking.Picker)
	b.SetParallelism(8)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			r := httptest.NewRequest("GET", path, nil)
			r.Header.Set("Cookie", cookies)
			w := httptest.NewRecorder()
			app.ServeHTTP(w, r)
			if w.Code != status {
				b.Fatal(w.Code)
			}
		}
	})
}
