package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"pickpack/db/query"
	"pickpack/picking"
)

// Shipment is an order as its documents tell it: from whom to whom, and what is in each carton.
type Shipment struct {
	Warehouse string           `json:"warehouse"`
	Timezone  string           `json:"timezone"`
	From      picking.Address  `json:"from"`
	Order     picking.OrderID  `json:"order"`
	Number    string           `json:"number"`
	State     picking.State    `json:"state"`
	Service   string           `json:"service"`
	Pickup    bool             `json:"pickup"`
	To        picking.Address  `json:"to"`
	Note      string           `json:"note"`
	Gift      string           `json:"gift"` // the giver's words; "": it is no gift
	Placed    time.Time        `json:"placed"`
	Cutoff    time.Time        `json:"cutoff"`
	Packed    *time.Time       `json:"packed"` // nil: a carton is still open
	Left      *time.Time       `json:"left"`
	Lines     []ShipmentLine   `json:"lines"`
	Cartons   []ShipmentCarton `json:"cartons"` // by N, the open one last
}

// ShipmentLine is a line of the order as it was ordered.
type ShipmentLine struct {
	ID    picking.LineID `json:"id"`
	No    int            `json:"no"`
	SKU   string         `json:"sku"`
	Name  string         `json:"name"`
	Qty   picking.Qty    `json:"qty"`
	Short picking.Qty    `json:"short"`
}

// ShipmentCarton is a parcel with its contents.
type ShipmentCarton struct {
	ID       picking.CartonID  `json:"id"`
	N        int               `json:"n"`
	Code     string            `json:"code"`
	State    string            `json:"state"`
	Box      string            `json:"box"`
	Weight   picking.Grams     `json:"weight"`
	SSCC     string            `json:"sscc"`
	Tracking string            `json:"tracking"`
	Closed   *time.Time        `json:"closed"`
	Booking  *ShipmentBooking  `json:"booking"` // the newest; nil: no carrier was asked, the label is ours
	Contents []ShipmentContent `json:"contents"`
	Serials  []ShipmentSerial  `json:"serials"`
}

// ShipmentBooking is how a carton's label with a carrier stands.
type ShipmentBooking struct {
	ID      picking.BookingID `json:"id"`
	State   string            `json:"state"`
	Trouble string            `json:"trouble"`
	Carrier string            `json:"carrier"` // "": not chosen yet
	Service string            `json:"service"`
	Why     string            `json:"why"`
	Label   *BookedLabel      `json:"label"`
}

// Labelled says whether a label can be put on: it is bought, or none has to be.
func (c ShipmentCarton) Labelled() bool {
	return c.Booking == nil || c.Booking.State == BookingBooked
}

// CarrierLabel is the format and paper of the carrier's own label, "" if the label is ours to make.
func (c ShipmentCarton) CarrierLabel() (format, paper string) {
	if c.Booking == nil || c.Booking.State != BookingBooked || c.Booking.Label == nil || c.Booking.Label.Format == "" {
		return "", ""
	}
	return c.Booking.Label.file()
}

// ShipmentContent is what a carton holds of a line and lot.
type ShipmentContent struct {
	Line    picking.LineID `json:"line"`
	Qty     picking.Qty    `json:"qty"`
	Lot     string         `json:"lot"`
	Expires string         `json:"expires"` // ISO date, empty if it does not expire
}

// ShipmentSerial is a serial number in a carton.
type ShipmentSerial struct {
	Line   picking.LineID `json:"line"`
	Serial string         `json:"serial"`
}

// Shipment loads what an order's documents say. There is no such order: NotFound.
func (s *Store) Shipment(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (sh Shipment, err error) {
	var doc []byte
	err = dbErr(s.db.GetContext(ctx, &doc, query.Shipment, w, order))
	if picking.KindOf(err) == picking.NotFound {
		return sh, picking.Errorf(picking.NotFound, "There is no such order here.")
	}
	if err == nil {
		err = json.Unmarshal(doc, &sh)
	}
	if err != nil {
		return sh, fmt.Errorf("shipment of order %d: %w", order, err)
	}
	return sh, nil
}
