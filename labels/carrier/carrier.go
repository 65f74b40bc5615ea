package carrier

import (
	"context"
	"time"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// Carrier is one account with one who moves parcels, or with a service that buys from many. Its methods may be called at
// once by several goroutines; ctx bounds each call. Errors are *Error.
type Carrier interface {
	Can() Can
	// Ping tries the account's credentials. It buys nothing.
	Ping(ctx context.Context) error
	// Rates asks what it costs to send a parcel. A parcel that no service takes is Refused.
	Rates(ctx context.Context, p Parcel) ([]ship.Rate, error)
	// Buy has a parcel labelled. The same key again answers the label that was bought before.
	Buy(ctx context.Context, o Order) (Label, error)
	// Find answers what was bought with a key, voided ones too. None was: Trouble None. Other troubles tell nothing.
	Find(ctx context.Context, key string) (Label, error)
	// Void gives a label back. One that is voided already is no error; one that was used is Refused.
	Void(ctx context.Context, r Ref) error
	// Track tells where a parcel is, the oldest news first.
	Track(ctx context.Context, r Ref) (Tracking, error)
	// Manifest closes the day: the carrier is told which parcels it will find. The same key again answers the same one.
	Manifest(ctx context.Context, l Load) (Manifest, error)
}

// Can is what a body is able to do.
type Can struct {
	Rates    bool
	Void     bool
	Track    bool
	Manifest bool
	Own      bool          // the label is ours: made by labels with the number that Buy answers
	Typed    bool          // the number may be typed by a person
	Formats  []Format      // in which its labels come, the best first; none if Own
	Settle   time.Duration // after so long a purchase without an answer has happened or never will
}

// Format is the kind of file of a carrier's own label. ZPL counts in dots: it is for print heads of one fineness only.
type Format string

const (
	PDF    Format = "pdf"
	PNG    Format = "png"
	ZPL    Format = "zpl" // for 203 dots to the inch
	ZPL300 Format = "zpl300"
	ZPL600 Format = "zpl600"
)

// Parcel is what is to be sent.
type Parcel struct {
	From, To              picking.Address
	Weight                picking.Grams
	Length, Width, Height picking.Millimetres // outer sides
	Box                   string              // the warehouse's box, for carriers that take only some
	Reference             string              // the order's number, printed on the label where there is room
}

// Sides are the parcel's three sides.
func (p Parcel) Sides() [3]picking.Millimetres {
	return [3]picking.Millimetres{p.Length, p.Width, p.Height}
}

// Order is a parcel to be labelled, by the service of a rate.
type Order struct {
	Key     string // ours; at most 40 letters, digits and dashes
	Parcel  Parcel
	Service string // ship.Rate.Service
	Format  Format // "": the body's best
	Number  string // typed by a person, where Can().Typed
}

// Ref names a label that was bought.
type Ref struct {
	Key     string    `json:"key"`
	ID      string    `json:"id"`      // the carrier's own
	Number  string    `json:"number"`  // the tracking number
	Carrier string    `json:"carrier"` // who drives
	Bought  time.Time `json:"bought"`
}

// Label is what was bought. Content is the carrier's file, empty if the label is ours to make.
type Label struct {
	Ref
	Service string
	Price   ship.Money
	Format  Format
	Content []byte
	Voided  bool
}

// Tracking is what is known of a parcel on its way.
type Tracking struct {
	Number string
	Due    time.Time // when it is expected; zero: not said
	News   []ship.News
}

// Status is what the newest news say; Announced while there are none.
func (t Tracking) Status() ship.Status {
	var last ship.News
	for _, n := range t.News {
		if n.After(last) {
			last = n
		}
	}
	if last.Status == "" {
		return ship.Announced
	}
	return last.Status
}

// Load is what a carrier takes away in one go.
type Load struct {
	Key    string // ours; the same load has the same key
	From   picking.Address
	Labels []Ref
}

// Manifest is the carrier's own list of a load. Content is its PDF, empty if it keeps the list to itself.
type Manifest struct {
	ID      string
	Content []byte
}

// MaxKey is the longest key that every carrier takes as a reference.
const MaxKey = 40

// CheckKey refuses a key that a carrier might cut short or misread: two keys must never become one.
func CheckKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return Troubled(Refused, "The key %.50q is not of 1 to %d characters.", key, MaxKey)
	}
	for _, c := range key {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return Troubled(Refused, "The key %.50q holds %q.", key, c)
		}
	}
	return nil
}
