package demo

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/respond"
)

// asked is what the open screen says of itself in its data- attributes.
type asked struct {
	step, bin, sku, lot, serial, tote, slot, drop, expected string
	need                                                    int
	orders                                                  []string // that wait at the packing station
}

func askedOf(c echo.Context) asked {
	need, _ := strconv.Atoi(c.QueryParam("need"))
	a := asked{
		step: c.QueryParam("step"), bin: c.QueryParam("bin"), sku: c.QueryParam("sku"), lot: c.QueryParam("lot"), serial: c.QueryParam("serial"),
		tote: c.QueryParam("tote"), slot: c.QueryParam("slot"), drop: c.QueryParam("drop"), expected: c.QueryParam("expected"), need: need,
	}
	if o := c.QueryParam("orders"); o != "" {
		a.orders = strings.SplitN(o, ",", few+1)
		a.orders = a.orders[:min(few, len(a.orders))]
	}
	return a
}

// few is how many of several equal codes are offered.
const few = 4

// unknown is a well-formed code of nothing in any warehouse: the specimen of EAN-13.
var unknown = card{code: "4006381333931", title: "Something else", detail: "to see a refusal"}

// next answers with the codes that the open screen waits for, and one that it does not.
func (a Area) next(c echo.Context) error {
	ctx := c.Request().Context()
	w, err := a.Store.FirstWarehouse(ctx)
	if err != nil {
		return err
	}
	cards, err := a.fitting(ctx, w, askedOf(c))
	if err != nil {
		return err
	}
	if len(cards) > 0 {
		cards = append(cards, unknown)
	}
	return respond.Render(c, http.StatusOK, nextCards(cards))
}

// fitting are the codes that do what a screen asks for.
func (a Area) fitting(ctx context.Context, w picking.WarehouseID, q asked) ([]card, error) {
	switch q.step {
	case "cart":
		return a.free(ctx, w, picking.Cart)
	case "totes":
		return a.free(ctx, w, picking.Tote)
	case "bin":
		return one(q.bin, "the bin"), nil
	case "item", "pack":
		return a.goods(ctx, w, q)
	case "serial":
		return one("SN-"+rand.Text()[:8], "a serial number"), nil
	case "tote":
		return one(q.tote, "the tote"), nil
	case "slot":
		return one(q.slot, "the slot"), nil
	case "drop":
		kind := picking.Station
		if q.drop == "wall" {
			kind = picking.Wall
		}
		places, err := a.Store.Places(ctx, w, []picking.LocationKind{kind}, "", few)
		return placeCards(places), err
	case "close":
		return one(q.expected+" g", "the weight"), nil
	}
	var all []card
	for _, o := range q.orders {
		all = append(all, card{code: o, title: o, detail: "an order that waits"})
	}
	return all, nil
}

func one(code, detail string) []card {
	if strings.TrimSpace(code) == "" || code == " g" {
		return nil
	}
	return []card{{code: code, title: code, detail: detail}}
}

func (a Area) free(ctx context.Context, w picking.WarehouseID, kind picking.LocationKind) ([]card, error) {
	places, err := a.Store.FreePlaces(ctx, w, kind, few)
	return placeCards(places), err
}

// goods are the item's barcodes that fit what is still needed, with its lot's label or its serial number.
func (a Area) goods(ctx context.Context, w picking.WarehouseID, q asked) (all []card, err error) {
	if q.serial != "" && q.step == "pack" {
		return one(q.serial, "the serial number"), nil
	}
	codes, err := a.Store.ItemCodes(ctx, w, q.sku, most)
	for _, i := range codes {
		if i.SKU == q.sku && (int(i.Qty) <= q.need || i.Qty == 1) {
			all = append(all, itemCard(i))
		}
	}
	if q.lot != "" {
		all = append(all, one(q.lot, "the lot's label")...)
	}
	return all, err
}
