package station

import (
	"net/url"

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
	Cart  string // whose items begin their orders; "": none
	On    []pack.OnCart
}

func (a *Area) home(c echo.Context) error {
	return a.showCart(c, a.screen(c, "Packing"), c.QueryParam("cart"))
}

func (a *Area) showHome(c echo.Context, s screen) error { return a.showCart(c, s, "") }

// showCart is the home screen, with what came on a cart if that is named and something did.
func (a *Area) showCart(c echo.Context, s screen, cart string) error {
	who := scan.Who(c)
	var on []pack.OnCart
	if cart != "" {
		var err error
		if on, err = a.Store.CartWork(c.Request().Context(), who.Warehouse, cart); err != nil {
			return err
		}
	}
	work, err := a.Store.PackHome(c.Request().Context(), who.Warehouse, who.User, mostWaiting)
	if err != nil {
		return err
	}
	bench, err := a.Store.Bench(c.Request().Context(), who.Warehouse, who.Device)
	if err != nil {
		return err
	}
	s.Ask, s.URL = "Scan a tote, slot, cart or order", HomePath
	if len(on) > 0 {
		s.Ask = "Scan any item on " + cart + ", or a tote"
		s.URL = HomePath + "?cart=" + url.QueryEscape(cart)
	}
	switch {
	case s.Action != "":
	case len(on) > 0:
		s.Action = BeginCartPath(cart)
	default:
		s.Action = BeginPath
	}
	return show(c, s.Frame, home(homeView{s, work, bench, cart, on}))
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
	take, cart := c.QueryParam("take"), c.QueryParam("cart")
	again := take != "" && take == s.Raw
	var answer db.PackAnswer
	if cart != "" {
		answer, err = a.Store.BeginFromCart(c.Request().Context(), act, cart, s, again)
	} else {
		answer, err = a.Store.BeginPacking(c.Request().Context(), act, s, again)
	}
	if err != nil {
		return err
	}
	if answer.Message.Verdict.Accepted() || answer.Prompt.Step == pack.StepDone || answer.Prompt.Step == pack.StepEmpty {
		if plainPost(c) {
			return respond.SeeOther(c, OrderPath(answer.Prompt.Order))
		}
		if answer.Prompt.Step == pack.StepDone && !answer.Message.Verdict.Accepted() { // packed before: its papers are what the code asks for
			answer.Message = picking.Message{}
		}
		return a.showOrder(c, answer)
	}
	v := a.screen(c, "Packing")
	v.Said = answer.Message
	if answer.Message.Verdict == picking.NotYours {
		v.Action = TakePath(s.Raw, cart)
	}
	if on, err := a.Store.CartWork(c.Request().Context(), act.Warehouse, s.Code); err != nil {
		return err
	} else if len(on) > 0 {
		cart, v.Said = s.Code, pack.CartScanned(s.Code, len(on))
	}
	return a.showCart(c, v, cart)
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
