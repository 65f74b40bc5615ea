package handheld

import (
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/scan"
)

// putBack begins with a tote whose order was cancelled. False: it is none.
func (a *Area) putBack(c echo.Context) (bool, error) {
	_, s, err := scan.Of(c, a.Now())
	if err != nil {
		return false, err
	}
	order, err := a.Store.BackOf(c.Request().Context(), auth.User(c).Warehouse, s)
	switch {
	case picking.KindOf(err) == picking.NotFound && err != nil:
		return false, nil
	case err != nil:
		return false, err
	}
	m := picking.Message{Verdict: picking.OK, Title: picking.Name(s.Code), Detail: "its order was cancelled"}
	return true, a.showBack(c, order, m)
}

// back shows what is to be put back next of a cancelled order.
func (a *Area) back(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	return a.showBack(c, o, picking.Message{})
}

func (a *Area) showBack(c echo.Context, o picking.OrderID, m picking.Message) error {
	p, err := a.Store.BackPrompt(c.Request().Context(), auth.User(c).Warehouse, o)
	if err != nil {
		return err
	}
	return a.show(c, backView{P: p, M: m})
}

func (a *Area) scanBack(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	if s.Code == undoCard {
		return a.undoBack(c)
	}
	return a.putBackTo(c)(a.Store.BackScan(c.Request().Context(), act, o, s))
}

func (a *Area) undoBack(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	return a.putBackTo(c)(a.Store.BackUndo(c.Request().Context(), act, o))
}

func (a *Area) putBackTo(c echo.Context) func(db.BackAnswer, error) error {
	return func(answer db.BackAnswer, err error) error {
		if err != nil {
			return err
		}
		return a.show(c, backView{P: answer.Prompt, M: answer.Message})
	}
}
