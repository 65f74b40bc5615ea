package wall

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pickpack/picking"
)

// drawTote makes a batch tote whose content is exactly what its shares still want, as picking leaves it.
func drawTote(t *rapid.T) State {
	s := batchTote()
	s.Orders, s.Contents, s.Shares, s.Slots = nil, nil, nil, nil
	orders := rapid.IntRange(1, 5).Draw(t, "orders")
	for i := range orders {
		s.Orders = append(s.Orders, Order{ID: picking.OrderID(i + 1), Number: fmt.Sprintf("O-%d", i+1),
			Missing: picking.Qty(rapid.IntRange(0, 5).Draw(t, "from elsewhere"))})
	}
	kinds := []Content{{Item: 1, SKU: "TEA", Name: "Teapot"}, {Item: 2, SKU: "MUG", Name: "Mug"},
		{Item: 3, SKU: "MILK", Name: "Milk", Lot: 31, LotCode: "L1"}, {Item: 3, SKU: "MILK", Name: "Milk", Lot: 32, LotCode: "L2"}}
	for k, c := range kinds {
		for o := range s.Orders {
			n := picking.Qty(rapid.IntRange(0, 8).Draw(t, "share"))
			if n == 0 {
				continue
			}
			s.Shares = append(s.Shares, Share{Task: picking.TaskID(k + 1), Line: picking.LineID(100*(o+1) + k), Order: s.Orders[o].ID,
				Item: c.Item, Lot: c.Lot, Left: n})
			s.Orders[o].Missing += n
			c.Qty += n
		}
		s.Contents = append(s.Contents, c)
	}
	for i := range orders + 1 {
		s.Slots = append(s.Slots, Slot{ID: picking.LocationID(200 + i), Code: fmt.Sprintf("W-%02d", i+1)})
	}
	return s
}

// TestAnyScansKeepTheBooks drives a tote with arbitrary scans and undos: goods never appear or vanish, nothing goes to an
// order beyond its share, each order has one slot, each answer shows what a reload would show, and an undo restores the
// state before. Then following the screen always empties the tote and serves every share.
func TestAnyScansKeepTheBooks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawTote(t)
		f := &floor{t: t}
		f.start(s)
		total := s.left()
		codes := []string{"teapot", "mug", "mugs6", "milk", "milk-L1", "milk-L2", "spoon", "nonsense", "T-2", "W-01", "W-02", "W-03", "undo", "follow"}
		for _, code := range rapid.SliceOfN(rapid.SampledFrom(codes), 0, 60).Draw(t, "scans") {
			if f.state.Cursor.Step == Done {
				break
			}
			before := f.state
			var out Outcome
			switch code {
			case "undo":
				out = f.undo()
			case "follow":
				out = f.scan(follow(f.state.Prompt()))
			default:
				out = f.scan(code)
			}
			if d := cmp.Diff(f.state.Prompt(), out.Prompt); d != "" {
				t.Fatalf("%s: the screen differs from a reload (-reload +answer):\n%s", code, d)
			}
			if out.Message.Verdict.Accepted() && code != "undo" {
				checkUndo(t, f, before)
			}
			f.check(t, total)
		}
		for n := 0; f.state.Cursor.Step != Done && f.state.left() > 0; n++ {
			if out := f.scan(follow(f.state.Prompt())); !out.Message.Verdict.Accepted() {
				t.Fatalf("following the screen was refused: %+v", out.Message)
			}
			f.check(t, total)
		}
		for k, want := range f.shares {
			if f.put[k] != want {
				t.Fatalf("share %v got %d of %d", k, f.put[k], want)
			}
		}
	})
}

// follow is the code that the screen asks for.
func follow(p Prompt) string {
	switch {
	case p.Step == PutSlot && p.Slot != "":
		return p.Slot
	case p.Step == PutSlot:
		return p.Free
	}
	piece := p.Item
	if piece == nil {
		piece = &p.Show[0]
	}
	return map[string]string{"TEA": "teapot", "MUG": "mug", "MILK": "milk-" + piece.Lot}[piece.SKU]
}

// checkUndo undoes the step just made in a copy and compares the state with the one before it.
func checkUndo(t *rapid.T, f *floor, before State) {
	out := Undo(f.state)
	if !out.Message.Verdict.Accepted() {
		t.Fatalf("undo of the latest step: %+v", out.Message)
	}
	back := f.state.back(f.state.Past[0])
	back.Version = before.Version
	if d := cmp.Diff(before, back, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("undo does not restore (-before +after):\n%s", d)
	}
}

func (f *floor) check(t *rapid.T, total picking.Qty) {
	sum := f.state.left()
	for _, g := range f.slots {
		for _, n := range g {
			sum += n
		}
	}
	if sum != total {
		t.Fatalf("%d units in tote and wall, %d at the start", sum, total)
	}
	taken := map[picking.OrderID]int{}
	for _, w := range f.state.Slots {
		if w.Order != 0 {
			taken[w.Order]++
		}
	}
	for o, n := range taken {
		if n > 1 {
			t.Fatalf("order %d has %d slots", o, n)
		}
	}
	for k, n := range f.put {
		if n < 0 || n > f.shares[k] {
			t.Fatalf("share %v got %d of %d", k, n, f.shares[k])
		}
	}
}
