package allocate

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// bin is a pick face with qty units of item 1.
func bin(loc picking.LocationID, qty picking.Qty) Stock {
	return Stock{Location: loc, Kind: picking.PickFace, Zone: "A", Item: 1, Available: qty}
}

func lot(s Stock, lot picking.LotID, days int) Stock {
	s.Lot, s.Expires = lot, noon.AddDate(0, 0, days)
	return s
}

func zone(s Stock, z string) Stock { s.Zone = z; return s }

func TestBins(t *testing.T) {
	t.Parallel()
	four := []Stock{bin(1, 3), bin(2, 7), bin(3, 6), bin(4, 1)}
	for name, c := range map[string]struct {
		stock []Stock
		want  picking.Qty
		o     Options
		picks []Pick
	}{
		"smallest bin that is enough":   {four, 5, Options{}, []Pick{{1, 3, 0, 5}}},
		"exact fit":                     {four, 1, Options{}, []Pick{{1, 4, 0, 1}}},
		"two bins, the small emptied":   {four, 9, Options{}, []Pick{{1, 1, 0, 3}, {1, 2, 0, 6}}},
		"three bins":                    {four, 14, Options{}, []Pick{{1, 4, 0, 1}, {1, 3, 0, 6}, {1, 2, 0, 7}}},
		"all there is":                  {four, 17, Options{}, []Pick{{1, 4, 0, 1}, {1, 1, 0, 3}, {1, 3, 0, 6}, {1, 2, 0, 7}}},
		"first to expire":               {[]Stock{lot(bin(1, 9), 1, 20), lot(bin(2, 2), 2, 5), bin(3, 9)}, 4, Options{}, []Pick{{1, 2, 2, 2}, {1, 1, 1, 2}}},
		"not what expired":              {[]Stock{lot(bin(1, 9), 1, 20), lot(bin(2, 2), 2, -1)}, 4, Options{Today: noon}, []Pick{{1, 1, 1, 4}}},
		"expires today is still good":   {[]Stock{lot(bin(1, 9), 1, 20), lot(bin(2, 2), 2, 0)}, 2, Options{Today: noon}, []Pick{{1, 2, 2, 2}}},
		"preferred zone though two":     {[]Stock{bin(1, 9), zone(bin(2, 2), "B"), zone(bin(3, 2), "B")}, 4, Options{Zone: "B"}, []Pick{{1, 2, 0, 2}, {1, 3, 0, 2}}},
		"expiry before zone":            {[]Stock{lot(bin(1, 9), 1, 5), zone(lot(bin(2, 9), 2, 6), "B")}, 4, Options{Zone: "B"}, []Pick{{1, 1, 1, 4}}},
		"two lots in one bin":           {[]Stock{lot(bin(1, 2), 1, 5), lot(bin(1, 9), 2, 6)}, 4, Options{}, []Pick{{1, 1, 1, 2}, {1, 1, 2, 2}}},
		"nothing wanted":                {four, 0, Options{}, nil},
		"negative stock counts as none": {[]Stock{bin(1, -3), bin(2, 4)}, 4, Options{}, []Pick{{1, 2, 0, 4}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Make([]Line{{ID: 1, Order: 1, Item: 1, Qty: c.want}}, c.stock, c.o)
			if d := cmp.Diff(Result{Picks: c.picks}, r); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReasons(t *testing.T) {
	t.Parallel()
	with := func(s Stock, f func(*Stock)) Stock { f(&s); return s }
	for name, c := range map[string]struct {
		stock []Stock
		want  string
	}{
		"nowhere":        {nil, "none in the warehouse"},
		"too few":        {[]Stock{bin(1, 3)}, "only 3 of 5 in the pick faces"},
		"reserved":       {[]Stock{with(bin(1, 0), func(s *Stock) { s.Reserved = 4 })}, "all 4 are reserved by released waves"},
		"staged":         {[]Stock{with(bin(1, 9), func(s *Stock) { s.Kind = picking.Staging })}, "none in the pick faces"},
		"bulk":           {[]Stock{with(bin(1, 9), func(s *Stock) { s.Kind = picking.Reserve })}, "none in the pick faces; 9 in reserve, to be brought down"},
		"suspect":        {[]Stock{bin(2, 1), with(bin(1, 9), func(s *Stock) { s.Suspect = true })}, "only 1 of 5 in the pick faces; 9 in bins that wait for a count"},
		"expired":        {[]Stock{lot(bin(1, 6), 1, -2)}, "none in the pick faces; 6 expired"},
		"another's item": {[]Stock{with(bin(1, 9), func(s *Stock) { s.Item = 2 })}, "none in the warehouse"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Make([]Line{{ID: 1, Order: 1, Item: 1, Qty: 5}}, c.stock, Options{Today: noon})
			if len(r.Shortages) != 1 || r.Shortages[0].Reason != c.want {
				t.Errorf("got %+v, want %q", r.Shortages, c.want)
			}
		})
	}
}

func TestTurns(t *testing.T) {
	t.Parallel()
	lines := []Line{
		{ID: 1, Order: 1, Item: 1, Qty: 4, Priority: 1, Cutoff: noon},
		{ID: 2, Order: 2, Item: 1, Qty: 4, Priority: 1, Cutoff: noon.Add(-time.Hour)},
		{ID: 3, Order: 3, Item: 1, Qty: 4, Priority: 5, Cutoff: noon.Add(time.Hour)},
		{ID: 4, Order: 4, Item: 1, Qty: 2, Priority: 0, Cutoff: noon},
	}
	r := Make(lines, []Stock{bin(1, 10)}, Options{})
	want := Result{
		Picks: []Pick{{3, 1, 0, 4}, {2, 1, 0, 4}, {1, 1, 0, 2}},
		Shortages: []Shortage{{1, 1, 2, "2 of 4 left: 8 went to orders before this one"},
			{4, 4, 2, "all 10 went to orders before this one"}},
	}
	if d := cmp.Diff(want, r); d != "" {
		t.Error(d)
	}
	whole := Make(lines, []Stock{bin(1, 10)}, Options{Whole: true})
	if d := cmp.Diff([]Pick{{3, 1, 0, 4}, {2, 1, 0, 4}, {4, 1, 0, 2}}, whole.Picks); d != "" {
		t.Errorf("order 1 gives back what order 4 can use: %s", d)
	}
}
