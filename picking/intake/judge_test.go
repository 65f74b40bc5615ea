package intake_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/intake"
)

func goodOrder() intake.Order {
	return intake.Order{Source: "shop", ExternalID: "7", Service: "Click & Collect", ShipTo: picking.Address{Name: "Ann"},
		Lines: []intake.OrderLine{{Barcode: "19521000000015", Qty: 2}, {SKU: "OIL", Qty: 1}}}
}

func ordersFile(os ...intake.Order) intake.File {
	f := intake.New(intake.Orders, "api", options)
	for _, o := range os {
		f.AddOrder(o)
	}
	return f
}

func TestOrderIsResolved(t *testing.T) {
	t.Parallel()
	r, a := ordersFile(goodOrder()).Judge(known())
	if r.New != 1 || len(a.Orders) != 1 {
		t.Fatalf("%+v", r)
	}
	o := a.Orders[0]
	if diff := cmp.Diff([]intake.ItemUnits{{Item: 1, Qty: 12}, {Item: 2, Qty: 1}}, o.Units); diff != "" {
		t.Errorf("a case counts its units (-want +got):\n%s", diff)
	}
	if o.Service != picking.Pickup || o.Channel != picking.Online {
		t.Errorf("%s %s", o.Service, o.Channel)
	}
	if want := time.Date(2027, 3, 30, 17, 0, 0, 0, options.Zone); !o.Cutoff.Equal(want) {
		t.Errorf("cut-off %v, want %v", o.Cutoff, want)
	}
}

func TestOrderSentAgain(t *testing.T) {
	t.Parallel()
	first := goodOrder()
	if len(first.Clean()) > 0 {
		t.Fatal("not clean")
	}
	again := goodOrder()
	again.ShipTo.Name = " Ann "
	again.Source = "shop "
	changed := goodOrder()
	changed.Lines[1].Qty++
	for name, c := range map[string]struct {
		order intake.Order
		state picking.State
		same  int
		want  string
	}{
		"the same":         {again, picking.Shipped, 1, ""},
		"changed, waiting": {changed, picking.Received, 0, "external_id: conflict: this order of shop is here already as O-1 with another content, and work on it has not begun. To change it, cancel O-1 and send it again under a new number"},
		"changed, too late": {changed, picking.ReadyForPickup, 0,
			"external_id: this order of shop is here already as O-1 with another content and is ready for pickup: it can no longer be changed by sending it again"},
	} {
		k := known()
		k.Orders[[2]string{"shop", "7"}] = intake.KnownOrder{Number: "O-1", Hash: first.Hash(), State: c.state}
		r, a := ordersFile(c.order).Judge(k)
		if got := lines(r.Bad); got != c.want || r.Same != c.same || len(a.Orders) > 0 {
			t.Errorf("%s: %q, same %d, %d taken", name, got, r.Same, len(a.Orders))
		}
	}
}

