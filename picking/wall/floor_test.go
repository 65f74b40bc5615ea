package wall

import (
	"slices"
	"testing"
	"time"

	"pickpack/picking"
)

// floor is a small put wall in memory: it keeps what the effects of accepted steps write, the way the store does.
type floor struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	state  State
	tote   string                       // list_totes.state
	slots  map[picking.LocationID]stock // goods in each slot
	put    map[key]picking.Qty
	picked map[picking.LineID]picking.Qty
	shares map[key]picking.Qty // asked for
	past   []Past
}
type key struct {
	task picking.TaskID
	line picking.LineID
}
type goods struct {
	item picking.ItemID
	lot  picking.LotID
}
type stock map[goods]picking.Qty

func newFloor(t *testing.T, s State) *floor {
	f := &floor{t: t}
	f.start(s)
	return f
}

func (f *floor) start(s State) {
	f.state, f.tote = s, "dropped"
	f.slots, f.put, f.shares = map[picking.LocationID]stock{}, map[key]picking.Qty{}, map[key]picking.Qty{}
	f.picked = map[picking.LineID]picking.Qty{}
	for _, h := range s.Shares {
		f.shares[key{h.Task, h.Line}] = h.Left
	}
}

// write does what the store does with an outcome.
func (f *floor) write(out Outcome) {
	f.t.Helper()
	e := out.Effects
	if e.Sort == nil {
		return
	}
	s := &f.state
	s.Version++
	s.Contents, s.Shares, s.Orders, s.Slots = slices.Clone(s.Contents), slices.Clone(s.Shares), slices.Clone(s.Orders), slices.Clone(s.Slots)
	s.Cursor = Cursor{Step: Step(e.Sort.Step), Task: e.Sort.Task, Line: e.Sort.Line, Item: e.Sort.Item, Lot: e.Sort.Lot, Counted: e.Sort.Counted}
	f.moves(e.Moves)
	f.take(e.Sort)
	for _, c := range e.Shares {
		f.put[key{c.Task, c.Line}] += c.Put
		for i := range s.Shares {
			if s.Shares[i].Task == c.Task && s.Shares[i].Line == c.Line {
				s.Shares[i].Left -= c.Put
				f.missing(s.Shares[i].Order, -c.Put)
			}
		}
	}
	for _, c := range e.Lines {
		f.picked[c.Line] += c.Picked
	}
	for _, c := range e.Totes {
		f.tote = c.State
	}
	f.remember(out)
}

func (f *floor) remember(out Outcome) {
	switch {
	case out.Effects.Undone != "":
		if f.past[len(f.past)-1].Scan != out.Effects.Undone {
			f.t.Fatalf("undid %s, not the latest step", out.Effects.Undone)
		}
		f.past = f.past[:len(f.past)-1]
	case out.Past != nil:
		p := *out.Past
		p.Scan = string(rune('a' + len(f.past)%26))
		f.past = append(f.past, p)
	}
	f.state.Past = slices.Clone(f.past)
	slices.Reverse(f.state.Past)
}

func (f *floor) moves(moves []picking.Move) {
	f.t.Helper()
	for _, m := range moves {
		g := goods{m.Item, m.Lot}
		slot, n := m.To, m.Qty
		if m.To == f.state.Tote.ID {
			slot, n = m.From, -m.Qty
		}
		if f.slots[slot] == nil {
			f.slots[slot] = stock{}
		}
		f.slots[slot][g] += n
		i := slices.IndexFunc(f.state.Contents, func(c Content) bool { return c.Item == m.Item && c.Lot == m.Lot })
		f.state.Contents[i].Qty -= n
		if f.slots[slot][g] < 0 || f.state.Contents[i].Qty < 0 || m.Qty <= 0 {
			f.t.Fatalf("move %+v breaks the ledger", m)
		}
	}
}

func (f *floor) take(c *picking.SortChange) {
	give := c.Order < 0
	for i, w := range f.state.Slots {
		if w.ID != c.Slot {
			continue
		}
		if give {
			f.state.Slots[i].Order, f.state.Slots[i].Number = 0, ""
		} else if c.Order != 0 {
			if w.Order != 0 && w.Order != c.Order {
				f.t.Fatalf("slot %s is taken twice", w.Code)
			}
			o, _ := f.state.order(c.Order)
			f.state.Slots[i].Order, f.state.Slots[i].Number = o.ID, o.Number
		}
	}
	for i, o := range f.state.Orders {
		switch {
		case o.ID == -c.Order:
			f.state.Orders[i].Slot = 0
		case o.ID == c.Order:
			f.state.Orders[i].Slot = c.Slot
		}
	}
}

func (f *floor) missing(o picking.OrderID, n picking.Qty) {
	for i := range f.state.Orders {
		if f.state.Orders[i].ID == o {
			f.state.Orders[i].Missing += n
		}
	}
}

// scan decides one code, writes what it changes and answers with the message.
func (f *floor) scan(code string) Outcome {
	f.t.Helper()
	sc, found := f.read(code)
	out := Decide(f.state, sc, found)
	f.write(out)
	return out
}

