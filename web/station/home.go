package station

import (
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// mostWaiting is how many orders the home screen lists; the rest come up as these are packed.
const mostWaiting = 40

// homeView is what waits for a packer.
type homeView struct {
	screen
	Work  db.PackHome
	Bench db.Bench
}

func (a *Area) home(c echo.Context) error {
	return a.showHome(c, a.screen(c, "Packing"))
}

func (a *Area) showHome(c echo.Context, s screen) error {
	who := scan.Who(c)
	work, err := a.Store.PackHome(c.Request().Context(), who.Warehouse, who.User, mostWaiting)
	if err != nil {
		return err
	}
	bench, err := a.Store.Bench(c.Request().Context(), who.Warehouse, who.Device)
	if err != nil {
		return err
	}
	s.Ask, s.URL = "Scan a tote, wall slot or order", HomePath
	if s.Action == "" {
		s.Action = BeginPath
	}
	return show(c, s.Frame, home(homeView{s, work, bench}))
}

// begin opens the order that a code leads to. A packed one shows its documents.
func (a *Area) begin(c echo.Context) error {
	act, s, err := asScan(c, "code")
	if err != nil {
		return err
	}
	if b, sits, err := a.sit(c, act, s); err != nil {
		return err
	} else if sits {
		v := a.screen(c, "Packing")
		v.Said = seated(b)
		return a.showHome(c, v)
	}
	take := c.QueryParam("take")
	answer, err := a.Store.BeginPacking(c.Request().Context(), act, s, take != "" && take == s.Raw)
	if err != nil {
		return err
	}
	if answer.Message.Verdict.Accepted() || answer.Prompt.Step == pack.StepDone {
		if plainPost(c) {
			return respond.SeeOther(c, OrderPath(answer.Prompt.Order))
		}
		if !answer.Message.Verdict.Accepted() { // packed before: its papers are what the code asks for
			answer.Message = picking.Message{}
		}
		return a.showOrder(c, answer)
	}
	v := a.screen(c, "Packing")
	v.Said = answer.Message
	if answer.Message.Verdict == picking.NotYours {
		v.Action = TakePath(s.Raw)
	}
	return a.showHome(c, v)
}

// asScan is the scan of the input, or the touch on a button that stands for one.
func asScan(c echo.Context, button string) (db.Act, picking.Scan, error) {
	act, err := scan.Act(c)
	if err != nil {
		return act, picking.Scan{}, err
	}
	raw := c.FormValue("raw")
	if v := c.FormValue(button); v != "" {
		raw = v
	}
	s, err := scan.Read(raw)
	return act, s, err
}
