package station

import (
	"errors"
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
)

// LabelPath asks for a carton's label with a carrier again; VoidLabelPath gives it back, for a reason.
func LabelPath(o picking.OrderID, c picking.CartonID) string { return cartonPath(o, c) + "/label" }
func VoidLabelPath(o picking.OrderID, c picking.CartonID) string {
	return cartonPath(o, c) + "/label/void"
}

// labelView is how a carton's label with a carrier stands.
type labelView struct {
	Order            picking.OrderID
	Carton           picking.CartonID
	N                int
	State            string
	Tone, Icon, Word string
	Trouble          string
}

// Under says that it is under way.
func (v labelView) Under() bool {
	return v.State == db.BookingAsked || v.State == db.BookingUnder || v.State == db.BookingVoiding
}

// Again says that another one may be asked for.
func (v labelView) Again() bool { return v.State == db.BookingRefused || v.State == db.BookingVoided }

// labelsOf are the labels of an order's cartons that were asked of carriers.
func labelsOf(sh db.Shipment) (all []labelView) {
	for _, c := range sh.Cartons {
		if c.Booking == nil {
			continue
		}
		v := labelView{Order: sh.Order, Carton: c.ID, N: c.N, State: c.Booking.State, Trouble: c.Booking.Trouble}
		v.Tone, v.Icon, v.Word = labelLook(*c.Booking)
		if len(sh.Cartons) > 1 {
			v.Word = fmt.Sprintf("Carton %d: %s", c.N, v.Word)
		}
		all = append(all, v)
	}
	return all
}

// labelLook is the tone, icon and words of a label.
func labelLook(b db.ShipmentBooking) (tone, icon, word string) {
	by := b.Carrier
	if by == "" {
		by = "a carrier"
	}
	switch b.State {
	case db.BookingBooked:
		return "ok", "check", strings.Join(nonEmpty(b.Carrier, b.Service, b.Label.Price.String()), ", ")
	case db.BookingRefused:
		return "bad", "cross", "No label from " + by
	case db.BookingVoiding:
		return "", "clock", "The label goes back to " + by
	case db.BookingVoided:
		return "warn", "alert", "The label was given back"
	}
	if b.Trouble != "" {
		return "warn", "clock", "The label waits for " + by
	}
	return "", "clock", "The label is being bought from " + by
}

func nonEmpty(words ...string) (out []string) {
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// labelStates are the states of labels in one word, for a script that looks whether one has changed.
func labelStates(all []labelView) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = v.State
	}
	return strings.Join(words, " ")
}

// voidReasons why a label is given back.
var voidReasons = []string{"Wrong box or weight", "Wrong service", "Wrong address", "Order changed", "Other"}

// askLabel asks for the label of a carton whose label was refused or given back.
func (a *Area) askLabel(c echo.Context) error {
	w := who(c)
	_, err := a.Store.AskBooking(c.Request().Context(), picking.User{ID: w.User, Warehouse: w.Warehouse}, picking.CartonID(number(c, "carton")), db.BookingWish{})
	return a.labelled(c, err, "The label is asked for again.")
}

// voidLabel gives a carton's label back.
func (a *Area) voidLabel(c echo.Context) error {
	w := who(c)
	sh, err := a.Store.Shipment(c.Request().Context(), w.Warehouse, orderID(c))
	if err != nil {
		return err
	}
	for _, carton := range sh.Cartons {
		if int64(carton.ID) == number(c, "carton") && carton.Booking != nil {
			err := a.Store.VoidBooking(c.Request().Context(), picking.User{ID: w.User, Warehouse: w.Warehouse}, carton.Booking.ID, c.FormValue("reason"))
			return a.labelled(c, err, "The label goes back. Take it off the carton.")
		}
	}
	return picking.Errorf(picking.NotFound, "There is no such label.")
}

// labelled goes back to the order with what was done; what somebody else did before is told, not an error.
func (a *Area) labelled(c echo.Context, err error, done string) error {
	if err != nil && picking.KindOf(err) == picking.Conflict {
		var own *picking.Error
		errors.As(err, &own)
		auth.Flash(c, "warn", own.Message)
		return respond.SeeOther(c, OrderPath(orderID(c)))
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", done)
	return respond.SeeOther(c, OrderPath(orderID(c)))
}
