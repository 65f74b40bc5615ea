package sandbox

import (
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking/ship"
)

// Headers of a call from the sandbox.
const (
	timeHeader      = "X-Sandbox-Time"
	signatureHeader = "X-Sandbox-Signature"
)

// Secret signs the sandbox's calls. It is no secret: what the sandbox says concerns no real parcel.
const Secret = "sandbox"

type event struct {
	ID     string    `json:"id"`
	Number string    `json:"number"`
	Due    time.Time `json:"due"`
	News   ship.News `json:"news"`
}

// Call is how the sandbox tells its news of a parcel at a moment.
func Call(number string, n ship.News, at time.Time) carrier.Call {
	body, _ := json.Marshal(event{ID: "sbe_" + number + "_" + strconv.FormatInt(n.At.Unix(), 10), Number: number, News: n}) // plain values: it cannot fail
	stamp := strconv.FormatInt(at.Unix(), 10)
	h := http.Header{}
	h.Set(timeHeader, stamp)
	h.Set(signatureHeader, hex.EncodeToString(carrier.Sign(Secret, []byte(stamp), body)))
	return carrier.Call{Method: http.MethodPost, Header: h, Body: body, At: at}
}

// Notice reads a call that Call made.
func (c *Carrier) Notice(call carrier.Call) (carrier.Notice, error) {
	stamp := call.Header.Get(timeHeader)
	unix, err := strconv.ParseInt(stamp, 10, 64)
	got, errHex := hex.DecodeString(call.Header.Get(signatureHeader))
	if err != nil || errHex != nil || !hmac.Equal(got, carrier.Sign(Secret, []byte(stamp), call.Body)) {
		return carrier.Notice{}, carrier.Troubled(carrier.Denied, "The call is not signed by %s.", Name)
	}
	if !carrier.Fresh(call.At, time.Unix(unix, 0)) {
		return carrier.Notice{}, carrier.Troubled(carrier.Denied, "The call is too old.")
	}
	var e event
	if err := json.Unmarshal(call.Body, &e); err != nil || e.ID == "" {
		return carrier.Notice{}, carrier.Troubled(carrier.Refused, "The call cannot be read.").Because(err)
	}
	return carrier.Notice{ID: e.ID, Tracking: carrier.Tracking{Number: e.Number, Due: e.Due, News: []ship.News{e.News}}}, nil
}
