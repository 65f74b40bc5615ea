package pack

import (
	"strings"
	"testing"

	"pickpack/picking"
)

func TestDoor(t *testing.T) {
	t.Parallel()
	p := Parcel{N: 1, Of: 1, State: CartonLabelled, OrderIs: picking.Packed, Number: "P-1", Service: "express", Carrier: "DHL"}
	old, cancelled, house := p, p, p
	old.Old, cancelled.OrderIs, house.Carrier = true, picking.Cancelled, ""
	for _, c := range []struct {
		name string
		p    Parcel
		door string
		want picking.Verdict
		says string
	}{
		{"its door", p, "DHL", picking.ListComplete, "DHL"},
		{"any door", p, "", picking.ListComplete, "DHL"},
		{"another door", p, "UPS", picking.WrongPlace, "That goes with DHL"},
		{"a label of the house", house, "UPS", picking.WrongPlace, "That goes with express"},
		{"given back", old, "DHL", picking.NotAllowed, "given back"},
		{"cancelled", cancelled, "DHL", picking.NotAllowed, "cancelled"},
	} {
		m := HandOver(c.p, 0, c.door)
		if said := m.Title.String() + " " + m.Detail.String(); m.Verdict != c.want || !strings.Contains(said, c.says) {
			t.Errorf("%s: %s %s", c.name, m.Verdict, said)
		}
	}
	for _, c := range []struct {
		loaded, missing, seen int
		want                  picking.Verdict
	}{{3, 0, 0, picking.ListComplete}, {3, 2, 2, picking.ListComplete}, {3, 2, 0, picking.NotAllowed}, {3, 1, 2, picking.NotAllowed}, {0, 0, 0, picking.NotAllowed}, {0, 2, 2, picking.ListComplete}} {
		if m := EndLoading("UPS", c.loaded, c.missing, c.seen); m.Verdict != c.want {
			t.Errorf("%+v: %+v", c, m)
		}
	}
}
