// Package sample draws whole warehouses and their orders by seed: for the demo, for tests and for benchmarks. The same seed and
// moment give the same warehouse. It is values only; nothing here is stored or decided.
package sample

import (
	"math/rand/v2"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/layout"
	"pickpack/picking/pack"
)

// Warehouse is a whole warehouse as values; nothing in it has an ID yet, things name each other by code.
type Warehouse struct {
	Code, Name, Timezone string
	At                   time.Time // the moment it was made for: cut-offs and expiries count from here
	ShipFrom             picking.Address
	Layout               layout.Layout
	GS1Prefix            string
	Zones                []Zone
	Locations            []picking.Location
	Items                []Item
	Stock                []Stock
	Boxes                []pack.Box
	Users                []User
	Orders               []intake.Order
	Scarce               []string // SKUs of which less lies here than Orders want, on purpose
}

// Zone is a part of the warehouse.
type Zone struct{ Code, Name string }

// Class says how much an item is wanted: A a lot, C seldom.
type Class byte

// Item is an article with its barcodes. Nine in ten units wanted are of class A or B.
type Item struct {
	picking.Item
	Class Class
	Zone  string
	Codes []intake.Code
}

// Stock is units of an item in a bin; Lot and Expires only for items tracked by lot.
type Stock struct {
	Location string
	SKU      string
	Lot      string
	Expires  time.Time
	Qty      picking.Qty
}

// User is a person with what they sign in by. They are printed where the demo starts, so they are no secrets.
type User struct {
	picking.User
	PIN      string // six digits
	Password string // of who signs in by password: the admin
}

// prefix is a GS1 company prefix out of 952, which GS1 keeps for demonstrations and examples.
const prefix = "9521234"

// Demo is the demo warehouse: three zones of eight aisles, a middle cross-aisle, 1,728 pick faces, 1,200 items, 300
// open orders whose cut-offs lie in what is left of today. The same seed and moment give the same warehouse.
//
// All that the orders want is in stock except of the three items in Scarce, where two units are missing each.
func Demo(seed uint64, now time.Time) Warehouse {
	w := Warehouse{
		Code: "RTM", Name: "Harbour Goods, Rotterdam", Timezone: "Europe/Amsterdam", At: now, GS1Prefix: prefix,
		ShipFrom: picking.Address{Name: "Harbour Goods", Company: "Harbour Goods B.V.", Street1: "Waalhaven Oostzijde 81",
			City: "Rotterdam", Postcode: "3087 BM", Country: "NL", Phone: "+31 10 555 0199", Email: "dispatch@harbour-goods.example"},
		Layout: floor(), Boxes: pack.Standard(),
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for _, z := range []aisleful{kitchen, living, working} {
		w.Zones = append(w.Zones, Zone{z.zone, z.name})
		items := z.items(len(w.Items), r)
		w.Items = append(w.Items, items...)
		faces := faces(z.zone)
		w.Locations = append(w.Locations, faces...)
		w.Stock = append(w.Stock, shelve(w.Layout, faces, items, now, r)...)
	}
	w.Locations = append(w.Locations, fittings()...)
	w.Users = people(r)
	w.Orders = Orders(w, 300, seed)
	w.settle()
	return w
}
