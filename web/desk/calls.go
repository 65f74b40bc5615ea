package desk

import (
	"cmp"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// CallsPath is what was set aside at the packing stations.
const CallsPath = "/d/calls"

// CallPath lets an order be gone on with; MissPath says that units of one of its lines are not to be found.
func CallPath(id int64) string              { return at(CallsPath, id) }
func MissPath(order picking.OrderID) string { return at(CallsPath, order) + "/missing" }

func (a *Area) mountCalls(g *echo.Group) {
	g.GET("/calls", a.calls)
	g.POST("/calls/:id", a.resolveCall)
	g.POST("/calls/:id/missing", a.missPacked)
}

// callsView is the orders that wait for a supervisor.
type callsView struct {
	Calls      []callLine
	Path, CSRF string
}

type callLine struct {
	db.Call
	Ago    string
	ScanID string
}

func (a *Area) calls(c echo.Context) error {
	all, err := a.Store.Calls(ctx(c), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	v, k := callsView{Path: CallsPath, CSRF: auth.CSRF(c)}, a.clock(c)
	for _, x := range all {
		v.Calls = append(v.Calls, callLine{x, k.ago(x.At), scan.NewID()})
	}
	return a.show(c, page{"Set aside", "board", v.Path, callsScreen(v)})
}

func (a *Area) resolveCall(c echo.Context) error {
	n, err := id[int64](c)
	if err != nil {
		return err
	}
	if err := a.Store.ResolveCall(ctx(c), auth.User(c), n, c.FormValue("words")); err != nil {
		return back(c, CallsPath, err)
	}
	return done(c, CallsPath, "The order can be packed on.")
}

func (a *Area) missPacked(c echo.Context) error {
	order, err := id[picking.OrderID](c)
	if err != nil {
		return err
	}
	act, err := scan.Act(c)
	if err != nil {
		return back(c, CallsPath, err)
	}
	no, err := number(c, "line")
	if err != nil {
		return back(c, CallsPath, err)
	}
	r := pack.MissRequest{No: no}
	if c.FormValue("serials") != "" {
		r.There, err = serials(c.FormValue("there"))
	} else {
		var n int
		n, err = number(c, "qty")
		r.Qty = picking.Qty(n)
	}
	if err != nil {
		return back(c, CallsPath, err)
	}
	answer, err := a.Store.MissPacked(ctx(c), act, order, r)
	if err != nil {
		return back(c, CallsPath, err)
	}
	if m := answer.Message; !m.Verdict.Accepted() {
		auth.Flash(c, "bad", m.Title.String()+". "+m.Detail.String())
	} else {
		auth.Flash(c, "ok", m.Detail.String())
	}
	return respond.SeeOther(c, CallsPath)
}

// serials are the serial numbers that were scanned or typed, one a line, plain or in a GS1 code.
func serials(text string) (all []string, err error) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		s, err := scan.Read(line)
		if err != nil {
			return nil, err
		}
		all = append(all, cmp.Or(s.Serial, s.Code))
	}
	return all, nil
}

// someSerials lists the first few; the prompt has no more than five.
func someSerials(all []string) string {
	if len(all) == 5 {
		return strings.Join(all, ", ") + " …"
	}
	return strings.Join(all, ", ")
}
