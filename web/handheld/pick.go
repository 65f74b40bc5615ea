package handheld

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// undoCard is the code on the printed card that stands for the undo button.
const undoCard = "UNDO"

// list shows a list where it stands. One that is not mine (any more) leads home.
func (a *Area) list(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	return a.showList(c, l, picking.Message{})
}

func (a *Area) showList(c echo.Context, l picking.ListID, m picking.Message) error {
	p, err := a.Store.PickPrompt(c.Request().Context(), scan.Who(c), l)
	switch kind := picking.KindOf(err); {
	case err == nil:
		return a.showPick(c, p, m)
	case (kind == picking.Forbidden || kind == picking.NotFound) && !respond.IsFragment(c):
		auth.Flash(c, "warn", "This list is not yours any more.")
		return respond.SeeOther(c, HomePath)
	}
	return err
}

func (a *Area) showPick(c echo.Context, p task.Prompt, m picking.Message) error {
	v := pickView{P: p, M: m, Now: a.when(c)}
	if p.Step == task.StepCart {
		u := auth.User(c)
		mine, err := a.Store.MyWork(c.Request().Context(), u.Warehouse, u.ID)
		if err != nil {
			return err
		}
		v.Work = begun(mine, p.List)
	}
	return a.show(c, v)
}

func (a *Area) scanList(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	return a.scanOn(c, l)
}

func (a *Area) scanOn(c echo.Context, l picking.ListID) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if s.Code == undoCard {
		return a.answer(c)(a.Store.PickUndo(ctx, act, l))
	}
	return a.answer(c)(a.Store.PickScan(ctx, act, l, s))
}

// answer shows what a step came to. A list that is paused or that somebody else holds now leads home, with the words.
func (a *Area) answer(c echo.Context) func(db.PickAnswer, error) error {
	return func(p db.PickAnswer, err error) error {
		if err != nil {
			return err
		}
		if p.Prompt.Gone || p.Prompt.Paused || p.Message.Verdict == picking.NotYours && p.Prompt.Step != task.StepCart {
			return a.showHome(c, p.Message)
		}
		return a.showPick(c, p.Prompt, p.Message)
	}
}

func (a *Area) undoList(c echo.Context) error { return a.touch(c, a.Store.PickUndo) }
func (a *Area) skip(c echo.Context) error     { return a.touch(c, a.Store.PickSkip) }

func (a *Area) pause(c echo.Context) error    { return a.touch(c, a.Store.PickPause) }
func (a *Area) notEmpty(c echo.Context) error { return a.touch(c, a.Store.PickNotEmpty) }

// damaged takes how many are damaged, by a button or typed. What is no number of a few digits was scanned.
func (a *Area) damaged(c echo.Context) error {
	n, ok := digits(cmp.Or(c.FormValue("qty"), c.FormValue("raw")))
	if !ok {
		return a.scanList(c)
	}
	return a.touch(c, func(ctx context.Context, act db.Act, l picking.ListID) (db.PickAnswer, error) {
		return a.Store.PickDamaged(ctx, act, l, picking.Qty(n))
	})
}

// digits takes the digits of a label, or the scan if it can be read after all.
func (a *Area) digits(c echo.Context) error {
	typed := strings.TrimSpace(c.FormValue("raw"))
	if _, ok := digits(typed); !ok || len(typed) > 2 {
		return a.scanList(c)
	}
	return a.touch(c, func(ctx context.Context, act db.Act, l picking.ListID) (db.PickAnswer, error) {
		return a.Store.PickDigits(ctx, act, l, typed)
	})
}

// typed takes a typed quantity. What is no number of a few digits was scanned.
func (a *Area) typed(c echo.Context) error {
	n, ok := digits(c.FormValue("raw"))
	if !ok {
		return a.scanList(c)
	}
	return a.touch(c, func(ctx context.Context, act db.Act, l picking.ListID) (db.PickAnswer, error) {
		return a.Store.PickType(ctx, act, l, picking.Qty(n))
	})
}

// digits reads a short number as people type it.
func digits(raw string) (int, bool) {
	raw = strings.TrimSpace(raw)
	n, err := strconv.Atoi(raw)
	return n, err == nil && n >= 0 && len(raw) <= 5
}

func (a *Area) short(c echo.Context) error {
	reason := c.FormValue("reason")
	return a.touch(c, func(ctx context.Context, act db.Act, l picking.ListID) (db.PickAnswer, error) {
		return a.Store.PickShort(ctx, act, l, reason)
	})
}

func (a *Area) touch(c echo.Context, f func(context.Context, db.Act, picking.ListID) (db.PickAnswer, error)) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	return a.answer(c)(f(c.Request().Context(), act, l))
}

// reasons asks why a pick is short.
func (a *Area) reasons(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return shortView{P: p} })
}

// damage asks how many are damaged.
func (a *Area) damage(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return damageView{P: p} })
}

// label asks for the digits of a label that cannot be read.
func (a *Area) label(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return digitsView{P: p} })
}

// typing asks for a quantity.
func (a *Area) typing(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return typeView{P: p} })
}

// full says what to do with a full tote.
func (a *Area) full(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return fullHint(p) })
}

// hand says how a cart changes hands.
func (a *Area) hand(c echo.Context) error {
	return a.beside(c, func(p task.Prompt) screen { return handHint(p) })
}

// more shows the touches that need no room on the pick screen.
func (a *Area) more(c echo.Context) error {
	u := auth.User(c)
	mine, err := a.Store.MyWork(c.Request().Context(), u.Warehouse, u.ID)
	if err != nil {
		return err
	}
	return a.beside(c, func(p task.Prompt) screen {
		return moreView{P: p, Work: begun(mine, p.List), Now: a.when(c)}
	})
}

// beside shows a screen that stands beside the current one and changes nothing.
func (a *Area) beside(c echo.Context, f func(task.Prompt) screen) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	p, err := a.Store.PickPrompt(c.Request().Context(), scan.Who(c), l)
	if err != nil {
		return err
	}
	return a.show(c, f(p))
}
