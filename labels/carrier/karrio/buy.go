package karrio

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
	"pickpack/picking/ship"
)

// Rates asks the carriers behind the server. Nothing is kept there.
func (c *Carrier) Rates(ctx context.Context, p carrier.Parcel) ([]ship.Rate, error) {
	var out struct {
		Rates    []rate    `json:"rates"`
		Messages []message `json:"messages"`
	}
	r := remote.Request{Method: http.MethodPost, Path: "v1/proxy/rates", In: c.ask(p), Out: &out}
	if err := c.call(ctx, r); err != nil {
		return nil, err
	}
	var offers []ship.Rate
	for _, x := range out.Rates {
		if offer, err := x.offer(); err == nil { // a price that cannot be read is no offer
			offers = append(offers, offer)
		}
	}
	if len(offers) == 0 {
		return nil, c.none(out.Messages)
	}
	slices.SortFunc(offers, func(a, b ship.Rate) int { return strings.Compare(a.Service, b.Service) })
	return slices.CompactFunc(offers, func(a, b ship.Rate) bool { return a.Service == b.Service }), nil
}

// ask is the part of a request that describes a parcel.
func (c *Carrier) ask(p carrier.Parcel) map[string]any {
	in := map[string]any{"shipper": addressOf(p.From), "recipient": addressOf(p.To), "parcels": []parcel{parcelOf(p)}}
	if len(c.carriers) > 0 {
		in["carrier_ids"] = c.carriers
	}
	return in
}

// none says why nobody offers anything, in a carrier's words if one gave a reason.
func (c *Carrier) none(said []message) error {
	for _, m := range said {
		if words := m.words(); words != "" {
			return c.api.Trouble(remote.Request{}, remote.Answer{Status: http.StatusUnprocessableEntity}, words, "parcel")
		}
	}
	return carrier.Troubled(carrier.Refused, "No carrier of %s takes this parcel.", Name).Field("parcel")
}

// Buy purchases the shipment that bears the key, made first if there is none.
func (c *Carrier) Buy(ctx context.Context, o carrier.Order) (carrier.Label, error) {
	if err := carrier.CheckKey(o.Key); err != nil {
		return carrier.Label{}, err
	}
	if o.Format == "" {
		o.Format = c.Can().Formats[0]
	}
	defer c.keys.Lock(o.Key)()
	s, err := c.byKey(ctx, o.Key)
	if err != nil && carrier.TroubleOf(err) == carrier.None {
		s, err = c.create(ctx, o)
	}
	if err == nil && !s.bought() {
		s, err = c.purchase(ctx, s, o)
	}
	if err != nil {
		return carrier.Label{}, err
	}
	if s.voided() {
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "The label %s was given back.", s.TrackingNumber)
	}
	l, err := c.label(ctx, o.Key, s)
	if err != nil {
		return carrier.Label{}, carrier.Troubled(carrier.Unsure, "%s has sold the label and does not give it out yet.", Name).Because(err)
	}
	return l, nil
}

// create makes a shipment. It costs nothing, so an answer that is lost does no harm.
func (c *Carrier) create(ctx context.Context, o carrier.Order) (s shipment, err error) {
	in := c.ask(o.Parcel)
	in["reference"], in["label_type"] = o.Key, strings.ToUpper(string(o.Format))
	err = c.call(ctx, remote.Request{Method: http.MethodPost, Path: "v1/shipments", In: in, Out: &s})
	switch {
	case err != nil:
		return s, err
	case s.ID == "":
		return s, carrier.Troubled(carrier.Down, "%s gave an answer that cannot be read.", Name)
	case len(s.Rates) == 0:
		return s, c.none(s.Messages)
	}
	return s, nil
}

func (c *Carrier) purchase(ctx context.Context, s shipment, o carrier.Order) (shipment, error) {
	i := slices.IndexFunc(s.Rates, func(r rate) bool { return r.service() == o.Service })
	if i < 0 {
		return s, carrier.Troubled(carrier.Refused, "%s does not offer %.60q for this parcel.", Name, o.Service).Field("service")
	}
	var out shipment
	r := remote.Request{Method: http.MethodPost, Path: "v1/shipments/" + url.PathEscape(s.ID) + "/purchase", Changes: true, Out: &out,
		In: map[string]any{"selected_rate_id": s.Rates[i].ID, "label_type": strings.ToUpper(string(o.Format)), "reference": o.Key}}
	a, err := c.api.Call(ctx, r)
	switch {
	case err != nil:
		return s, err
	case a.Status == http.StatusConflict:
		return c.after(ctx, s)
	case a.Status/100 != 2:
		return s, c.trouble(r, a)
	case out.ID != s.ID || !out.bought():
		return s, carrier.Troubled(carrier.Unsure, "%s has not said whether the label is bought. Please try again.", Name)
	}
	return out, nil
}

