package carrier

import (
	"crypto/hmac"
	"crypto/sha256"
	"net/http"
	"time"
)

// Notifier is a Carrier that calls us when something happens to a parcel.
type Notifier interface {
	// Notice reads a call: who sent it is proven first. A call that is not the carrier's, or is too old, is Denied.
	// News without a number concern no parcel.
	Notice(c Call) (Notice, error)
}

// Call is a request of a carrier to us, its body as it came.
type Call struct {
	Method, Path string
	Header       http.Header
	Body         []byte
	At           time.Time // when it came
}

// Notice is what a carrier calls to say.
type Notice struct {
	ID string // of the event; the same event comes again until it is taken
	Tracking
}

// Window is how old a signed call may be, and how far ahead of our clock.
const Window = 5 * time.Minute

// Fresh says whether a call that came at one time and was signed at another is within the Window.
func Fresh(came, signed time.Time) bool { return came.Sub(signed).Abs() <= Window }

// Sign is the HMAC-SHA256 of parts written one after the other.
func Sign(secret string, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}
