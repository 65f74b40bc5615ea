package karrio

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/remote"
)

// Track asks for the tracker that the server keeps of each label it sells.
func (c *Carrier) Track(ctx context.Context, r carrier.Ref) (carrier.Tracking, error) {
	var t tracker
	if err := c.call(ctx, remote.Request{Method: http.MethodGet, Path: "v1/trackers/" + url.PathEscape(r.Number), Out: &t}); err != nil {
		return carrier.Tracking{}, err
	}
	if t.TrackingNumber != r.Number {
		return carrier.Tracking{}, carrier.Troubled(carrier.Down, "%s answered for another parcel.", Name)
	}
	return t.tracking(), nil
}

// Manifest makes a manifest, unless one has the load's key already. Its parcels are all of one carrier.
func (c *Carrier) Manifest(ctx context.Context, l carrier.Load) (carrier.Manifest, error) {
	if err := carrier.CheckKey(l.Key); err != nil {
		return carrier.Manifest{}, err
	}
	if len(l.Labels) == 0 {
		return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "There is no parcel to hand over.")
	}
	by := l.Labels[0].Carrier
	if slices.ContainsFunc(l.Labels, func(r carrier.Ref) bool { return r.Carrier != by }) {
		return carrier.Manifest{}, carrier.Troubled(carrier.Refused, "A manifest of %s holds the parcels of one carrier.", Name)
	}
	defer c.keys.Lock("manifest " + l.Key)()
	m, err := c.manifestOf(ctx, l.Key, by)
	if err == nil && m.ID == "" {
		m, err = c.makeManifest(ctx, l, by)
	}
	if err != nil {
		return carrier.Manifest{}, err
	}
	b, err := c.file(ctx, m.Doc.Manifest, m.URL)
	if err != nil {
		return carrier.Manifest{}, carrier.Troubled(carrier.Unsure, "%s does not give out the manifest yet.", Name).Because(err)
	}
	return carrier.Manifest{ID: m.ID, Content: b}, nil
}

// manifestOf is the manifest with a key, without an identifier if there is none among the newest.
func (c *Carrier) manifestOf(ctx context.Context, key, by string) (manifest, error) {
	var out struct {
		Results []manifest `json:"results"`
	}
	q := url.Values{"carrier_name": {by}, "limit": {"100"}}
	if err := c.call(ctx, remote.Request{Method: http.MethodGet, Path: "v1/manifests", Query: q, Out: &out}); err != nil {
		return manifest{}, listed(err)
	}
	for _, m := range out.Results {
		if m.Reference == key {
			return m, nil
		}
	}
	return manifest{}, nil
}

func (c *Carrier) makeManifest(ctx context.Context, l carrier.Load, by string) (m manifest, err error) {
	ids := make([]string, len(l.Labels))
	for i, r := range l.Labels {
		ids[i] = r.ID
	}
	err = c.call(ctx, remote.Request{Method: http.MethodPost, Path: "v1/manifests", Out: &m, Changes: true,
		In: map[string]any{"carrier_name": by, "shipment_ids": ids, "address": addressOf(l.From), "reference": l.Key}})
	if err == nil && m.ID == "" {
		err = carrier.Troubled(carrier.Unsure, "%s gave an answer that cannot be read.", Name)
	}
	return m, err
}

// Notice reads a webhook call.
func (c *Carrier) Notice(call carrier.Call) (carrier.Notice, error) {
	secret := c.webhook.Reveal()
	if secret == "" || subtle.ConstantTimeCompare([]byte(call.Header.Get("X-Event-Id")), []byte(secret)) != 1 {
		return carrier.Notice{}, carrier.Troubled(carrier.Denied, "The call does not bear the secret of this account.")
	}
	var e struct {
		Event string          `json:"event"`
		Data  json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(call.Body, &e); err != nil || e.Event == "" {
		return carrier.Notice{}, carrier.Troubled(carrier.Refused, "The call cannot be read.").Because(err)
	}
	sum := sha256.Sum256(call.Body)
	n := carrier.Notice{ID: hex.EncodeToString(sum[:16])}
	if !strings.HasPrefix(e.Event, "tracker") {
		return n, nil
	}
	var t tracker
	if err := json.Unmarshal(e.Data, &t); err != nil {
		return carrier.Notice{}, carrier.Troubled(carrier.Refused, "The call cannot be read.").Because(err)
	}
	n.Tracking = t.tracking()
	return n, nil
}
