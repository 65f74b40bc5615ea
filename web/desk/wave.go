package desk

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// waveView is one wave's page.
type waveView struct {
	Line  waveLine
	Lists []listLine
	Map   floorMap
	Facts []fact
	Undo  bool // something of it can be taken back
	Path  string
}

func (a *Area) wave(c echo.Context) error {
	w, err := id[picking.WaveID](c)
	if err != nil {
		return err
	}
	p, err := a.Store.Wave(c.Request().Context(), auth.User(c).Warehouse, w)
	if err != nil {
		return err
	}
	v := waveOf(p, a.clock(c))
	return a.show(c, page{"Wave " + v.Line.Name, "waves", v.Path, waveScreen(v)})
}

func waveOf(p db.WavePage, k clock) waveView {
	v := waveView{Line: waveLineOf(p.WaveRow, k), Map: mapOfFloor(p.Floor), Path: WavePath(p.ID)}
	for _, l := range p.Lists {
		v.Lists = append(v.Lists, listLineOf(l, k))
		v.Undo = v.Undo || l.State == "open" || l.State == "assigned"
	}
	v.Facts = []fact{{ui.Number(p.Orders), noun(p.Orders, "order")}, {ui.Number(p.Lines), noun(p.Lines, "line")},
		{ui.Number(p.Units), noun(p.Units, "unit")}, {v.Line.Lists, "lists done"}, {ui.Metres(p.Metres), "to walk"},
		{ui.Metres(p.MetresOne), "one order at a time"}, {v.Line.Saved, "walk saved"}}
	v.Facts = append(v.Facts, proven(p.Metres, p.MetresOne, p.Bound)...)
	return v
}

func (a *Area) askUnreleaseWave(c echo.Context) error {
	w, err := id[picking.WaveID](c)
	if err != nil {
		return err
	}
	v := askView{Title: fmt.Sprintf("Take wave W-%d back?", w), Action: UnreleaseWavePath(w), Back: WavePath(w),
		Text: "Every order for which nobody has begun to walk waits again and its stock is free. Lists that have been begun go on.",
		Yes:  "Take back", Kind: "danger", CSRF: auth.CSRF(c)}
	return a.show(c, page{fmt.Sprintf("Wave W-%d", w), "waves", "", ask(v)})
}

func (a *Area) unreleaseWave(c echo.Context) error {
	w, err := id[picking.WaveID](c)
	if err != nil {
		return err
	}
	u := auth.User(c)
	undone, err := a.Store.UnreleaseWave(c.Request().Context(), u.Warehouse, u.ID, w)
	if err != nil {
		return back(c, WavePath(w), err)
	}
	return done(c, WavePath(w), takenBack(undone))
}

// takenBack says what an un-release did, and why the rest stays.
func takenBack(u db.Unreleased) string {
	s := ui.Count(len(u.Freed), "order") + " taken back."
	if n := len(u.Stayed); n > 0 {
		s += fmt.Sprintf(" Not taken back: %s, for example: %s", ui.Count(n, "order"), u.Stayed[0].Reason)
	}
	return s
}
