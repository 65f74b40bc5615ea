package handheld

import (
	"context"
	"github.com/a-h/templ"

	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/ui"
)

// backView is one step of putting a cancelled order's goods back.
type backView struct {
	P task.BackPrompt
	M picking.Message
}

func (v backView) view(ui.Frame) templ.Component { return backScreen(v) }

func (v backView) place() place {
	p := place{title: "Put back", path: BackPath(v.P.Order), action: BackScanPath(v.P.Order), ask: "Scan the bin", version: idle}
	switch v.P.Step {
	case task.StepItem:
		p.ask = "Scan the item"
	case task.StepDone:
		p.action, p.ask = BackEndPath(v.P.Order), "Take the next list"
	}
	return p
}

func (v backView) data(ctx context.Context) templ.OrderedAttributes {
	d := new(data).text("step", "back-"+string(v.P.Step))
	if g := v.P.Good; g != nil {
		d.text("bin", g.Bin).text("sku", g.SKU).text("lot", g.LotCode)
		number(d, "need", g.Qty)
	}
	number(d, "left", v.P.Left)
	return d.of(ctx, v.place(), v.M).list
}
