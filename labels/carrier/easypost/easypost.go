package easypost

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
)

// Name is the service's, for people.
const Name = "EasyPost"

// Account is an account's settings.
type Account struct {
	Key     carrier.Secret
	Webhook carrier.Secret // signs the calls to us; none: there are no calls
	Address string         // "": EasyPost's own
	Inside  bool           // the address is a server of ours
	Timeout time.Duration  // of one call; 0: the usual
}

// usual is where EasyPost answers, and files where it keeps labels.
const usual = "https://api.easypost.com/v2"

var files = []string{"easypost-files.s3.us-west-2.amazonaws.com", "easypost-files.s3-us-west-2.amazonaws.com",
	"easypost-files.s3.amazonaws.com", "assets.easypost.com"}

// Carrier is one account. Make it with New.
type Carrier struct {
	api     *remote.Client
	keys    remote.Keys
	webhook carrier.Secret
}

// New checks the settings. The error is Invalid and names the field.
func New(a Account) (*Carrier, error) {
	if a.Address == "" {
		a.Address = usual
	}
	api, err := remote.New(remote.Options{Name: Name, Base: a.Address, Files: files, Inside: a.Inside, Secret: a.Key, Timeout: a.Timeout,
		Auth: func(h *http.Header) {
			r := http.Request{Header: *h}
			r.SetBasicAuth(a.Key.Reveal(), "")
		}})
	if err != nil {
		return nil, err
	}
	return &Carrier{api: api, webhook: a.Webhook}, nil
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
	return c.call(ctx, remote.Request{Method: http.MethodGet, Path: "shipments", Query: url.Values{"page_size": {"1"}}})
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
