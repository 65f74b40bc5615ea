package pack

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pickpack/picking"
)

// drawOrder makes an order whose totes hold exactly what was picked for it, in one to three places.
func drawOrder(t *rapid.T) State {
	s := teaOrder()
	s.Lines, s.Serials, s.Order.Picked = nil, nil, 0
	s.Boxes[0].MaxWeight, s.Boxes[1].MaxWeight = 100_000, 100_000
	for i := range s.Places {
		s.Places[i].Goods = nil
	}
	kinds := []Line{{Item: 1, Name: "Stoneware mug", Weight: 300}, {Item: 2, Name: "Enamel teapot", Weight: 700, Tracking: picking.ByLot},
		{Item: 3, Name: "Radio", Weight: 900, Tracking: picking.BySerial}}
	for i := range rapid.IntRange(1, 6).Draw(t, "lines") {
		l := kinds[rapid.IntRange(0, 2).Draw(t, "item")]
		l.ID, l.No = picking.LineID(11+i), i+1
		l.Picked = picking.Qty(rapid.IntRange(0, 9).Draw(t, "picked"))
		l.Short = picking.Qty(rapid.IntRange(0, 2).Draw(t, "short"))
		l.Qty = max(l.Picked+l.Short, 1)
		s.Lines = append(s.Lines, l)
		s.Order.Picked += l.Picked
		for range l.Picked {
			s.drawUnit(t, l)
		}
	}
	return s
}

// drawUnit lays one unit into one of the places.
func (s *State) drawUnit(t *rapid.T, l Line) {
	at := rapid.IntRange(0, len(s.Places)-1).Draw(t, "place")
	m := picking.Move{Item: l.Item}
	if l.Tracking == picking.ByLot {
		m.Lot = picking.LotID(rapid.IntRange(31, 32).Draw(t, "lot"))
	}
	s.put(s.Places[at].ID, m, 1)
	for i := range s.Places[at].Goods {
		if g := &s.Places[at].Goods[i]; g.Lot != 0 {
			g.LotCode = map[picking.LotID]string{31: "L31", 32: "L32"}[g.Lot]
		}
	}
	if l.Tracking == picking.BySerial {
		x := Serial{Item: l.Item, Serial: "SN-" + string(rune('A'+len(s.Serials))), Task: 61}
		if rapid.Bool().Draw(t, "known line") {
			x.Line = l.ID
		}
		s.Serials = append(s.Serials, x)
	}
}

// TestAnyScansKeepTheBooks drives a station with arbitrary scans and undos: goods never appear or vanish, no line gets
// more than was picked, the carton's list is what the ledger says, each answer shows what a reload would show, and undoing
// everything restores the first state. Following the screen always packs the order.
func TestAnyScansKeepTheBooks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawOrder(t)
		f := newStation(s)
		codes := []string{"mug", "mugs6", "teapot", "teapot/L31", "teapot/L32", "L31", "radio", "SN-A", "SN-B", "radio/SN-C", "spoon", "T-9", "T-3",
			"nonsense", "S", "BOX-M", "undo", UndoCode, "follow", "follow", "follow", "open", "c1", "c2", "CARTON-3", "c9", "again mug", "again teapot/L31", "again teapot",
			"again mugs6", "again L32", "again SN-A", "again radio/SN-B", "again radio"}
		for _, code := range rapid.SliceOfN(rapid.SampledFrom(codes), 0, 80).Draw(t, "scans") {
			out := f.do(code)
			if d := cmp.Diff(PromptFor(f.state), out.Prompt, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("%s: the screen differs from a reload (-reload +answer):\n%s", code, d)
			}
			f.check(t, s)
		}
		middle := f.state.Order.Version
		for f.state.undoable(f.state.Last) {
			f.undo()
			f.check(t, s)
		}
		if d := cmp.Diff(s.Lines, f.state.Lines); d != "" {
			t.Fatalf("undoing all of version %d left (-first +now):\n%s", middle, d)
		}
		f.finish(t, s)
	})
}

func (f *station) do(code string) Outcome {
	switch code {
	case "open":
		f.openAnother()
		return Outcome{Prompt: PromptFor(f.state)}
	case "undo":
		return f.undo()
	case "follow":
		return f.scan(f.follow())
	}
	return f.scan(code)
}

// follow is the code the screen asks for.
func (f *station) follow() string {
	p := PromptFor(f.state)
	i := slices.IndexFunc(p.Lines, func(l PromptLine) bool { return l.Now })
	switch {
	case i < 0:
		return "nonsense"
	case len(p.Lines[i].Serials) > 0:
		return p.Lines[i].Serials[0]
	case len(p.Lines[i].Lots) > 0:
		return "teapot/" + p.Lines[i].Lots[0]
	}
	return map[picking.ItemID]string{1: "mug", 2: "teapot", 3: "radio"}[p.Lines[i].Item]
}

