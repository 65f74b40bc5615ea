package handheld_test

import (
	"testing"

	"pickpack/web/handheld"
)

// On a floor with a plan every bin is shown with the way to it, as an answer and after a reload.
func TestTheWayToABin(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.raw.MustExec(`UPDATE warehouses SET layout = '{"aisles_x": [0, 4], "cross_aisles_y": [0, 20], "depot": {"x": 0, "y": 0}}'`)
	f.raw.MustExec(`UPDATE locations SET aisle = (id - 2) / 3, y = 3 + 5 * ((id - 2) % 3) WHERE kind = 'pick'`) // B-1 to B-3, and B-4 behind the corner
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	for _, code := range []string{"CART-1", "T-1", "T-2"} {
		d.scan(code)
	}
	d.says("Aisle 1", "3 m", "on your left · level 1")
	d.same()
	d.scan("B-2")
	d.is("bin", "wrong_place")
	d.says("Aisle 1", "3 m")
	for _, code := range []string{"B-1", "14006381333938", "RED", "RED"} {
		d.scan(code)
	}
	d.scan("T-1")
	d.says("5 m", "on your right · level 2")
	d.same()
	d.post(d.at["url"] + "/skip")
	d.shows("bin", "B-4")
	d.says("Aisle 2", "10 m")
	d.same()
	d.post(d.at["url"] + "/undo")
	d.shows("bin", "B-2")
	d.says("5 m", "on your right · level 2")
	d.same()
}
