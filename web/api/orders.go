package api

import (
	"crypto/sha256"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/web/auth"
)

// MaxOrders is how many orders one request may hold.
const MaxOrders = 1_000

// sent is one order in the answer to its sending.
type sent struct {
	Source     string `json:"source"`
	ExternalID string `json:"external_id"`
	Number     string `json:"number"`
	Created    bool   `json:"created"` // false: it was here already, exactly so
	URL        string `json:"url"`
}

// send takes one order or a list of them.
func (a *Area) send(c echo.Context) error {
	key, err := idempotencyKey(c.Request())
	if err != nil {
		return err
	}
	body, err := jsonBody(c.Request())
	if err != nil {
		return err
	}
	file, list, err := a.read(c, body)
	if err != nil {
		return err
	}
	hash := sha256.Sum256(body)
	s := db.Sending{Warehouse: auth.User(c).Warehouse, Key: key, Hash: hash[:], File: file}
	answer, report, err := a.Store.SendOrders(c.Request().Context(), s, func(r intake.Report, refs []db.OrderRef) (db.Answer, error) {
		return answerOf(r, refs, list)
	})
	switch {
	case err != nil:
		return err
	case answer.Status == 0:
		return refuse(c, report.Bad)
	case !report.Taken:
		c.Response().Header().Set("Idempotency-Replayed", "true")
	}
	return c.Blob(answer.Status, echo.MIMEApplicationJSON, answer.Body)
}

// jsonBody reads a request's body; the server's chain limits its size.
func jsonBody(r *http.Request) ([]byte, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); err != nil || kind != echo.MIMEApplicationJSON {
		return nil, echo.ErrUnsupportedMediaType
	}
	return io.ReadAll(r.Body)
}

// read turns a request into orders. What does not even have the shape of one is told with all the rest.
func (a *Area) read(c echo.Context, body []byte) (f intake.File, list bool, err error) {
	doc, err := decode(body)
	if err != nil {
		return f, false, err
	}
	o, err := a.Store.IntakeOptions(c.Request().Context(), auth.User(c).Warehouse, a.Now())
	if err != nil {
		return f, false, err
	}
	f = intake.New(intake.Orders, "API key "+auth.User(c).Name, o)
	var wrong []intake.Problem
	var orders []object
	switch v := doc.(type) {
	case map[string]any:
		orders = []object{{"", v, &wrong}}
	case []any:
		list, orders = true, objects("orders", v, &wrong)
	default:
		return f, false, picking.Errorf(picking.Invalid, "The body must be an order or a list of orders.")
	}
	if len(orders) == 0 || len(orders) > MaxOrders {
		return f, list, picking.Errorf(picking.Invalid, "The list must hold 1 to %d orders; it holds %d.", MaxOrders, len(orders))
	}
	for _, o := range orders {
		before := len(wrong)
		if order := o.order(); len(wrong) == before {
			f.AddOrder(order)
		}
	}
	f.Refuse(wrong)
	return f, list, nil
}

func answerOf(r intake.Report, refs []db.OrderRef, list bool) (db.Answer, error) {
	out := make([]sent, len(refs))
	for i, o := range refs {
		out[i] = sent{o.Source, o.ExternalID, o.Number, o.New, OrderPath(o.Number)}
	}
	status := http.StatusOK
	if r.New > 0 {
		status = http.StatusCreated
	}
	var body []byte
	var err error
	if list {
		body, err = json.Marshal(out)
	} else {
		body, err = json.Marshal(out[0])
	}
	return db.Answer{Status: status, Body: body}, err
}

// state is an order as it stands.
type state struct {
	Number     string          `json:"number"`
	Source     string          `json:"source"`
	ExternalID string          `json:"external_id"`
	Channel    picking.Channel `json:"channel"`
	Service    string          `json:"service"`
	Priority   int             `json:"priority"`
	State      picking.State   `json:"state"`
	Hold       string          `json:"hold,omitempty"`
	Cutoff     time.Time       `json:"cutoff"`
	PlacedAt   time.Time       `json:"placed_at"`
	ShipTo     picking.Address `json:"ship_to"`
	Note       string          `json:"note,omitempty"`
	Gift       string          `json:"gift_message,omitempty"`
	Units      picking.Qty     `json:"units"`
	Short      picking.Qty     `json:"short"`
	Picked     picking.Qty     `json:"picked"`
	Packed     picking.Qty     `json:"packed"`
	Lines      []line          `json:"lines"`
	Cartons    []carton        `json:"cartons"`
}

type line struct {
	No      int         `json:"no"`
	SKU     string      `json:"sku"`
	Name    string      `json:"name"`
	Qty     picking.Qty `json:"qty"`
	Short   picking.Qty `json:"short"`
	Picked  picking.Qty `json:"picked"`
	Packed  picking.Qty `json:"packed"`
	Shipped picking.Qty `json:"shipped"`
}

type carton struct {
	N        int           `json:"n"`
	State    string        `json:"state"`
	Weight   picking.Grams `json:"weight_g,omitempty"`
	SSCC     string        `json:"sscc,omitempty"`
	Tracking string        `json:"tracking,omitempty"`
	Units    picking.Qty   `json:"units"`
}

// order shows how far an order has come.
func (a *Area) order(c echo.Context) error {
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	id, err := a.Store.OrderByNumber(ctx, wh, c.Param("number"))
	if err != nil {
		return err
	}
	p, err := a.Store.Order(ctx, wh, id)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stateOf(p))
}

func stateOf(p db.OrderPage) state {
	s := state{Number: p.Number, Source: p.Source, ExternalID: p.ExternalID, Channel: p.Channel, Service: p.Service, Priority: p.Priority,
		State: p.State, Hold: p.Hold, Cutoff: p.Cutoff.UTC(), PlacedAt: p.PlacedAt.UTC(), ShipTo: p.ShipTo, Note: p.Note, Gift: p.Gift,
		Units: p.Units, Short: p.Short, Picked: p.Picked, Packed: p.Packed, Lines: []line{}, Cartons: []carton{}}
	for _, l := range p.OrderLines {
		s.Lines = append(s.Lines, line{l.No, l.SKU, l.Name, l.Qty, l.Short, l.Picked, l.Packed, l.Shipped})
	}
	for _, k := range p.Cartons {
		s.Cartons = append(s.Cartons, carton{k.N, k.State, k.Weight, k.SSCC, k.Tracking, k.Units})
	}
	return s
}
