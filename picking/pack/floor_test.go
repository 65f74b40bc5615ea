package pack

import (
	"slices"
	"strings"
	"time"

	"pickpack/picking"
)

// station keeps in memory what the effects of accepted steps write, the way the store does, in its own words: a ledger
// of moves from which places and cartons are re-added.
type station struct {
	state  State
	ledger map[spot]picking.Qty // goods in each place and carton
	past   []Last               // accepted steps, oldest first
	undone map[string]bool
	scans  int
}

type spot struct {
	at   picking.LocationID
	item picking.ItemID
	lot  picking.LotID
}

func newStation(s State) *station {
	f := &station{state: s.clone(), ledger: map[spot]picking.Qty{}, undone: map[string]bool{}}
	for _, p := range s.Places {
		for _, g := range p.Goods {
			f.ledger[spot{p.ID, g.Item, g.Lot}] += g.Qty
		}
	}
	return f
}

// teaOrder is order 1042: two mugs (cases of 6 exist), three teapots of two lots in two totes, one radio by serial
// number, and a towel that was never found. Ann (7) packs it into carton 1.
func teaOrder() State {
	return State{
		User: 7,
		Order: Order{ID: 1, Number: "1042", Version: 3, State: picking.Packing, Service: "express", Units: 14, Short: 1, Picked: 13,
			Packer: 7, PackerName: "Ann", Cutoff: time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC)},
		Lines: []Line{
			{ID: 11, No: 1, Item: 1, SKU: "40-1180", Name: "Stoneware mug", Weight: 300, Length: 100, Width: 100, Height: 90, Qty: 2, Picked: 2},
			{ID: 12, No: 2, Item: 2, SKU: "40-2217", Name: "Enamel teapot", Weight: 700, Length: 200, Width: 150, Height: 140, Tracking: picking.ByLot, Qty: 3, Picked: 3},
			{ID: 13, No: 3, Item: 3, SKU: "50-0001", Name: "Radio", Weight: 900, Length: 250, Width: 80, Height: 60, Tracking: picking.BySerial, Qty: 1, Picked: 1},
			{ID: 14, No: 4, Item: 4, SKU: "41-0032", Name: "Linen towel", Qty: 1, Short: 1},
			{ID: 15, No: 5, Item: 1, SKU: "40-1180", Name: "Stoneware mug", Weight: 300, Length: 100, Width: 100, Height: 90, Qty: 7, Picked: 7},
		},
		Places: []Place{
			{ID: 21, Code: "T-3", Kind: picking.Tote, Method: picking.Cluster, State: "dropped", Goods: []Goods{
				{Item: 1, Qty: 4}, {Item: 2, Lot: 31, LotCode: "L31", Qty: 2}, {Item: 3, Qty: 1}}},
			{ID: 22, Code: "T-4", Kind: picking.Tote, Method: picking.Cluster, State: "dropped", Goods: []Goods{
				{Item: 1, Qty: 5}, {Item: 2, Lot: 32, LotCode: "L32", Qty: 1}}},
		},
		Cartons: []Carton{{ID: 41, N: 1, Code: "C-41", State: CartonOpen, Location: 51, Box: "M"}},
		Boxes: []Box{{Code: "S", Length: 230, Width: 160, Height: 100, Tare: 100, MaxWeight: 5000},
			{Code: "M", Length: 374, Width: 364, Height: 160, Tare: 250, MaxWeight: 15000}},
		Serials: []Serial{{Item: 3, Serial: "SN-9", Task: 61, Line: 13}},
	}
}

// found is the warehouse's answer to a code; the state's own serial numbers and lots stand for nothing by themselves.
func found(code string) (picking.Scan, picking.Found) {
	item := func(id picking.ItemID, name string, n picking.Qty) picking.Found {
		return picking.Found{Item: &picking.FoundItem{ID: id, SKU: "sku", Name: name, Qty: n}}
	}
	loc := func(id picking.LocationID, kind picking.LocationKind, order string) picking.Found {
		return picking.Found{Location: &picking.FoundLocation{ID: id, Code: code, Kind: kind, Order: order}}
	}
	head, rest, _ := strings.Cut(code, "/") // teapot/L31 is a GS1 code with a lot, radio/SN-9 with a serial number
	scan := picking.Scan{Raw: code, Code: code}
	switch head {
	case "mug":
		return scan, item(1, "Stoneware mug", 1)
	case "mugs6":
		return scan, item(1, "Stoneware mug", 6)
	case "teapot":
		scan.Lot = rest
		return scan, item(2, "Enamel teapot", 1)
	case "radio":
		scan.Serial = rest
		return scan, item(3, "Radio", 1)
	case "towel":
		return scan, item(4, "Linen towel", 1)
	case "spoon":
		return scan, item(9, "Spoon", 1)
	case "T-3":
		return scan, loc(21, picking.Tote, "1042")
	case "T-9":
		return scan, loc(29, picking.Tote, "1045")
	case "T-0":
		return scan, loc(28, picking.Tote, "")
	case "A-01-1":
		return scan, loc(90, picking.PickFace, "")
	case "CART-1":
		return scan, loc(91, picking.Cart, "")
	case "C-40":
		return scan, loc(50, picking.Carton, "")
	case "1042", "1045":
		return scan, picking.Found{Order: &picking.FoundOrder{ID: 1, Number: code}}
	}
	return scan, picking.Found{}
}

