package handheld

import (
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/scan"
)

func (a *Area) wall(c echo.Context) error { return a.showWall(c, picking.Message{}) }

func (a *Area) showWall(c echo.Context, m picking.Message) error {
	waiting, err := a.Store.WallWork(c.Request().Context(), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	taken, err := a.Store.WallCubbies(c.Request().Context(), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	return a.show(c, wallView{Waiting: waiting, Taken: taken, M: m})
}

// scanWall opens the tote that was scanned.
func (a *Area) scanWall(c echo.Context) error {
	if undo, err := a.undoEnded(c, a.showWall); undo || err != nil {
		return err
	}
	return a.openTote(c, a.showWall)
}

// openTote begins or resumes emptying the scanned tote; refused says it on the screen where the scan was made.
func (a *Area) openTote(c echo.Context, refused func(echo.Context, picking.Message) error) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	answer, err := a.Store.SortBegin(c.Request().Context(), act, s)
	if err != nil {
		return err
	}
	if answer.Prompt.Sort == 0 {
		return refused(c, answer.Message)
	}
	return a.show(c, sortView{P: answer.Prompt, M: answer.Message})
}

func (a *Area) sort(c echo.Context) error {
	s, err := id[picking.SortID](c)
	if err != nil {
		return err
	}
	p, err := a.Store.SortPrompt(c.Request().Context(), auth.User(c).Warehouse, s)
	if err != nil {
		return err
	}
	return a.show(c, sortView{P: p})
}

func (a *Area) scanSort(c echo.Context) error {
	s, err := id[picking.SortID](c)
	if err != nil {
		return err
	}
	act, sc, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	if sc.Code == undoCard {
		return a.sorted(c)(a.Store.SortUndo(c.Request().Context(), act, s))
	}
	return a.sorted(c)(a.Store.SortScan(c.Request().Context(), act, s, sc))
}

func (a *Area) undoSort(c echo.Context) error {
	s, err := id[picking.SortID](c)
	if err != nil {
		return err
	}
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	return a.sorted(c)(a.Store.SortUndo(c.Request().Context(), act, s))
}

func (a *Area) sorted(c echo.Context) func(db.SortAnswer, error) error {
	return func(answer db.SortAnswer, err error) error {
		if err != nil {
			return err
		}
		return a.show(c, sortView{P: answer.Prompt, M: answer.Message})
	}
}
