package easypost

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
)

// Track asks for the tracker that EasyPost keeps of each label it sells.
func (c *Carrier) Track(ctx context.Context, r carrier.Ref) (carrier.Tracking, error) {
	var out struct {
		Trackers []tracker `json:"trackers"`
	}
	if err := c.call(ctx, remote.Request{Method: http.MethodGet, Path: "trackers", Query: url.Values{"tracking_code": {r.Number}}, Out: &out}); err != nil {
		return carrier.Tracking{}, err
	}
	i := slices.IndexFunc(out.Trackers, func(t tracker) bool { return t.TrackingCode == r.Number })
	if i < 0 {
		return carrier.Tracking{}, carrier.Troubled(carrier.None, "%s does not know the parcel %.40s.", Name, r.Number)
	}
	return out.Trackers[i].tracking(), nil
}

// Manifest makes a scan form. A shipment is on one at most, so the form that one of the load is on is the load's.
func (c *Carrier) Manifest(ctx context.Context, l carrier.Load) (carrier.Manifest, error) {
	if err := carrier.CheckKey(l.Key); err != nil {
		return carrier.Manifest{}, err
	}
	if len(l.Labels) == 0 {
		return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "There is no parcel to hand over.")
	}
	defer c.keys.Lock("manifest " + l.Key)()
	s, err := c.byID(ctx, l.Labels[0].ID)
	if err != nil {
		return carrier.Manifest{}, err
	}
	form := s.ScanForm
	if form == nil || form.Status == "failed" {
		if form, err = c.scanForm(ctx, l); err != nil {
			return carrier.Manifest{}, err
		}
	}
	return c.form(ctx, *form)
}

func (c *Carrier) scanForm(ctx context.Context, l carrier.Load) (*scanForm, error) {
	ids := make([]map[string]string, len(l.Labels))
	for i, r := range l.Labels {
		ids[i] = map[string]string{"id": r.ID}
	}
	form := new(scanForm)
	return form, c.call(ctx, remote.Request{Method: http.MethodPost, Path: "scan_forms", In: map[string]any{"shipments": ids}, Out: form, Changes: true})
}

func (c *Carrier) form(ctx context.Context, f scanForm) (carrier.Manifest, error) {
	switch {
	case f.Status == "failed":
		return carrier.Manifest{}, c.api.Trouble(remote.Request{}, remote.Answer{Status: http.StatusUnprocessableEntity}, f.Message, "labels")
	case f.ID == "" || f.FormURL == "":
		return carrier.Manifest{}, carrier.Troubled(carrier.Unsure, "%s is still making the manifest. Please try again in a minute.", Name)
	}
	b, err := c.api.File(ctx, f.FormURL)
	if err != nil {
		return carrier.Manifest{}, carrier.Troubled(carrier.Unsure, "%s does not give out the manifest yet.", Name).Because(err)
	}
	return carrier.Manifest{ID: f.ID, Content: b}, nil
}
