// Package account opens a carrier account from what is stored of it: its kind, its settings and its secrets. It is the
// one place that knows all bodies of carrier.Carrier.
package account

import (
	"encoding/json"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/easypost"
	"pickpack/labels/carrier/karrio"
	"pickpack/labels/carrier/manual"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
)

// Kinds of account.
const (
	Manual   = "manual"
	Sandbox  = "sandbox"
	EasyPost = "easypost"
	Karrio   = "karrio"
)

// Kinds lists every kind in the order they are offered.
var Kinds = []string{Manual, Sandbox, EasyPost, Karrio}

// Words under which an account's secrets are sealed.
const (
	Key     = "key"     // lets us in
	Webhook = "webhook" // proves calls to us
)

// Settings are what is no secret. Which of them count depends on the kind.
type Settings struct {
	Address  string           `json:"address,omitempty"`  // of the server: Karrio's, or another than EasyPost's own
	Inside   bool             `json:"inside,omitempty"`   // that server is one of ours
	Carriers []string         `json:"carriers,omitempty"` // Karrio: the connections to use
	Services []manual.Service `json:"services,omitempty"`
	Range    *manual.Range    `json:"range,omitempty"`  // manual: the numbers to draw from; nil: they are typed
	Script   string           `json:"script,omitempty"` // sandbox: what goes wrong
}

// Account is what is stored.
type Account struct {
	Name     string
	Kind     string
	Settings Settings
	Secrets  map[string]carrier.Secret
}

// Read reads stored settings.
func Read(doc []byte) (s Settings, err error) {
	if err := json.Unmarshal(doc, &s); err != nil {
		return s, &picking.Error{Kind: picking.Internal, Message: "The account's settings cannot be read.", Cause: err}
	}
	return s, nil
}

// Open makes the carrier. book keeps a manual carrier's numbers, now moves a sandbox's parcels. The error is Invalid and
// names the field.
func Open(a Account, book manual.Book, now func() time.Time) (carrier.Carrier, error) {
	s := a.Settings
	switch a.Kind {
	case Manual:
		return openManual(a, book, now)
	case Sandbox:
		c := sandbox.New(now)
		return c, c.Play(s.Script)
	case EasyPost:
		if a.Secrets[Key].IsZero() {
			return nil, picking.FieldError("key", "EasyPost needs an API key.")
		}
		return easypost.New(easypost.Account{Key: a.Secrets[Key], Webhook: a.Secrets[Webhook], Address: s.Address, Inside: s.Inside})
	case Karrio:
		if a.Secrets[Key].IsZero() {
			return nil, picking.FieldError("key", "Karrio needs an API key.")
		}
		return karrio.New(karrio.Account{Key: a.Secrets[Key], Webhook: a.Secrets[Webhook], Address: s.Address, Inside: s.Inside, Carriers: s.Carriers})
	}
	return nil, picking.FieldError("kind", "There is no carrier of the kind %.20q. Choose %s.", a.Kind, strings.Join(Kinds, ", "))
}

func openManual(a Account, book manual.Book, now func() time.Time) (carrier.Carrier, error) {
	if a.Settings.Range != nil {
		if err := a.Settings.Range.Valid(); err != nil {
			return nil, err
		}
	}
	if len(a.Settings.Services) == 0 {
		return nil, picking.FieldError("services", "A carrier needs a service.")
	}
	for _, s := range a.Settings.Services {
		if s.Code == "" || s.Name == "" || s.Price.Currency == "" || s.Price.Minor < 0 || s.Days < 0 {
			return nil, picking.FieldError("services", "A service needs a code, a name and a price.")
		}
	}
	return &manual.Carrier{Name: a.Name, Services: a.Settings.Services, Range: a.Settings.Range != nil, Book: book, Now: now}, nil
}
