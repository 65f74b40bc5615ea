package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pickpack/web/desk/boxes"
	"pickpack/web/webtest"
)

// Boxes are added, changed and taken off at the desk; what is wrong with one stands at its field.
func TestBoxes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue, pete := h.client(t, "SUE"), h.client(t, "PETE")
	if a := pete.get(boxes.Path); a.code != http.StatusForbidden && a.code != http.StatusSeeOther {
		t.Errorf("a picker sees the boxes: %d", a.code)
	}
	good := url.Values{"code": {"q-2"}, "length": {"400"}, "width": {"300"}, "height": {"200"}, "tare": {"210"}, "max_weight": {"12,5"}, "wall": {"4"}, "padding": {"10"}, "stock": {"80"}}
	with := func(field, value string) url.Values {
		v := url.Values{field: {value}}
		for k := range good {
			if k != field {
				v[k] = good[k]
			}
		}
		return v
	}
	for field, values := range map[string][]string{"code": {"", "M 1", strings.Repeat("X", 21), "^XA"}, "length": {"", "x", "-4", "9", "99999"}, "width": {"1e3"}, "height": {"0"}, "tare": {"-1", "x"},
		"max_weight": {"", "0", "0.2", "nine", "9999"}, "wall": {"-1", "101"}, "padding": {"91", "x"}, "stock": {"-1", "many"}} {
		for _, value := range values {
			if a := sue.post(boxes.Path, with(field, value)); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, `aria-invalid="true"`) {
				t.Errorf("%s %q: %d", field, value, a.code)
			}
		}
	}
	if a := sue.post(boxes.Path, good); a.code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.code, a.body)
	}
	if a := sue.post(boxes.Path, with("code", "Q-2")); a.code != http.StatusConflict {
		t.Errorf("two boxes of one code: %d", a.code)
	}
	change := with("height", "250")
	change.Set("was", "Q-2")
	if a := sue.post(boxes.Path, change); a.code != http.StatusSeeOther {
		t.Errorf("changed: %d", a.code)
	}
	if n := h.get(t, `SELECT count(*) FROM boxes WHERE code = 'Q-2' AND height_mm = 250 AND stock = 80 AND max_weight_g = 12500`); n != 1 {
		t.Error("the box is not as it was typed")
	}
	h.raw.MustExec(`INSERT INTO item_weights (warehouse_id, item_id, n, mean, doubt, spread) SELECT 1, id, 7, weight_g * 1.3 + 5, 2, 3 FROM items ORDER BY id LIMIT 3`)
	h.raw.MustExec(`UPDATE boxes SET stock = 0, carriers = '{Van,"Parcel post"}' WHERE code = 'XS'`)
	s := h.seat(t)
	for name, path := range map[string]string{"boxes": boxes.Path, "box-edit": boxes.EditPath("Q-2"), "box-drop": boxes.AskDropPath("Q-2"), "weights": boxes.WeightsPath} {
		s.look(name, path)
		webtest.AuditPage(t, s.ctx, name, path)
	}
	if a := sue.post(boxes.WeightsPath, url.Values{"item": {"1"}}); a.code != http.StatusSeeOther {
		t.Errorf("taken: %d", a.code)
	}
	for _, item := range []string{"", "x", "99999"} {
		if a := sue.post(boxes.WeightsPath, url.Values{"item": {item}}); a.code != http.StatusNotFound {
			t.Errorf("item %q: %d", item, a.code)
		}
	}
	if a := sue.post(boxes.DropPath, url.Values{"code": {"Q-2"}}); a.code != http.StatusSeeOther {
		t.Errorf("dropped: %d", a.code)
	}
	if a := sue.get(boxes.EditPath("Q-2")); a.code != http.StatusNotFound {
		t.Errorf("opened: %d", a.code)
	}
}
