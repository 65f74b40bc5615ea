package easypost

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
	"pickpack/picking/ship"
)

// Rates asks what it costs, by a shipment without a reference that is never bought.
func (c *Carrier) Rates(ctx context.Context, p carrier.Parcel) ([]ship.Rate, error) {
	s, err := c.create(ctx, carrier.Order{Parcel: p})
	if err != nil {
		return nil, err
	}
	best := map[string]ship.Rate{}
	for _, r := range s.Rates {
		offer, err := r.offer()
		if err != nil {
			continue // a price that cannot be read is no offer
		}
		if have, ok := best[offer.Service]; !ok || offer.Price.Minor < have.Price.Minor {
			best[offer.Service] = offer
		}
	}
	if len(best) == 0 {
		return nil, c.none(s)
	}
	out := make([]ship.Rate, 0, len(best))
	for _, r := range best {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b ship.Rate) int { return strings.Compare(a.Service, b.Service) })
	return out, nil
}

// none says why nobody offers anything, in a carrier's words if one gave a reason.
func (c *Carrier) none(s shipment) error {
	for _, m := range s.Messages {
		if m.Message != "" {
			return c.api.Trouble(remote.Request{}, remote.Answer{Status: http.StatusUnprocessableEntity}, m.Carrier+": "+m.Message, "parcel")
		}
	}
	return carrier.Troubled(carrier.Refused, "No carrier of %s takes this parcel.", Name).Field("parcel")
}

// create makes a shipment. It costs nothing, so an answer that is lost does no harm.
func (c *Carrier) create(ctx context.Context, o carrier.Order) (s shipment, err error) {
	in := map[string]any{"to_address": addressOf(o.Parcel.To), "from_address": addressOf(o.Parcel.From), "parcel": parcelOf(o.Parcel)}
	if o.Key != "" {
		in["reference"] = o.Key
		in["options"] = map[string]string{"label_format": strings.ToUpper(string(o.Format)), "label_size": "4x6", "print_custom_1": clip(o.Parcel.Reference, 35)}
	}
	err = c.call(ctx, remote.Request{Method: http.MethodPost, Path: "shipments", In: map[string]any{"shipment": in}, Out: &s})
	if err == nil && s.ID == "" {
		err = carrier.Troubled(carrier.Down, "%s gave an answer that cannot be read.", Name)
	}
	return s, err
}

// clip is at most n letters of a text.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// Buy buys the shipment that bears the key, made first if there is none.
func (c *Carrier) Buy(ctx context.Context, o carrier.Order) (carrier.Label, error) {
	if err := carrier.CheckKey(o.Key); err != nil {
		return carrier.Label{}, err
	}
	if o.Format == "" {
		o.Format = c.Can().Formats[0]
	}
	defer c.keys.Lock(o.Key)()
	s, err := c.byKey(ctx, o.Key)
	if carrier.TroubleOf(err) == carrier.None && err != nil {
		s, err = c.create(ctx, o)
	}
	if err != nil {
		return carrier.Label{}, err
	}
	if !s.bought() {
		if s, err = c.purchase(ctx, s, o.Service); err != nil {
			return carrier.Label{}, err
		}
	}
	if s.voided() {
		return carrier.Label{}, carrier.Troubled(carrier.Refused, "The label %s was given back.", s.TrackingCode)
	}
	return c.labelled(ctx, o.Key, s)
}

// labelled is label for one who has just bought: until the file is here, the purchase has no known end.
func (c *Carrier) labelled(ctx context.Context, key string, s shipment) (carrier.Label, error) {
	l, err := c.label(ctx, key, s)
	if err != nil {
		return carrier.Label{}, carrier.Troubled(carrier.Unsure, "%s has sold the label and does not give it out yet.", Name).Because(err)
	}
	return l, nil
}