func TestFieldsAreNamedAsInTheJSON(t *testing.T) {
	t.Parallel()
	bad := intake.Order{Source: "shop", Channel: "moon", Priority: 10, Path: "orders[1].", Cutoff: time.Unix(0, 0),
		ShipTo: picking.Address{Name: "Ann\x00", Street1: "x", City: "y", Country: "IE", Postcode: "1.2E+5"},
		Lines:  []intake.OrderLine{{SKU: "CUP", Qty: 1}, {Qty: 1 << 30}, {Barcode: "4006381333932", Qty: -1}, {SKU: "NIX", Qty: 1}}}
	r, _ := ordersFile(bad, goodOrder()).Judge(known())
	want := `orders[1].external_id: is empty
orders[1].channel: must be online or store
orders[1].priority: must be between 0 and 9
orders[1].cutoff: is in the year 1970
orders[1].ship_to.name: holds a control character
orders[1].ship_to.postcode: was rounded by a spreadsheet and its digits are lost: format the column as text and export again
orders[1].lines[1].sku: is empty, and so is barcode
orders[1].lines[1].qty: must be between 1 and 1000000
orders[1].lines[2].barcode: barcode 4006381333932 has the wrong check digit: it ends in 2, 1 would be right
orders[1].lines[2].qty: must be between 1 and 1000000`
	if diff := cmp.Diff(want, lines(r.Bad)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	twice, _ := ordersFile(goodOrder(), goodOrder()).Judge(known())
	if got := lines(twice.Bad); got != "external_id: is there twice" {
		t.Error(got)
	}
}

func TestItemsKeepWhatAFileDoesNotSay(t *testing.T) {
	t.Parallel()
	k := known()
	r, a := judged(t, intake.Items, "sku,name,barcode,case barcode\nCUP,Cup,9521000000018,19521000000015=6\nOIL,Good oil,9521000000025,\n", k)
	if r.Same != 1 || r.Changed != 1 || len(a.Items) != 1 {
		t.Fatalf("%+v", r)
	}
	want := intake.Item{Row: 3, Item: picking.Item{ID: 2, SKU: "OIL", Name: "Good oil", Tracking: picking.ByLot}, Codes: []intake.Code{{Code: "09521000000025", Qty: 1}}}
	if diff := cmp.Diff(want, a.Items[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFloorOfAFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content string
		known   bool
		x, y    []float64
		depot   float64
	}{
		"nothing known":      {"code,aisle,y\nA,3,4\nB,1,10\n", false, []float64{0, 3, 6}, []float64{0, 11.5}, 0},
		"some centre lines":  {"code,aisle,y,aisle_x\nA,2,4,10\nB,4,10,14\nC,5,1,\n", false, []float64{7, 10, 12, 14, 17}, []float64{0, 11.5}, 7},
		"more aisles":        {"code,aisle,y\nA,4,4\n", true, []float64{0, 3, 6, 9}, []float64{0, 20}, 0},
		"a middle one":       {"code,kind,aisle,aisle_x,y\n,cross_aisle,,,30\n,cross_aisle,,,0\n,cross_aisle,,,15\n,depot,,4.5,30\nA,pick,1,,29\n", true, []float64{0, 3}, []float64{0, 15, 30}, 4.5},
		"a floor of no bins": {"code,kind\nT-9,tote\n", false, []float64{0}, []float64{0, 1.5}, 0},
	} {
		k := known()
		if !c.known {
			k.Layout.AislesX, k.Layout.CrossY, k.HighY = nil, nil, 0
		}
		r, a := judged(t, intake.Locations, c.content, k)
		if len(r.Bad) > 0 {
			t.Errorf("%s: %v", name, r.Bad)
		}
		if diff := cmp.Diff(c.x, a.Layout.AislesX); diff != "" {
			t.Errorf("%s: aisles (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.y, a.Layout.CrossY); diff != "" || a.Layout.Depot.X != c.depot {
			t.Errorf("%s: depot %v, cross-aisles (-want +got):\n%s", name, a.Layout.Depot, diff)
		}
		if err := a.Layout.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever was counted, applying the move to what was there gives the count.
func TestCountMovesToTheCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		was := intake.Balance{OnHand: picking.Qty(rapid.IntRange(0, 50).Draw(t, "was"))}
		c := intake.Count{Location: 1, Item: 2, Lot: 3, Qty: picking.Qty(rapid.IntRange(0, 50).Draw(t, "counted"))}
		known := was.OnHand > 0 || rapid.Bool().Draw(t, "known")
		m, ok := c.Move(was, known, 8, 9)
		got := was.OnHand
		switch {
		case ok && m.To == 1:
			got += m.Qty
		case ok && m.From == 1:
			got -= m.Qty
		}
		if got != c.Qty || ok && m.Qty <= 0 || ok && !known && m.From != 8 {
			t.Fatalf("%d units after %+v", got, m)
		}
	})
}

func TestServicesInTheirNormalForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"": "standard", " Express  Shipping ": "express", "Click & Collect": "pickup", "In-store pickup": "pickup",
		"Collect delivery shipping": "pickup", "DHL Paket": "dhl paket", "standard": "standard"} {
		o := goodOrder()
		o.Service = in
		for range 2 { // the second time it changes no more
			if o.Clean(); o.Service != want {
				t.Errorf("%q becomes %q, want %q", in, o.Service, want)
			}
		}
	}
}

// Which way up an item stands is read in several words; where nothing is said, what is known stays.
func TestStand(t *testing.T) {
	t.Parallel()
	k := known()
	cup := k.Items["CUP"]
	cup.Stand = picking.Upright
	k.Items["CUP"] = cup
	_, got := judged(t, intake.Items, "sku,name,barcode,this side up\nA,Jar,J1,yes\nB,Jug,J2,\nC,Jam,J3,any\nCUP,Cup,J4,\n", k)
	var stands []picking.Stand
	for _, it := range got.Items {
		stands = append(stands, it.Stand)
	}
	if d := cmp.Diff([]picking.Stand{picking.Upright, "", picking.AnyWay, picking.Upright}, stands); d != "" {
		t.Error(d)
	}
	if r, _ := judged(t, intake.Items, "sku,name,stand\nA,Jar,sideways\n", k); len(r.Bad) != 1 || r.Bad[0].Field != "stand" {
		t.Errorf("%+v", r.Bad)
	}
}
