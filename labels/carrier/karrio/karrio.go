package karrio

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
)

// Name is the service's, for people.
const Name = "Karrio"

// Account is an account's settings.
type Account struct {
	Key      carrier.Secret
	Webhook  carrier.Secret // as the server has made it; none: there are no calls
	Address  string         // of the server, without /v1
	Inside   bool           // the server is one of ours
	Carriers []string       // which of the server's connections may be used; empty: all
	Timeout  time.Duration  // of one call; 0: the usual
}

// Carrier is one account. Make it with New.
type Carrier struct {
	api      *remote.Client
	keys     remote.Keys
	webhook  carrier.Secret
	carriers []string
}

// New checks the settings. The error is Invalid and names the field.
func New(a Account) (*Carrier, error) {
	api, err := remote.New(remote.Options{Name: Name, Base: a.Address, Inside: a.Inside, Secret: a.Key, Timeout: a.Timeout,
		Auth: func(h *http.Header) { h.Set("Authorization", "Token "+a.Key.Reveal()) }})
	if err != nil {
		return nil, err
	}
	return &Carrier{api: api, webhook: a.Webhook, carriers: a.Carriers}, nil
}

// String tells no more than the name.
func (c *Carrier) String() string { return Name }

// GoString is String, for %#v.
func (c *Carrier) GoString() string { return Name }

// Can says that it can do everything.
func (c *Carrier) Can() carrier.Can {
	return carrier.Can{Rates: true, Void: true, Track: true, Manifest: true, Settle: 2 * time.Minute,
		Formats: []carrier.Format{carrier.ZPL, carrier.PDF, carrier.PNG}}
}

// Ping asks for one shipment, whichever.
func (c *Carrier) Ping(ctx context.Context) error {
	return c.call(ctx, remote.Request{Method: http.MethodGet, Path: "v1/shipments", Query: url.Values{"limit": {"1"}}})
}

// call makes a request and judges its answer.
func (c *Carrier) call(ctx context.Context, r remote.Request) error {
	a, err := c.api.Call(ctx, r)
	if err != nil {
		return err
	}
	if a.Status/100 != 2 {
		return c.trouble(r, a)
	}
	return nil
}

// message is what the server, or a carrier behind it, says.
type message struct {
	Carrier string          `json:"carrier_name"`
	Message string          `json:"message"`
	Details json.RawMessage `json:"details"`
}

// trouble is what an answer that is not 2xx means. Errors are the server's, messages the carriers'.
func (c *Carrier) trouble(r remote.Request, a remote.Answer) *carrier.Error {
	var f struct {
		Errors   []message `json:"errors"`
		Messages []message `json:"messages"`
	}
	_ = json.Unmarshal(a.Body, &f) // an error that is not JSON has its status alone
	for _, m := range append(f.Messages, f.Errors...) {
		if words := m.words(); words != "" {
			return c.api.Trouble(r, a, words, "")
		}
	}
	return c.api.Trouble(r, a, "", "")
}

// words is a message as one sentence: an error without one tells in its details which fields are wrong.
func (m message) words() string {
	words := m.Message
	if words == "" && len(m.Details) > 2 && len(m.Details) < 400 {
		words = strings.NewReplacer(`"`, "", "{", "", "}", "", "[", "", "]", "").Replace(string(m.Details))
	}
	if m.Carrier != "" && words != "" {
		words = m.Carrier + ": " + words
	}
	return words
}