func (c *Carrier) purchase(ctx context.Context, s shipment, service string) (shipment, error) {
	offers := cheapestFirst(s.Rates)
	i := slices.IndexFunc(offers, func(r rate) bool { return r.service() == service })
	if i < 0 {
		return s, carrier.Troubled(carrier.Refused, "%s does not offer %.60q for this parcel.", Name, service).Field("service")
	}
	var out shipment
	r := remote.Request{Method: http.MethodPost, Path: "shipments/" + url.PathEscape(s.ID) + "/buy", Changes: true,
		In: map[string]any{"rate": map[string]string{"id": offers[i].ID}}, Out: &out}
	a, err := c.api.Call(ctx, r)
	switch {
	case err != nil:
		return s, err
	case codeOf(a) == exists:
		return c.byID(ctx, s.ID)
	case a.Status/100 != 2:
		return s, c.trouble(r, a)
	case out.ID != s.ID || !out.bought():
		return s, carrier.Troubled(carrier.Unsure, "%s has not said whether the label is bought. Please try again.", Name)
	}
	return out, nil
}

func cheapestFirst(rates []rate) []rate {
	return slices.SortedStableFunc(slices.Values(rates), func(a, b rate) int {
		x, _ := a.offer()
		y, _ := b.offer()
		return int(min(max(x.Price.Minor-y.Price.Minor, -1), 1))
	})
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

func (c *Carrier) byKey(ctx context.Context, key string) (shipment, error) {
	s, err := c.byID(ctx, key)
	if err == nil && s.Reference != key {
		return s, carrier.Troubled(carrier.Down, "%s answered for another shipment.", Name)
	}
	return s, err
}

// byID takes an identifier or a reference.
func (c *Carrier) byID(ctx context.Context, id string) (s shipment, err error) {
	return s, c.call(ctx, remote.Request{Method: http.MethodGet, Path: "shipments/" + url.PathEscape(id), Out: &s})
}

// label is a bought shipment with its file. One that was voided comes without.
func (c *Carrier) label(ctx context.Context, key string, s shipment) (carrier.Label, error) {
	l := carrier.Label{Ref: carrier.Ref{Key: key, ID: s.ID, Number: s.TrackingCode}, Voided: s.voided()}
	if r := s.SelectedRate; r != nil {
		offer, err := r.offer()
		if err != nil {
			return l, carrier.Troubled(carrier.Down, "%s gave a price that cannot be read.", Name).Because(err)
		}
		l.Carrier, l.Service, l.Price = r.Carrier, r.service(), offer.Price
	}
	if s.PostageLabel == nil || s.TrackingCode == "" {
		return l, carrier.Troubled(carrier.Down, "%s has no label yet.", Name)
	}
	l.Bought = s.PostageLabel.CreatedAt.UTC()
	if l.Voided {
		return l, nil
	}
	var err error
	if l.Format, err = formatOf(s.PostageLabel.FileType); err == nil {
		l.Content, err = c.api.File(ctx, s.PostageLabel.URL)
	}
	return l, err
}

func formatOf(mime string) (carrier.Format, error) {
	switch mime {
	case "application/pdf":
		return carrier.PDF, nil
	case "image/png":
		return carrier.PNG, nil
	case "application/zpl", "text/plain":
		return carrier.ZPL, nil
	}
	return "", carrier.Troubled(carrier.Down, "%s made a label of an unknown kind.", Name).Because(fmt.Errorf("%.40q", mime))
}

// Void asks EasyPost to take a label back. It may take days until the carrier agrees; until it refuses, it counts.
func (c *Carrier) Void(ctx context.Context, ref carrier.Ref) error {
	var s shipment
	r := remote.Request{Method: http.MethodPost, Path: "shipments/" + url.PathEscape(ref.ID) + "/refund", Out: &s, Changes: true}
	a, err := c.api.Call(ctx, r)
	if err != nil {
		return err
	}
	if a.Status/100 != 2 {
		fault := c.trouble(r, a)
		if fault.Trouble != carrier.Refused {
			return fault
		}
		if s, err = c.byID(ctx, ref.ID); err != nil || !s.voided() {
			return fault
		}
	}
	if !s.voided() {
		return carrier.Troubled(carrier.Refused, "%s does not take the label %s back.", Name, ref.Number)
	}
	return nil
}
