package robot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pickpack/picking"
	"pickpack/picking/sample"
)

// PIN of every robot.
const PIN = "246810"

// Size says how large a world is.
type Size struct {
	Orders  int // besides the demo's 300
	Pickers int // and as many carts, each with twelve totes
	Packers int
	Slots   int // of the put wall, besides the demo's
	Totes   int // besides twelve times two for each picker
	Deep    int // times the demo's stock in each bin, so that more orders can be served
}

// World is the demo warehouse made larger, for robots to work in.
func World(seed uint64, now time.Time, s Size) sample.Warehouse {
	w := sample.Demo(seed, now)
	for i := range w.Stock {
		w.Stock[i].Qty *= picking.Qty(max(1, s.Deep))
	}
	more := sample.Orders(w, s.Orders, seed+1)
	w.Orders = append(slices.Clone(w.Orders), more...)
	for i := range s.Pickers {
		w.Locations = append(w.Locations, picking.Location{Code: fmt.Sprintf("RC-%03d", i+1), Kind: picking.Cart, Slots: 12})
		w.Users = append(w.Users, person(picking.Picker, i))
		for k := range 24 {
			w.Locations = append(w.Locations, picking.Location{Code: fmt.Sprintf("RT-%04d", i*24+k+1), Kind: picking.Tote})
		}
	}
	for i := range s.Totes {
		w.Locations = append(w.Locations, picking.Location{Code: fmt.Sprintf("RX-%05d", i+1), Kind: picking.Tote})
	}
	for i := range s.Packers {
		w.Users = append(w.Users, person(picking.Packer, i))
	}
	for i := range s.Slots {
		w.Locations = append(w.Locations, picking.Location{Code: fmt.Sprintf("RW-%04d", i+1), Kind: picking.Slot, Zone: "WALL-1"})
	}
	return w
}

func person(role picking.Role, i int) sample.User {
	return sample.User{User: picking.User{Badge: Badge(role, i), Name: fmt.Sprintf("Robot %s %d", role, i+1), Role: role, Active: true}, PIN: PIN}
}

// Badge of the i-th robot of a role, from 0.
func Badge(role picking.Role, i int) string {
	return fmt.Sprintf("R-%s-%d", map[picking.Role]string{picking.Picker: "PICK", picking.Packer: "PACK"}[role], i+1)
}

// FloorOf is what robots need to know of a warehouse: what is printed on its goods and places.
func FloorOf(w sample.Warehouse) *Floor {
	f := &Floor{Codes: map[string][]string{}, Cases: map[string]Case{}, totes: map[string]bool{}}
	for _, it := range w.Items {
		for _, c := range it.Codes {
			if c.Qty == 1 {
				f.Codes[it.SKU] = append(f.Codes[it.SKU], c.Code)
			} else {
				f.Cases[it.SKU] = Case{c.Code, int(c.Qty)}
			}
		}
	}
	by := map[picking.LocationKind][]string{}
	for _, l := range w.Locations {
		by[l.Kind] = append(by[l.Kind], l.Code)
	}
	f.Carts, f.Totes, f.Slots = NewPool(by[picking.Cart]...), NewPool(by[picking.Tote]...), NewPool(by[picking.Slot]...)
	for _, t := range by[picking.Tote] {
		f.totes[t] = true
	}
	f.Station, f.Wall = by[picking.Station][0], by[picking.Wall][0]
	f.Wrong = []string{"4006381333931", "NOT-A-CODE", "SUPPLIER", by[picking.PickFace][0], w.Items[0].SKU, "]C1(01)99", strings.Repeat("9", 48)}
	return f
}
