package sample_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/layout"
	"pickpack/picking/pack"
	"pickpack/picking/sample"
)

var now = time.Date(2027, 3, 30, 9, 20, 0, 0, time.UTC)

func TestDemoIsWhatWasPromised(t *testing.T) {
	t.Parallel()
	w := sample.Demo(1, now)
	kinds := map[picking.LocationKind]int{}
	codes := map[string]bool{}
	for _, l := range w.Locations {
		kinds[l.Kind]++
		if codes[l.Code] {
			t.Errorf("two places have the code %s", l.Code)
		}
		codes[l.Code] = true
		if l.Kind == picking.PickFace {
			if err := w.Layout.CheckBin(l.Code, layout.Bin{Aisle: l.Aisle, Y: l.Y}); err != nil {
				t.Error(err)
			}
		}
	}
	want := map[picking.LocationKind]int{picking.PickFace: 1728, picking.Supplier: 1, picking.Customer: 1, picking.Adjusted: 1,
		picking.Station: 2, picking.Wall: 1, picking.Slot: 48, picking.Staging: 4, picking.Cart: 8, picking.Tote: 150}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if err := w.Layout.Validate(); err != nil || len(w.Layout.AislesX) != 24 || len(w.Layout.CrossY) != 3 {
		t.Errorf("floor: %v, %+v", err, w.Layout)
	}
	if len(w.Zones) != 3 || len(w.Items) != 1200 || len(w.Orders) != 300 || len(w.Scarce) != 3 {
		t.Errorf("%d zones, %d items, %d orders, %d scarce", len(w.Zones), len(w.Items), len(w.Orders), len(w.Scarce))
	}
	stocked := map[string]bool{}
	for _, s := range w.Stock {
		stocked[s.Location] = true
	}
	if len(stocked) < 1500 {
		t.Errorf("%d bins hold stock", len(stocked))
	}
	if _, err := time.LoadLocation(w.Timezone); err != nil {
		t.Error(err)
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	roles := map[picking.Role]int{}
	badges := map[string]bool{}
	for _, u := range sample.Demo(1, now).Users {
		roles[u.Role]++
		badges[u.Badge] = true
		if len(u.PIN) != 6 || strings.Trim(u.PIN, "0123456789") != "" || !u.Active || u.Role == picking.Admin && len(u.Password) < 12 {
			t.Errorf("%+v", u)
		}
	}
	want := map[picking.Role]int{picking.Picker: 6, picking.Packer: 3, picking.Supervisor: 2, picking.Admin: 1}
	if diff := cmp.Diff(want, roles); diff != "" || len(badges) != 12 {
		t.Errorf("%d badges, roles (-want +got):\n%s", len(badges), diff)
	}
}

// Whatever the seed and the hour: codes are right and unique, every item is stocked and fits a box, all demand but the
// scarce items' can be served, and every order can be taken by the house's own rules.
func TestDemoHoldsTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		at := now.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "minutes")) * time.Minute)
		w := sample.Demo(rapid.Uint64().Draw(t, "seed"), at)
		checkItems(t, w)
		checkStock(t, w, at)
		checkOrders(t, w, at)
	})
}

func checkItems(t *rapid.T, w sample.Warehouse) {
	skus, names, codes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, it := range w.Items {
		if skus[it.SKU] || names[it.Name] {
			t.Fatalf("%s %s is there twice", it.SKU, it.Name)
		}
		skus[it.SKU], names[it.Name] = true, true
		if len(it.Codes) < 2 {
			t.Fatalf("%s has %d barcodes", it.SKU, len(it.Codes))
		}
		for _, c := range it.Codes {
			if n, err := picking.NormalCode(c.Code); err != nil || n != c.Code || !picking.IsGTIN(c.Code) || codes[c.Code] || c.Qty < 1 ||
				c.Code[0] != '0' && c.Qty < 2 {
				t.Fatalf("%s: code %+v: %v", it.SKU, c, err)
			}
			codes[c.Code] = true
		}
		if it.Weight < 5 || it.Weight > 5000 || it.Picture == "" || !unicode.IsUpper([]rune(it.Name)[0]) {
			t.Fatalf("%+v", it)
		}
		if b, fits := pack.Suggest(w.Boxes, []pack.Ware{{Length: it.Length, Width: it.Width, Height: it.Height, Weight: it.Weight, Qty: 1}}); !fits {
			t.Fatalf("%s %v×%v×%v fits no box, not even %s", it.Name, it.Length, it.Width, it.Height, b.Code)
		}
	}
}

