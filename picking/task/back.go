package task

import (
	"slices"
	"strings"

	"pickpack/picking"
	"pickpack/picking/layout"
	"pickpack/picking/route"
)

// Putting back is the walk of a cancelled order's goods from where they wait to the bins they came from:
//
//	bin ──the bin's code──▶ item ──the item, each counted into the bin──▶ item … ──the last there──▶ bin … ──▶ done
//
// Both ends are proven when an item is scanned, so each scan moves its units at once and nothing is held in a cursor but
// the bin last proven.

// BackState is what is left of a cancelled order's goods.
type BackState struct {
	Order  picking.OrderID    `json:"order"`
	Number string             `json:"number"`
	Layout layout.Layout      `json:"layout"`
	Goods  []Good             `json:"goods"`
	At     picking.LocationID `json:"at"` // the bin last proven
	Found  picking.Found      `json:"found"`
	Last   *BackLast          `json:"last"`   // the last accepted step not yet undone
	Before *BackLast          `json:"before"` // and the one before it
}

// Good is units of one item and lot that wait in From and belong in To.
type Good struct {
	From    picking.LocationID `json:"from"`
	Place   string             `json:"place"`
	To      picking.LocationID `json:"to"`
	Bin     string             `json:"bin"`
	Zone    string             `json:"zone"`
	Aisle   int                `json:"aisle"`
	Y       float64            `json:"y"`
	Item    picking.ItemID     `json:"item"`
	SKU     string             `json:"sku"`
	Name    string             `json:"name"`
	Picture string             `json:"picture"`
	Lot     picking.LotID      `json:"lot"`
	LotCode string             `json:"lot_code"`
	Qty     picking.Qty        `json:"qty"`
}

// BackPrompt is the one thing to do next; Good is nil when all is back.
type BackPrompt struct {
	Order  picking.OrderID `json:"order"`
	Number string          `json:"number"`
	Step   Step            `json:"step"` // bin, item or done
	Good   *Good           `json:"good"`
	Left   picking.Qty     `json:"left"` // units, all bins together

	CanUndo bool `json:"can_undo,omitempty"`
}

// BackOutcome is a decision: the words, what comes next, the move if there is one, what an undo of it needs, and the scan
// that an undo reverses.
type BackOutcome struct {
	Message picking.Message
	Prompt  BackPrompt
	Move    *picking.Move
	Last    *BackLast
	Undone  string
}

// BackPromptFor says what comes next: the goods of the proven bin, else the next bin in walking order.
func BackPromptFor(s BackState) BackPrompt {
	p := BackPrompt{Order: s.Order, Number: s.Number, Step: StepDone, CanUndo: s.Last != nil}
	for _, g := range s.Goods {
		p.Left += g.Qty
	}
	if i := slices.IndexFunc(s.Goods, func(g Good) bool { return g.To == s.At }); i >= 0 {
		p.Step, p.Good = StepItem, &s.Goods[i]
	} else if len(s.Goods) > 0 {
		p.Step, p.Good = StepBin, &s.Goods[s.walk()[0]]
	}
	return p
}

// walk is the order of the goods by the shortest tour of their bins; as they come on a floor without a plan.
func (s BackState) walk() []int {
	bins := make([]layout.Bin, len(s.Goods))
	order := make([]int, len(s.Goods))
	for i, g := range s.Goods {
		bins[i], order[i] = layout.Bin{Aisle: g.Aisle, Y: g.Y}, i
	}
	f := Floor{Layout: s.Layout}
	if !f.known(bins...) {
		return order
	}
	if _, tour, err := route.Solve(s.Layout, bins, route.Exact); err == nil {
		return tour
	}
	return order
}

// Back judges a scan while goods are put back.
func Back(s BackState, scan picking.Scan) BackOutcome {
	p := BackPromptFor(s)
	no := func(v picking.Verdict, title, detail, need picking.Text) BackOutcome {
		return BackOutcome{Message: picking.Refuse(v, title, detail, need), Prompt: p}
	}
	if p.Good == nil {
		return no(picking.NotAllowed, "All is back", picking.Say("Nothing of order %s waits any more.", s.Number), "Take the next list.")
	}
	need := picking.Say("Scan bin %s.", p.Good.Bin)
	if p.Step == StepItem {
		need = picking.Say("Scan %s.", p.Good.Name)
	}
	f := s.Found
	switch {
	case f.Location != nil && slices.ContainsFunc(s.Goods, func(g Good) bool { return g.To == f.Location.ID }):
		s.At, s.Last = f.Location.ID, &BackLast{Kind: "back", At: f.Location.ID}
		return BackOutcome{Message: ok(picking.Name(f.Location.Code), ""), Prompt: BackPromptFor(s), Last: s.Last}
	case f.Location != nil:
		return no(picking.WrongPlace, "Wrong bin", what(f), need)
	case p.Step == StepBin && known(f):
		return no(picking.NotAllowed, "Bin first", what(f), need)
	case f.Item == nil && !slices.ContainsFunc(s.Goods, func(g Good) bool { return g.To == s.At && strings.EqualFold(g.LotCode, scan.Code) }):
		return no(picking.UnknownCode, "Unknown code", "Nothing here has this code.", need)
	}
	return backItem(s, scan, no)
}

func backItem(s BackState, scan picking.Scan, no func(picking.Verdict, picking.Text, picking.Text, picking.Text) BackOutcome) BackOutcome {
	units, here, elsewhere := picking.Qty(1), []int(nil), picking.Text("")
	for i, g := range s.Goods {
		label := strings.EqualFold(g.LotCode, scan.Code) && g.LotCode != ""
		switch {
		case !label && (s.Found.Item == nil || g.Item != s.Found.Item.ID):
		case g.To != s.At:
			elsewhere = picking.Say("It belongs in bin %s.", g.Bin)
		case !label && scan.Lot != "" && !strings.EqualFold(scan.Lot, g.LotCode):
		default:
			here = append(here, i)
		}
	}
	if s.Found.Item != nil {
		units = s.Found.Item.Qty * max(1, scan.Count)
	}
	switch {
	case len(here) == 0:
		return no(picking.WrongItem, "Not for this bin", what(s.Found).And(elsewhere), "Scan what belongs here.")
	case len(here) > 1:
		return no(picking.Narrower, "Which lot?", "Several lots of it go back here.", "Scan the label of the lot.")
	case units > s.Goods[here[0]].Qty:
		return no(picking.TooMany, "Too many", picking.Say("This code means %d, %d go back here.", units, s.Goods[here[0]].Qty), "Scan single units.")
	}
	s.Goods = slices.Clone(s.Goods)
	g := &s.Goods[here[0]]
	brought := *g
	brought.Qty = units
	m := brought.move()
	s.Last = &BackLast{Kind: "back", At: s.At, Good: &brought}
	g.Qty -= units
	name, left := g.Name, g.Qty
	s.Goods = slices.DeleteFunc(s.Goods, func(g Good) bool { return g.Qty == 0 })
	o := BackOutcome{Message: ok(picking.Say("%d back", units), picking.Name(name)), Prompt: BackPromptFor(s), Move: &m, Last: s.Last}
	switch {
	case len(s.Goods) == 0:
		o.Message.Verdict, o.Message.Detail = picking.ListComplete, picking.Say("All of order %s is back.", s.Number)
	case left == 0:
		o.Message.Verdict = picking.LineComplete
	}
	return o
}
