package wall

import (
	"slices"

	"pickpack/picking"
)

// Prompt is everything the screen shows next. It is stored in the receipt, so a scan sent again shows the same screen.
type Prompt struct {
	Sort      picking.SortID `json:"sort"`
	Version   int            `json:"version"` // of the sort once the step is written
	Step      Step           `json:"step"`
	Tote      string         `json:"tote"`
	Whole     bool           `json:"whole,omitempty"` // the whole tote goes into one slot
	Order     string         `json:"order,omitempty"`
	In        picking.Qty    `json:"in,omitempty"`   // units of the order that lie in its slot; of a batch
	Of        picking.Qty    `json:"of,omitempty"`   // and will when it is complete
	Slot      string         `json:"slot,omitempty"` // the order's slot; empty: it has none, any free one will do
	Free      string         `json:"free,omitempty"` // a free slot to propose
	Item      *Piece         `json:"item,omitempty"` // what is in the hand
	Counted   picking.Qty    `json:"counted,omitempty"`
	Need      picking.Qty    `json:"need,omitempty"` // units to count altogether before the slot
	Left      picking.Qty    `json:"left"`           // units in the tote, those in the hand included
	Kinds     int            `json:"kinds"`          // different items and lots among them
	Show      []Piece        `json:"show,omitempty"` // the first few of them
	Elsewhere int            `json:"else,omitempty"` // other totes a whole order waits for
	Full      bool           `json:"full,omitempty"` // no slot is free
	Undo      bool           `json:"undo,omitempty"` // there is a step to undo
}

// Piece is an item with its lot as the screen shows it.
type Piece struct {
	SKU     string      `json:"sku"`
	Name    string      `json:"name"`
	Picture string      `json:"picture,omitempty"`
	Lot     string      `json:"lot,omitempty"`
	Qty     picking.Qty `json:"qty,omitempty"`
}

const shown = 4 // pieces listed on the screen that asks for an item

// Prompt says what to do next.
func (s State) Prompt() Prompt {
	p := Prompt{Sort: s.Sort, Version: s.Version, Step: s.Cursor.Step, Tote: s.Tote.Code, Left: s.left(), Undo: len(s.Past) > 0}
	if s.Cursor.Step == Done {
		return p
	}
	free, ok := s.free()
	p.Free, p.Full = free.Code, !ok
	pieces := s.pieces()
	p.Kinds = len(pieces)
	h, need, inHand := s.holding()
	switch {
	case s.Whole != 0:
		p.Step, p.Whole = PutSlot, true
		p.show(pieces)
		p.forOrder(s, s.Whole)
	case inHand:
		c, _ := s.content(s.Cursor.Item, s.Cursor.Lot)
		piece := c.piece()
		p.Item, p.Counted, p.Need = &piece, s.Cursor.Counted, need
		p.forOrder(s, h.Order)
		o, _ := s.order(h.Order)
		p.In, p.Of = o.Units-o.Missing, o.Units
	default:
		p.Step, p.Free = TakeItem, ""
		p.show(pieces)
	}
	return p
}

func (p *Prompt) show(pieces []Piece) { p.Show = pieces[:min(shown, len(pieces))] }

func (p *Prompt) forOrder(s State, id picking.OrderID) {
	o, _ := s.order(id)
	p.Order, p.Slot, p.Elsewhere = o.Number, s.slotCode(o.Slot), o.Elsewhere
	if p.Slot != "" {
		p.Free = ""
	}
}

func (s State) pieces() []Piece {
	var out []Piece
	for _, c := range s.Contents {
		if c.Qty > 0 {
			out = append(out, c.piece())
		}
	}
	return slices.Clip(out)
}

func (c Content) piece() Piece {
	return Piece{SKU: c.SKU, Name: c.Name, Picture: c.Picture, Lot: c.LotCode, Qty: c.Qty}
}
