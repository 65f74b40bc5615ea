package pack

import (
	"slices"
	"time"

	"pickpack/picking"
)

// Steps of a Prompt.
const (
	StepPack  = "pack"  // scan the next item
	StepClose = "close" // everything is in a carton: weigh it and close it
	StepEmpty = "empty" // it was cancelled: what is in its cartons is taken out
	StepLabel = "label" // a carton was closed: stick its label on and scan it
	StepDone  = "done"  // packed; its documents are ready
	StepIdle  = "idle"  // not open at a station
)

// Prompt is the packing screen as values: what the view draws, a robot reads and a receipt keeps.
type Prompt struct {
	Order    picking.OrderID `json:"order"`
	Number   string          `json:"number"`
	Version  int             `json:"version"`
	Step     string          `json:"step"`
	Service  string          `json:"service"`
	Pickup   bool            `json:"pickup"`
	Cutoff   time.Time       `json:"cutoff"`
	Customer string          `json:"customer"`
	Town     string          `json:"town"`
	Note     string          `json:"note,omitempty"`
	Gift     bool            `json:"gift,omitempty"`
	From     []string        `json:"from"` // totes and slots that still hold its goods
	Lines    []PromptLine    `json:"lines"`
	Left     picking.Qty     `json:"left"`  // units still to be packed
	Units    picking.Qty     `json:"units"` // that came for it
	Carton   *PromptCarton   `json:"carton,omitempty"`
	Open     []PromptOpen    `json:"open,omitempty"` // the open cartons, if there are several
	Full     []PromptOpen    `json:"full,omitempty"` // of a cancelled order: what is to be taken out
	Closed   []PromptClosed  `json:"closed,omitempty"`
	Boxes    []Box           `json:"boxes,omitempty"`
	Suggest  string          `json:"suggest,omitempty"` // box code
	Fits     bool            `json:"fits"`              // the suggested box takes everything
	Plan     Plan            `json:"-"`                 // where it goes; a receipt does not keep it
	CanUndo  bool            `json:"can_undo"`
	Due      int             `json:"due,omitempty"`       // the carton whose label is to be scanned
	ByItself bool            `json:"by_itself,omitempty"` // the last scan closes the carton

	Cancelled picking.Message `json:"cancelled,omitzero"` // what a packer is told of an order that was cancelled
}

// PromptLine is a line to be packed. Now marks the one to go on with.
type PromptLine struct {
	ID       picking.LineID `json:"id"`
	No       int            `json:"no"`
	Item     picking.ItemID `json:"item"`
	SKU      string         `json:"sku"`
	Name     string         `json:"name"`
	Picture  string         `json:"picture"`
	Lots     []string       `json:"lots,omitempty"`    // that lie in its totes
	Serials  []string       `json:"serials,omitempty"` // still to be packed, the first few
	Hazard   string         `json:"hazard,omitempty"`  // dangerous goods, in words
	Want     picking.Qty    `json:"want"`              // came for it
	Packed   picking.Qty    `json:"packed"`
	InCarton picking.Qty    `json:"in_carton"` // of them in the open carton
	Short    picking.Qty    `json:"short"`
	Now      bool           `json:"now"`
}

// PromptCarton is the open carton.
type PromptCarton struct {
	N         int           `json:"n"`
	Code      string        `json:"code"`
	Box       string        `json:"box"`
	Size      string        `json:"size"`
	Units     picking.Qty   `json:"units"`
	Expected  picking.Grams `json:"expected"`
	Tolerance picking.Grams `json:"tolerance"`
	Known     bool          `json:"known"`             // Expected is to be believed
	Hazards   []string      `json:"hazards,omitempty"` // of the dangerous goods in it
	Billed    picking.Grams `json:"billed"`            // what a carrier bills for it: Expected, or more for its size
}

// PromptOpen is one of several open cartons. Now marks the one that scans go into.
type PromptOpen struct {
	N     int         `json:"n"`
	Box   string      `json:"box"`
	Units picking.Qty `json:"units"`
	Now   bool        `json:"now"`
}

// PromptClosed is a carton that has its label.
type PromptClosed struct {
	ID       picking.CartonID `json:"id"`
	N        int              `json:"n"`
	Code     string           `json:"code"`
	Box      string           `json:"box"`
	Weight   picking.Grams    `json:"weight"`
	SSCC     string           `json:"sscc"`
	Tracking string           `json:"tracking"`
	State    string           `json:"state"`
}

