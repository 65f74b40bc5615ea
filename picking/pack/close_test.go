package pack

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
)

// packed is the tea order with everything in carton 1: 9 mugs, 3 teapots, 1 radio = 5,700 g and 250 g of box.
func packed(t *testing.T) State {
	f := newStation(teaOrder())
	for _, code := range []string{"mugs6", "mug", "mug", "mug", "teapot/L31", "teapot/L31", "teapot", "SN-9"} {
		if m := f.scan(code).Message; !m.Verdict.Accepted() {
			t.Fatalf("%s: %+v", code, m)
		}
	}
	return f.state
}

func TestClose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		set     func(*State, *CloseRequest)
		ok      bool
		confirm bool
		title   string
	}{
		{"as expected", func(*State, *CloseRequest) {}, true, false, "Order 1042 is packed"},
		{"within tolerance", func(_ *State, r *CloseRequest) { r.Weight += 148 }, true, false, ""},
		{"too heavy", func(_ *State, r *CloseRequest) { r.Weight += 150 }, false, true, "Check the weight"},
		{"too light", func(_ *State, r *CloseRequest) { r.Weight -= 150 }, false, true, "Check the weight"},
		{"for a reason", func(_ *State, r *CloseRequest) { r.Weight += 150; r.Reason = "gift wrap" }, true, false, ""},
		{"unknown item weight", func(s *State, r *CloseRequest) { s.Lines[0].Weight = 0; r.Weight = 9000 }, true, false, ""},
		{"over the box's limit", func(s *State, r *CloseRequest) { s.Boxes[1].MaxWeight = 5000 }, false, true, "Check the weight"},
		{"other box", func(_ *State, r *CloseRequest) { r.Box = "s"; r.Weight = 5800; r.Reason = "it went in" }, true, false, ""},
		{"no such box", func(_ *State, r *CloseRequest) { r.Box = "XXL" }, false, false, "No such box"},
		{"no weight", func(_ *State, r *CloseRequest) { r.Weight = 0 }, false, false, "No weight"},
		{"another packer", func(s *State, _ *CloseRequest) { s.User = 8 }, false, false, "Ann has taken over"},
		{"more of nothing", func(_ *State, r *CloseRequest) { r.More = true }, true, false, "Order 1042 is packed"},
		{"this screen", func(s *State, r *CloseRequest) { r.Version = s.Order.Version }, true, false, ""},
		{"an older screen", func(s *State, r *CloseRequest) { r.Version = s.Order.Version - 1 }, false, false, "Look again"},
		{"empty", func(s *State, _ *CloseRequest) { s.Cartons[0].Contents = nil }, false, false, "The carton is empty"},
		{"something left", func(s *State, _ *CloseRequest) { s.Lines[0].Packed-- }, false, false, "1 unit is not packed"},
		{"and another carton", func(s *State, r *CloseRequest) { s.Lines[0].Packed--; r.More = true }, true, false, "Carton 1 is closed"},
	} {
		s, r := packed(t).clone(), CloseRequest{Weight: 5950}
		c.set(&s, &r)
		got := Close(s, r)
		if got.Message.Verdict.Accepted() != c.ok || got.Confirm != c.confirm || c.title != "" && got.Message.Title.String() != c.title {
			t.Errorf("%s: %+v", c.name, got)
		}
		if c.ok && (got.Carton.Weight != r.Weight || got.Carton.State != CartonLabelled || got.More != (c.name == "and another carton")) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if c.ok && r.Reason != "" && !strings.Contains(got.Event, r.Reason) {
			t.Errorf("%s: the reason is not kept: %q", c.name, got.Event)
		}
	}
}

// The next carton's box is for what is left, not for what went into the first.
func TestNextBox(t *testing.T) {
	t.Parallel()
	f := newStation(teaOrder())
	for _, code := range []string{"teapot/L31", "teapot/L31", "teapot", "SN-9", "mugs6", "mug"} {
		f.scan(code)
	}
	got := Close(f.state, CloseRequest{Weight: 2100 + 900 + 2100 + 250, More: true})
	if got.NextBox != "S" || !got.More {
		t.Errorf("two mugs go into %+v", got)
	}
	before := newStation(teaOrder()).state
	if d := cmp.Diff(before.Cartons[0].State, f.state.Cartons[0].State); d != "" {
		t.Error("Close changed its argument", d)
	}
}

