package handheld

import (
	"context"

	"github.com/a-h/templ"

	"pickpack/picking"
	"pickpack/picking/wall"
	"pickpack/web/ui"
)

// wallView is the totes that wait at the put wall and the slots that are taken.
type wallView struct {
	Waiting []wall.Waiting
	Taken   []wall.Cubby
	M       picking.Message
}

func (v wallView) view(ui.Frame) templ.Component { return wallScreen(v) }

func (v wallView) place() place {
	return place{title: "Put wall", path: WallPath, action: WallScanPath, ask: "Scan a tote"}
}

func (v wallView) data(ctx context.Context) templ.OrderedAttributes {
	d := new(data).text("step", "wall")
	number(d, "wall", len(v.Waiting))
	if len(v.Waiting) > 0 {
		d.text("tote", v.Waiting[0].Code)
	}
	return d.of(ctx, v.place(), v.M).list
}

// wallShown is how many waiting totes, and how many slots, a screen lists.
const wallShown = 12

func (v wallView) shown() []wall.Waiting { return v.Waiting[:min(wallShown, len(v.Waiting))] }

func (v wallView) cubbies() []wall.Cubby { return v.Taken[:min(wallShown, len(v.Taken))] }

// sortView is one step of emptying a tote.
type sortView struct {
	P wall.Prompt
	M picking.Message
}

func (v sortView) view(ui.Frame) templ.Component { return sortScreen(v) }

func (v sortView) place() place {
	p := place{title: picking.Say("Tote %s", v.P.Tote), path: SortPath(v.P.Sort), action: SortScanPath(v.P.Sort), ask: v.ask(), version: v.P.Version}
	if v.P.Step == wall.Done {
		p.action = SortEndPath(v.P.Sort)
	}
	return p
}

func (v sortView) ask() picking.Text {
	switch {
	case v.P.Step == wall.Done:
		return "Scan the next tote"
	case v.P.Step == wall.TakeItem && v.P.Item == nil:
		return "Scan any item of the tote"
	case v.P.Step == wall.TakeItem:
		return "Scan the next one"
	case v.P.Slot != "":
		return picking.Say("Scan slot %s", v.P.Slot)
	}
	return "Scan a free slot"
}

// data: at the item step data-sku and data-lot name an item to scan, data-need how many (1 while the order is not chosen);
// at the slot step data-slot is the slot to scan.
func (v sortView) data(ctx context.Context) templ.OrderedAttributes {
	p := v.P
	d := new(data).text("step", string(p.Step))
	number(d, "sort", p.Sort)
	d.text("tote", p.Tote)
	switch piece := v.next(); {
	case p.Step == wall.PutSlot:
		d.text("slot", p.Slot+v.free())
	case piece != nil:
		d.text("sku", piece.SKU).text("lot", piece.Lot)
		number(d, "need", max(p.Need-p.Counted, 1))
	}
	number(d, "left", p.Left)
	return d.of(ctx, v.place(), v.M).list
}

// next is the item in the hand, else the first one of the tote.
func (v sortView) next() *wall.Piece {
	if v.P.Item == nil && len(v.P.Show) > 0 {
		return &v.P.Show[0]
	}
	return v.P.Item
}

// free is the slot to propose to an order that has none.
func (v sortView) free() string {
	if v.P.Slot != "" {
		return ""
	}
	return v.P.Free
}

func (v sortView) facts(ctx context.Context, p wall.Piece) string {
	if p.Lot != "" {
		return p.SKU + " · " + say(ctx, "lot %s", p.Lot)
	}
	return p.SKU
}

// rest says what the screen does not list.
func (v sortView) rest() picking.Text {
	if n := v.P.Kinds - len(v.P.Show); n > 0 {
		return picking.Say("and %d more kind|and %d more kinds", n)
	}
	return ""
}
