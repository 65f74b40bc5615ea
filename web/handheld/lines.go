package handheld

import (
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/auth"
	"pickpack/web/scan"
)

// lines shows all lines of a list: at hand, ahead, done.
func (a *Area) lines(c echo.Context) error {
	p, err := a.prompt(c)
	if err != nil {
		return err
	}
	all, err := a.Store.PickLines(c.Request().Context(), auth.User(c).Warehouse, p.List)
	if err != nil {
		return err
	}
	return a.show(c, linesView{P: p, Lines: all})
}

// totes shows what is in which tote of the cart.
func (a *Area) totes(c echo.Context) error {
	p, err := a.prompt(c)
	if err != nil {
		return err
	}
	ctx, w := c.Request().Context(), auth.User(c).Warehouse
	lines, err := a.Store.PickLines(ctx, w, p.List)
	if err != nil {
		return err
	}
	totes, err := a.Store.PickTotes(ctx, w, p.List)
	if err != nil {
		return err
	}
	return a.show(c, totesView{P: p, Totes: cartOf(totes, lines)})
}

// prompt is what the list in the address waits for.
func (a *Area) prompt(c echo.Context) (task.Prompt, error) {
	l, err := id[picking.ListID](c)
	if err != nil {
		return task.Prompt{}, err
	}
	return a.Store.PickPrompt(c.Request().Context(), scan.Who(c), l)
}
