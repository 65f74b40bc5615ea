package easypost

import (
	"cmp"
	"math"
	"strings"
	"time"

	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// What EasyPost sends and reads, as far as we need it. Names are those of its documentation.

type address struct {
	Name    string `json:"name,omitempty"`
	Company string `json:"company,omitempty"`
	Street1 string `json:"street1"`
	Street2 string `json:"street2,omitempty"`
	City    string `json:"city"`
	State   string `json:"state,omitempty"`
	Zip     string `json:"zip"`
	Country string `json:"country"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
}

func addressOf(a picking.Address) address {
	return address{a.Name, a.Company, a.Street1, a.Street2, a.City, a.Region, a.Postcode, a.Country, a.Phone, a.Email}
}

// parcel is in inches and ounces.
type parcel struct {
	Length float64 `json:"length,omitempty"`
	Width  float64 `json:"width,omitempty"`
	Height float64 `json:"height,omitempty"`
	Weight float64 `json:"weight"`
}

func parcelOf(p carrier.Parcel) parcel {
	return parcel{inches(p.Length), inches(p.Width), inches(p.Height), tenthUp(float64(p.Weight) / 28.349523125)}
}

func inches(mm picking.Millimetres) float64 { return tenthUp(float64(mm) / 25.4) }

func tenthUp(x float64) float64 { return math.Ceil(x*10-1e-9) / 10 }

type rate struct {
	ID           string `json:"id"`
	Carrier      string `json:"carrier"`
	Service      string `json:"service"`
	Rate         string `json:"rate"`
	Currency     string `json:"currency"`
	DeliveryDays int    `json:"delivery_days"`
	EstDays      int    `json:"est_delivery_days"`
}

func (r rate) service() string { return r.Carrier + "/" + r.Service }

func (r rate) offer() (ship.Rate, error) {
	price, err := ship.ParseMoney(r.Rate, r.Currency)
	return ship.Rate{Service: r.service(), Carrier: r.Carrier, Name: words(r.Service), Price: price, Days: max(cmp.Or(r.DeliveryDays, r.EstDays), 0)}, err
}

// words parts a service's name where a capital follows a small letter: GroundAdvantage, FEDEX_2_DAY.
func words(service string) string {
	var b strings.Builder
	var last rune
	for _, r := range strings.ReplaceAll(service, "_", " ") {
		if last >= 'a' && last <= 'z' && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

type shipment struct {
	ID           string    `json:"id"`
	Reference    string    `json:"reference"`
	Rates        []rate    `json:"rates"`
	SelectedRate *rate     `json:"selected_rate"`
	PostageLabel *postage  `json:"postage_label"`
	TrackingCode string    `json:"tracking_code"`
	RefundStatus string    `json:"refund_status"`
	ScanForm     *scanForm `json:"scan_form"`
	Messages     []struct {
		Carrier string `json:"carrier"`
		Message string `json:"message"`
	} `json:"messages"`
}

type postage struct {
	CreatedAt time.Time `json:"created_at"`
	FileType  string    `json:"label_file_type"`
	URL       string    `json:"label_url"`
	PDF       string    `json:"label_pdf_url"`
	ZPL       string    `json:"label_zpl_url"`
}

// bought says whether a shipment has a label. One that is being bought has neither.
func (s shipment) bought() bool { return s.TrackingCode != "" || s.PostageLabel != nil }

// voided: EasyPost has been asked to take it back and has not refused.
func (s shipment) voided() bool { return s.RefundStatus == "submitted" || s.RefundStatus == "refunded" }

type scanForm struct {
	ID      string `json:"id"`
	Status  string `json:"status"`
	Message string `json:"message"`
	FormURL string `json:"form_url"`
}

type tracker struct {
	TrackingCode string     `json:"tracking_code"`
	Status       string     `json:"status"`
	Due          *time.Time `json:"est_delivery_date"`
	Details      []struct {
		Message  string    `json:"message"`
		Status   string    `json:"status"`
		At       time.Time `json:"datetime"`
		Location struct {
			City    string `json:"city"`
			State   string `json:"state"`
			Country string `json:"country"`
		} `json:"tracking_location"`
	} `json:"tracking_details"`
}

// statuses are EasyPost's in ours. One that is not listed is Underway: the carrier knows the parcel.
var statuses = map[string]ship.Status{"pre_transit": ship.Announced, "unknown": ship.Announced, "in_transit": ship.Underway, "out_for_delivery": ship.Out,
	"available_for_pickup": ship.Waiting, "delivered": ship.Delivered, "return_to_sender": ship.Returning, "failure": ship.Trouble,
	"error": ship.Trouble, "cancelled": ship.Cancelled}

func (t tracker) tracking() carrier.Tracking {
	out := carrier.Tracking{Number: t.TrackingCode}
	if t.Due != nil {
		out.Due = t.Due.UTC()
	}
	for _, d := range t.Details {
		var place []string
		for _, p := range []string{d.Location.City, d.Location.State, d.Location.Country} {
			if p != "" {
				place = append(place, p)
			}
		}
		out.News = append(out.News, ship.News{Status: statusOf(d.Status), At: d.At.UTC(), Text: d.Message, Place: strings.Join(place, ", ")})
	}
	return out
}

func statusOf(s string) ship.Status {
	if known, ok := statuses[s]; ok {
		return known
	}
	return ship.Underway
}
