package desk

import (
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// wavesPage is how many waves a page shows.
const wavesPage = 30

type wavesView struct {
	Waves []waveLine
	Pager ui.Pager
	Path  string
}

func (a *Area) waves(c echo.Context) error {
	before, err := number(c, "before")
	if err != nil {
		return err
	}
	rows, err := a.Store.Waves(c.Request().Context(), auth.User(c).Warehouse, picking.WaveID(before), wavesPage+1)
	if err != nil {
		return err
	}
	v := wavesView{Path: c.Request().URL.RequestURI()}
	more := len(rows) > wavesPage
	if more {
		rows = rows[:wavesPage]
	}
	v.Pager = pagerOf(c, len(rows), func() string {
		if !more {
			return ""
		}
		return "before=" + text(rows[wavesPage-1].ID)
	}())
	for _, w := range rows {
		v.Waves = append(v.Waves, waveLineOf(w, a.clock(c)))
	}
	return a.show(c, page{"Waves", "waves", v.Path, wavesScreen(v)})
}
