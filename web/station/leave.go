package station

import (
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// leaveView is the door: which parcels wait for which carrier. Parcels with a carrier's label have a Door, named after who
// drives; those with a label of the house are listed by the shop's Service.
type leaveView struct {
	screen
	Doors    []db.Door
	Services []db.ServiceWaiting
	Door     string
	Service  string
	Loaded   int
	Parcels  []pack.Parcel // that wait
}

func (a *Area) leave(c echo.Context) error { return a.showLeave(c, picking.Message{}, "") }

// showLeave shows the door. asked is what the next scan answers, for the address that it goes to; "": nothing was asked.
func (a *Area) showLeave(c echo.Context, said picking.Message, asked string) (err error) {
	v := leaveView{screen: a.screen(c, "Hand-over"), Door: c.QueryParam("door"), Service: c.QueryParam("service")}
	v.Said, v.Ask = said, "Scan a shipping label"
	v.Action, v.URL = doorOf(c, LeaveScanPath), doorOf(c, LeavePath)
	ctx, w := c.Request().Context(), who(c).Warehouse
	if v.Doors, err = a.Store.Doors(ctx, w); err != nil {
		return err
	}
	if v.Services, err = a.Store.ServicesToLeave(ctx, w); err != nil {
		return err
	}
	if v.Service == "" && v.Door == "" {
		switch {
		case len(v.Services) > 0:
			v.Service = v.Services[0].Service
			v.Action = withService(LeaveScanPath, v.Service)
		case len(v.Doors) == 1:
			v.Door = v.Doors[0].Name
			v.Action, v.URL = withDoor(LeaveScanPath, v.Door), withDoor(LeavePath, v.Door)
		}
	}
	switch {
	case v.Door != "":
		v.Parcels, err = a.Store.DoorParcels(ctx, w, v.Door)
	case v.Service != "":
		v.Parcels, err = a.Store.ParcelsToLeave(ctx, w, v.Service)
	}
	if err != nil {
		return err
	}
	v.Loaded = loadedAt(v.Doors, v.Door)
	v.Action += asked
	return show(c, v.Frame, leaving(v))
}

// loadedAt is how many parcels were scanned at a door.
func loadedAt(doors []db.Door, name string) int {
	for _, d := range doors {
		if d.Name == name {
			return d.Loaded
		}
	}
	return 0
}

func withService(path, service string) string { return withQuery(path, "service", service) }

func withDoor(path, door string) string { return withQuery(path, "door", door) }

func withQuery(path, name, value string) string {
	if value == "" {
		return path
	}
	return path + "?" + name + "=" + url.QueryEscape(value)
}

// doorOf is a path with the request's door, or its service.
func doorOf(c echo.Context, path string) string {
	if door := c.QueryParam("door"); door != "" {
		return withDoor(path, door)
	}
	return withService(path, c.QueryParam("service"))
}

func (a *Area) leaveScan(c echo.Context) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	switch s.Code {
	case pack.LeavesCode:
		return a.leaves(c, act)
	case pack.LeaveAllCode:
		return a.allLeave(c, act)
	}
	answer, err := a.Store.HandOver(c.Request().Context(), act, s, c.QueryParam("door"))
	return a.left(c, answer, err)
}

// leaves is the code that ends the loading: it asks first, and shows what is missing.
func (a *Area) leaves(c echo.Context, act db.Act) error {
	ctx, door := c.Request().Context(), c.QueryParam("door")
	if seen, err := strconv.Atoi(c.QueryParam("end")); err == nil && door != "" {
		answer, err := a.Store.EndLoading(ctx, act, door, seen)
		return a.left(c, answer, err)
	}
	if door == "" {
		return a.showLeave(c, pack.NoDoor(c.QueryParam("service")), "")
	}
	doors, err := a.Store.Doors(ctx, act.Warehouse)
	if err != nil {
		return err
	}
	missing, err := a.Store.DoorParcels(ctx, act.Warehouse, door)
	if err != nil {
		return err
	}
	return a.asking(c, pack.AskLeaves(door, loadedAt(doors, door), missing), "&end="+strconv.Itoa(len(missing)))
}

// allLeave is the code that hands over all parcels of a service: it asks first.
func (a *Area) allLeave(c echo.Context, act db.Act) error {
	service := c.QueryParam("service")
	if service == "" || c.QueryParam("door") != "" {
		return a.showLeave(c, picking.Refuse(picking.NotAllowed, "Not here", "Parcels with a carrier's label are scanned one by one.",
			picking.Say("Scan them, then %s.", pack.LeavesCode)), "")
	}
	if c.QueryParam("all") != "" {
		answer, err := a.Store.HandOverAll(c.Request().Context(), act, service)
		return a.left(c, answer, err)
	}
	waiting, err := a.Store.ParcelsToLeave(c.Request().Context(), act.Warehouse, service)
	if err != nil {
		return err
	}
	return a.asking(c, pack.AskAll(service, len(waiting)), "&all=1")
}

// asking shows a question, or why there is none.
func (a *Area) asking(c echo.Context, m picking.Message, asked string) error {
	if m.Verdict != picking.Confirm {
		asked = ""
	}
	return a.showLeave(c, m, asked)
}

func (a *Area) leaveAll(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.HandOverAll(c.Request().Context(), act, c.QueryParam("service"))
	return a.left(c, answer, err)
}

// leaveEnd ends the loading at a door; the form says how many missing parcels were shown.
func (a *Area) leaveEnd(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(c.QueryParam("seen"))
	if err != nil || c.QueryParam("door") == "" {
		return picking.FieldError("door", "Choose a carrier first.")
	}
	answer, err := a.Store.EndLoading(c.Request().Context(), act, c.QueryParam("door"), seen)
	return a.left(c, answer, err)
}

func (a *Area) left(c echo.Context, answer db.LeaveAnswer, err error) error {
	if err != nil {
		return err
	}
	if plainPost(c) && answer.Message.Verdict.Accepted() {
		auth.Flash(c, "ok", answer.Message.Title.String()+". "+answer.Message.Detail.String())
		return respond.SeeOther(c, doorOf(c, LeavePath))
	}
	return a.showLeave(c, answer.Message, "")
}
