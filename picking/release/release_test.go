package release

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/layout"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// hall has two aisles of 20 m, zone A left and B right, a bin every 5 m: locations 1–4 in A, 5–8 in B.
func hall() Input {
	in := Input{
		Layout:   layout.Layout{AislesX: []float64{0, 10}, CrossY: []float64{0, 25}},
		Bins:     map[picking.LocationID]Bin{},
		Items:    map[picking.ItemID]Item{1: {SKU: "CUP", Volume: 1000, Weight: 100}, 2: {SKU: "POT", Volume: 4000, Weight: 900}},
		Method:   picking.Cluster,
		Capacity: Capacity{Slots: 3, Tote: 10_000, Wall: 4},
	}
	for i := range 8 {
		b := Bin{Zone: string(rune('A' + i/4)), Bin: layout.Bin{Aisle: i / 4, Y: float64(5 + i%4*5)}}
		in.Bins[picking.LocationID(i+1)] = b
	}
	return in
}

func (in *Input) stock(loc picking.LocationID, item picking.ItemID, qty picking.Qty) {
	in.Stock = append(in.Stock, allocate.Stock{Location: loc, Kind: picking.PickFace, Zone: in.Bins[loc].Zone, Item: item, Available: qty})
}

// order adds an order of lines (item, qty); line ids count on.
func (in *Input) order(number string, wants ...int) {
	o := Order{ID: picking.OrderID(len(in.Orders) + 1), Number: number, Cutoff: noon}
	for i := 0; i < len(wants); i += 2 {
		line := picking.LineID(10*int(o.ID) + i/2)
		o.Lines = append(o.Lines, Line{ID: line, Item: picking.ItemID(wants[i]), Qty: picking.Qty(wants[i+1])})
	}
	in.Orders = append(in.Orders, o)
}

func made(t *testing.T, in Input) Draft {
	t.Helper()
	d, err := Make(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCluster(t *testing.T) {
	t.Parallel()
	in := hall()
	in.stock(2, 1, 5)
	in.stock(6, 2, 9)
	in.order("O-1", 1, 2, 2, 1)
	in.order("O-2", 2, 2)
	in.order("O-3", 1, 9)
	d := made(t, in)
	// 60 m: to 10 m in one aisle and back, across, the same in the other; all the way round would be 70 m.
	want := []List{{Cutoff: noon, Metres: 60, Units: 5, Orders: 2, Totes: []Tote{{1, 1}, {2, 2}}, Tasks: []Task{
		{Location: 6, Item: 2, Qty: 1, Line: 11, Slot: 1},
		{Location: 6, Item: 2, Qty: 2, Line: 20, Slot: 2},
		{Location: 2, Item: 1, Qty: 2, Line: 10, Slot: 1}},
		Why: []Why{{Order: 1, Alone: 60, Adds: 20, Next: -1}, {Order: 2, Alone: 40, Next: -1}}}}
	if task := d.Lists[0].Tasks; task[0].Location == 2 { // either aisle may come first
		want[0].Tasks = []Task{want[0].Tasks[2], want[0].Tasks[0], want[0].Tasks[1]}
	}
	if diff := cmp.Diff(want, d.Lists); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Left{{3, "O-3", "CUP: 3 of 9 left: 2 went to orders before this one"}}, d.Out); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Total{Orders: 2, Lines: 3, Units: 5, Volume: 14_000, Weight: 2900}, d.Total); diff != "" {
		t.Error(diff)
	}
	if d.Metres != 60 || d.MetresOne != 60+40 || d.FirstCome != 70 {
		t.Errorf("%v m, one at a time %v m, first come first served in S-shape %v m; want 60, 100 and 70", d.Metres, d.MetresOne, d.FirstCome)
	}
	served := []Served{{1, "O-1", 0, noon, 3}, {2, "O-2", 0, noon, 2}}
	if diff := cmp.Diff(served, d.Served); diff != "" {
		t.Error(diff)
	}
}

// TestWhy has three orders in one aisle and carts for two: the two far ones share a list, and each order knows what it
// would add to the other list, which is the one that is said first if its cut-off is earlier.
func TestWhy(t *testing.T) {
	t.Parallel()
	in := hall()
	in.Capacity.Slots = 2
	for loc := range picking.LocationID(3) {
		in.stock(loc+1, picking.ItemID(loc+1), 1)
		in.order("O", int(loc+1), 1)
	}
	for first := range in.Orders {
		for i := range in.Orders {
			in.Orders[i].Cutoff = noon.Add(time.Hour)
		}
		in.Orders[first].Cutoff = noon
		d := made(t, in)
		got := make(map[picking.OrderID]Why)
		for i, l := range d.Lists {
			for _, w := range l.Why {
				if got[w.Order] = w; w.Next == i {
					t.Errorf("order %d: the other list is its own", w.Order)
				}
			}
		}
		if near, far := got[1], got[3]; near.Alone != 10 || near.Adds != 10 || near.Next != -1 || far.Alone != 30 || far.Adds != 10 || far.NextAdds != 20 {
			t.Errorf("why: %+v", got)
		}
	}
}

func TestShortShipsWhatThereIs(t *testing.T) {
	t.Parallel()
	in := hall()
	in.Short = true
	in.stock(2, 1, 5)
	in.order("O-1", 1, 7, 2, 1)
	in.order("O-2", 2, 2)
	d := made(t, in)
	if diff := cmp.Diff([]picking.OrderID{1}, d.Orders); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Left{{2, "O-2", "POT: none in the warehouse"}}, d.Out); diff != "" {
		t.Error(diff)
	}
	if len(d.Shortages) != 3 || d.Total.Units != 5 {
		t.Errorf("%d units, shortages %+v", d.Total.Units, d.Shortages)
	}
}

