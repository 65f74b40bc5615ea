package handheld

import (
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

func (a *Area) home(c echo.Context) error { return a.showHome(c, picking.Message{}) }

// showHome shows what I have begun or been given, what is open and what waits at the wall, with a message if one is due.
func (a *Area) showHome(c echo.Context, m picking.Message) error { return a.showHomeAt(c, m, 0) }

// showHomeAt is showHome with the version of the list that the message asks about.
func (a *Area) showHomeAt(c echo.Context, m picking.Message, version int) error {
	ctx, u := c.Request().Context(), auth.User(c)
	mine, err := a.Store.MyWork(ctx, u.Warehouse, u.ID)
	if err != nil {
		return err
	}
	open, err := a.Store.OpenWork(ctx, u.Warehouse)
	if err != nil {
		return err
	}
	wall, err := a.Store.WallWork(ctx, u.Warehouse)
	if err != nil {
		return err
	}
	return a.show(c, homeView{Mine: mine, Open: open, Wall: len(wall), M: m, Now: a.when(c), Version: version})
}

// scanHome takes a scan without a screen of its own: for the list that is begun, else for the put wall.
func (a *Area) scanHome(c echo.Context) error {
	u := auth.User(c)
	mine, err := a.Store.MyWork(c.Request().Context(), u.Warehouse, u.ID)
	if err != nil {
		return err
	}
	if len(mine) > 0 && mine[0].State == "in_progress" {
		return a.scanOn(c, mine[0].ID)
	}
	if undo, err := a.undoEnded(c, a.showHome); undo || err != nil {
		return err
	}
	if taken, err := a.takeOver(c); taken || err != nil {
		return err
	}
	if begun, err := a.putBack(c); begun || err != nil {
		return err
	}
	return a.openTote(c, a.showHome)
}

// takeOver takes the scan of a colleague's cart. False: it is none.
func (a *Area) takeOver(c echo.Context) (bool, error) {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return false, err
	}
	p, err := a.Store.PickTakeOver(c.Request().Context(), act, s)
	switch {
	case picking.KindOf(err) == picking.NotFound && err != nil:
		return false, nil
	case err != nil:
		return false, err
	case p.Message.Verdict.Accepted():
		return true, a.showPick(c, p.Prompt, p.Message)
	}
	return true, a.showHomeAt(c, p.Message, p.Prompt.Version)
}

// next gives the picker a list: the begun one, the assigned one, or the most urgent open one (of the zone, if one is named).
func (a *Area) next(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	list, err := a.Store.NextList(c.Request().Context(), act, c.FormValue("zone"))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return a.showHome(c, picking.Refuse(picking.NotAllowed, "No list is waiting", "Everything released is taken.",
			"Ask your supervisor, or try again in a minute."))
	}
	if err != nil {
		return err
	}
	if respond.IsFragment(c) {
		return a.showList(c, list, picking.Message{})
	}
	return respond.SeeOther(c, ListPath(list))
}

// begun is the list among a person's work, nil if it is not there any more.
func begun(work []db.Work, l picking.ListID) *db.Work {
	for i := range work {
		if work[i].ID == l {
			return &work[i]
		}
	}
	return nil
}
