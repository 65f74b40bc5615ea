package handheld_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pickpack/db/dbtest"
	"pickpack/web/pace"
)

// A device tells with its next scan how long the last took, from its end to the painted answer; and where the warehouse
// wants it so, an error stops further scans until it is acknowledged, but a question does not.
func TestErrorsBlockAndTimesAreTold(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	store := dbtest.Open(t, s.dsn)
	if err := store.SetErrorsBlock(t.Context(), 1, 1, true); err != nil {
		t.Fatal(err)
	}
	ctx := s.start(t)
	trigger(t, ctx, "B-2")
	until(t, ctx, "document.querySelector('[data-refused]')")
	trigger(t, ctx, "B-1") // right, but nobody has looked
	until(t, ctx, "document.querySelector('[data-refused].again')")
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-ok]")))
	trigger(t, ctx, "B-1")
	until(t, ctx, at("item"))
	trigger(t, ctx, "RED")
	until(t, ctx, "document.getElementById('screen').dataset.counted === '1'")
	trigger(t, ctx, "T-3") // is the other tote full?
	until(t, ctx, "document.querySelector('[data-refused]')")
	trigger(t, ctx, "T-3")
	until(t, ctx, "document.getElementById('screen').dataset.tote === 'T-3'")
	if n := s.get(t, `SELECT count(*) FROM scans WHERE raw = 'scan:B-1'`); n != 1 {
		t.Errorf("B-1 came %d times, want once", n)
	}
	k := s.app.Pace
	if err := k.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := store.Paces(t.Context(), 1, time.Now().Add(-time.Hour))
	if err != nil || len(rows) == 0 || rows[0].Name != "Ann" || rows[0].Waiting < 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	if n := pace.Times(rows[0].Times).Count(); n < 5 || n > 9 {
		t.Errorf("%d times were told of 9 scans", n)
	}
}

// How long a scan takes on a device, from its end to the painted answer, as the devices measure it:
// go test ./web/handheld -run TestScanToSound -v
func TestScanToSound(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	ctx := s.start(t)
	trigger(t, ctx, "B-1")
	until(t, ctx, at("item"))
	for range 8 {
		for n, code := range []string{"RED", "BLUE", "RED"} {
			trigger(t, ctx, code)
			until(t, ctx, fmt.Sprintf("document.getElementById('screen').dataset.counted === '%d' && document.getElementById('screen').dataset.verdict === '%s'",
				(n+2)/2, []string{"ok", "wrong_item", "ok"}[n]))
		}
		for n := 1; n >= 0; n-- {
			eval[any](t, ctx, "document.querySelector('[formaction$=undo]').click(), null")
			until(t, ctx, fmt.Sprintf("(document.getElementById('screen').dataset.counted || 0) == %d", n))
		}
	}
	if err := s.app.Pace.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := dbtest.Open(t, s.dsn).Paces(t.Context(), 1, time.Now().Add(-time.Hour))
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	all := pace.Times(rows[0].Times)
	t.Logf("%d scans and touches, from their end to the painted answer: p50 %v, p95 %v, p99 %v", all.Count(), all.At(.5), all.At(.95), all.At(.99))
	if all.Count() < 36 {
		t.Errorf("%d times were told of 40", all.Count())
	}
}
