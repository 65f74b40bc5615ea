package manual

import (
	"context"
	"errors"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking/ship"
)

// Service is what the carrier sells, at a price that is agreed.
type Service struct {
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Price  ship.Money  `json:"price"`
	Days   int         `json:"days"` // 0: not said
	Limits ship.Limits `json:"limits"`
}

// Entry is a line of the book.
type Entry struct {
	Key, Service, Number string
	At                   time.Time
	Voided               bool
}

// ErrNoEntry says that a key is not in the book.
var ErrNoEntry = errors.New("there is no such entry")

// ErrUsedUp says that a range has no number left.
var ErrUsedUp = errors.New("the numbers are used up")

// ErrTaken says that a typed number belongs to another key.
var ErrTaken = errors.New("that number is taken")

// Book keeps which number was given to which key, for good.
type Book interface {
	// Enter writes an entry and answers what stands in the book for its key, which is the first one that was written. An
	// entry without a number gets the next of the range. ErrUsedUp and ErrTaken leave the book as it was.
	Enter(ctx context.Context, e Entry) (Entry, error)
	// Look answers the entry of a key, or ErrNoEntry.
	Look(ctx context.Context, key string) (Entry, error)
	// Void marks an entry, or answers ErrNoEntry.
	Void(ctx context.Context, key string) error
}

// Carrier is a manual carrier. Its label is ours to make. Without Range each number is typed.
type Carrier struct {
	Name     string
	Services []Service
	Range    bool // the book draws numbers
	Book     Book
	Now      func() time.Time
}

// Can says that it has a label of ours, takes it back, and tells nothing.
func (c *Carrier) Can() carrier.Can {
	return carrier.Can{Rates: true, Void: true, Own: true, Typed: true}
}

// Ping has nobody to ask.
func (c *Carrier) Ping(ctx context.Context) error { return awake(ctx) }

// Rates are the agreed prices of the services that take the parcel.
func (c *Carrier) Rates(ctx context.Context, p carrier.Parcel) ([]ship.Rate, error) {
	if err := awake(ctx); err != nil {
		return nil, err
	}
	var rates []ship.Rate
	why := "It has no service."
	for _, s := range c.Services {
		if no := s.Limits.Refusal(p.Box, p.Weight, p.Sides()); no != "" {
			why = no
			continue
		}
		rates = append(rates, ship.Rate{Service: s.Code, Carrier: c.Name, Name: s.Name, Price: s.Price, Days: s.Days})
	}
	if len(rates) == 0 {
		return nil, carrier.Troubled(carrier.Refused, "%s does not take this parcel. %s", c.Name, why).Field("parcel")
	}
	return rates, nil
}

// Buy gives the parcel its number.
func (c *Carrier) Buy(ctx context.Context, o carrier.Order) (carrier.Label, error) {
	if err := c.takes(ctx, o); err != nil {
		return carrier.Label{}, err
	}
	e, err := c.Book.Look(ctx, o.Key)
	if errors.Is(err, ErrNoEntry) {
		e, err = c.enter(ctx, o)
	}
	switch {
	case errors.Is(err, ErrUsedUp):
		return carrier.Label{}, carrier.Troubled(carrier.Denied, "The tracking numbers of %s are used up.", c.Name)
	case errors.Is(err, ErrTaken):
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "Another parcel has that tracking number.").Field("number")
	case err != nil:
		return carrier.Label{}, unwritten(err)
	case e.Voided:
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "The label %s was given back.", e.Number)
	}
	return c.label(e), nil
}

func (c *Carrier) takes(ctx context.Context, o carrier.Order) error {
	if err := awake(ctx); err != nil {
		return err
	}
	if err := carrier.CheckKey(o.Key); err != nil {
		return err
	}
	s, ok := c.service(o.Service)
	if !ok {
		return carrier.Troubled(carrier.Refused, "%s has no service %.40q.", c.Name, o.Service).Field("service")
	}
	if why := s.Limits.Refusal(o.Parcel.Box, o.Parcel.Weight, o.Parcel.Sides()); why != "" {
		return carrier.Troubled(carrier.Refused, "%s", why).Field("service")
	}
	return nil
}

func (c *Carrier) enter(ctx context.Context, o carrier.Order) (e Entry, err error) {
	typed := strings.TrimSpace(o.Number)
	switch {
	case typed == "" && !c.Range:
		return e, carrier.Troubled(carrier.Refused, "Type the tracking number of %s.", c.Name).Field("number")
	case typed != "" && !printable(typed):
		return e, carrier.Troubled(carrier.Refused, "%.50q is no tracking number.", typed).Field("number")
	}
	return c.Book.Enter(ctx, Entry{Key: o.Key, Service: o.Service, Number: typed, At: c.Now().UTC().Truncate(time.Second)})
}

// printable says whether a number fits on a label as a barcode: up to 30 letters, digits, spaces and dashes.
func printable(number string) bool {
	for _, r := range number {
		if r != ' ' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return len(number) <= 30
}

func (c *Carrier) label(e Entry) carrier.Label {
	s, _ := c.service(e.Service) // of a service that was dropped since, there is no price
	return carrier.Label{Service: e.Service, Price: s.Price, Voided: e.Voided,
		Ref: carrier.Ref{Key: e.Key, ID: e.Number, Number: e.Number, Carrier: c.Name, Bought: e.At}}
}

func (c *Carrier) service(code string) (Service, bool) {
	for _, s := range c.Services {
		if s.Code == code {
			return s, true
		}
	}
	return Service{}, false
}

// Find looks into the book.
func (c *Carrier) Find(ctx context.Context, key string) (carrier.Label, error) {
	if err := awake(ctx); err != nil {
		return carrier.Label{}, err
	}
	e, err := c.Book.Look(ctx, key)
	switch {
	case errors.Is(err, ErrNoEntry):
		return carrier.Label{}, noEntry(key)
	case err != nil:
		return carrier.Label{}, carrier.Troubled(carrier.Down, "The book of tracking numbers cannot be read.").Because(err)
	}
	return c.label(e), nil
}

// Void marks the number: it is not given again.
func (c *Carrier) Void(ctx context.Context, r carrier.Ref) error {
	if err := awake(ctx); err != nil {
		return err
	}
	err := c.Book.Void(ctx, r.Key)
	switch {
	case errors.Is(err, ErrNoEntry):
		return noEntry(r.Key)
	case err != nil:
		return unwritten(err)
	}
	return nil
}

// Track tells nothing: nobody reports to us.
func (c *Carrier) Track(context.Context, carrier.Ref) (carrier.Tracking, error) {
	return carrier.Tracking{}, carrier.Troubled(carrier.Cannot, "%s does not report where its parcels are.", c.Name)
}

// Manifest is none: our own list of the load is all there is.
func (c *Carrier) Manifest(context.Context, carrier.Load) (carrier.Manifest, error) {
	return carrier.Manifest{}, carrier.Troubled(carrier.Cannot, "%s takes no manifest.", c.Name)
}

func awake(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return carrier.Troubled(carrier.Down, "It took too long. Please try again.").Because(err)
	}
	return nil
}

// unwritten is a book that did not answer: perhaps it has written.
func unwritten(err error) error {
	var known *carrier.Error
	if errors.As(err, &known) {
		return known
	}
	return carrier.Troubled(carrier.Unsure, "The book of tracking numbers did not answer.").Because(err)
}

func noEntry(key string) error {
	return carrier.Troubled(carrier.None, "Nothing has the key %.40q.", key)
}
