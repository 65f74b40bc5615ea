package api

import (
	_ "embed"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/counter"
)

// OpenAPI describes the interface for machines (OpenAPI 3.1).
//
//go:embed openapi.yaml
var OpenAPI []byte

// Area is mounted at /api/v1.
type Area struct {
	Store   *db.Store
	Counter *counter.Counter // where carriers' calls are proven
	Now     func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.POST("/orders", a.send)
	g.GET("/orders/:number", a.order)
	a.mountAgent(g)
	g.POST("/carriers/:account/webhook", a.webhook)
	g.GET("/openapi.yaml", func(c echo.Context) error { return c.Blob(http.StatusOK, "application/yaml", OpenAPI) })
}

// Path is where the area is mounted.
const Path = "/api/v1"

// OrdersPath takes orders.
const OrdersPath = Path + "/orders"

// OrderPath shows one order.
func OrderPath(number string) string { return OrdersPath + "/" + number }

// idempotencyKey is the request's key: 1 to 255 printable ASCII characters.
func idempotencyKey(r *http.Request) (string, error) {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		return "", picking.FieldError("Idempotency-Key", "this header is required: send a new value (such as a UUID) with each new request, "+
			"and the same value when a request is sent again because its answer was lost")
	}
	for _, b := range []byte(key) {
		if b <= ' ' || b > '~' || len(key) > 255 {
			return "", picking.FieldError("Idempotency-Key", "must be 1 to 255 printable ASCII characters without blanks")
		}
	}
	return key, nil
}
