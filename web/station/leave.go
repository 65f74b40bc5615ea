package station

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// leaveView is the door: which parcels wait for which carrier. Service is the one whose parcels are listed.
type leaveView struct {
	screen
	Services []db.ServiceWaiting
	Service  string
	Parcels  []pack.Parcel
}

func (a *Area) leave(c echo.Context) error { return a.showLeave(c, picking.Message{}) }

func (a *Area) showLeave(c echo.Context, said picking.Message) error {
	v := leaveView{screen: a.screen(c, "Hand-over"), Service: c.QueryParam("service")}
	v.Said, v.Ask = said, "Scan a shipping label"
	v.Action, v.URL = withService(LeaveScanPath, v.Service), withService(LeavePath, v.Service)
	ctx, w := c.Request().Context(), who(c).Warehouse
	var err error
	if v.Services, err = a.Store.ServicesToLeave(ctx, w); err != nil {
		return err
	}
	if v.Service == "" && len(v.Services) > 0 {
		v.Service = v.Services[0].Service
	}
	if v.Service != "" {
		if v.Parcels, err = a.Store.ParcelsToLeave(ctx, w, v.Service); err != nil {
			return err
		}
	}
	return show(c, v.Frame, leaving(v))
}

func withService(path, service string) string {
	if service == "" {
		return path
	}
	return path + "?service=" + url.QueryEscape(service)
}

func (a *Area) leaveScan(c echo.Context) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	answer, err := a.Store.HandOver(c.Request().Context(), act, s)
	return a.left(c, answer, err)
}

func (a *Area) leaveAll(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.HandOverAll(c.Request().Context(), act, c.QueryParam("service"))
	return a.left(c, answer, err)
}

func (a *Area) left(c echo.Context, answer db.LeaveAnswer, err error) error {
	if err != nil {
		return err
	}
	if plainPost(c) && answer.Message.Verdict.Accepted() {
		auth.Flash(c, "ok", answer.Message.Title.String()+". "+answer.Message.Detail.String())
		return respond.SeeOther(c, withService(LeavePath, c.QueryParam("service")))
	}
	return a.showLeave(c, answer.Message)
}
