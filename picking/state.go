package picking

// State is where an order stands. Every order is in exactly one.
type State string

const (
	Received       State = "received"
	OnHold         State = "on_hold"
	Released       State = "released"
	Picking        State = "picking"
	Picked         State = "picked"
	Packing        State = "packing"
	Packed         State = "packed"
	ReadyForPickup State = "ready_for_pickup"
	Shipped        State = "shipped"
	Collected      State = "collected"
	Backordered    State = "backordered"
	Cancelled      State = "cancelled"
)

// States lists every State in the order an order passes them.
var States = []State{Received, OnHold, Released, Picking, Picked, Packing, Packed, ReadyForPickup,
	Shipped, Collected, Backordered, Cancelled}

// Progress is how far an order has come. Units = ordered; Short of them will not come; Packed counts units in cartons;
// Open counts cartons not yet closed.
type Progress struct {
	Cancelled, Held, Waved, Started, PackingBegun, Pickup bool
	Units, Short, Picked, Packed, Shipped                 Qty
	Open                                                  int
}

// State derives the order's state. The database holds the same table as a generated column; a test compares the two
// over every small Progress.
func (p Progress) State() State {
	done := p.Picked+p.Short == p.Units
	switch {
	case p.Cancelled:
		return Cancelled
	case p.Held:
		return OnHold
	case !p.Waved:
		return Received
	case p.Short == p.Units:
		return Backordered
	case !p.Started:
		return Released
	case !done:
		return Picking
	case !p.PackingBegun:
		return Picked
	case p.Packed < p.Picked || p.Open > 0:
		return Packing
	case p.Shipped < p.Packed && p.Pickup:
		return ReadyForPickup
	case p.Shipped < p.Packed:
		return Packed
	case p.Pickup:
		return Collected
	default:
		return Shipped
	}
}
