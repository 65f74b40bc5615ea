package wall

import (
	"testing"

	"pickpack/picking"
)

func TestAdmit(t *testing.T) {
	t.Parallel()
	tote := picking.Found{Location: &picking.FoundLocation{ID: 100, Code: "T-1", Kind: picking.Tote}}
	batch := Waiting{Code: "T-1", State: "dropped", Method: picking.Batch}
	zone := Waiting{Code: "T-1", State: "dropped", Method: picking.Zone, Order: 12, Number: "O-12"}
	with := func(w Waiting, f func(*Waiting)) *Waiting { f(&w); return &w }
	for _, tt := range []struct {
		name  string
		found picking.Found
		w     *Waiting
		want  picking.Verdict
		title string
	}{
		{"batch", tote, &batch, picking.OK, "Tote T-1"},
		{"zone, another tote to come", tote, with(zone, func(w *Waiting) { w.Others = 1 }), picking.OK, "Tote T-1"},
		{"zone, its order is on the wall", tote, with(zone, func(w *Waiting) { w.HasSlot = true }), picking.OK, "Tote T-1"},
		{"zone, all of the order", tote, &zone, picking.NotAllowed, "Straight to packing"},
		{"cluster", tote, with(zone, func(w *Waiting) { w.Method, w.Others = picking.Cluster, 1 }), picking.NotAllowed, "Straight to packing"},
		{"on a cart", tote, with(batch, func(w *Waiting) { w.State = "filling" }), picking.NotAllowed, "Still being picked"},
		{"free tote", tote, nil, picking.NotAllowed, "Nothing in it"},
		{"slot", picking.Found{Location: &picking.FoundLocation{Code: "W-1", Kind: picking.Slot}}, nil, picking.WrongPlace, "Not a tote"},
		{"item", picking.Found{Item: &teapot}, nil, picking.WrongPlace, "Not a tote"},
		{"order", picking.Found{Order: &picking.FoundOrder{Number: "O-1"}}, nil, picking.WrongPlace, "Not a tote"},
		{"unknown", picking.Found{}, nil, picking.UnknownCode, "Unknown code"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, ok := Admit(tt.found, tt.w)
			if m.Verdict != tt.want || m.Title.String() != tt.title || ok != tt.want.Accepted() {
				t.Errorf("%s %q %v, want %s %q", m.Verdict, m.Title, ok, tt.want, tt.title)
			}
		})
	}
}
