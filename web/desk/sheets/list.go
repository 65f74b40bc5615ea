package sheets

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// list answers with a pick list on paper: what is still to be picked.
func (a *Area) list(c echo.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil || id <= 0 {
		return picking.Errorf(picking.NotFound, "There is no such pick list.")
	}
	paper, err := paperOf(c, []labels.Paper{labels.A4, labels.Letter})
	if err != nil {
		return err
	}
	p, err := a.Store.List(c.Request().Context(), auth.User(c).Warehouse, picking.ListID(id))
	if err != nil {
		return err
	}
	s := sheetOf(p)
	s.Made = a.Now().In(auth.Zone(c))
	if len(s.Lines) == 0 {
		return picking.Errorf(picking.Conflict, "Nothing of list %d is left to be picked.", id)
	}
	doc, err := labels.PickListPaper(s, paper)
	if err != nil {
		return err
	}
	return send(c, doc, fmt.Sprintf("pick-list-%d", id))
}

// sheetOf lists the open tasks of a list in walking order.
func sheetOf(p db.ListPage) labels.PickSheet {
	s := labels.PickSheet{Number: fmt.Sprintf("L-%d", p.ID), Method: ui.MethodWord(p.Method), Zone: p.Zone, Picker: p.UserName, Cart: p.Cart,
		Note: "Wave " + p.WaveName}
	tote := map[int]string{}
	for _, t := range p.Totes {
		tote[t.Slot] = t.Code
		if t.Code == "" {
			tote[t.Slot] = "slot " + strconv.Itoa(t.Slot)
		}
		s.Slots = append(s.Slots, labels.PickSlot{Slot: strconv.Itoa(t.Slot), Tote: t.Code, Order: t.Number})
	}
	for _, t := range p.Stops {
		left := t.Qty - t.Done - t.Short
		if t.State != "open" || left <= 0 {
			continue
		}
		s.Lines = append(s.Lines, labels.PickLine{Seq: len(s.Lines) + 1, Bin: t.Bin, SKU: t.SKU, Name: t.Name, Lot: t.Lot, Qty: left,
			Tote: tote[t.Slot]})
	}
	return s
}
