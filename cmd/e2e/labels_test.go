package e2e

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pickpack/cmd/robot"
)

// readLabels downloads every parcel's shipping label, prints it at a label printer's resolution and reads its barcodes with
// a reader of its own (zbar). Each must hold the parcel's SSCC and tracking number and no other parcel's.
func (a *app) readLabels(t testing.TB, c *robot.Client, parcels []robot.Parcel) {
	t.Helper()
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: apt-get install poppler-utils zbar-tools", tool)
		}
	}
	dir := t.TempDir()
	work := make(chan robot.Parcel)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for p := range work {
				if err := readLabel(t.Context(), c, p, dir); err != nil {
					t.Errorf("label of order %s: %v", p.Order, err)
				}
			}
		})
	}
	for _, p := range parcels {
		work <- p
	}
	close(work)
	wg.Wait()
}

func readLabel(ctx context.Context, c *robot.Client, p robot.Parcel, dir string) error {
	if p.Papers["label.pdf"] == "" && p.Papers["pickup.pdf"] != "" {
		return nil // it is collected: a slip for the shelf, no carrier's label
	}
	page, err := c.Get(ctx, p.Papers["label.pdf"])
	if err != nil {
		return err
	}
	if !strings.HasPrefix(page.Body, "%PDF-") {
		return fmt.Errorf("%q is no PDF: %.80q", p.Papers["label.pdf"], page.Body)
	}
	pdf := filepath.Join(dir, p.SSCC+".pdf")
	if err := os.WriteFile(pdf, []byte(page.Body), 0o600); err != nil {
		return err
	}
	defer os.Remove(pdf)
	picture := filepath.Join(dir, p.SSCC)
	if out, err := exec.CommandContext(ctx, "pdftoppm", "-r", "203", "-gray", "-singlefile", pdf, picture).CombinedOutput(); err != nil {
		return fmt.Errorf("pdftoppm: %w: %s", err, out)
	}
	defer os.Remove(picture + ".pgm")
	out, err := exec.CommandContext(ctx, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Scode128.enable", picture+".pgm").Output()
	if err != nil {
		return fmt.Errorf("zbarimg: %w", err)
	}
	var read []string
	for _, line := range bytes.Fields(out) {
		read = append(read, string(line))
	}
	for _, want := range []string{"00" + p.SSCC, p.Tracking} {
		if !slices.Contains(read, want) {
			return fmt.Errorf("barcodes %q, want %s among them", read, want)
		}
	}
	if n := len(slices.DeleteFunc(read, func(s string) bool { return s == "00"+p.SSCC || s == p.Tracking || s == p.Order })); n > 0 {
		return fmt.Errorf("%d barcodes that are not the parcel's", n)
	}
	return nil
}
