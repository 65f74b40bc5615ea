package pack

import (
	"strings"
	"testing"

	"pickpack/picking"
)

func TestBegin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		set  func(*State)
		want picking.Verdict
		says string
	}{
		{"two totes of one list", func(s *State) {}, picking.OK, "Order 1042"},
		{"received", func(s *State) { s.Order.State = picking.Received }, picking.NotAllowed, "Not picked yet"},
		{"released", func(s *State) { s.Order.State = picking.Released }, picking.NotAllowed, "Not picked yet"},
		{"picking", func(s *State) { s.Order.State, s.Order.Picked = picking.Picking, 9 }, picking.NotAllowed, "has 9 of 13 units"},
		{"batch not sorted", func(s *State) { s.Order.State, s.Unsort = picking.Picking, []string{"T-8"} }, picking.NotAllowed, "Sort T-8 at the put wall."},
		{"on hold", func(s *State) { s.Order.State, s.Order.Hold = picking.OnHold, "address" }, picking.NotAllowed, "on hold: address"},
		{"cancelled", func(s *State) { s.Order.State = picking.Cancelled }, picking.NotAllowed, "cancelled"},
		{"backordered", func(s *State) { s.Order.State = picking.Backordered }, picking.NotAllowed, "in stock"},
		{"packed", func(s *State) { s.Order.State = picking.Packed }, picking.NotAllowed, "Already packed"},
		{"shipped", func(s *State) { s.Order.State = picking.Shipped }, picking.NotAllowed, "Already packed"},
		{"collected", func(s *State) { s.Order.State = picking.Collected }, picking.NotAllowed, "Already packed"},
		{"on the cart", func(s *State) { s.Places[1].State = "filling" }, picking.WrongPlace, "T-4 is still on a cart"},
		{"empty tote on the cart", func(s *State) {
			s.Places = append(s.Places, Place{ID: 23, Code: "T-5", Kind: picking.Tote, State: "filling"})
		}, picking.OK, ""},
		{"batch", func(s *State) { s.Places, s.Unsort = s.Places[:1], []string{"T-8"} }, picking.WrongPlace, "6 of 13 units of order 1042 lie elsewhere (T-8)"},
		{"zones", func(s *State) { s.Places[0].Method, s.Places[1].Method = picking.Zone, picking.Zone }, picking.WrongPlace, "1042 lies in T-3, T-4."},
		{"zone and slot", func(s *State) { s.Places[0].Method, s.Places[1].Kind = picking.Zone, picking.Slot }, picking.WrongPlace, "lies in T-3, T-4."},
		{"one zone's tote", func(s *State) {
			s.Places[0].Method = picking.Zone
			s.Places[0].Goods = append(s.Places[0].Goods, s.Places[1].Goods...)
			s.Places[1].Goods, s.Places[1].Method = nil, picking.Zone
		}, picking.OK, ""},
		{"in a slot", func(s *State) {
			s.Places = []Place{{ID: 30, Code: "W-1", Kind: picking.Slot, Goods: []Goods{{Item: 1, Qty: 13}}}}
		}, picking.OK, ""},
	} {
		s := teaOrder()
		s.Order.State, s.Order.Packer, s.Cartons = picking.Picked, 0, nil
		c.set(&s)
		m := Begin(s, false)
		if m.Verdict != c.want || !strings.Contains(m.Title.And(m.Detail).And(m.Need).String(), c.says) {
			t.Errorf("%s: %+v, want %s %q", c.name, m, c.want, c.says)
		}
		if !m.Verdict.Accepted() && (m.Detail == "" || m.Need == "") {
			t.Errorf("%s: a refusal without an explanation: %+v", c.name, m)
		}
	}
}

func TestBeginTakesOver(t *testing.T) {
	t.Parallel()
	s := teaOrder()
	s.User = 8
	if m := Begin(s, false); m.Verdict != picking.NotYours || m.Title.String() != "Ann is packing this order" {
		t.Errorf("stranger: %+v", m)
	}
	if m := Begin(s, true); m.Verdict != picking.OK {
		t.Errorf("confirmed: %+v", m)
	}
	s.User = 7
	if m := Begin(s, false); m.Verdict != picking.OK {
		t.Errorf("resumed: %+v", m)
	}
}

func TestNoOrder(t *testing.T) {
	t.Parallel()
	at := func(k picking.LocationKind, l picking.ListID) picking.Found {
		return picking.Found{Location: &picking.FoundLocation{Code: "X-1", Kind: k, List: l}}
	}
	for name, c := range map[string]struct {
		found picking.Found
		want  picking.Verdict
		title string
	}{
		"item":        {picking.Found{Item: &picking.FoundItem{Name: "Mug"}}, picking.Narrower, "Scan the tote first"},
		"nothing":     {picking.Found{}, picking.UnknownCode, "Unknown code"},
		"batch tote":  {at(picking.Tote, 4), picking.WrongPlace, "Not sorted yet"},
		"empty tote":  {at(picking.Tote, 0), picking.WrongTote, "Nothing to pack"},
		"empty slot":  {at(picking.Slot, 0), picking.WrongTote, "Nothing to pack"},
		"cart":        {at(picking.Cart, 4), picking.Narrower, "Which tote?"},
		"bin":         {at(picking.PickFace, 0), picking.WrongPlace, "Not here"},
		"packing bay": {at(picking.Station, 0), picking.WrongPlace, "Not here"},
	} {
		m := NoOrder(c.found, "X-1")
		if m.Verdict != c.want || m.Title.String() != c.title || m.Detail == "" || m.Need == "" {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestStepOfAnOrder(t *testing.T) {
	t.Parallel()
	for is, want := range map[picking.State]string{picking.Packed: StepDone, picking.ReadyForPickup: StepDone, picking.Shipped: StepDone,
		picking.Collected: StepDone, picking.Picked: StepIdle, picking.Released: StepIdle, picking.Cancelled: StepIdle, picking.Packing: StepIdle} {
		s := teaOrder()
		s.Order.State, s.Cartons = is, nil
		if got := PromptFor(s).Step; got != want {
			t.Errorf("%s: %s, want %s", is, got, want)
		}
	}
	if got := PromptFor(teaOrder()).Step; got != StepPack {
		t.Errorf("open: %s", got)
	}
}