func TestZoneListsMeetAgain(t *testing.T) {
	t.Parallel()
	in := hall()
	in.Method = picking.Zone
	in.stock(2, 1, 5)
	in.stock(6, 2, 9)
	in.order("O-1", 1, 2, 2, 1)
	d := made(t, in)
	var zones []string
	for _, l := range d.Lists {
		zones = append(zones, l.Zone)
		if diff := cmp.Diff([]Tote{{1, 1}}, l.Totes); diff != "" || len(l.Tasks) != 1 {
			t.Errorf("list of zone %s: %v, %s", l.Zone, l.Tasks, diff)
		}
	}
	if diff := cmp.Diff([]string{"A", "B"}, zones); diff != "" {
		t.Error(diff)
	}
}

func TestBatchSharesOneTask(t *testing.T) {
	t.Parallel()
	in := hall()
	in.Method = picking.Batch
	in.stock(2, 1, 30)
	in.order("O-1", 1, 6)
	in.order("O-2", 1, 5)
	in.order("O-3", 1, 3)
	d := made(t, in)
	want := []Task{ // 14 litres: ten into the first tote
		{Location: 2, Item: 1, Qty: 10, Slot: 1, Shares: []picking.Share{{Line: 10, Qty: 6}, {Line: 20, Qty: 4}}},
		{Location: 2, Item: 1, Qty: 4, Slot: 2, Shares: []picking.Share{{Line: 20, Qty: 1}, {Line: 30, Qty: 3}}}}
	if diff := cmp.Diff(want, d.Lists[0].Tasks); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Tote{{1, 0}, {2, 0}}, d.Lists[0].Totes); diff != "" {
		t.Error(diff)
	}
}

func TestOrderLargerThanTheCartGoesAlone(t *testing.T) {
	t.Parallel()
	in := hall()
	in.stock(2, 1, 100)
	in.order("O-1", 1, 50)
	in.order("O-2", 1, 1)
	d := made(t, in)
	if len(d.Lists) != 2 || len(d.Out) != 0 {
		t.Fatalf("lists %+v, out %+v", d.Lists, d.Out)
	}
	if diff := cmp.Diff([]string{"A list fills more than its 3 totes: the last one will overflow."}, d.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	in := hall()
	in.stock(2, 1, 100)
	for range 3 {
		in.order("O", 1, 4)
	}
	in.Orders[2].Priority = 2
	in.Orders[0].Cutoff = noon.Add(time.Hour)
	in.Limits = &Limits{Until: noon.Add(time.Minute), Units: 7}
	d := made(t, in)
	want := []Left{{1, "O", "its cut-off 2026-11-23 13:00 UTC is after this wave's 2026-11-23 12:01 UTC"},
		{2, "O", "units 4 do not fit: 4 of the wave's 7 are taken"}}
	if diff := cmp.Diff(want, d.Out); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]picking.OrderID{3}, d.Orders); diff != "" {
		t.Error(diff)
	}
}

func TestNothingToRelease(t *testing.T) {
	t.Parallel()
	if d := made(t, hall()); len(d.Lists)+len(d.Out)+len(d.Reserve) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestWithoutAFloorPlan(t *testing.T) {
	t.Parallel()
	in := hall()
	in.Layout = layout.Layout{}
	in.stock(2, 1, 5)
	in.stock(6, 1, 5)
	in.order("O-1", 1, 10)
	d := made(t, in)
	if d.Metres != 2*11+2*11+2*3 || len(d.Notes) != 1 {
		t.Errorf("%v m, notes %q", d.Metres, d.Notes)
	}
	in = hall()
	in.Bins[2] = Bin{Bin: layout.Bin{Aisle: 7, Y: 99}}
	in.stock(2, 1, 5)
	in.order("O-1", 1, 5)
	d = made(t, in)
	if d.Metres != 2*(10+25) || len(d.Notes) != 1 || in.Bins[2].Aisle != 7 {
		t.Errorf("%v m, notes %q, bin %+v", d.Metres, d.Notes, in.Bins[2])
	}
}

func TestStanding(t *testing.T) {
	t.Parallel()
	for _, state := range picking.States {
		for _, started := range []bool{false, true} {
			s := Standing{Number: "O-1", State: state, Started: started}
			early := state == picking.Received || state == picking.Backordered || state == picking.Released && !started
			for name, c := range map[string]struct {
				err error
				ok  bool
			}{
				"return": {s.Return(), early && state != picking.Received},
				"hold":   {s.Hold(), early},
				"unhold": {s.Unhold(), state == picking.OnHold},
				"cancel": {s.Cancel(), early || state == picking.OnHold || state == picking.Released || state == picking.Picking || state == picking.Picked ||
					state == picking.Packing || state == picking.Packed || state == picking.ReadyForPickup},
			} {
				if (c.err == nil) != c.ok || c.err != nil && picking.KindOf(c.err) != picking.Conflict {
					t.Errorf("%s of %s, started %v: %v", name, state, started, c.err)
				}
			}
		}
	}
	undoable := Standing{Number: "O-1", State: picking.Backordered, Started: true, Walking: true} // its picker may still undo the short
	if undoable.Return() == nil || undoable.Hold() == nil || undoable.Cancel() == nil {
		t.Error("taken from under a picker")
	}
	left := Standing{Number: "O-1", State: picking.Packed, Started: true, Left: true}
	if got := left.Cancel().Error(); got != "Order O-1 has a carton that was handed over; it cannot be cancelled any more." {
		t.Error(got)
	}
}