func (f *station) scan(code string) Outcome {
	code, f.state.Again = strings.CutPrefix(code, "again ")
	scan, what := found(code)
	f.state.Found = what
	f.state.Wanted = nil
	if code == "spoon" {
		f.state.Wanted = []Wanted{{Number: "1045", Place: "T-9"}}
	}
	o := Decide(f.state, scan)
	f.write(o)
	return o
}

func (f *station) undo() Outcome {
	o := Undo(f.state)
	f.write(o)
	return o
}

// write keeps an accepted outcome.
func (f *station) write(o Outcome) {
	f.state.Found, f.state.Wanted = picking.Found{}, nil
	e := o.Effects
	if e.Pack == nil {
		return
	}
	s := f.state.clone()
	s.Order.Version++
	for _, m := range e.Moves {
		f.ledger[spot{m.From, m.Item, m.Lot}] -= m.Qty
		f.ledger[spot{m.To, m.Item, m.Lot}] += m.Qty
		for i := range s.Serials {
			if s.Serials[i].Serial == m.Serial {
				s.Serials[i].Carton = s.cartonAt(m.To)
			}
		}
	}
	for i := range s.Places {
		for j := range s.Places[i].Goods {
			g := &s.Places[i].Goods[j]
			g.Qty = f.ledger[spot{s.Places[i].ID, g.Item, g.Lot}]
		}
	}
	for _, c := range e.Lines {
		s.line(c.Line).Packed += c.Packed
		s.Order.Packed += c.Packed
	}
	if e.Pack.Current != 0 {
		s.Order.Carton = e.Pack.Current
	}
	if e.Pack.Apply != "" {
		s.carton(e.Pack.Carton).Apply = e.Pack.Apply
	}
	c := &s.Cartons[slices.IndexFunc(s.Cartons, func(c Carton) bool { return c.ID == e.Pack.Carton })]
	for _, p := range e.Pack.Contents {
		p.LotCode = map[picking.LotID]string{31: "L31", 32: "L32"}[p.Lot]
		c.Contents = addContents(c.Contents, p)
		if e.Pack.From != 0 {
			p.Qty = -p.Qty
			from := s.carton(e.Pack.From)
			from.Contents = addContents(from.Contents, p)
		}
	}
	if e.Pack.Box != "" {
		c.Box = e.Pack.Box
	}
	for _, x := range e.Serials {
		i := slices.IndexFunc(s.Serials, func(y Serial) bool { return y.Serial == x.Serial })
		if !x.Gone {
			s.Serials[i].Line = x.Line
		}
	}
	f.state = s
	f.remember(e.Undone, o.Last)
}

// openAnother opens another carton as the store does.
func (f *station) openAnother() {
	o := NewCarton(f.state)
	if !o.Message.Verdict.Accepted() {
		return
	}
	n := len(f.state.Cartons)
	id := picking.CartonID(41 + n)
	f.state = f.state.clone()
	f.state.Cartons = append(f.state.Cartons, Carton{ID: id, N: n + 1, Code: CartonCode(id), State: CartonOpen, Location: picking.LocationID(51 + n), Box: o.Box})
	f.state.Order.Carton = id
	f.state.Order.Version++
}

// close writes what was decided of a carton.
func (f *station) close(c Closing) {
	f.state = f.state.clone()
	*f.state.carton(c.Carton.ID) = c.Carton
	f.state.Order.Carton = c.Next
	f.state.Order.Version++
	for _, id := range c.Empty {
		f.state.Cartons = slices.DeleteFunc(f.state.Cartons, func(x Carton) bool { return x.ID == id })
	}
}

// remember keeps the receipts and finds the last two steps that can still be undone.
func (f *station) remember(undone string, last *Last) {
	f.scans++
	if undone != "" {
		f.undone[undone] = true
	}
	if last.Kind != "undo" && last.Kind != "carton" && last.Kind != "label" {
		l := *last
		l.Scan = string(rune('a'+f.scans%26)) + strings.Repeat("x", f.scans/26)
		f.past = append(f.past, l)
	}
	f.state.Last, f.state.Before = nil, nil
	for _, l := range slices.Backward(f.past) {
		switch {
		case f.undone[l.Scan]:
		case f.state.Last == nil:
			f.state.Last = &l
		case f.state.Before == nil:
			f.state.Before = &l
		}
	}
}
