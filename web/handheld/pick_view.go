package handheld

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/ui"
)

// pickView is one step of a pick list.
type pickView struct {
	P    task.Prompt
	M    picking.Message
	Work *db.Work // what the list is, before it is begun
	Now  time.Time
}

func (v pickView) view(ui.Frame) templ.Component { return pickScreen(v) }

func (v pickView) place() place {
	p := place{title: picking.Say("List %d", v.P.List), path: ListPath(v.P.List), action: ListScanPath(v.P.List), ask: v.ask(), version: v.P.Version}
	if v.P.Step == task.StepDone {
		p.action, p.version = ListEndPath(v.P.List), idle
	}
	return p
}

// ask is what the scan field asks for.
func (v pickView) ask() picking.Text {
	switch v.P.Step {
	case task.StepCart:
		return "Scan your cart"
	case task.StepTotes:
		return picking.Say("Scan a tote for slot %d", v.P.Slot)
	case task.StepBin:
		return "Scan the bin"
	case task.StepItem:
		return "Scan the item"
	case task.StepSerial:
		return "Scan its serial number"
	case task.StepTote:
		return picking.Say("Scan tote %s", v.P.Tote)
	case task.StepDrop:
		if v.toWall() {
			return "Scan the put wall"
		}
		return "Scan the place"
	}
	if v.toWall() {
		return "Scan a tote at the put wall"
	}
	return "Take the next list"
}

// toWall says where the totes of the list go: to be sorted or brought together, or straight to packing.
func (v pickView) toWall() bool { return v.P.Method == picking.Batch || v.P.Method == picking.Zone }

func (v pickView) data(ctx context.Context) templ.OrderedAttributes {
	p := v.P
	d := new(data).text("step", string(p.Step))
	number(d, "list", p.List)
	if t := p.Task; t != nil {
		number(d, "task", t.ID)
		d.text("bin", t.Bin).text("sku", t.SKU).text("lot", t.LotCode)
		number(d, "need", p.Need-p.Counted)
		number(d, "counted", p.Counted)
		if t.Tracking == picking.BySerial {
			d.text("serial", "yes")
		}
	}
	number(d, "slot", p.Slot)
	d.text("tote", p.Tote)
	switch p.Step {
	case task.StepTotes:
		number(d, "totes-needed", v.unbound())
	case task.StepDrop:
		d.text("drop", map[bool]string{true: "wall", false: "station"}[v.toWall()])
	}
	return d.of(ctx, v.place(), v.M).list
}

func (v pickView) unbound() (n int) {
	for _, t := range v.P.Totes {
		if t.ID == 0 && t.State == "empty" {
			n++
		}
	}
	return n
}

// mark is one of the three words above a pick: behind us, at hand or ahead.
type mark struct {
	word picking.Text
	now  bool
	done bool
}

func (v pickView) marks() []mark {
	at := map[task.Step]int{task.StepBin: 0, task.StepItem: 1, task.StepSerial: 1, task.StepTote: 2}[v.P.Step]
	out := []mark{{word: "Bin"}, {word: "Item"}, {word: "Tote"}}
	if v.P.Step == task.StepSerial {
		out[1].word = "Serial"
	}
	for i := range out {
		out[i].now, out[i].done = i == at, i < at
	}
	return out
}

// facts are the item's small print, in pieces that are not broken.
func (v pickView) facts() []picking.Text {
	t := v.P.Task
	facts := []picking.Text{picking.Name(t.SKU)}
	if t.LotCode != "" {
		facts = append(facts, picking.Say("lot %s", t.LotCode))
	}
	if t.Expires != "" {
		facts = append(facts, picking.Say("exp %t", t.Expires))
	}
	return facts
}

// verb says what the quantity means at this step.
func (v pickView) verb() picking.Text {
	switch v.P.Step {
	case task.StepBin:
		return "take"
	case task.StepTote:
		return "put"
	}
	return ""
}

// typeView asks how many are in the hand.
type typeView struct{ P task.Prompt }

func (v typeView) view(ui.Frame) templ.Component { return typeScreen(v) }

func (v typeView) place() place {
	p := pickView{P: v.P}.place()
	if v.P.CanType {
		p.action, p.ask, p.keys = ListTypePath(v.P.List), "Type how many you hold", "numeric"
	}
	return p
}

func (v typeView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "type").of(ctx, v.place(), picking.Message{}).list
}

// damageView asks how many are damaged.
type damageView struct{ P task.Prompt }

func (v damageView) view(ui.Frame) templ.Component { return damageScreen(v) }

func (v damageView) place() place {
	p := pickView{P: v.P}.place()
	if v.P.CanShort {
		p.action, p.ask, p.keys = ListDamagedPath(v.P.List), "Or type how many", "numeric"
	}
	return p
}

func (v damageView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "damaged").of(ctx, v.place(), picking.Message{}).list
}

// digitsView asks for the digits of a label that cannot be read.
type digitsView struct{ P task.Prompt }

func (v digitsView) view(ui.Frame) templ.Component { return digitsScreen(v) }

func (v digitsView) place() place {
	p := pickView{P: v.P}.place()
	if v.P.Label != "" {
		p.action, p.ask, p.keys = ListDigitsPath(v.P.List), "Type the two digits", "numeric"
	}
	return p
}

func (v digitsView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "digits").of(ctx, v.place(), picking.Message{}).list
}

// hintView says in one picture and a few words what to scan for something that is done by scans alone.
type hintView struct {
	P          task.Prompt
	Icon       string
	Title      picking.Text
	Text, Else picking.Text
	Ask        picking.Text
}

func (v hintView) view(ui.Frame) templ.Component { return hintScreen(v) }

func (v hintView) place() place {
	p := pickView{P: v.P}.place()
	if v.Ask != "" {
		p.ask = v.Ask
	}
	return p
}

func (v hintView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "hint").of(ctx, v.place(), picking.Message{}).list
}

func fullHint(p task.Prompt) hintView {
	v := hintView{P: p, Icon: "tote", Title: "Scan an empty tote, twice",
		Text: "It takes the place of the full one. What you hold goes into it.", Ask: "Scan an empty tote"}
	if p.Task == nil || p.Counted == 0 {
		v.Title, v.Text, v.Ask = "Take the goods first", "A new tote is scanned when you hold what goes into it.", ""
	}
	return v
}

func handHint(p task.Prompt) hintView {
	return hintView{P: p, Icon: "people", Title: "Scan your colleague's badge", Text: picking.Say("Then scan cart %s.", p.Cart),
		Else: "Or your colleague scans the cart twice, on My work.", Ask: "Scan the badge"}
}

// moreView is what else can be done on a list.
type moreView struct {
	P     task.Prompt
	Work  *db.Work
	Now   time.Time
	Frame ui.Frame
}

func (v moreView) view(f ui.Frame) templ.Component {
	v.Frame = f
	return moreScreen(v)
}

func (v moreView) place() place { return pickView{P: v.P}.place() }

func (v moreView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "more").of(ctx, v.place(), picking.Message{}).list
}

// shortView asks for the reason of a short.
type shortView struct{ P task.Prompt }

func (v shortView) view(ui.Frame) templ.Component { return shortScreen(v) }
func (v shortView) place() place                  { return pickView{P: v.P}.place() }
func (v shortView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "short").of(ctx, v.place(), picking.Message{}).list
}
func (v shortView) missing() picking.Qty { return v.P.Need - v.P.Counted }