// PromptFor draws an order as it stands.
func PromptFor(s State) Prompt {
	o := s.Order
	p := Prompt{Order: o.ID, Number: o.Number, Version: o.Version, Step: s.step(), Service: o.Service, Pickup: o.Pickup,
		Cutoff: o.Cutoff, Customer: o.ShipTo.Name, Town: o.ShipTo.City, Note: o.Note, Gift: o.Gift != "", Left: s.left(0), Units: o.Picked,
		CanUndo: s.mine() == nil && s.undoable(s.Last), ByItself: s.ByItself}
	for _, c := range s.unpackList() {
		p.Full = append(p.Full, PromptOpen{N: c.N, Box: c.Box, Units: c.units(), Now: len(p.Full) == 0})
	}
	if o.State == picking.Cancelled {
		p.Cancelled = s.cancelled()
		p.Lines = s.promptLines(Plan{})
		return p
	}
	if c := s.due(); c != nil {
		p.Due, p.CanUndo = c.N, false
	}
	for _, x := range s.Places {
		if x.units() > 0 {
			p.From = append(p.From, x.Code)
		}
	}
	if s.open() != nil {
		p.Plan = PlanFor(s)
	}
	p.Lines = s.promptLines(p.Plan)
	for _, c := range s.Cartons {
		if c.State != CartonOpen {
			p.Closed = append(p.Closed, PromptClosed{c.ID, c.N, c.Code, c.Box, c.Weight, c.SSCC, c.Tracking, c.State})
		}
	}
	if c := s.open(); c != nil {
		p.Carton, p.Boxes = s.promptCarton(*c), s.Boxes
		p.Suggest, p.Fits = p.Plan.Box.Code, p.Plan.Fits
		p.Open = s.promptOpen()
	}
	return p
}

func (s State) step() string {
	switch {
	case len(s.unpackList()) > 0:
		return StepEmpty
	case s.Order.State == picking.Cancelled:
		return StepIdle
	case s.due() != nil:
		return StepLabel
	case s.open() != nil && s.left(0) > 0:
		return StepPack
	case s.open() != nil:
		return StepClose
	}
	switch s.Order.State {
	case picking.Packed, picking.ReadyForPickup, picking.Shipped, picking.Collected:
		return StepDone
	}
	return StepIdle
}

func (s State) promptOpen() (all []PromptOpen) {
	for _, c := range s.Cartons {
		if c.State == CartonOpen {
			all = append(all, PromptOpen{c.N, c.Box, c.units(), c.ID == s.open().ID})
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

func (s State) promptCarton(c Carton) *PromptCarton {
	p := PromptCarton{N: c.N, Code: c.Code, Box: c.Box, Units: c.units()}
	if b, ok := s.box(c.Box); ok {
		p.Size = b.Size()
	}
	p.Expected, p.Known = Expected(s, c)
	for _, x := range c.Contents {
		if l := s.line(x.Line); l != nil && x.Qty > 0 && l.Hazard != "" && !slices.Contains(p.Hazards, l.Hazard) {
			p.Hazards = append(p.Hazards, l.Hazard)
		}
	}
	p.Tolerance, p.Billed = Band(s, c), Billed(s, c)
	return &p
}

func (s State) promptLines(plan Plan) (lines []PromptLine) {
	now := s.now(plan)
	for _, l := range s.Lines {
		p := PromptLine{ID: l.ID, InCarton: s.inOpen(l.ID), No: l.No, Item: l.Item, SKU: l.SKU, Name: l.Name, Picture: l.Picture, Want: l.Picked, Packed: l.Packed,
			Short: l.Short, Now: l.ID == now, Hazard: l.Hazard}
		if l.Left() > 0 {
			p.Serials = s.serials(l.Item)
			for _, g := range s.lots(l.Item) {
				if g.LotCode != "" {
					p.Lots = append(p.Lots, g.LotCode)
				}
			}
		}
		lines = append(lines, p)
	}
	return lines
}

// now is the line to go on with: as the plan says; without one the line last scanned while it is not full, else the first
// that is begun, else the first that is not full.
func (s State) now(plan Plan) picking.LineID {
	if next := s.next(plan); next != 0 {
		return next
	}
	if l := s.line(s.lastLine()); l != nil && l.Left() > 0 {
		return l.ID
	}
	var first picking.LineID
	for _, l := range s.Lines {
		if l.Left() > 0 && l.Packed > 0 {
			return l.ID
		}
		if l.Left() > 0 && first == 0 {
			first = l.ID
		}
	}
	return first
}
