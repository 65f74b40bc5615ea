package station

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// ServicePath chooses another carrier's service for an order's cartons that are still to be closed, or for one that is.
func ServicePath(o picking.OrderID, c picking.CartonID) string {
	path := OrderPath(o) + "/service"
	if c != 0 {
		path += "?carton=" + strconv.FormatInt(int64(c), 10)
	}
	return path
}

// serviceView is what carriers ask for a parcel, and the form in which a person takes one of them.
type serviceView struct {
	Frame   ui.Frame
	Order   picking.OrderID
	Carton  picking.CartonID
	Sending db.Consignment
	Rates   []rateRow
	Why     string // the rule chooses what it does; "": it chooses nothing
	Typed   bool   // a carrier whose numbers may be typed is among them
	Chosen  string // as sent
	Number  string
	Reason  string

	Troubles       []counter.Trouble
	Field, Trouble string
}

// rateRow is a service with its price, and when it arrives.
type rateRow struct {
	ship.Rate
	Value, Arrives string
	ByRule         bool
}

// when is how long it takes and by when it is there, as far as the carrier says.
func (r rateRow) when() string {
	switch {
	case r.Days > 0:
		return ui.Count(r.Days, "day") + ", there by " + r.Arrives
	case r.Arrives != "":
		return "there by " + r.Arrives
	}
	return ""
}

// serviceReasons why another service is taken.
var serviceReasons = []string{"Customer asked for it", "Must arrive sooner", "Carrier does not answer", "Carrier does not take this parcel", "Already left today", "Other"}

func (v serviceView) title() string {
	if v.Sending.N == 0 {
		return "Another service for order " + v.Sending.Order
	}
	return "Another service for carton " + ui.Number(v.Sending.N) + " of order " + v.Sending.Order
}

func (v serviceView) of(field string) string {
	if v.Field == field {
		return v.Trouble
	}
	return ""
}

// sending loads how the open order is to go, and whether this person may choose another service.
func (a *Area) sending(c echo.Context, v *packView) (err error) {
	if v.P.Pickup {
		return nil
	}
	w, ctx := who(c).Warehouse, c.Request().Context()
	if v.Sending, err = a.Store.OrderWay(ctx, w, v.P.Order); err != nil || !v.Sending.Carriers {
		return err
	}
	rules, err := a.Store.ShipRules(ctx, w)
	v.Choose = ship.For(rules, v.P.Service).MayOverride(auth.User(c).Role) == nil
	return err
}

func (a *Area) askService(c echo.Context) error {
	v, _, err := a.offered(c)
	if err != nil {
		return err
	}
	return a.showService(c, http.StatusOK, v)
}

func (a *Area) showService(c echo.Context, status int, v serviceView) error {
	v.Frame = auth.Frame(c, "Another service", "")
	v.Frame.Density, v.Frame.Styles = ui.Station, []string{"css/station.css", "css/carriers.css"}
	return respond.Render(c, status, page(v.Frame, anotherService(v)))
}

// offered asks all carriers about the parcel of the address.
func (a *Area) offered(c echo.Context) (v serviceView, o counter.Offers, err error) {
	w, ctx := who(c).Warehouse, c.Request().Context()
	carton, _ := strconv.ParseInt(c.QueryParam("carton"), 10, 64) // none, or no number: the order as a whole
	v.Order, v.Carton = orderID(c), picking.CartonID(carton)
	if v.Sending, err = a.Store.Consignment(ctx, w, v.Order, v.Carton); err != nil {
		return v, o, err
	}
	if v.Sending.Pickup {
		return v, o, picking.Errorf(picking.Conflict, "Order %s goes with no carrier: its customer collects it.", v.Sending.Order)
	}
	rules, err := a.Store.ShipRules(ctx, w)
	if err != nil {
		return v, o, err
	}
	rule := ship.For(rules, v.Sending.Shop)
	if err := rule.MayOverride(auth.User(c).Role); err != nil {
		return v, o, err
	}
	x := v.Sending
	o, err = a.Counter.Rates(ctx, w, carrier.Parcel{From: x.From, To: x.To, Weight: x.Weight, Length: x.Length, Width: x.Width, Height: x.Height,
		Box: x.Box, Reference: x.Order})
	v.Troubles = o.Troubles
	if err != nil {
		v.Trouble = counter.Told(err)
		return v, o, nil
	}
	v.judge(o.Rates, rule, a.Now(), auth.Zone(c))
	v.Typed = v.Carton != 0 && a.typed(c, o)
	return v, o, nil
}

// judge lists the rates, the cheapest first, and marks what the rule takes.
func (v *serviceView) judge(rates []ship.Rate, rule ship.Rule, now time.Time, zone *time.Location) {
	choice, err := ship.Choose(rates, rule, now)
	v.Why = choice.Why
	for _, r := range ship.Sorted(rates, now) {
		row := rateRow{Rate: r, Value: r.Account + "/" + r.Service}
		row.ByRule = err == nil && row.Value == choice.Rate.Account+"/"+choice.Rate.Service
		if at, ok := r.Arrives(now); ok {
			row.Arrives = ui.Moment(at.In(zone), now.In(zone))
		}
		v.Rates = append(v.Rates, row)
	}
}

// typed says whether a number may be typed for one of the offers.
func (a *Area) typed(c echo.Context, o counter.Offers) bool {
	for _, id := range o.IDs {
		if body, err := a.Counter.Carrier(c.Request().Context(), who(c).Warehouse, id); err == nil && body.Can().Typed {
			return true
		}
	}
	return false
}

func (a *Area) chooseService(c echo.Context) error {
	v, o, err := a.offered(c)
	if err != nil {
		return err
	}
	v.Chosen, v.Number, v.Reason = c.FormValue("service"), strings.TrimSpace(c.FormValue("number")), strings.TrimSpace(c.FormValue("reason"))
	account, service, _ := strings.Cut(v.Chosen, "/")
	choice, err := ship.Override(o.Rates, account, service, v.Reason)
	if err == nil && len(v.Number) > 30 {
		err = picking.FieldError("number", "The number is longer than 30 characters.")
	}
	if err == nil {
		err = a.wish(c, v, db.BookingWish{Carrier: o.IDs[account], Service: service, Why: choice.Why, Number: v.Number})
	}
	var own *picking.Error
	if errors.As(err, &own) && (own.Kind == picking.Invalid || own.Kind == picking.Conflict) {
		v.Field, v.Trouble = own.Field, own.Message
		return a.showService(c, respond.Status(own.Kind), v)
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", "It goes by "+choice.Rate.Name+" of "+account+".")
	return respond.SeeOther(c, OrderPath(v.Order))
}

func (a *Area) wish(c echo.Context, v serviceView, w db.BookingWish) error {
	if v.Carton == 0 {
		return a.Store.WishOrder(c.Request().Context(), auth.User(c), v.Order, w)
	}
	return a.Store.WishCarton(c.Request().Context(), auth.User(c), v.Carton, w)
}
