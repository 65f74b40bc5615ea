package web

import (
	"context"
	"pickpack/db"

	"pickpack/web/api"
	"pickpack/web/demo"
	"pickpack/web/desk"
	"pickpack/web/desk/boxes"
	"pickpack/web/desk/carriers"
	"pickpack/web/desk/fonts"
	"pickpack/web/desk/forms"
	"pickpack/web/desk/imports"
	"pickpack/web/desk/manifests"
	"pickpack/web/desk/parcels"
	"pickpack/web/desk/pictures"
	"pickpack/web/desk/sheets"
	"pickpack/web/handheld"
	"pickpack/web/handheld/capture"
	"pickpack/web/station"
)

// PrintDue prints what closed cartons are still owed, see web/station.
func (a *App) PrintDue(ctx context.Context) error {
	return (&station.Area{Store: a.deps.Store, Now: a.deps.Now}).PrintDue(ctx)
}

// areas mounts the screens, each below its own prefix (web/auth's table says who may go where).
func (a *App) areas() {
	d := a.deps
	(&handheld.Area{Store: d.Store, Now: d.Now}).Mount(a.Group("/h"))
	(&capture.Area{}).Mount(a.Group(capture.ScannerPath))
	(&station.Area{Store: d.Store, Counter: d.Carriers, Now: d.Now}).Mount(a.Group("/s"))
	(&desk.Area{Store: d.Store, Now: d.Now, Live: a.Live, Auth: a.Auth, Pace: a.Pace, Printers: d.Printers}).Mount(a.Group("/d"))
	(&imports.Area{Store: d.Store, Now: d.Now}).Mount(a.Group(imports.Path))
	(&sheets.Area{Store: d.Store, Now: d.Now}).Mount(a.Group(sheets.Path))
	p := &pictures.Area{Store: d.Store}
	p.Mount(a.Group(pictures.Path))
	a.GET(db.PicturePath+":hash", p.Serve)
	(&forms.Area{Store: d.Store, Now: d.Now}).Mount(a.Group(forms.Path))
	(&boxes.Area{Store: d.Store}).Mount(a.Group(boxes.Path))
	a.Fonts.Mount(a.Group(fonts.Path))
	(&carriers.Area{Store: d.Store, Counter: d.Carriers, Now: d.Now}).Mount(a.Group(carriers.Path))
	(&parcels.Area{Store: d.Store, Now: d.Now}).Mount(a.Group(parcels.Path))
	(&manifests.Area{Store: d.Store, Counter: d.Carriers, Now: d.Now}).Mount(a.Group(manifests.Path))
	(&api.Area{Store: d.Store, Counter: d.Carriers, Now: d.Now}).Mount(a.Group("/api/v1"))
	if d.Demo {
		demo.Area{Store: d.Store}.Mount(a.Echo)
	}
}
