package route

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"pickpack/picking/layout"
)

// Published optima in the form of the route contract, one problem a line with its "optimum". SPRP_DIR names the folder
// of the .jsonl files; the instances of Hessler and Irnich (2024) are such a set.
func TestPublishedOptima(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("SPRP_DIR")
	if dir == "" {
		t.Log("SPRP_DIR is not set: the shortest-tour property test stands alone")
		return
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no .jsonl files in", dir, err)
	}
	for _, f := range files {
		met, all := published(t, f)
		t.Logf("%s: %d of %d optima met", filepath.Base(f), met, all)
		if met != all || all == 0 {
			t.Errorf("%s: %d of %d optima met", f, met, all)
		}
	}
}

func published(t *testing.T, file string) (met, all int) {
	r, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var p struct {
			Name    string
			Optimum float64
			Layout  layout.Layout
			Picks   []layout.Bin
		}
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		length, order, err := Solve(p.Layout, p.Picks, Exact)
		if err != nil {
			t.Fatal(p.Name, err)
		}
		all++
		walked := p.Layout.TourLength(pickAt(p.Picks, order))
		if math.Abs(length-p.Optimum) < 1e-6 && math.Abs(walked-length) < 1e-6 {
			met++
		} else {
			t.Errorf("%s: %v, walked %v, published %v", p.Name, length, walked, p.Optimum)
		}
	}
	return met, all
}
