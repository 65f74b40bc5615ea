package desk

import (
	"cmp"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/web/auth"
	"pickpack/web/pace"
	"pickpack/web/ui"
)

// HandheldsPath shows how the handhelds do today, and what is the same for all of them.
const HandheldsPath = "/d/handhelds"

func (a *Area) mountHandhelds(g *echo.Group) {
	g.GET("/handhelds", a.handhelds)
	g.POST("/handhelds", a.setHandhelds)
}

// handheldsView is the devices that scanned today, the slowest first, and the setting.
type handheldsView struct {
	Devices []deviceLine
	All     deviceLine // together
	Block   bool
	CSRF    string
}

type deviceLine struct {
	Device, Name, Seen string
	Scans, Waiting     int
	P50, P95, P99      string
	slow               time.Duration
}

func (a *Area) handhelds(c echo.Context) error {
	wh, k := auth.User(c).Warehouse, a.clock(c)
	if err := a.Pace.Flush(ctx(c)); err != nil { // what this server has not written yet
		return err
	}
	y, m, d := k.now.Date()
	rows, err := a.Store.Paces(ctx(c), wh, time.Date(y, m, d, 0, 0, 0, 0, k.zone))
	if err != nil {
		return err
	}
	v := handheldsView{CSRF: auth.CSRF(c)}
	v.Devices, v.All = devices(rows, k)
	if v.Block, err = a.Store.ErrorsBlock(ctx(c), wh); err != nil {
		return err
	}
	return a.show(c, page{"Handhelds", "people", "", handheldsScreen(v)})
}

// devices sums the hours of each device.
func devices(rows []db.Pace, k clock) (lines []deviceLine, all deviceLine) {
	together := make(pace.Times, pace.Steps)
	for i := 0; i < len(rows); {
		times, waiting, from := make(pace.Times, pace.Steps), 0, i
		for ; i < len(rows) && rows[i].Device == rows[from].Device; i++ {
			times.Add(rows[i].Times)
			waiting = max(waiting, rows[i].Waiting)
		}
		last := rows[i-1]
		together.Add(times)
		all.Waiting = max(all.Waiting, waiting)
		l := lineOf(times, waiting)
		l.Device, l.Name, l.Seen = last.Device[:min(6, len(last.Device))], last.Name, k.ago(last.SeenAt)
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b deviceLine) int { return cmp.Compare(b.slow, a.slow) })
	return lines, lineOf(together, all.Waiting)
}

func lineOf(t pace.Times, waiting int) deviceLine {
	return deviceLine{Scans: int(t.Count()), Waiting: waiting, P50: ms(t.At(.5)), P95: ms(t.At(.95)), P99: ms(t.At(.99)), slow: t.At(.95)}
}

func ms(d time.Duration) string { return ui.Number(int(d.Milliseconds())) + " ms" }

func (a *Area) setHandhelds(c echo.Context) error {
	u := auth.User(c)
	if err := a.Store.SetErrorsBlock(ctx(c), u.Warehouse, u.ID, c.FormValue("block") != ""); err != nil {
		return err
	}
	return done(c, HandheldsPath, "Saved. A handheld takes it over when its page is loaded next, at the latest when somebody signs in.")
}