func TestParseWeight(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]picking.Grams{"2.418": 2418, " 2,418 kg": 2418, "418 g": 418, "418G": 418, "0.0006": 1, "2": 2000, "1000": 1000_000, "1e2 g": 100} {
		if got, err := ParseWeight(in); err != nil || got != want {
			t.Errorf("%q: %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "  ", "kg", "two", "0", "-1", "0.0001", "1001", "NaN", "inf", "1e300", "2.4.1", "١"} {
		if got, err := ParseWeight(in); picking.KindOf(err) != picking.Invalid || err == nil {
			t.Errorf("%q: %d, %v", in, got, err)
		}
	}
	if got, err := ParseWeight(Kilograms(2418)); err != nil || got != 2418 {
		t.Errorf("shown and typed again: %d, %v", got, err)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	if got, err := SSCC("0614141", 1234567890); got != "106141412345678908" || err != nil { // the standard's own example
		t.Errorf("SSCC %q, %v", got, err)
	}
	for _, c := range []struct {
		prefix, body string
		serial       int64
	}{{"0614141", "00614141234567890", 234567890}, {"123456789012", "01234567890120001", 1}, {"123456789012", "91234567890129999", 99999}, {"123456", "01234560000000000", 0}} {
		got, err := SSCC(c.prefix, c.serial)
		sum := 0
		for i, d := range got {
			sum += int(d-'0') * (3 - 2*(i%2))
		}
		if len(got) != 18 || got[:17] != c.body || sum%10 != 0 || err != nil {
			t.Errorf("SSCC %s %d: %q, %v", c.prefix, c.serial, got, err)
		}
	}
	for prefix, serial := range map[string]int64{"0614141": 99999999999, "123456789012": -1, "12345678901234567": 1} {
		if got, err := SSCC(prefix, serial); err == nil {
			t.Errorf("SSCC %s %d: %q", prefix, serial, got)
		}
	}
	if got, err := Tracking(17); got != "PK00000000178" || err != nil {
		t.Errorf("tracking %q, %v", got, err)
	}
	if got, err := Tracking(10_000_000_000); err == nil {
		t.Errorf("tracking %q", got)
	}
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	good := Parcel{Carton: 1, N: 1, State: CartonLabelled, Number: "1042", OrderIs: picking.Packed}
	for name, c := range map[string]struct {
		set  func(*Parcel)
		left int
		want picking.Verdict
	}{
		"last":      {func(*Parcel) {}, 0, picking.ListComplete},
		"one stays": {func(*Parcel) {}, 1, picking.OK},
		"again":     {func(p *Parcel) { p.State = CartonLeft }, 0, picking.TooMany},
		"open":      {func(p *Parcel) { p.State = CartonOpen }, 0, picking.NotAllowed},
		"pickup":    {func(p *Parcel) { p.Pickup = true }, 0, picking.WrongPlace},
		"unpacked":  {func(p *Parcel) { p.OrderIs = picking.Packing }, 0, picking.NotAllowed},
		"no label":  {func(p *Parcel) { p.Unlabelled = true }, 0, picking.NotAllowed},
	} {
		p := good
		c.set(&p)
		if m := HandOver(p, c.left, ""); m.Verdict != c.want || m.Detail == "" {
			t.Errorf("%s: %+v", name, m)
		}
	}
	for is, want := range map[picking.State]picking.Verdict{picking.ReadyForPickup: picking.ListComplete, picking.Collected: picking.TooMany,
		picking.Packed: picking.WrongPlace, picking.Packing: picking.NotAllowed, picking.Received: picking.NotAllowed} {
		if m := Collect("1042", is); m.Verdict != want {
			t.Errorf("collect %s: %+v", is, m)
		}
	}
}

func TestParcelCode(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"(00)106141412345678908": "106141412345678908", "00106141412345678908": "106141412345678908",
		"106141412345678908": "106141412345678908", " PK00000000178 ": "PK00000000178", "C-7": "C-7", "": ""} {
		if got := ParcelCode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// What leaves is what is in the carton, each serial number by itself.
func TestLeaving(t *testing.T) {
	t.Parallel()
	c := []Content{{At: 51, Line: 11, Item: 1, Qty: 9}, {At: 51, Line: 12, Item: 2, Lot: 31, Qty: 2}, {At: 51, Line: 13, Item: 3, Qty: 2, Serials: []string{"SN-9"}}}
	want := []picking.Move{
		{Item: 1, From: 51, To: 2, Qty: 9, Cause: "ship", Line: 11},
		{Item: 2, Lot: 31, From: 51, To: 2, Qty: 2, Cause: "ship", Line: 12},
		{Item: 3, From: 51, To: 2, Qty: 1, Cause: "ship", Line: 13, Serial: "SN-9"},
		{Item: 3, From: 51, To: 2, Qty: 1, Cause: "ship", Line: 13},
	}
	if d := cmp.Diff(want, Leaving(c, 2)); d != "" {
		t.Error(d)
	}
}
