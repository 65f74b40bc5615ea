package db_test

import (
	"math"
	"slices"
	"testing"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// A closed carton teaches what its item weighs, once; a person takes the weight over. Boxes that are used up are suggested
// no more, nor those that no carrier of the order takes.
func TestBoxesAndWeights(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	one := 1
	sue := picking.User{ID: 1, Warehouse: 1}
	s := pack.Box{Code: "S", Length: 200, Width: 200, Height: 200, Tare: 50, MaxWeight: 5000, Wall: 3, Stock: &one, Carriers: []string{"Van"}}
	if err := f.SaveBox(t.Context(), sue, s); err != nil {
		t.Fatal(err)
	}
	boxes, err := f.Boxes(t.Context(), 1)
	if err != nil || len(boxes) != 2 || boxes[0].Code != "S" || *boxes[0].Stock != 1 || !slices.Equal(boxes[0].Carriers, s.Carriers) || boxes[0].Wall != 3 {
		t.Fatalf("%+v, %v", boxes, err)
	}
	if a := f.begin(t, pia, "T-8", false); a.Prompt.Carton.Box != "S" || !a.Prompt.Fits {
		t.Fatalf("%+v", a.Prompt)
	}
	f.pack(t, 4, "BLUE", "BLUE")
	weight := picking.Grams(50 + 2*230) // typed are 200 g
	if a := f.close(t, 4, pack.CloseRequest{Weight: weight}); !a.Confirm {
		t.Fatalf("%+v", a.Message)
	}
	if a := f.close(t, 4, pack.CloseRequest{Weight: weight, Reason: pack.ReasonItem}); !a.Message.Verdict.Accepted() {
		t.Fatalf("%+v", a.Message)
	}
	var mean float64
	if err := f.raw.Get(&mean, `SELECT mean FROM item_weights k JOIN weight_samples x USING (warehouse_id, item_id) WHERE item_id = 2 AND n = 1 AND qty = 2 AND before_g = 200 AND after_g = mean`); err != nil || math.Abs(mean-226) > 5 {
		t.Errorf("the blue one weighs %.1f g, %v", mean, err)
	}
	if a := f.begin(t, pia, "T-9", false); a.Prompt.Carton.Box != "M" {
		t.Errorf("the last box S is used up; %s is taken", a.Prompt.Carton.Box)
	}
	if err := f.SaveBox(t.Context(), sue, pack.Box{Code: "S", Length: 200, Width: 200, Height: 200, Tare: 50, MaxWeight: 5000, Carriers: []string{"Van"}}); err != nil {
		t.Fatal(err)
	}
	f.raw.MustExec(`INSERT INTO carrier_rules (warehouse_id, service, rule) VALUES (1, 'express', '{"among": ["Post/day"]}')`)
	if p, err := f.PackPrompt(t.Context(), f.act(pia), 5); err != nil || p.Suggest != "M" || p.Plan.Box.Code != "M" {
		t.Errorf("the post does not take box S: %s, %v", p.Suggest, err)
	}
	f.raw.MustExec(`UPDATE carrier_rules SET rule = '{"among": ["Van"]}'`)
	if p, err := f.PackPrompt(t.Context(), f.act(pia), 5); err != nil || p.Suggest != "S" || len(p.Plan.Cartons) != 1 {
		t.Errorf("the van takes box S: %s, %v", p.Suggest, err)
	}
	if all, err := f.OddWeights(t.Context(), 1, 10); err != nil || len(all) != 0 {
		t.Errorf("one carton is no proof: %+v, %v", all, err)
	}
	f.raw.MustExec(`UPDATE item_weights SET n = 3, doubt = 1 WHERE item_id = 2`)
	if all, err := f.OddWeights(t.Context(), 1, 10); err != nil || len(all) != 1 || all[0].SKU != "BLUE" || all[0].Typed != 200 {
		t.Errorf("%+v, %v", all, err)
	}
	if sku, err := f.TakeWeight(t.Context(), sue, 2); err != nil || sku != "BLUE" {
		t.Errorf("%q, %v", sku, err)
	}
	var typed float64
	if err := f.raw.Get(&typed, `SELECT weight_g FROM items WHERE id = 2`); err != nil || typed != math.Round(mean) {
		t.Errorf("%v, %v", typed, err)
	}
	if _, err := f.TakeWeight(t.Context(), sue, 1); picking.KindOf(err) != picking.NotFound {
		t.Errorf("nothing was learned of red: %v", err)
	}
	f.raw.MustExec(`UPDATE boxes SET stock = 5 WHERE code = 'S'`)
	var carton picking.CartonID
	if err := f.raw.Get(&carton, `SELECT id FROM cartons WHERE order_id = 4`); err != nil {
		t.Fatal(err)
	}
	if a, err := f.ReopenCarton(t.Context(), f.act(pia), 4, carton, "Wrong box"); err != nil || !a.Message.Verdict.Accepted() {
		t.Fatalf("%+v, %v", a.Message, err)
	}
	if boxes, err := f.Boxes(t.Context(), 1); err != nil || *boxes[0].Stock != 6 {
		t.Errorf("a carton that is opened again does not give its box back: %+v, %v", boxes, err)
	}
	if err := f.DropBox(t.Context(), sue, "S"); err != nil {
		t.Error(err)
	}
	if err := f.DropBox(t.Context(), sue, "S"); picking.KindOf(err) != picking.NotFound {
		t.Error(err)
	}
}
