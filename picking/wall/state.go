package wall

import (
	"time"

	"pickpack/picking"
)

// Step is what the next scan should be.
type Step string

const (
	TakeItem Step = "item" // a piece from the tote; with pieces in the hand also the slot
	PutSlot  Step = "slot" // the slot: the hand holds all that is wanted, or the whole tote goes in
	Done     Step = "done" // the tote is empty
)

// State is one tote being emptied, as loaded at Version.
type State struct {
	Sort     picking.SortID  `json:"sort"`
	Version  int             `json:"version"`
	Tote     Tote            `json:"tote"`
	Cursor   Cursor          `json:"cursor"`
	Whole    picking.OrderID `json:"whole"`    // the one order whose goods the tote holds; 0: a batch tote, sorted by scan
	Orders   []Order         `json:"orders"`   // every order that Shares or Whole name
	Contents []Content       `json:"contents"` // what the tote holds now, pieces in the hand included
	Shares   []Share         `json:"shares"`   // what is still to be put, of the tote's list; empty for a whole tote
	Slots    []Slot          `json:"slots"`    // every slot of the wall, by code
	Past     []Past          `json:"past"`     // steps that can be undone, the latest first; two are enough
}

// Tote is the tote being emptied. Slot is its number on the pick list, At the place it was dropped.
type Tote struct {
	Slot   int                `json:"slot"`
	ID     picking.LocationID `json:"id"`
	Code   string             `json:"code"`
	At     picking.LocationID `json:"at"`
	Reused bool               `json:"reused"` // since it was emptied another list has taken it
}

// Cursor is where the work stands; it survives a crash. Task, Line, Item and Lot name the pieces in the hand, Counted
// how many.
type Cursor struct {
	Step    Step           `json:"step"`
	Task    picking.TaskID `json:"task"`
	Line    picking.LineID `json:"line"`
	Item    picking.ItemID `json:"item"`
	Lot     picking.LotID  `json:"lot"`
	Counted picking.Qty    `json:"counted"`
}

// Order is an order that gets something from this tote. Of its Units, Missing are those it still waits for, from anywhere;
// Elsewhere the other totes it waits for (whole totes only).
type Order struct {
	ID        picking.OrderID    `json:"id"`
	Number    string             `json:"number"`
	Cutoff    time.Time          `json:"cutoff"`
	Slot      picking.LocationID `json:"slot"` // 0: none yet
	Units     picking.Qty        `json:"units"`
	Missing   picking.Qty        `json:"missing"`
	Elsewhere int                `json:"elsewhere"`
	Packing   bool               `json:"packing"` // a packer has begun: its slot is no longer the wall's business
	Cancelled bool               `json:"cancelled,omitempty"`
}

// Content is one balance of the tote; what has been put already stays listed with Qty 0, so that an undo finds it.
type Content struct {
	Item    picking.ItemID `json:"item"`
	SKU     string         `json:"sku"`
	Name    string         `json:"name"`
	Picture string         `json:"picture"`
	Lot     picking.LotID  `json:"lot"`
	LotCode string         `json:"lot_code"`
	Qty     picking.Qty    `json:"qty"`
}

// Share is what one task of this tote still has for one order line. No other tote holds goods of the same share.
type Share struct {
	Task  picking.TaskID  `json:"task"`
	Line  picking.LineID  `json:"line"`
	Order picking.OrderID `json:"order"`
	Item  picking.ItemID  `json:"item"`
	Lot   picking.LotID   `json:"lot"`
	Left  picking.Qty     `json:"left"`
}

// Slot is a compartment of the wall and the order it is taken for (0: free).
type Slot struct {
	ID     picking.LocationID `json:"id"`
	Code   string             `json:"code"`
	Order  picking.OrderID    `json:"order"`
	Number string             `json:"number"` // of that order
}

func (s State) order(id picking.OrderID) (Order, bool) {
	for _, o := range s.Orders {
		if o.ID == id {
			return o, true
		}
	}
	return Order{}, false
}

func (s State) slot(id picking.LocationID) (Slot, bool) {
	for _, w := range s.Slots {
		if w.ID == id {
			return w, true
		}
	}
	return Slot{}, false
}

func (s State) slotCode(id picking.LocationID) string {
	w, _ := s.slot(id)
	return w.Code
}

// free is the first free slot, for the screen to propose.
func (s State) free() (Slot, bool) {
	for _, w := range s.Slots {
		if w.Order == 0 {
			return w, true
		}
	}
	return Slot{}, false
}

func (s State) content(item picking.ItemID, lot picking.LotID) (Content, bool) {
	for _, c := range s.Contents {
		if c.Item == item && c.Lot == lot && c.Qty > 0 {
			return c, true
		}
	}
	return Content{}, false
}

// left counts the units in the tote.
func (s State) left() (n picking.Qty) {
	for _, c := range s.Contents {
		n += c.Qty
	}
	return n
}

// holding is the share in the hand, with what it takes from this tote altogether.
func (s State) holding() (h Share, need picking.Qty, ok bool) {
	if s.Cursor.Counted == 0 {
		return Share{}, 0, false
	}
	for _, h := range s.Shares {
		if h.Task == s.Cursor.Task && h.Line == s.Cursor.Line {
			c, _ := s.content(s.Cursor.Item, s.Cursor.Lot)
			return h, min(h.Left, c.Qty), true
		}
	}
	return Share{}, 0, false
}
