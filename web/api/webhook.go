package api

import (
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/picking"
)

// WebhookPath is where the carrier of an account calls us.
func WebhookPath(account picking.CarrierID) string {
	return Path + "/carriers/" + strconv.FormatInt(int64(account), 10) + "/webhook"
}

// unproven is the answer to every call that does not prove itself, whether there is such an account or not.
func unproven(cause error) error {
	return &picking.Error{Kind: picking.Unauthorized, Message: "This call does not prove that it is the carrier's.", Cause: cause}
}

// webhook takes a carrier's news of a parcel. The call proves itself (carrier.Notifier); news that came before change
// nothing, so a call may come again. A parcel that is not ours is none of our business: the carrier need not call again.
func (a *Area) webhook(c echo.Context) error {
	r, ctx := c.Request(), c.Request().Context()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(c.Param("account"), 10, 64)
	if err != nil {
		return unproven(err)
	}
	w, account, err := a.Store.CarrierCalled(ctx, picking.CarrierID(id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return unproven(err)
	}
	if err != nil {
		return err
	}
	opened, err := a.Counter.Open(w, account)
	if err != nil {
		return unproven(err)
	}
	notifier, ok := opened.(carrier.Notifier)
	if !ok {
		return unproven(nil)
	}
	n, err := notifier.Notice(carrier.Call{Method: r.Method, Path: r.URL.Path, Header: r.Header, Body: body, At: a.Now()})
	if err != nil && carrier.TroubleOf(err) == carrier.Denied {
		return unproven(err)
	}
	if err != nil {
		return err
	}
	if err := a.tell(c, w, account.ID, n); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (a *Area) tell(c echo.Context, w picking.WarehouseID, account picking.CarrierID, n carrier.Notice) error {
	if n.Number == "" {
		return nil
	}
	ctx := c.Request().Context()
	booking, err := a.Store.ParcelOf(ctx, w, account, n.Number)
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return a.Store.TellParcel(ctx, w, booking, db.ParcelNews{News: n.News, At: a.Now(), Expected: n.Due})
}
