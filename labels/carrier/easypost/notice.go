package easypost

import (
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"pickpack/labels/carrier"
)

// Notice reads a webhook call.
func (c *Carrier) Notice(call carrier.Call) (carrier.Notice, error) {
	if err := c.proven(call); err != nil {
		return carrier.Notice{}, err
	}
	var e struct {
		ID     string          `json:"id"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(call.Body, &e); err != nil || e.ID == "" {
		return carrier.Notice{}, carrier.Troubled(carrier.Refused, "The call cannot be read.").Because(err)
	}
	var kind struct {
		Object string `json:"object"`
	}
	var t tracker
	if json.Unmarshal(e.Result, &kind) != nil || kind.Object != "Tracker" {
		return carrier.Notice{ID: e.ID}, nil
	}
	if err := json.Unmarshal(e.Result, &t); err != nil {
		return carrier.Notice{}, carrier.Troubled(carrier.Refused, "The call cannot be read.").Because(err)
	}
	return carrier.Notice{ID: e.ID, Tracking: t.tracking()}, nil
}

// proven checks the signature, the newer one if there is one.
func (c *Carrier) proven(call carrier.Call) error {
	secret := norm.NFKD.String(c.webhook.Reveal())
	if secret == "" {
		return carrier.Troubled(carrier.Denied, "This account takes no calls.")
	}
	if call.Header.Get("X-Hmac-Signature-V2") != "" {
		stamp := call.Header.Get("X-Timestamp")
		at, err := parseStamp(stamp)
		if err != nil || !signed(call.Header, "X-Hmac-Signature-V2", secret, []byte(stamp), []byte(call.Method), []byte(call.Path), call.Body) {
			return carrier.Troubled(carrier.Denied, "The call is not signed by %s.", Name)
		}
		if !carrier.Fresh(call.At, at) {
			return carrier.Troubled(carrier.Denied, "The call is too old.")
		}
		return nil
	}
	if !signed(call.Header, "X-Hmac-Signature", secret, call.Body) {
		return carrier.Troubled(carrier.Denied, "The call is not signed by %s.", Name)
	}
	return nil
}

func signed(h http.Header, name, secret string, parts ...[]byte) bool {
	text, ok := strings.CutPrefix(h.Get(name), "hmac-sha256-hex=")
	got, err := hex.DecodeString(text)
	return ok && err == nil && hmac.Equal(got, carrier.Sign(secret, parts...))
}

func parseStamp(s string) (at time.Time, err error) {
	for _, layout := range []string{time.RFC3339Nano, time.RFC1123Z, time.RFC1123} {
		if at, err = time.Parse(layout, s); err == nil {
			return at, nil
		}
	}
	return at, err
}
