package respond

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/picking"
)

// status of each kind of trouble. There is no other such table.
var status = map[picking.Kind]int{
	picking.Internal:     http.StatusInternalServerError,
	picking.Invalid:      http.StatusUnprocessableEntity,
	picking.NotFound:     http.StatusNotFound,
	picking.Conflict:     http.StatusConflict,
	picking.Forbidden:    http.StatusForbidden,
	picking.Unauthorized: http.StatusUnauthorized,
	picking.Busy:         http.StatusTooManyRequests,
	picking.Unavailable:  http.StatusServiceUnavailable,
}

// Status is the HTTP status of a kind of trouble.
func Status(k picking.Kind) int { return status[k] }

// retryAfter is how many seconds a client is asked to wait when the trouble passes by itself.
var retryAfter = map[int]int{http.StatusTooManyRequests: 5, http.StatusServiceUnavailable: 2}

// Trouble is an error as its reader gets it.
type Trouble struct {
	Status  int
	Title   string // the status in words
	Message string // a sentence for the person or program that asked
	Field   string // the input at fault, if one is
	Request string // id of the request, by which the log is searched
}

// TroubleOf turns an error into what may be said about it. The cause stays behind.
func TroubleOf(err error) Trouble {
	var own *picking.Error
	var echos *echo.HTTPError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return Trouble{Status: http.StatusRequestEntityTooLarge, Title: title(413), Message: string(plain(413))}
	case errors.Is(err, context.DeadlineExceeded):
		return trouble(picking.Unavailable, "This takes too long at the moment. Please try again.", "")
	case errors.As(err, &own) && own.Kind != picking.Internal:
		return trouble(own.Kind, picking.Text(own.Message), own.Field)
	case errors.As(err, &own):
		return trouble(picking.Internal, internal, "")
	case errors.As(err, &echos):
		return Trouble{Status: echos.Code, Title: title(echos.Code), Message: string(plain(echos.Code))}
	}
	return trouble(picking.Internal, internal, "")
}

const (
	wentWrong picking.Text = "Something went wrong"
	internal  picking.Text = "Something went wrong on our side. Nothing was changed by this step; please try it again."
)

func trouble(k picking.Kind, message picking.Text, field string) Trouble {
	return Trouble{Status: status[k], Title: title(status[k]), Message: string(message), Field: field}
}

// titles are the statuses in the words of the floor.
var titles = map[int]picking.Text{
	400: "Not understood", 401: "Please sign in", 403: "Not allowed", 404: "Not found", 405: "Not possible",
	409: "Not possible now", 413: "Too large", 415: "Not understood", 422: "Please check", 429: "One moment", 503: "Not reachable",
}

func title(status int) string {
	if t := titles[status]; t != "" {
		return string(t)
	}
	if status >= 500 {
		return string(wentWrong)
	}
	return http.StatusText(status)
}

// plain is a sentence for the errors that echo and its middleware raise.
func plain(status int) picking.Text {
	switch status {
	case http.StatusNotFound:
		return "There is no page at this address."
	case http.StatusMethodNotAllowed:
		return "This address does not take such a request."
	case http.StatusForbidden:
		return "This form is too old or came from another site. Please go back, reload the page and try again."
	case http.StatusRequestEntityTooLarge:
		return "What you sent is too large."
	case http.StatusBadRequest, http.StatusUnsupportedMediaType:
		return "The request cannot be read. Please reload the page and try again."
	case http.StatusServiceUnavailable:
		return "The service is not reachable at the moment. Please try again."
	}
	if status >= 500 {
		return internal
	}
	return picking.Name(http.StatusText(status))
}

// Page draws a trouble for a person: a whole page, or the fragment that the asking script swaps in.
type Page func(c echo.Context, t Trouble) templ.Component

// Errors is the one place that writes errors, each in the form that was asked for: problem details (RFC 9457) for
// programs, else HTML. Only its log line holds the cause.
func Errors(log *slog.Logger, page Page) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		t := TroubleOf(err)
		t.Request = c.Response().Header().Get(echo.HeaderXRequestID)
		report(log, c, t, err)
		if c.Response().Committed {
			return
		}
		if s := retryAfter[t.Status]; s > 0 && c.Response().Header().Get("Retry-After") == "" {
			c.Response().Header().Set("Retry-After", strconv.Itoa(s))
		}
		if err := write(c, t, page); err != nil && !c.Response().Committed {
			_ = c.String(t.Status, t.Title+". "+t.Message)
		}
	}
}

func write(c echo.Context, t Trouble, page Page) error {
	switch {
	case c.Request().Method == http.MethodHead:
		return c.NoContent(t.Status)
	case WantsJSON(c):
		return Problem(c, t)
	}
	return Render(c, t.Status, page(c, t))
}

func report(log *slog.Logger, c echo.Context, t Trouble, err error) {
	if t.Status < 500 || errors.Is(c.Request().Context().Err(), context.Canceled) {
		return
	}
	log.Error("request failed", "request", t.Request, "method", c.Request().Method, "route", c.Path(), "status", t.Status, "error", err)
}

// WantsJSON reports whether a program asked.
func WantsJSON(c echo.Context) bool {
	r := c.Request()
	accept := r.Header.Get(echo.HeaderAccept)
	return strings.HasPrefix(r.URL.Path, "/api/") ||
		strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// Problem writes problem details (RFC 9457). The field at fault is named by the extension member "field".
func Problem(c echo.Context, t Trouble) error {
	body, err := json.Marshal(struct {
		Type     string `json:"type"`
		Title    string `json:"title"`
		Status   int    `json:"status"`
		Detail   string `json:"detail,omitempty"`
		Instance string `json:"instance,omitempty"`
		Field    string `json:"field,omitempty"`
	}{"about:blank", t.Title, t.Status, t.Message, t.Request, t.Field})
	if err != nil {
		return err
	}
	return c.Blob(t.Status, "application/problem+json", body)
}