func (f *floor) undo() Outcome {
	f.t.Helper()
	out := Undo(f.state)
	f.write(out)
	return out
}

// The codes of the floor.
var (
	teapot = picking.FoundItem{ID: 1, SKU: "TEA", Name: "Teapot", Qty: 1}
	mug    = picking.FoundItem{ID: 2, SKU: "MUG", Name: "Mug", Qty: 1}
	mugs6  = picking.FoundItem{ID: 2, SKU: "MUG", Name: "Mug", Qty: 6}
	milk   = picking.FoundItem{ID: 3, SKU: "MILK", Name: "Milk", Qty: 1}
	spoon  = picking.FoundItem{ID: 4, SKU: "SPOON", Name: "Spoon", Qty: 1}
)

func (f *floor) read(code string) (picking.Scan, picking.Found) {
	items := map[string]picking.FoundItem{"teapot": teapot, "mug": mug, "mugs6": mugs6, "milk": milk, "milk-L1": milk,
		"milk-L2": milk, "milk-L9": milk, "spoon": spoon}
	sc := picking.Scan{Code: code}
	if it, ok := items[code]; ok {
		if len(code) > 5 && code[:5] == "milk-" {
			sc.Lot = code[5:]
		}
		return sc, picking.Found{Item: &it}
	}
	for _, w := range f.state.Slots {
		if w.Code == code {
			return sc, picking.Found{Location: &picking.FoundLocation{ID: w.ID, Code: code, Kind: picking.Slot}}
		}
	}
	places := map[string]picking.FoundLocation{
		"T-1":     {ID: 100, Code: "T-1", Kind: picking.Tote},
		"T-2":     {ID: 101, Code: "T-2", Kind: picking.Tote},
		"A-01-01": {ID: 102, Code: "A-01-01", Kind: picking.PickFace},
		"X-99":    {ID: 999, Code: "X-99", Kind: picking.Slot}, // of another wall
	}
	if p, ok := places[code]; ok {
		return sc, picking.Found{Location: &p}
	}
	if code == "O-17" {
		return sc, picking.Found{Order: &picking.FoundOrder{ID: 17, Number: "O-17"}}
	}
	return sc, picking.Found{}
}

// batchTote holds 3 teapots, 9 mugs and milk in two lots for four orders. Order 17 lacks one teapot and then is complete;
// 12 lacks a teapot and three mugs; 9 takes the rest and waits for five more from another tote; 8 takes the milk.
func batchTote() State {
	cut := time.Date(2026, 11, 2, 15, 0, 0, 0, time.UTC)
	return State{
		Sort: 7, Version: 3, Tote: Tote{Slot: 2, ID: 100, Code: "T-1", At: 50}, Cursor: Cursor{Step: TakeItem},
		Orders: []Order{
			{ID: 17, Number: "O-17", Cutoff: cut.Add(time.Hour), Missing: 1},
			{ID: 12, Number: "O-12", Cutoff: cut, Missing: 4, Slot: 201},
			{ID: 9, Number: "O-9", Cutoff: cut, Missing: 12},
			{ID: 8, Number: "O-8", Cutoff: cut, Missing: 2},
		},
		Contents: []Content{
			{Item: 1, SKU: "TEA", Name: "Teapot", Qty: 3}, {Item: 2, SKU: "MUG", Name: "Mug", Qty: 9},
			{Item: 3, SKU: "MILK", Name: "Milk", Lot: 31, LotCode: "L1", Qty: 1}, {Item: 3, SKU: "MILK", Name: "Milk", Lot: 32, LotCode: "L2", Qty: 1},
		},
		Shares: []Share{
			{Task: 1, Line: 171, Order: 17, Item: 1, Left: 1},
			{Task: 1, Line: 121, Order: 12, Item: 1, Left: 1},
			{Task: 1, Line: 91, Order: 9, Item: 1, Left: 1},
			{Task: 2, Line: 122, Order: 12, Item: 2, Left: 3},
			{Task: 2, Line: 92, Order: 9, Item: 2, Left: 6},
			{Task: 3, Line: 81, Order: 8, Item: 3, Lot: 31, Left: 1},
			{Task: 4, Line: 81, Order: 8, Item: 3, Lot: 32, Left: 1},
		},
		Slots: []Slot{{ID: 200, Code: "W-01"}, {ID: 201, Code: "W-02", Order: 12, Number: "O-12"}, {ID: 202, Code: "W-03"},
			{ID: 203, Code: "W-04", Order: 5, Number: "O-5"}, {ID: 204, Code: "W-05"}},
	}
}

// zoneTote holds two items of order 12, which waits for one more tote.
func zoneTote() State {
	s := batchTote()
	s.Whole, s.Shares, s.Cursor.Step = 12, nil, PutSlot
	s.Orders = []Order{{ID: 12, Number: "O-12", Missing: 4, Slot: 201, Elsewhere: 1}}
	return s
}
