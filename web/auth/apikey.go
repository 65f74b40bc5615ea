package auth

import (
	"context"
	"crypto/sha256"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
)

const keyPrefix = "pp_"

// NewAPIKey makes a key for a program, stores its hash and answers the key: it can never be shown again.
func (a *Auth) NewAPIKey(ctx context.Context, by picking.User, name string) (key string, err error) {
	if name = strings.TrimSpace(name); name == "" {
		return "", picking.FieldError("name", "Please say which program this key is for.")
	}
	key = keyPrefix + newSecret()
	_, err = a.store.AddAPIKey(ctx, by, name, digest(key))
	return key, err
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// APIKeys lets programs in: Authorization: Bearer pp_….
func (a *Auth) APIKeys(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if _, public := Allowed(c.Path()); public || !isAPI(c) { // what a carrier calls proves itself
			return next(c)
		}
		given, ok := strings.CutPrefix(c.Request().Header.Get(echo.HeaderAuthorization), "Bearer ")
		if !ok || !strings.HasPrefix(given, keyPrefix) {
			c.Response().Header().Set(echo.HeaderWWWAuthenticate, "Bearer")
			return picking.Errorf(picking.Unauthorized, "An API key is needed: send the header Authorization: Bearer pp_….")
		}
		k, err := a.store.FindAPIKey(c.Request().Context(), digest(given))
		if picking.KindOf(err) == picking.NotFound {
			c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer error="invalid_token"`)
			return &picking.Error{Kind: picking.Unauthorized, Message: "This API key is not known or was revoked.", Cause: err}
		}
		if err != nil {
			return err
		}
		c.Set(userKey, picking.User{Warehouse: k.Warehouse, Name: k.Name, Role: API, Active: true})
		return next(c)
	}
}
