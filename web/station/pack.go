package station

import (
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// order shows an order as it stands: being packed, or its documents.
func (a *Area) order(c echo.Context) error {
	p, err := a.Store.PackPrompt(c.Request().Context(), who(c), orderID(c))
	if err != nil {
		return err
	}
	return a.showOrder(c, db.PackAnswer{Prompt: p})
}

func (a *Area) scan(c echo.Context) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	if r, ok := waiting(c); ok && reasonNumber(s.Raw) != "" {
		r.Reason = reasonNumber(s.Raw)
		return a.closing(c, act, r)
	}
	if c.QueryParam("hold") != "" && holdReason(s.Raw) != "" {
		return a.setAside(c, act, holdReason(s.Raw))
	}
	if s.Code == pack.HoldCode {
		return a.askWhy(c)
	}
	if c.QueryParam("label") != "" && skipReason(s.Raw) != "" {
		answer, err := a.Store.SkipLabel(c.Request().Context(), act, orderID(c), skipReason(s.Raw))
		return a.answered(c, answer, err)
	}
	if w, ok := typedWeight(s.Raw); ok {
		return a.closing(c, act, pack.CloseRequest{Weight: w})
	}
	if pack.IsNewCarton(s.Code) {
		answer, err := a.Store.NewCarton(c.Request().Context(), act, orderID(c))
		return a.answered(c, answer, err)
	}
	again := c.QueryParam("again")
	answer, err := a.Store.PackScan(c.Request().Context(), act, orderID(c), s, again != "" && again == s.Raw)
	if err == nil && answer.Message.Verdict == picking.Confirm {
		return a.showPack(c, packView{P: answer.Prompt, screen: screen{Said: answer.Message, Action: AgainPath(orderID(c), s.Raw)}})
	}
	if err == nil && answer.Message.Verdict == picking.ListComplete {
		return a.packed(c, act, answer)
	}
	return a.answered(c, answer, err)
}

func (a *Area) undo(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.PackUndo(c.Request().Context(), act, orderID(c))
	return a.answered(c, answer, err)
}

// box is a touch on a box instead of a scan of its barcode.
func (a *Area) box(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	s, err := scan.Read(pack.BoxPrefix + c.FormValue("box"))
	if err != nil {
		return err
	}
	answer, err := a.Store.PackScan(c.Request().Context(), act, orderID(c), s, false)
	return a.answered(c, answer, err)
}

// carton is a touch on an open carton, or on another one, instead of a scan of its card.
func (a *Area) carton(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	s, err := scan.Read(c.FormValue("carton"))
	if err != nil {
		return err
	}
	if pack.IsNewCarton(s.Code) {
		answer, err := a.Store.NewCarton(c.Request().Context(), act, orderID(c))
		return a.answered(c, answer, err)
	}
	answer, err := a.Store.PackScan(c.Request().Context(), act, orderID(c), s, false)
	return a.answered(c, answer, err)
}

// answered shows what became of a touch or scan.
func (a *Area) answered(c echo.Context, answer db.PackAnswer, err error) error {
	if err != nil {
		return err
	}
	done := answer.Label && answer.Prompt.Step == pack.StepDone // its label is on: what waits comes next
	if done {
		return a.goHome(c, answer.Message)
	}
	if plainPost(c) && answer.Message.Verdict.Accepted() {
		auth.Flash(c, "ok", strings.TrimSpace(answer.Message.Title.String()+". "+answer.Message.Detail.String()))
		return respond.SeeOther(c, OrderPath(answer.Prompt.Order))
	}
	return a.showOrder(c, answer)
}
