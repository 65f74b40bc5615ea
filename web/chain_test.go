package web

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// A stream of events has no end by the clock, whoever asks for it; everything else has.
func TestOnlyStreamsHaveNoDeadline(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		method, accept string
		bounded        bool
	}{
		{"GET", "text/event-stream", false},
		{"GET", "text/html, text/event-stream", false}, // htmx
		{"GET", "text/html", true},
		{"GET", "", true},
		{"POST", "text/html, text/event-stream", true},
	} {
		r := httptest.NewRequest(tc.method, "/d/live", nil)
		r.Header.Set("Accept", tc.accept)
		var bounded bool
		err := limits(func(c echo.Context) error {
			_, bounded = c.Request().Context().Deadline()
			return nil
		})(echo.New().NewContext(r, httptest.NewRecorder()))
		if err != nil || bounded != tc.bounded {
			t.Errorf("%s for %q: has a deadline is %v, %v", tc.method, tc.accept, bounded, err)
		}
	}
}

// Only the packing station's pages may read scales.
func TestScalesArePackersAlone(t *testing.T) {
	t.Parallel()
	for route, may := range map[string]bool{"/s": true, "/s/orders/:order": true, "/d": false, "/setup": false, "": false, "/h/list": false} {
		c := echo.New().NewContext(httptest.NewRequest("GET", "/", nil), httptest.NewRecorder())
		c.SetPath(route)
		if err := headers(false)(func(echo.Context) error { return nil })(c); err != nil {
			t.Fatal(err)
		}
		got := c.Response().Header().Get("Permissions-Policy")
		if strings.Contains(got, "hid=(self), serial=(self)") != may || strings.Contains(got, "hid=(), serial=()") == may {
			t.Errorf("%q: %s", route, got)
		}
	}
}
