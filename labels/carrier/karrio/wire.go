package karrio

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// What the server sends and reads, as far as we need it. Names are those of its OpenAPI file.

type address struct {
	Name    string `json:"person_name,omitempty"`
	Company string `json:"company_name,omitempty"`
	Street1 string `json:"address_line1"`
	Street2 string `json:"address_line2,omitempty"`
	City    string `json:"city"`
	State   string `json:"state_code,omitempty"`
	Zip     string `json:"postal_code"`
	Country string `json:"country_code"`
	Phone   string `json:"phone_number,omitempty"`
	Email   string `json:"email,omitempty"`
}

func addressOf(a picking.Address) address {
	return address{a.Name, a.Company, a.Street1, a.Street2, a.City, a.Region, a.Postcode, a.Country, a.Phone, a.Email}
}

type parcel struct {
	Weight        float64 `json:"weight"`
	WeightUnit    string  `json:"weight_unit"`
	Length        float64 `json:"length,omitempty"`
	Width         float64 `json:"width,omitempty"`
	Height        float64 `json:"height,omitempty"`
	DimensionUnit string  `json:"dimension_unit,omitempty"`
	Reference     string  `json:"reference_number,omitempty"`
}

func parcelOf(p carrier.Parcel) parcel {
	cm := func(mm picking.Millimetres) float64 { return float64(mm) / 10 }
	return parcel{float64(p.Weight) / 1000, "KG", cm(p.Length), cm(p.Width), cm(p.Height), "CM", p.Reference}
}

type rate struct {
	ID        string      `json:"id"`
	Carrier   string      `json:"carrier_name"`
	CarrierID string      `json:"carrier_id"`
	Service   string      `json:"service"`
	Currency  string      `json:"currency"`
	Total     json.Number `json:"total_charge"`
	Days      int         `json:"transit_days"`
	Meta      struct {
		ServiceName string `json:"service_name"`
	} `json:"meta"`
}

// service is the code a rate is bought by: the connection and the service.
func (r rate) service() string { return r.CarrierID + "/" + r.Service }

func (r rate) offer() (ship.Rate, error) {
	price, err := ship.ParseMoney(r.Total.String(), r.Currency)
	name := r.Meta.ServiceName
	if name == "" {
		name = strings.ReplaceAll(r.Service, "_", " ")
	}
	return ship.Rate{Service: r.service(), Carrier: r.Carrier, Name: name, Price: price, Days: max(r.Days, 0)}, err
}

type shipment struct {
	ID             string    `json:"id"`
	Status         string    `json:"status"`
	Reference      string    `json:"reference"`
	Carrier        string    `json:"carrier_name"`
	TrackingNumber string    `json:"tracking_number"`
	Rates          []rate    `json:"rates"`
	SelectedRate   *rate     `json:"selected_rate"`
	LabelType      string    `json:"label_type"`
	LabelURL       string    `json:"label_url"`
	CreatedAt      stamp     `json:"created_at"`
	Messages       []message `json:"messages"`
	Docs           struct {
		Label string `json:"label"`
	} `json:"docs"`
	Documents []document `json:"shipping_documents"`
}

type document struct {
	Category string `json:"category"`
	Base64   string `json:"base64"`
}

// bought says whether a shipment has a label: it has a number then, and keeps it when it is cancelled.
func (s shipment) bought() bool { return s.TrackingNumber != "" }

func (s shipment) voided() bool { return s.Status == "cancelled" }

// inline is the label as it came with the shipment, base64, "" if it did not.
func (s shipment) inline() string {
	if i := slices.IndexFunc(s.Documents, func(d document) bool { return d.Category == "label" }); i >= 0 {
		return s.Documents[i].Base64
	}
	return s.Docs.Label
}

// stamp is a moment as the server writes it, with or without a zone.
type stamp struct{ time.Time }

func (t *stamp) UnmarshalJSON(b []byte) error {
	text := strings.Trim(string(b), `"`)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999-07:00", "2006-01-02T15:04:05.999999", time.DateTime, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			t.Time = at.UTC()
			return nil
		}
	}
	return nil // a moment that is not told
}

type tracker struct {
	TrackingNumber string  `json:"tracking_number"`
	Status         string  `json:"status"`
	Due            stamp   `json:"estimated_delivery"`
	Events         []event `json:"events"` // the newest first
}

type event struct {
	Date        string `json:"date"`
	Time        string `json:"time"`
	Timestamp   stamp  `json:"timestamp"`
	Status      string `json:"status"`
	Description string `json:"description"`
	Location    string `json:"location"`
}

func (e event) at() time.Time {
	if !e.Timestamp.IsZero() {
		return e.Timestamp.Time
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 3:04 PM"} {
		if at, err := time.Parse(layout, e.Date+" "+strings.TrimSpace(e.Time)); err == nil {
			return at
		}
	}
	at, _ := time.Parse(time.DateOnly, e.Date) // a moment that is not told is the zero time
	return at
}

// statuses are the server's in ours. One that is not listed is Underway: the carrier knows the parcel.
var statuses = map[string]ship.Status{"pending": ship.Announced, "unknown": ship.Announced, "purchased": ship.Announced, "in_transit": ship.Underway,
	"picked_up": ship.Underway, "on_hold": ship.Trouble, "delivery_delayed": ship.Delayed, "out_for_delivery": ship.Out, "ready_for_pickup": ship.Waiting,
	"delivery_failed": ship.Missed, "return_to_sender": ship.Returning, "delivered": ship.Delivered, "cancelled": ship.Cancelled}

func statusOf(s string) ship.Status {
	if known, ok := statuses[s]; ok {
		return known
	}
	return ship.Underway
}

// tracking gives events without a status of their own Underway, and the newest that of the parcel.
func (t tracker) tracking() carrier.Tracking {
	out := carrier.Tracking{Number: t.TrackingNumber, Due: t.Due.Time}
	for _, e := range slices.Backward(t.Events) {
		out.News = append(out.News, ship.News{Status: statusOf(e.Status), At: e.at(), Text: e.Description, Place: e.Location})
	}
	slices.SortStableFunc(out.News, func(a, b ship.News) int { return a.At.Compare(b.At) })
	if n := len(out.News); n > 0 && t.Status != "" {
		out.News[n-1].Status = statusOf(t.Status)
	}
	return out
}

type manifest struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	URL       string `json:"manifest_url"`
	Doc       struct {
		Manifest string `json:"manifest"`
	} `json:"doc"`
}
