package desk

import (
	"fmt"
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// waveView is one wave's page.
type waveView struct {
	Line    waveLine
	Lists   []listLine
	Pager   ui.Pager
	Map     floorMap
	Facts   []fact
	Compare comparison
	Tour    *listTour // the list that was chosen
	Undo    bool      // something of it can be taken back
	Path    string
}

// listTour is a list of a wave looked at closely.
type listTour struct {
	Line listLine
	Whys []whyLine
}

func (a *Area) wave(c echo.Context) error {
	w, err := id[picking.WaveID](c)
	if err != nil {
		return err
	}
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	p, err := a.Store.Wave(ctx, wh, w)
	if err != nil {
		return err
	}
	at, err := waveSelection(c, p.Lists)
	if err != nil {
		return err
	}
	v := waveOf(p, at, a.clock(c))
	v.Path = c.Request().URL.RequestURI()
	if at.chosen >= 0 {
		if v.Tour, err = a.listTour(c, p.Lists[at.chosen]); err != nil {
			return err
		}
	}
	return a.show(c, page{"Wave " + v.Line.Name, "waves", v.Path, waveScreen(v)})
}

// waveSelection is selectionOf, where list is the chosen list's id.
func waveSelection(c echo.Context, lists []db.ListRow) (selection, error) {
	list, err := number(c, "list")
	if err != nil {
		return selection{}, err
	}
	from, err := number(c, "from")
	if err != nil {
		return selection{}, err
	}
	place := slices.IndexFunc(lists, func(l db.ListRow) bool { return l.ID == picking.ListID(list) })
	return selectionAt(place+1, from, len(lists))
}

func waveOf(p db.WavePage, at selection, k clock) waveView {
	path := WavePath(p.ID)
	v := waveView{Line: waveLineOf(p.WaveRow, k), Pager: at.pager(path, len(p.Lists))}
	for i, l := range p.Lists {
		v.Undo = v.Undo || l.State == "open" || l.State == "assigned"
		if i < at.from || i >= at.to {
			continue
		}
		line := listLineOf(l, k)
		line.Class, line.Path, line.On = walkClass(i-at.from), at.choose(path, int(l.ID)), i == at.chosen
		v.Lists = append(v.Lists, line)
	}
	v.Map = mapOfLists(p.Floor, v.Lists)
	v.Facts = []fact{{ui.Number(p.Orders), noun(p.Orders, "order")}, {ui.Number(p.Lines), noun(p.Lines, "line")},
		{ui.Number(p.Units), noun(p.Units, "unit")}, {v.Line.Lists, "lists done"}}
	var bound *float64
	if p.Bound > 0 {
		bound = &p.Bound
	}
	v.Compare = compare(p.Metres, p.FirstCome, p.MetresOne, bound)
	return v
}

// listTour looks at one list of a wave.
func (a *Area) listTour(c echo.Context, l db.ListRow) (*listTour, error) {
	k := a.clock(c)
	whys, err := a.whys(c, l.ID, l.Orders == 1)
	return &listTour{listLineOf(l, k), whys}, err
}

// whys are why a list's orders are on it; alone says that there is only one.
func (a *Area) whys(c echo.Context, list picking.ListID, alone bool) ([]whyLine, error) {
	all, err := a.Store.WhyOn(c.Request().Context(), auth.User(c).Warehouse, list)
	k := a.clock(c)
	var lines []whyLine
	for _, y := range all {
		next := ""
		if y.Next != 0 {
			next = "list " + listName(y.Next)
		}
		lines = append(lines, whyLine{y.Order, y.Number, k.due(y.Cutoff.In(k.zone), true), whyWords(y.Why, alone, next)})
	}
	return lines, err
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