func (f *station) finish(t *rapid.T, s State) {
	for range s.Order.Picked {
		code := f.follow()
		if m := f.scan(code).Message; !m.Verdict.Accepted() {
			t.Fatalf("following the screen with %s was refused: %+v", code, m)
		}
	}
	p := PromptFor(f.state)
	if p.Step != StepClose || p.Left != 0 {
		t.Fatalf("all scanned, but the screen says %s with %d left", p.Step, p.Left)
	}
	for n := 0; s.Order.Picked > 0; n++ {
		if f.state.open().units() == 0 { // opened and not used: go on in one that was
			full, _ := f.state.others(0)
			f.scan(CartonCard(full[0].N))
		}
		want, known := Expected(f.state, *f.state.open())
		got := Close(f.state, CloseRequest{Weight: want})
		if !known || !got.Message.Verdict.Accepted() {
			t.Fatalf("close: %+v", got)
		}
		f.close(got)
		if full, _ := f.state.others(0); got.More != (len(full) > 0) || n > 9 {
			t.Fatalf("more %v, open with goods: %+v", got.More, full)
		}
		if !got.More {
			return
		}
	}
}

func (f *station) check(t *rapid.T, s State) {
	sum, packed := picking.Qty(0), picking.Qty(0)
	in := map[spot]picking.Qty{}
	for at, n := range f.ledger {
		if n < 0 {
			t.Fatalf("%d units at %+v", n, at)
		}
		sum += n
		if f.state.cartonAt(at.at) != 0 && n > 0 {
			in[at] = n
			packed += n
		}
	}
	if sum != s.Order.Picked || packed != f.state.Order.Packed {
		t.Fatalf("%d units of %d, %d of %d packed", sum, s.Order.Picked, packed, f.state.Order.Packed)
	}
	list := map[spot]picking.Qty{}
	for _, k := range f.state.Cartons {
		for _, c := range k.Contents {
			if c.Qty != 0 {
				list[spot{k.Location, f.state.line(c.Line).Item, c.Lot}] += c.Qty
			}
		}
	}
	if d := cmp.Diff(in, list); d != "" {
		t.Fatalf("carton (-ledger +list):\n%s", d)
	}
	for _, l := range f.state.Lines {
		if l.Packed < 0 || l.Packed > l.Picked {
			t.Fatalf("line %d: %d of %d", l.No, l.Packed, l.Picked)
		}
	}
}

// The suggested box takes the wares, and no smaller one does.
func TestSuggest(t *testing.T) {
	t.Parallel()
	side := rapid.Custom(func(t *rapid.T) picking.Millimetres { return picking.Millimetres(rapid.IntRange(1, 600).Draw(t, "mm")) })
	rapid.Check(t, func(t *rapid.T) {
		var boxes []Box
		for i := range rapid.IntRange(0, 6).Draw(t, "boxes") {
			boxes = append(boxes, Box{Code: string(rune('A' + i)), Length: side.Draw(t, "l"), Width: side.Draw(t, "w"), Height: side.Draw(t, "h"),
				Tare: 100, MaxWeight: picking.Grams(rapid.IntRange(200, 30000).Draw(t, "max"))})
		}
		var wares []Ware
		for range rapid.IntRange(0, 4).Draw(t, "wares") {
			wares = append(wares, Ware{side.Draw(t, "l") / 2, side.Draw(t, "w") / 2, side.Draw(t, "h") / 2,
				picking.Grams(rapid.IntRange(0, 2000).Draw(t, "g")), picking.Qty(rapid.IntRange(0, 5).Draw(t, "n"))})
		}
		got, fits := Suggest(boxes, wares)
		for _, b := range boxes {
			if b.takes(wares) && (!fits || b.volume() < got.volume()) {
				t.Fatalf("%+v (fits %v) suggested, %+v would do", got, fits, b)
			}
		}
		if fits != (len(boxes) > 0 && got.takes(wares)) {
			t.Fatalf("%+v: fits %v", got, fits)
		}
	})
}

func TestSuggestByHand(t *testing.T) {
	t.Parallel()
	boxes := teaOrder().Boxes
	for name, c := range map[string]struct {
		ware Ware
		box  string
		fits bool
	}{
		"turned":        {Ware{100, 160, 230, 100, 0}, "S", true},
		"one mug":       {Ware{100, 100, 90, 300, 1}, "S", true},
		"lying on side": {Ware{90, 230, 150, 300, 1}, "M", true}, // 3.1 of 3.7 litres: more than 80 %
		"long":          {Ware{370, 10, 10, 50, 1}, "M", true},
		"too long":      {Ware{375, 10, 10, 50, 1}, "M", false},
		"heavy":         {Ware{10, 10, 10, 5000, 1}, "M", true},
		"unknown sides": {Ware{0, 0, 0, 10, 50}, "S", true},
	} {
		if b, fits := Suggest(boxes, []Ware{c.ware}); b.Code != c.box || fits != c.fits {
			t.Errorf("%s: %s %v, want %s %v", name, b.Code, fits, c.box, c.fits)
		}
	}
}
