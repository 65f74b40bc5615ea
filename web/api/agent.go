package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/scale"
	"pickpack/picking"
	"pickpack/web/auth"
)

// Paths of the agent on a packing PC. It drives the printers that bear the name of its key.
const (
	AgentClaimPath    = Path + "/agent/claim"
	AgentEndPath      = Path + "/agent/end"
	AgentPrintersPath = Path + "/agent/printers"
	AgentHealthPath   = Path + "/agent/health"
	AgentScalePath    = Path + "/agent/scale"
)

// AgentEnd says what became of a print: ID and N are those of its claim, State one of db's for prints that have ended.
type AgentEnd struct {
	ID      picking.PrintID `json:"id"`
	N       int             `json:"n"`
	State   string          `json:"state"`
	Trouble string          `json:"trouble"`
}

// AgentPrinter is a printer that nobody has asked lately how it is.
type AgentPrinter struct {
	ID      picking.PrinterID `json:"id"`
	Address string            `json:"address"`
	Format  string            `json:"format"`
}

// AgentHealth is how a printer says it is.
type AgentHealth struct {
	ID      picking.PrinterID `json:"id"`
	Ready   bool              `json:"ready"`
	Trouble string            `json:"trouble"`
}

// agentAsks is how long a printer is left alone by its agent.
const agentAsks = 15 * time.Second

func (a *Area) mountAgent(g *echo.Group) {
	g.POST("/agent/claim", a.agentClaim)
	g.POST("/agent/end", a.agentEnd)
	g.GET("/agent/printers", a.agentPrinters)
	g.POST("/agent/health", a.agentHealth)
	g.POST("/agent/scale", a.agentScale)
}

// agentClaim gives an agent the print that waits longest for a printer of its; 204: none waits.
func (a *Area) agentClaim(c echo.Context) error {
	who := auth.User(c)
	claim, err := a.Store.ClaimPrint(c.Request().Context(), who.Warehouse, who.Name)
	if err != nil {
		return err
	}
	if claim.ID == 0 {
		return c.NoContent(http.StatusNoContent)
	}
	return c.JSON(http.StatusOK, claim)
}

func (a *Area) agentEnd(c echo.Context) error {
	var e AgentEnd
	if err := agentBody(c, &e); err != nil {
		return err
	}
	who := auth.User(c)
	claim := db.PrintClaim{Warehouse: who.Warehouse, Agent: who.Name, ID: e.ID, N: e.N}
	if err := a.Store.EndPrint(c.Request().Context(), claim, e.State, e.Trouble); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (a *Area) agentPrinters(c echo.Context) error {
	who := auth.User(c)
	all, err := a.Store.PrintersToAsk(c.Request().Context(), who.Warehouse, who.Name, agentAsks)
	if err != nil {
		return err
	}
	out := make([]AgentPrinter, len(all))
	for i, p := range all {
		out[i] = AgentPrinter{p.ID, p.Address, p.Format}
	}
	return c.JSON(http.StatusOK, out)
}

func (a *Area) agentHealth(c echo.Context) error {
	var h AgentHealth
	if err := agentBody(c, &h); err != nil {
		return err
	}
	who := auth.User(c)
	if err := a.Store.PrinterHealth(c.Request().Context(), who.Warehouse, who.Name, h.ID, h.Ready, h.Trouble); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// AgentScale is what the scale of a station shows.
type AgentScale struct {
	Station string `json:"station"`
	scale.Reading
}

// agentScale keeps a reading. Only one that is stable or moving has a weight.
func (a *Area) agentScale(c echo.Context) error {
	var r AgentScale
	if err := agentBody(c, &r); err != nil {
		return err
	}
	if !slices.Contains(scale.States, r.State) {
		return picking.FieldError("state", "%.20q is not a state of a scale.", string(r.State))
	}
	if weighs := r.State == scale.Stable || r.State == scale.Moving; r.Grams < 0 || r.Grams > scale.MostGrams || r.Grams > 0 && !weighs {
		return picking.FieldError("grams", "%d is no weight for this state.", r.Grams)
	}
	who := auth.User(c)
	err := a.Store.ScaleSays(c.Request().Context(), who.Warehouse, who.Name, db.ScaleReading{Station: r.Station, State: string(r.State), Grams: r.Grams})
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// agentBody reads a small JSON object strictly.
func agentBody(c echo.Context, into any) error {
	body, err := jsonBody(c.Request())
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return picking.FieldError("body", "This is not what an agent says: %v.", err)
	}
	return nil
}
