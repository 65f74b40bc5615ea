package respond_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/respond"
)

// page is the plainest view of a trouble.
func page(_ echo.Context, t respond.Trouble) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := fmt.Fprintf(w, "<p>%d %s: %s</p>", t.Status, t.Title, t.Message)
		return err
	})
}

// serve answers one request with a handler's error.
func serve(log *slog.Logger, header map[string]string, handler echo.HandlerFunc) *httptest.ResponseRecorder {
	e := echo.New()
	e.HTTPErrorHandler = respond.Errors(log, page)
	e.GET("/x", handler)
	r := httptest.NewRequest("GET", "/x", nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

func TestEveryKindHasAStatus(t *testing.T) {
	t.Parallel()
	want := map[picking.Kind]int{picking.Internal: 500, picking.Invalid: 422, picking.NotFound: 404, picking.Conflict: 409,
		picking.Forbidden: 403, picking.Unauthorized: 401, picking.Busy: 429, picking.Unavailable: 503}
	for kind := picking.Internal; kind <= picking.Unavailable; kind++ {
		w := serve(silent, nil, func(echo.Context) error {
			return fmt.Errorf("release wave 12: %w", picking.Errorf(kind, "The words."))
		})
		if w.Code != want[kind] {
			t.Errorf("kind %d: %d", kind, w.Code)
		}
		if told := strings.Contains(w.Body.String(), "The words."); told == (kind == picking.Internal) {
			t.Errorf("kind %d: %s", kind, w.Body)
		}
		if retry := w.Header().Get("Retry-After") != ""; retry != (kind == picking.Busy || kind == picking.Unavailable) {
			t.Errorf("kind %d: Retry-After is %q", kind, w.Header().Get("Retry-After"))
		}
	}
}

func TestCausesAreForTheLogAlone(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	for name, err := range map[string]error{
		"a bare error":   errors.New("SECRET table"),
		"an own one":     &picking.Error{Kind: picking.Internal, Message: "SECRET words", Cause: errors.New("SECRET table")},
		"with a cause":   &picking.Error{Kind: picking.Unavailable, Message: "Away.", Cause: errors.New("SECRET table")},
		"out of time":    fmt.Errorf("SECRET: %w", context.DeadlineExceeded),
		"echo's own":     echo.NewHTTPError(500, "SECRET"),
		"echo's refusal": echo.NewHTTPError(400, "SECRET"),
	} {
		for _, header := range []map[string]string{nil, {"Accept": "application/json"}} {
			w := serve(slog.New(slog.NewTextHandler(&log, nil)), header, func(echo.Context) error { return err })
			if strings.Contains(w.Body.String(), "SECRET") {
				t.Errorf("%s: %s", name, w.Body)
			}
		}
	}
	if n := strings.Count(log.String(), "SECRET table"); n < 3 {
		t.Errorf("the log misses causes:\n%s", &log)
	}
}

func TestProblemDetails(t *testing.T) {
	t.Parallel()
	w := serve(silent, map[string]string{"Accept": "application/json"}, func(echo.Context) error {
		return picking.FieldError("lines[2].qty", "A quantity is 1 or more.")
	})
	var got struct {
		Type, Title, Detail, Field string
		Status                     int
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 422 || w.Header().Get("Content-Type") != "application/problem+json" || got.Status != 422 || got.Type != "about:blank" ||
		got.Field != "lines[2].qty" || got.Detail != "A quantity is 1 or more." || got.Title == "" {
		t.Fatalf("%d %+v", w.Code, got)
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	w := serve(silent, nil, func(c echo.Context) error {
		_, err := io.ReadAll(http.MaxBytesReader(c.Response(), io.NopCloser(strings.NewReader("too much")), 3))
		return err
	})
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Fatal(w.Code)
	}
}

func TestAViewThatFailsIsNotSentByHalves(t *testing.T) {
	t.Parallel()
	broken := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		fmt.Fprint(w, "<p>half of it")
		return errors.New("no more")
	})
	w := serve(silent, nil, func(c echo.Context) error { return respond.Render(c, 200, broken) })
	if w.Code != 500 || strings.Contains(w.Body.String(), "half of it") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func TestWhoWantsWhat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		header         map[string]string
		fragment, json bool
	}{
		{map[string]string{"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, false, false},
		{map[string]string{"X-Fragment": "1"}, true, false},
		{map[string]string{"HX-Request": "true"}, true, false},
		{map[string]string{"Accept": "application/problem+json"}, false, true},
		{map[string]string{"Accept": "text/html, application/json"}, false, false},
		{nil, false, false},
	} {
		serve(silent, c.header, func(e echo.Context) error {
			if got := respond.IsFragment(e); got != c.fragment {
				t.Errorf("%v: fragment %v", c.header, got)
			}
			if got := respond.WantsJSON(e); got != c.json {
				t.Errorf("%v: JSON %v", c.header, got)
			}
			return nil
		})
	}
}
