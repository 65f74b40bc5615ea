package sandbox

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking"
)

// Name is what the sandbox calls itself on labels and screens.
const Name = "Sandbox"

// Carrier is one account with the sandbox. Make it with New.
type Carrier struct {
	now func() time.Time

	mu        sync.Mutex
	labels    map[string]*carrier.Label // by key
	bought    []string                  // keys, in the order in which they were bought
	manifests map[string]carrier.Manifest
	loaded    map[string]string // key of a label → key of the manifest it is on
	script    map[Step][]Fault
}

// New is an account whose parcels move by the given clock.
func New(now func() time.Time) *Carrier {
	return &Carrier{now: now, labels: map[string]*carrier.Label{}, manifests: map[string]carrier.Manifest{},
		loaded: map[string]string{}, script: map[Step][]Fault{}}
}

// Can says that it can do everything.
func (c *Carrier) Can() carrier.Can {
	return carrier.Can{Rates: true, Void: true, Track: true, Manifest: true,
		Formats: []carrier.Format{carrier.ZPL, carrier.PDF, carrier.PNG, carrier.ZPL300, carrier.ZPL600}}
}

// Ping answers if the script lets it.
func (c *Carrier) Ping(ctx context.Context) error {
	return c.do(ctx, Ping, func() error { return nil })
}

// Bought lists the keys of all labels that were bought, in that order. A key that stands there twice was paid for twice.
func (c *Carrier) Bought() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.bought)
}

// Peek is Find for those who stand behind the counter: no fault befalls it.
func (c *Carrier) Peek(key string) (l carrier.Label, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if have := c.labels[key]; have != nil {
		return *have, true
	}
	return l, false
}

// Buy labels a parcel, once for each key.
func (c *Carrier) Buy(ctx context.Context, o carrier.Order) (l carrier.Label, err error) {
	if err := carrier.CheckKey(o.Key); err != nil {
		return carrier.Label{}, err
	}
	err = c.do(ctx, Buy, func() error {
		if have := c.labels[o.Key]; have != nil {
			l = *have
			return voidedKey(l)
		}
		if l, err = c.make(o); err != nil {
			return err
		}
		kept := l
		c.labels[o.Key] = &kept
		c.bought = append(c.bought, o.Key)
		return nil
	})
	if err != nil {
		return carrier.Label{}, err
	}
	return l, nil
}

func voidedKey(l carrier.Label) error {
	if l.Voided {
		return carrier.Troubled(carrier.Refused, "The label %s was given back.", l.Number)
	}
	return nil
}

func (c *Carrier) make(o carrier.Order) (carrier.Label, error) {
	zone, err := take(o.Parcel)
	if err != nil {
		return carrier.Label{}, err
	}
	s, ok := serviceOf(o.Service)
	if !ok {
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "There is no service %.40q.", o.Service).Field("service")
	}
	if why := s.limits.Refusal(o.Parcel.Box, o.Parcel.Weight, o.Parcel.Sides()); why != "" {
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "%s", why).Field("service")
	}
	rate := s.rate(o.Parcel, zone)
	l := carrier.Label{Service: s.code, Price: rate.Price, Format: o.Format, Ref: carrier.Ref{Key: o.Key, Number: number(o.Key),
		ID: fmt.Sprintf("sb_%s_%d_%s", s.code, rate.Days, o.Key), Carrier: Name, Bought: c.now().UTC().Truncate(time.Second)}}
	if l.Format == "" {
		l.Format = c.Can().Formats[0]
	}
	l.Content, err = draw(o, l, s)
	return l, err
}

// number is the tracking number of a key: SB, ten digits, check digit.
func number(key string) string {
	sum := sha256.Sum256([]byte(key))
	ref := fmt.Sprintf("%010d", binary.BigEndian.Uint64(sum[:])%1e10)
	return "SB" + ref + string(picking.CheckDigit(ref))
}

// Find answers what was bought with a key.
func (c *Carrier) Find(ctx context.Context, key string) (l carrier.Label, err error) {
	err = c.do(ctx, Find, func() error {
		have := c.labels[key]
		if have == nil {
			return carrier.Troubled(carrier.None, "Nothing was bought with the key %.40q.", key)
		}
		l = *have
		return nil
	})
	return l, err
}

// Void gives a label back, unless it has gone with a manifest.
func (c *Carrier) Void(ctx context.Context, r carrier.Ref) error {
	return c.do(ctx, Void, func() error {
		if err := c.known(r); err != nil {
			return err
		}
		if on := c.loaded[r.Key]; on != "" {
			return carrier.Troubled(carrier.Refused, "Parcel %s was handed over with manifest %s.", r.Number, on)
		}
		if c.labels[r.Key] == nil {
			c.labels[r.Key] = &carrier.Label{Ref: r}
		}
		c.labels[r.Key].Voided = true
		return nil
	})
}

// known refuses a label that is none of ours.
func (c *Carrier) known(r carrier.Ref) error {
	if r.Number != number(r.Key) || !strings.HasPrefix(r.ID, "sb_") {
		return carrier.Troubled(carrier.None, "There is no parcel %.40q.", r.Number)
	}
	return nil
}
