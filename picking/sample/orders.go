package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// deck is how many lines twenty orders have: a hundred together, so n orders of whole decks have 5n lines, and most
// orders few.
var deck = [20]int{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 10, 12, 15}

// Orders draws n orders for what a warehouse holds: items of class A get 52 % of the lines, B 36 %, C 12 %. Every twenty
// orders have exactly a hundred lines. The numbers of another seed's orders are others.
func Orders(w Warehouse, n int, seed uint64) []intake.Order {
	r := rand.New(rand.NewPCG(seed, 2))
	d := draw{w: w, r: r, byClass: map[Class][]Item{}}
	d.zone, _ = time.LoadLocation(w.Timezone)
	if d.zone == nil {
		d.zone = time.UTC
	}
	for _, it := range w.Items {
		d.byClass[it.Class] = append(d.byClass[it.Class], it)
	}
	out := make([]intake.Order, n)
	counts := deck
	for i := range out {
		if i%len(counts) == 0 {
			r.Shuffle(len(counts), func(a, b int) { counts[a], counts[b] = counts[b], counts[a] })
		}
		out[i] = d.order(counts[i%len(counts)])
		out[i].ExternalID = fmt.Sprintf("%s-%d-%05d", strings.ToUpper(out[i].Source[:3]), seed, i+1)
	}
	return out
}

// draw holds what the drawing of orders needs.
type draw struct {
	w       Warehouse
	r       *rand.Rand
	zone    *time.Location
	byClass map[Class][]Item
}

// kind is a sort of order: how many in a hundred are so, and by which part of what is left of today they must leave.
type kind struct {
	share    int
	channel  picking.Channel
	service  string
	priority int
	part     float64
}

var kinds = []kind{
	{18, picking.Online, "express", 6, 0.25},
	{40, picking.Online, "standard", 3, 0.55},
	{14, picking.Online, "economy", 1, 0.9},
	{10, picking.Online, picking.Pickup, 4, 0.4},
	{18, picking.InStore, picking.Pickup, 4, 0.4},
}

func (d *draw) order(lines int) intake.Order {
	k := d.kind()
	o := intake.Order{Source: "webshop", Channel: k.channel, Service: k.service, Priority: k.priority,
		Cutoff: Cutoff(d.w.At.In(d.zone), k.part), ShipTo: Address(d.r),
		PlacedAt: d.w.At.Add(-time.Duration(5+d.r.IntN(36*60)) * time.Minute).Truncate(time.Minute)}
	if k.channel == picking.InStore {
		o.Source = "store-coolsingel"
	}
	if k.service == picking.Pickup {
		a := o.ShipTo
		o.ShipTo = picking.Address{Name: a.Name, Phone: a.Phone, Email: a.Email}
	}
	if d.r.IntN(25) == 0 {
		o.Priority = 9
	}
	if d.r.IntN(12) == 0 {
		o.Note = pick(d.r, "Gift: no prices in the parcel, please.", "Please leave with the neighbour.",
			"Ring twice, the bell is shy.", "Παρακαλώ τηλεφωνήστε πριν την παράδοση.", "Моля, обадете се преди доставка.")
	}
	o.Lines = d.lines(lines)
	return o
}

func (d *draw) kind() kind {
	n := d.r.IntN(100)
	for _, k := range kinds {
		if n -= k.share; n < 0 {
			return k
		}
	}
	return kinds[0]
}

// Cutoff is a moment in what is left of the day after now, which carries the warehouse's time zone: part of the way to
// midnight, on the quarter hour. In the day's last hour it lies in the next day.
func Cutoff(now time.Time, part float64) time.Time {
	midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())
	left := midnight.Sub(now)
	if left < time.Hour {
		left += 24 * time.Hour
	}
	t := now.Add(time.Duration(part * float64(left))).Truncate(15 * time.Minute).Add(15 * time.Minute)
	if !t.Before(midnight) && left < 24*time.Hour {
		return midnight.Add(-time.Minute)
	}
	return t
}

// lines draws different items, most of them wanted once.
func (d *draw) lines(n int) []intake.OrderLine {
	var out []intake.OrderLine
	seen := map[string]bool{}
	for len(out) < n {
		it := d.item()
		if seen[it.SKU] {
			continue
		}
		seen[it.SKU] = true
		out = append(out, intake.OrderLine{SKU: it.SKU, Qty: d.qty()})
	}
	return out
}

func (d *draw) item() Item {
	class := Class('C')
	switch n := d.r.IntN(100); {
	case n < 52:
		class = 'A'
	case n < 88:
		class = 'B'
	}
	of := d.byClass[class]
	return of[d.r.IntN(len(of))]
}

func (d *draw) qty() picking.Qty {
	switch n := d.r.IntN(100); {
	case n < 68:
		return 1
	case n < 88:
		return 2
	case n < 95:
		return 3
	case n < 98:
		return 4
	}
	return 6
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }
