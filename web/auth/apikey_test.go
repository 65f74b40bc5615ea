package auth_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
)

func TestAPIKeys(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.app.POST("/api/v1/echo", func(c echo.Context) error {
		u := auth.User(c)
		return c.JSON(200, map[string]any{"warehouse": u.Warehouse, "name": u.Name, "role": u.Role})
	})
	admin, err := h.store.UserByBadge(t.Context(), "ADMIN")
	if err != nil {
		t.Fatal(err)
	}
	key, err := h.app.Auth.NewAPIKey(t.Context(), admin.User, "shop")
	if err != nil {
		t.Fatal(err)
	}
	if len(key) < 43 {
		t.Fatalf("%q holds fewer than 256 bits", key)
	}
	call := func(header string) answer {
		r, _ := http.NewRequest("POST", h.url+"/api/v1/echo", strings.NewReader("{}"))
		r.Header.Set("Authorization", header)
		return h.browser().do(r)
	}
	if a := call("Bearer " + key); a.StatusCode != 200 || !strings.Contains(a.body, `"role":"api"`) || !strings.Contains(a.body, `"shop"`) || len(a.Cookies()) != 0 {
		t.Fatal(a.StatusCode, a.body, a.Cookies())
	}
	for _, wrong := range []string{"", "Bearer", "Bearer ", key, "Bearer " + key + "x", "Basic " + key, "Bearer pp_" + strings.Repeat("A", 43), "Bearer pp_\x00"} {
		r, _ := http.NewRequest("POST", h.url+"/api/v1/echo", nil)
		r.Header["Authorization"] = []string{strings.ReplaceAll(wrong, "\x00", "%00")}
		a := h.browser().do(r)
		if a.StatusCode != 401 || a.Header.Get("Content-Type") != "application/problem+json" || a.Header.Get("Www-Authenticate") == "" {
			t.Errorf("%q: %d %s", wrong, a.StatusCode, a.body)
		}
	}
	keys, err := h.store.APIKeys(t.Context(), h.wh)
	if err != nil || len(keys) != 1 || keys[0].Name != "shop" {
		t.Fatal(keys, err)
	}
	if err := h.store.RevokeAPIKey(t.Context(), admin.User, keys[0].ID); err != nil {
		t.Fatal(err)
	}
	if a := call("Bearer " + key); a.StatusCode != 401 {
		t.Error("a revoked key still works")
	}
	if err := h.store.RevokeAPIKey(t.Context(), admin.User, keys[0].ID); picking.KindOf(err) != picking.NotFound {
		t.Error("revoked twice:", err)
	}
}

func TestASessionDoesNotOpenTheAPI(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.app.GET("/api/v1/echo", func(c echo.Context) error { return c.NoContent(204) })
	if a := h.browser().signedIn("SUP").get("/api/v1/echo"); a.StatusCode != 401 {
		t.Fatal(a.StatusCode)
	}
}