// after is a shipment that was purchased, or is being purchased, by somebody else.
func (c *Carrier) after(ctx context.Context, s shipment) (shipment, error) {
	err := c.call(ctx, remote.Request{Method: http.MethodGet, Path: "v1/shipments/" + url.PathEscape(s.ID), Out: &s})
	if err == nil && !s.bought() {
		err = carrier.Troubled(carrier.Unsure, "%s is at work on this label. Please try again.", Name)
	}
	return s, err
}

// Find looks for the shipment that bears the key.
func (c *Carrier) Find(ctx context.Context, key string) (carrier.Label, error) {
	if err := carrier.CheckKey(key); err != nil {
		return carrier.Label{}, err
	}
	s, err := c.byKey(ctx, key)
	if err != nil {
		return carrier.Label{}, err
	}
	if !s.bought() {
		return carrier.Label{}, carrier.Troubled(carrier.None, "Nothing was bought with the key %s.", key)
	}
	return c.label(ctx, key, s)
}

// How much of the list is read: a page, and how many pages. The reference is found anywhere in a key, so 1-2 finds
// 1-20 to 1-29 as well.
const (
	pageSize  = 100
	mostPages = 20
)

// byKey is the shipment with the key as its whole reference: a bought one before a draft.
func (c *Carrier) byKey(ctx context.Context, key string) (shipment, error) {
	var draft *shipment
	for page := range mostPages {
		var out struct {
			Results []shipment `json:"results"`
		}
		q := url.Values{"reference": {key}, "limit": {strconv.Itoa(pageSize)}, "offset": {strconv.Itoa(page * pageSize)}}
		if err := c.call(ctx, remote.Request{Method: http.MethodGet, Path: "v1/shipments", Query: q, Out: &out}); err != nil {
			return shipment{}, listed(err)
		}
		for _, s := range out.Results {
			switch {
			case s.Reference != key:
			case s.bought():
				return s, nil
			case !s.voided():
				draft = &s
			}
		}
		if len(out.Results) < pageSize {
			return given(draft, key)
		}
	}
	return shipment{}, carrier.Troubled(carrier.Down, "%s has too many shipments like this one.", Name)
}

func given(draft *shipment, key string) (shipment, error) {
	if draft == nil {
		return shipment{}, carrier.Troubled(carrier.None, "Nothing has the key %s.", key)
	}
	return *draft, nil
}

// listed is a list that could not be read. One that is not there at all is a wrong address, not the absence of a parcel.
func listed(err error) error {
	if carrier.TroubleOf(err) == carrier.None {
		return carrier.Troubled(carrier.Denied, "There is no %s server at this address.", Name).Because(err)
	}
	return err
}

// label is a bought shipment with its file. One that was voided comes without.
func (c *Carrier) label(ctx context.Context, key string, s shipment) (carrier.Label, error) {
	l := carrier.Label{Voided: s.voided(), Format: carrier.Format(strings.ToLower(s.LabelType)),
		Ref: carrier.Ref{Key: key, ID: s.ID, Number: s.TrackingNumber, Carrier: s.Carrier, Bought: s.CreatedAt.Time}}
	if r := s.SelectedRate; r != nil {
		offer, err := r.offer()
		if err != nil {
			return l, carrier.Troubled(carrier.Down, "%s gave a price that cannot be read.", Name).Because(err)
		}
		l.Service, l.Price = r.service(), offer.Price
	}
	if l.Voided {
		return l, nil
	}
	var err error
	l.Content, err = c.file(ctx, s.inline(), s.LabelURL)
	return l, err
}

// file is a document that came as base64, or lies at an address.
func (c *Carrier) file(ctx context.Context, inline, address string) ([]byte, error) {
	if inline == "" && address != "" {
		return c.api.File(ctx, address)
	}
	b, err := base64.StdEncoding.DecodeString(inline)
	if err != nil || len(b) == 0 {
		return nil, carrier.Troubled(carrier.Down, "%s has no file yet.", Name)
	}
	return b, nil
}

// Void cancels a shipment.
func (c *Carrier) Void(ctx context.Context, ref carrier.Ref) error {
	var s shipment
	r := remote.Request{Method: http.MethodPost, Path: "v1/shipments/" + url.PathEscape(ref.ID) + "/cancel", Out: &s, Changes: true}
	if err := c.call(ctx, r); err != nil {
		return err
	}
	if !s.voided() {
		return carrier.Troubled(carrier.Refused, "%s does not take the label %s back.", Name, ref.Number)
	}
	return nil
}
