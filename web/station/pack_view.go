package station

import (
	"fmt"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// packView is the packing screen. Confirm is set when a weight waits for a reason.
type packView struct {
	screen
	P       pack.Prompt
	Confirm *pack.CloseRequest
	Hold    bool // it asks why the order is set aside
	Sending db.OrderWay
	Choose  bool // another service may be chosen here
}

// reasons why a weight may differ.
var reasons = pack.Reasons

// showOrder shows what a packer may do with an order now, with the words of the last answer.
func (a *Area) showOrder(c echo.Context, answer db.PackAnswer) error {
	switch answer.Prompt.Step {
	case pack.StepDone, pack.StepLabel:
		return a.showPapers(c, answer)
	case pack.StepEmpty:
		return a.showUnpack(c, answer)
	case pack.StepIdle:
		s := a.screen(c, "Packing")
		if s.Said = answer.Message; s.Said.Verdict == "" {
			auth.Flash(c, "warn", "Order "+answer.Prompt.Number+" is not open. Scan its tote.")
			return respond.SeeOther(c, HomePath)
		}
		return a.showHome(c, s)
	}
	return a.showPack(c, packView{P: answer.Prompt, screen: screen{Said: answer.Message}})
}

// showConfirm asks for the reason of a weight that looks wrong.
func (a *Area) showConfirm(c echo.Context, answer db.PackAnswer, r pack.CloseRequest) error {
	return a.showPack(c, packView{P: answer.Prompt, screen: screen{Said: answer.Message}, Confirm: &r})
}

func (a *Area) showPack(c echo.Context, v packView) error {
	if v.P.Carton != nil && v.P.Plan.Box.Code == "" { // an answer out of a receipt has no picture
		p, err := a.Store.PackPrompt(c.Request().Context(), who(c), v.P.Order)
		if err != nil {
			return err
		}
		v.P.Plan = p.Plan
	}
	if err := a.sending(c, &v); err != nil {
		return err
	}
	said, action := v.Said, v.Action
	v.screen = a.screen(c, "Packing")
	v.Said, v.Action, v.URL = said, action, OrderPath(v.P.Order)
	if action == "" {
		v.Action = ScanPath(v.P.Order)
	}
	v.Ask = "Scan the next item"
	if v.P.Step == pack.StepClose {
		v.Ask = "Type the weight in kg"
	}
	if v.P.Step == pack.StepClose && v.P.Carton.Units == 0 {
		v.Ask = "Scan goods to move them here"
	}
	if v.Hold {
		v.Ask = "Type the number of what is wrong"
	}
	if v.Confirm != nil {
		v.Ask, v.Action = "Type the number of the reason", withClose(v.Action, *v.Confirm)
	}
	return show(c, v.Frame, packing(v))
}

// now is the line to go on with, if there is one.
func (v packView) now() pack.PromptLine {
	for _, l := range v.P.Lines {
		if l.Now {
			return l
		}
	}
	return pack.PromptLine{}
}

// first is the first of what is listed, for a robot.
func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// where says where the goods are and where they go.
func (v packView) where() string {
	var words []string
	if len(v.P.From) > 0 {
		words = append(words, "from "+strings.Join(v.P.From, ", "))
	}
	return strings.Join(append(words, filled(v.P.Customer, v.P.Town, serviceWord(v.P.Service))...), " · ")
}

func filled(words ...string) (out []string) {
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// details are a line's SKU, lots and serial numbers.
func details(l pack.PromptLine) string {
	words := []string{l.SKU}
	if len(l.Lots) > 0 {
		words = append(words, "lot "+strings.Join(l.Lots, " or "))
	}
	if len(l.Serials) > 0 {
		words = append(words, "serial "+strings.Join(l.Serials, ", "))
	}
	return strings.Join(words, " · ")
}

func lineClass(l pack.PromptLine) string {
	switch {
	case l.Now:
		return "now"
	case l.Packed >= l.Want:
		return "done"
	}
	return ""
}

// cut is the tone of the cut-off's chip: late is bad, the last hour a warning.
func cut(cutoff, now time.Time) string {
	switch left := cutoff.Sub(now); {
	case left < 0:
		return "bad"
	case left < time.Hour:
		return "warn"
	}
	return ""
}

func cutWords(cutoff, now time.Time) string {
	return "cut-off " + ui.Moment(cutoff.In(now.Location()), now) + " · " + ui.Until(cutoff, now)
}

// expected is the weight a scale should show.
func expected(c *pack.PromptCarton) string {
	if !c.Known {
		return "not known: an item has no weight"
	}
	return pack.Kilograms(c.Expected) + " ± " + pack.Kilograms(c.Tolerance) + " kg"
}

// weighed is the weight that waits for a reason, else empty.
func (v packView) weighed() string {
	if v.Confirm == nil {
		return ""
	}
	return pack.Kilograms(v.Confirm.Weight)
}

// reasonPath closes the carton that waits for a reason.
func reasonPath(v packView) string { return ReasonPath(v.P.Order, *v.Confirm) }

// chosenBox is the open carton's, with its sides.
func (v packView) chosenBox() (pack.Box, bool) {
	for _, b := range v.P.Boxes {
		if b.Code == v.P.Carton.Box {
			return b, true
		}
	}
	return pack.Box{}, false
}

// shorts lists what of the order is not in stock.
func shorts(lines []pack.PromptLine) string {
	var all []string
	for _, l := range lines {
		if l.Short > 0 {
			all = append(all, fmt.Sprintf("%d × %s", l.Short, l.Name))
		}
	}
	return strings.Join(all, ", ")
}

// cartonLinks open the papers of a carton that was closed while its order goes on.
func cartonLinks(p pack.Prompt, c pack.PromptClosed) []otherPaper {
	slip := otherPaper{"Slip", PaperPath(p.Order, c.ID, "slip.pdf", "")}
	if p.Pickup {
		return []otherPaper{{"Pickup slip", PaperPath(p.Order, c.ID, "pickup.pdf", "")}, slip}
	}
	return []otherPaper{{"Label", PaperPath(p.Order, c.ID, "label.pdf", "")}, slip}
}
