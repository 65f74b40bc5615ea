package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"
)

const year = 365 * 24 * 60 * 60

// Device gives every browser an identity of its own, apart from who is signed in, at its first visit.
func (a *Auth) Device(next echo.HandlerFunc) echo.HandlerFunc {
	name := a.cookie("pickpack_device")
	return func(c echo.Context) error {
		c.Set(selfKey, a)
		secret := ""
		if k, err := c.Cookie(name); err == nil && len(k.Value) == secretLength {
			secret = k.Value
		} else if secret = newSecret(); wantsDevice(c) {
			c.SetCookie(&http.Cookie{Name: name, Value: secret, Path: "/", MaxAge: year, HttpOnly: true, Secure: a.opt.Secure, SameSite: http.SameSiteLaxMode})
		}
		c.Set(deviceKey, deviceID(secret))
		return next(c)
	}
}

// wantsDevice leaves programs and probes without a cookie.
func wantsDevice(c echo.Context) bool {
	switch c.Path() {
	case "", "/healthz", "/readyz":
		return false
	}
	return !isAPI(c)
}

// secretLength is that of 256 bits in base64url.
const secretLength = 43

// newSecret is 256 random bits as text.
func newSecret() string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// deviceID is what may be known of a device: knowing it does not make another browser the device.
func deviceID(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base32.StdEncoding.EncodeToString(sum[:10])
}
