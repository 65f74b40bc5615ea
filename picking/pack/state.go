package pack

import (
	"time"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// State is everything a decision looks at: one order, what was picked for it, where that lies and what is packed.
type State struct {
	User     picking.UserID `json:"-"`
	Again    bool           `json:"-"` // the screen had asked for this scan once more
	Order    Order          `json:"order"`
	Lines    []Line         `json:"lines"`   // by No
	Places   []Place        `json:"places"`  // the order's totes and wall slot
	Unsort   []string       `json:"unsort"`  // batch totes that still hold units for it
	Cartons  []Carton       `json:"cartons"` // by N
	Boxes    []Box          `json:"boxes"`
	Serials  []Serial       `json:"serials"`   // captured while its goods were picked
	Found    picking.Found  `json:"found"`     // what the scanned code stands for
	Wanted   []Wanted       `json:"wanted"`    // who else waits for the scanned item
	Owner    *Wanted        `json:"owner"`     // the other order that the scanned serial number or lot is of
	Parcel   *Scanned       `json:"parcel"`    // the carton whose label was scanned
	Stick    bool           `json:"stick"`     // a closed carton's label is to be scanned on it
	ByItself bool           `json:"unweighed"` // the last scan closes the carton
	Last     *Last          `json:"last"`      // the last accepted step not yet undone
	Before   *Last          `json:"before"`    // and the one before it
}

// Order is the head: its Version is the fencing token of every scan.
type Order struct {
	ID         picking.OrderID  `json:"id"`
	Number     string           `json:"number"`
	Version    int              `json:"version"`
	State      picking.State    `json:"state"`
	Hold       string           `json:"hold"`
	Why        string           `json:"-"`    // why it was cancelled
	Call       string           `json:"call"` // why it was set aside for a supervisor; "": it was not
	Service    string           `json:"service"`
	Pickup     bool             `json:"pickup"`
	Priority   int              `json:"priority"`
	Cutoff     time.Time        `json:"cutoff"`
	Note       string           `json:"note"`
	Gift       string           `json:"gift"` // the giver's words; "": it is no gift
	ShipTo     picking.Address  `json:"ship_to"`
	Units      picking.Qty      `json:"units"`
	Short      picking.Qty      `json:"short"`
	Picked     picking.Qty      `json:"picked"`
	Packed     picking.Qty      `json:"packed"`
	Carton     picking.CartonID `json:"carton"` // the open one that scans go into; 0: the first
	Packer     picking.UserID   `json:"packer"` // who has it open, 0: nobody
	PackerName string           `json:"packer_name"`
	Carriers   []string         `json:"carriers"` // accounts it may go by; none: any
	Divisor    int64            `json:"divisor"`  // cubic millimetres that they bill as a gram; 0: not said
	Limits     []ship.Limits    `json:"limits"`   // of every service there is; none: they are not known here
}

// Line is one line of the order with what is known of its item. Qty were ordered, Picked came, Packed are in cartons.
type Line struct {
	ID       picking.LineID      `json:"id"`
	No       int                 `json:"no"`
	Item     picking.ItemID      `json:"item"`
	SKU      string              `json:"sku"`
	Name     string              `json:"name"`
	Picture  string              `json:"picture"`
	Tracking picking.Tracking    `json:"tracking"`
	Hazard   string              `json:"hazard"` // dangerous goods, in words; "": it is none
	Weight   picking.Grams       `json:"weight"` // of one unit; 0: not known
	Length   picking.Millimetres `json:"length"` // 0: not known
	Width    picking.Millimetres `json:"width"`
	Height   picking.Millimetres `json:"height"`
	Upright  bool                `json:"upright"` // this side up
	Learned  Learned             `json:"learned"`
	Qty      picking.Qty         `json:"qty"`
	Short    picking.Qty         `json:"short"`
	Picked   picking.Qty         `json:"picked"`
	Packed   picking.Qty         `json:"packed"`
}

// Left is what lies somewhere and still has to go into a carton.
func (l Line) Left() picking.Qty { return l.Picked - l.Packed }

// Place is a tote or a wall slot that is the order's. State is that of the tote on its list ("filling": still on a cart).
type Place struct {
	ID     picking.LocationID   `json:"id"`
	Code   string               `json:"code"`
	Kind   picking.LocationKind `json:"kind"`
	Method picking.Method       `json:"method"` // of the list that filled the tote
	State  string               `json:"state"`
	At     string               `json:"at"` // where the tote was dropped
	Goods  []Goods              `json:"goods"`
}

func (p Place) units() (n picking.Qty) {
	for _, g := range p.Goods {
		n += g.Qty
	}
	return n
}

// Goods is what lies in a place, of one item and lot.
type Goods struct {
	Item    picking.ItemID `json:"item"`
	Lot     picking.LotID  `json:"lot"`
	LotCode string         `json:"lot_code"`
	Qty     picking.Qty    `json:"qty"`
}

// States of a carton.
const (
	CartonOpen     = "open"
	CartonLabelled = "labelled"
	CartonLeft     = "left"
	CartonVoid     = "void" // opened again, or never used
)

// Carton is carton N of the order. Several may be open; scans go into one of them.
type Carton struct {
	ID       picking.CartonID     `json:"id"`
	N        int                  `json:"n"`
	Code     string               `json:"code"` // its licence plate
	State    string               `json:"state"`
	Location picking.LocationID   `json:"location"`
	Box      string               `json:"box"`
	Weight   picking.Grams        `json:"weight"`
	SSCC     string               `json:"sscc"`
	Tracking string               `json:"tracking"`
	Apply    string               `json:"apply"` // "due": its label waits to be scanned on it
	Label    string               `json:"label"` // how its label with a carrier stands: a booking's state; "": it has none
	Contents []picking.PackedLine `json:"contents"`
}

func (c Carton) units() (n picking.Qty) {
	for _, p := range c.Contents {
		n += p.Qty
	}
	return n
}

// Serial is a serial number captured while picking. Line 0: picked in a batch, not yet known for which line.
type Serial struct {
	Item   picking.ItemID   `json:"item"`
	Serial string           `json:"serial"`
	Task   picking.TaskID   `json:"task"`
	Line   picking.LineID   `json:"line"`
	Carton picking.CartonID `json:"carton"` // in which it lies; 0: not packed
}

// Wanted is another open order that waits for the scanned item, and the place that holds it for that order.
type Wanted struct {
	Number string `json:"number"`
	Place  string `json:"place"`
	By     string `json:"by"` // item, serial or lot
}

// Scanned is a carton, of any order, whose label was scanned.
type Scanned struct {
	Carton picking.CartonID `json:"carton"`
	N      int              `json:"n"`
	Order  picking.OrderID  `json:"order"`
	Number string           `json:"number"`
	State  string           `json:"state"`
}

// Last is what an undo needs to know of the step it reverses. Its receipt keeps it.
type Last struct {
	Scan    string           `json:"scan,omitempty"`
	Kind    string           `json:"kind"` // begin, pack, move, box, undo, close, carton, label, reopen
	Carton  picking.CartonID `json:"carton,omitempty"`
	From    picking.CartonID `json:"from,omitempty"` // of a move
	Moves   []picking.Move   `json:"moves,omitempty"`
	Serials []picking.Serial `json:"serials,omitempty"`
	Box     string           `json:"box,omitempty"` // before the step
}

// Outcome is a decision: the words, the screen that follows, what to write, and what an undo would need. A refusal
// writes nothing: Effects.Pack is nil.
type Outcome struct {
	Message picking.Message
	Prompt  Prompt
	Effects picking.Effects
	Last    *Last
}

// open is the carton that scans go into; nil: none is open.
func (s State) open() (c *Carton) {
	for i := range s.Cartons {
		switch x := &s.Cartons[i]; {
		case x.State != CartonOpen:
		case x.ID == s.Order.Carton:
			return x
		case c == nil:
			c = x
		}
	}
	return c
}

func (s State) carton(id picking.CartonID) *Carton {
	for i := range s.Cartons {
		if s.Cartons[i].ID == id {
			return &s.Cartons[i]
		}
	}
	return nil
}

func (s State) line(id picking.LineID) *Line {
	for i := range s.Lines {
		if s.Lines[i].ID == id {
			return &s.Lines[i]
		}
	}
	return nil
}

func (s State) place(id picking.LocationID) *Place {
	for i := range s.Places {
		if s.Places[i].ID == id {
			return &s.Places[i]
		}
	}
	return nil
}

// left is what of an item is still to be packed; of every item for 0.
func (s State) left(item picking.ItemID) (n picking.Qty) {
	for _, l := range s.Lines {
		if item == 0 || l.Item == item {
			n += l.Left()
		}
	}
	return n
}
