package handheld_test

import (
	"testing"

	"pickpack/web/handheld"
)

// scanSeeing posts a code with the version of a screen, as scan.js does.
func (d *device) scanSeeing(version, code string) {
	d.t.Helper()
	d.post(d.at["action"], "raw", code, "seen", version)
}

// Two pulls of the trigger before the first answer came ask twice; a scan made on the screen with the question confirms.
func TestAQuestionIsNotConfirmedUnseen(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d, bo := f.device(t, "ANN"), f.device(t, "BO")
	d.post(handheld.NextPath)
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1", "RED"} {
		d.scan(code)
	}
	d.post(handheld.ListSkipPath(1)) // not now: units are in the hand
	for _, code := range []string{"T-1", "B-3"} {
		d.scan(code)
	}
	d.is("item", "confirm")
	d.scan("RED") // that question is over
	d.scan("T-1")
	before := d.at["version"]
	for range 2 {
		d.scanSeeing(before, "B-3")
		d.is("item", "confirm")
	}
	shown := d.at["version"]
	d.open(handheld.ListMorePath(1)) // the screens beside the list know its version, too
	if d.at["version"] != shown {
		t.Errorf("version %s beside the list, %s on it", d.at["version"], shown)
	}
	d.scanSeeing(shown, "B-3")
	d.is("item", "ok")

	for range 2 {
		bo.scanSeeing("1", "CART-1") // as My work shows it
		bo.is("home", "confirm")
	}
	bo.scanSeeing(bo.at["version"], "CART-1")
	bo.is("item", "ok")
}
