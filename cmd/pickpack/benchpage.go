package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"time"

	"pickpack/cmd/robot"
	"pickpack/picking"
	"pickpack/web"
)

// BenchPageCmd weighs what a handheld loads.
type BenchPageCmd struct{}

var pageAsset = regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"|(?:from|import) ?["']([^"']+)["']`)

// Run prints the compressed bytes of the first page with everything it loads, and of the largest answer to a scan on a
// walk through one list.
func (c *BenchPageCmd) Run(ctx context.Context) error {
	world := robot.World(1, time.Now(), robot.Size{Pickers: 1})
	g, err := newGround(ctx, &world, 4)
	if err != nil {
		return err
	}
	defer g.close()
	if err := releaseAll(ctx, g, picking.Cluster); err != nil {
		return err
	}
	server := httptest.NewServer(web.New(web.Deps{Store: g.Store, Log: logger("error", false)}))
	defer server.Close()
	count := &weigher{seen: map[string]int64{}}
	phone := robot.NewClient(server.URL, count)
	if err := phone.SignIn(ctx, robot.Badge(picking.Picker, 0), robot.PIN); err != nil {
		return err
	}
	clear(count.seen)
	if err := loadAll(ctx, phone, "/h", map[string]bool{}); err != nil {
		return err
	}
	total := int64(0)
	for _, n := range count.seen {
		total += n
	}
	fmt.Printf("first handheld page with everything it loads: %.1f KB gzipped in %d files (limit: 25 KB)\n", float64(total)/1024, len(count.seen))
	count.most = 0
	if err := robot.FloorOf(world).PickList(ctx, phone, ""); err != nil {
		return err
	}
	fmt.Printf("largest answer to a scan on one list: %.2f KB gzipped (aim: 1 KB)\n", float64(count.most)/1024)
	return nil
}

// loadAll opens a page and what it names, and what that names.
func loadAll(ctx context.Context, c *robot.Client, path string, seen map[string]bool) error {
	if seen[path] {
		return nil
	}
	seen[path] = true
	p, err := c.Get(ctx, path)
	if err != nil {
		return err
	}
	for _, m := range pageAsset.FindAllStringSubmatch(p.Body, -1) {
		next := m[1]
		if m[2] != "" {
			next = path[:strings.LastIndexByte(path, '/')+1] + strings.TrimPrefix(m[2], "./")
		}
		if err := loadAll(ctx, c, next, seen); err != nil {
			return err
		}
	}
	return nil
}

// weigher is a connection that counts compressed bytes of bodies.
type weigher struct {
	seen map[string]int64 // by path
	most int64            // the largest answer to a POST
}

func (w *weigher) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, err
	}
	w.seen[r.URL.Path] = int64(len(body))
	if r.Method == http.MethodPost {
		w.most = max(w.most, int64(len(body)))
	}
	var plain io.Reader = strings.NewReader(string(body))
	if res.Header.Get("Content-Encoding") == "gzip" {
		if plain, err = gzip.NewReader(plain); err != nil {
			return nil, err
		}
	}
	res.Body = io.NopCloser(plain)
	return res, nil
}
