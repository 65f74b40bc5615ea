// Package counter is where the house talks to carriers: it opens the accounts that are stored and asks all of them what a
// parcel costs. The courier buys there, screens ask there, and both meet the same open account.
//
// # Why
//
// db may not know carriers and labels/carrier may not know db; whoever needs both needs the same few lines. An account
// stays open until what is stored of it changes: it keeps its connections, and a sandbox its day.
package counter

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/picking"
)

// Ref is a label that was bought for the parcel of a key, as its carrier knows it.
func Ref(key string, l db.BookedLabel) carrier.Ref {
	return carrier.Ref{Key: key, ID: l.ID, Number: l.Number, Carrier: l.By, Bought: l.Bought}
}

// Counter opens accounts. Its methods may be called at once by several goroutines.
type Counter struct {
	store *db.Store
	vault *carrier.Vault // nil: accounts with secrets do not open
	now   func() time.Time

	mu   sync.Mutex
	open map[string]opening // by warehouse and account
}

// opening is an account that is open, and as what it was stored.
type opening struct {
	carrier.Carrier
	stored string
}

// New makes a counter. Without a vault only accounts without secrets open.
func New(s *db.Store, v *carrier.Vault, now func() time.Time) *Counter {
	return &Counter{store: s, vault: v, now: now, open: map[string]opening{}}
}

// Carrier opens an account by its ID, also one that was taken off the list. An account that does not open is Denied.
func (k *Counter) Carrier(ctx context.Context, w picking.WarehouseID, id picking.CarrierID) (carrier.Carrier, error) {
	a, err := k.store.Carrier(ctx, w, id)
	if err != nil {
		return nil, err
	}
	return k.Open(w, a)
}

// Open is an account's carrier, the same one until the account changes.
func (k *Counter) Open(w picking.WarehouseID, a db.CarrierAccount) (carrier.Carrier, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	name := db.SealName(w, a.ID)
	stored := fmt.Sprintf("%s %s %s %x", a.Kind, a.Name, a.Settings, a.Secrets)
	if o, ok := k.open[name]; ok && o.stored == stored {
		return o.Carrier, nil
	}
	body, err := k.make(w, a)
	if err != nil {
		return nil, carrier.Troubled(carrier.Denied, "%s", Told(err)).Because(err)
	}
	k.open[name] = opening{body, stored}
	return body, nil
}

// make makes a carrier of what is stored.
func (k *Counter) make(w picking.WarehouseID, a db.CarrierAccount) (carrier.Carrier, error) {
	secrets, err := k.Secrets(w, a)
	if err != nil {
		return nil, err
	}
	settings, err := account.Read(a.Settings)
	if err != nil {
		return nil, err
	}
	return account.Open(account.Account{Name: a.Name, Kind: a.Kind, Settings: settings, Secrets: secrets},
		book{k.store, w, a.ID, settings.Range}, k.now)
}

// Secrets opens what is sealed of an account.
func (k *Counter) Secrets(w picking.WarehouseID, a db.CarrierAccount) (map[string]carrier.Secret, error) {
	if len(a.Secrets) > 0 && k.vault == nil {
		return nil, noVault()
	}
	return k.vault.Open(db.SealName(w, a.ID), a.Secrets)
}

// Seal seals an account's secrets for db.SaveCarrier.
func (k *Counter) Seal(secrets map[string]carrier.Secret) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if k.vault == nil {
			return nil, noVault()
		}
		return k.vault.Seal(name, secrets)
	}
}

func noVault() error {
	return picking.Errorf(picking.Unavailable, "This server has no key for secrets, so it can keep and use none. Start it with --secret-key-file.")
}

// Told is what a person reads of an error; its cause is for the log.
func Told(err error) string {
	var e *picking.Error
	if errors.As(err, &e) && e.Kind != picking.Internal {
		return e.Message
	}
	return "It did not work. The log of the server says why."
}