func checkStock(t *rapid.T, w sample.Warehouse, at time.Time) {
	items, places := map[string]sample.Item{}, map[string]picking.Location{}
	for _, it := range w.Items {
		items[it.SKU] = it
	}
	for _, l := range w.Locations {
		places[l.Code] = l
	}
	have, lots := map[string]picking.Qty{}, map[[2]string]time.Time{}
	for _, s := range w.Stock {
		it, l := items[s.SKU], places[s.Location]
		have[s.SKU] += s.Qty
		if s.Qty < 1 || l.Kind != picking.PickFace || l.Zone != it.Zone || (s.Lot != "") != (it.Tracking == picking.ByLot) {
			t.Fatalf("%+v of %+v", s, it)
		}
		if s.Lot != "" && !s.Expires.After(at.AddDate(0, 0, 19)) {
			t.Fatalf("lot expires too soon: %+v", s)
		}
		if was, ok := lots[[2]string{s.SKU, s.Lot}]; ok && s.Lot != "" && !was.Equal(s.Expires) {
			t.Fatalf("lot %s of %s expires on two days", s.Lot, s.SKU)
		}
		lots[[2]string{s.SKU, s.Lot}] = s.Expires
	}
	wanted := map[string]picking.Qty{}
	for _, o := range w.Orders {
		for _, l := range o.Lines {
			wanted[l.SKU] += l.Qty
		}
	}
	for sku := range items {
		short := slices.Contains(w.Scarce, sku)
		if have[sku] == 0 || short && wanted[sku]-have[sku] != 2 || !short && wanted[sku] > have[sku] {
			t.Fatalf("%s: %d wanted, %d there, scarce: %v", sku, wanted[sku], have[sku], short)
		}
	}
}

func checkOrders(t *rapid.T, w sample.Warehouse, at time.Time) {
	zone, _ := time.LoadLocation(w.Timezone)
	lines, ids := 0, map[string]bool{}
	for _, o := range w.Orders {
		clean := o
		clean.Lines = slices.Clone(o.Lines)
		if problems := clean.Clean(); len(problems) > 0 {
			t.Fatalf("%+v: %v", o, problems)
		}
		if clean.Service != o.Service || clean.ShipTo != o.ShipTo {
			t.Fatalf("an order that is not in its normal form: %+v", o)
		}
		lines += len(o.Lines)
		ids[o.Source+o.ExternalID] = true
		today := at.In(zone).Format(time.DateOnly)
		late := at.In(zone).Hour() == 23
		if got := o.Cutoff.In(zone).Format(time.DateOnly); !o.Cutoff.After(at) || !late && got != today {
			t.Fatalf("cut-off %v at %v", o.Cutoff.In(zone), at.In(zone))
		}
	}
	if lines != 1500 || len(ids) != 300 {
		t.Fatalf("%d lines in %d orders", lines, len(ids))
	}
}

func TestSameSeedSameWarehouse(t *testing.T) {
	t.Parallel()
	if a, b := sample.Demo(7, now), sample.Demo(7, now); !reflect.DeepEqual(a, b) {
		t.Error("two warehouses of one seed differ")
	}
	if a, b := sample.Demo(7, now), sample.Demo(8, now); reflect.DeepEqual(a.Orders, b.Orders) || reflect.DeepEqual(a.Stock, b.Stock) {
		t.Error("two seeds give the same")
	}
}

// Ten thousand orders: fifty thousand lines, their demand as skewed as promised.
func TestOrdersOfABusyDay(t *testing.T) {
	t.Parallel()
	w := sample.Demo(1, now)
	class := map[string]sample.Class{}
	for _, it := range w.Items {
		class[it.SKU] = it.Class
	}
	orders := sample.Orders(w, 10_000, 99)
	lines, by := 0, map[sample.Class]int{}
	countries, channels := map[string]int{}, map[picking.Channel]int{}
	for _, o := range orders {
		lines += len(o.Lines)
		countries[o.ShipTo.Country]++
		channels[o.Channel]++
		for _, l := range o.Lines {
			by[class[l.SKU]]++
		}
		if o.ExternalID == w.Orders[0].ExternalID {
			t.Fatal("another seed has the same numbers")
		}
	}
	if lines != 50_000 {
		t.Errorf("%d lines", lines)
	}
	for c, share := range map[sample.Class]int{'A': 52, 'B': 36, 'C': 12} {
		if got := 100 * by[c] / lines; got < share-3 || got > share+3 {
			t.Errorf("class %c has %d %% of the lines, %d %% expected", c, got, share)
		}
	}
	if countries["GR"] == 0 || countries["BG"] == 0 || countries["US"] == 0 || channels[picking.InStore] == 0 {
		t.Errorf("%v %v", countries, channels)
	}
	f := intake.New(intake.Orders, "sample", intake.Options{Now: now})
	for _, o := range orders {
		f.AddOrder(o)
	}
	if len(f.Orders) != 10_000 {
		t.Errorf("%d of them can be taken", len(f.Orders))
	}
}
