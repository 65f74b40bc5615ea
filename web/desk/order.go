package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
)

// order shows one order with its whole history.
func (a *Area) order(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	p, err := a.Store.Order(c.Request().Context(), auth.User(c).Warehouse, o)
	if err != nil {
		return err
	}
	v := orderOf(p, a.clock(c), auth.CSRF(c))
	if v.Carriers, err = a.Store.Carriers(c.Request().Context(), auth.User(c).Warehouse); err != nil {
		return err
	}
	tracks, err := a.Store.Tracks(c.Request().Context(), auth.User(c).Warehouse, o)
	if err != nil {
		return err
	}
	v.Tracks = tracksOf(tracks, a.clock(c))
	return a.show(c, page{"Order " + p.Number, "orders", OrderPath(o), orderScreen(v)})
}

// act is something a supervisor does to an order.
type act struct {
	word     string // on its button
	question string // asked before; "" does it at once
	text     string
	kind     string // of the yes button
	said     string // when it is done
	do       func(a *Area, ctx context.Context, u picking.User, o picking.OrderID, reason string) error
}

var acts = map[string]act{
	"hold": {"Hold", "Hold order %s?",
		"It waits until somebody lets it go on. If it is released and not begun, it is taken back from its pick list.", "primary", "is on hold.",
		func(a *Area, ctx context.Context, u picking.User, o picking.OrderID, reason string) error {
			return a.Store.HoldOrder(ctx, u.Warehouse, u.ID, o, reason)
		}},
	"unhold": {"Let it go on", "", "", "primary", "goes on.",
		func(a *Area, ctx context.Context, u picking.User, o picking.OrderID, _ string) error {
			return a.Store.UnholdOrder(ctx, u.Warehouse, u.ID, o)
		}},
	"return": {"Take back", "Take order %s back?",
		"Its pick list loses it, its stock is free again, and it waits for another wave.", "primary", "waits again.",
		func(a *Area, ctx context.Context, u picking.User, o picking.OrderID, _ string) error {
			return a.Store.ReturnOrder(ctx, u.Warehouse, u.ID, o)
		}},
	"cancel": {"Cancel order", "Cancel order %s?", "Nothing of it will be picked or sent. What was picked or packed goes back to its bins, and a label that is bought goes back to its carrier. This cannot be undone.",
		"danger", "is cancelled.",
		func(a *Area, ctx context.Context, u picking.User, o picking.OrderID, reason string) error {
			return a.Store.CancelOrder(ctx, u.Warehouse, u.ID, o, reason)
		}},
}

// askOrder asks before an act.
func (a *Area) askOrder(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	name := c.Param("act")
	x, known := acts[name]
	if !known || x.question == "" {
		return picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	p, err := a.Store.Order(c.Request().Context(), auth.User(c).Warehouse, o)
	if err != nil {
		return err
	}
	v := askView{Title: strings.Replace(x.question, "%s", p.Number, 1), Text: x.text, Action: OrderActPath(o, name), Back: OrderPath(o),
		Yes: x.word, Kind: x.kind, Reasons: actReasons[name], CSRF: auth.CSRF(c)}
	return a.show(c, page{"Order " + p.Number, "orders", "", ask(v)})
}

// actOrder does it.
func (a *Area) actOrder(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	x, known := acts[c.Param("act")]
	if !known {
		return picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	reason := strings.TrimSpace(c.FormValue("reason"))
	if reason == "" {
		reason = c.FormValue("choice")
	}
	if err := x.do(a, c.Request().Context(), auth.User(c), o, short(reason)); err != nil {
		return back(c, OrderPath(o), err)
	}
	return done(c, OrderPath(o), "The order "+x.said)
}

// short keeps a typed reason to a line.
func short(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}

// storedPaper sends a document of an order as it was stored: also one that is void, to look up what once stuck on a carton.
func (a *Area) storedPaper(c echo.Context) error {
	o, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	n, _ := strconv.ParseInt(c.Param("paper"), 10, 64) // no number: no document
	d, err := a.Store.StoredDocument(c.Request().Context(), auth.User(c).Warehouse, o, n)
	if err != nil {
		return err
	}
	f, err := labels.FormatFor(d.Format, 203)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "private, no-cache")
	h.Set(echo.HeaderContentDisposition, fmt.Sprintf("inline; filename=%q", fmt.Sprintf("%s-%d.%s", d.Kind, d.ID, d.Format)))
	return c.Blob(200, f.MIME(), d.Content)
}
