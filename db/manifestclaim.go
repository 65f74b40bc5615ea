package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"pickpack/picking"
)

// ManifestClaim is a manifest in the hands of one who talks to carriers.
type ManifestClaim struct {
	Warehouse picking.WarehouseID `json:"warehouse"`
	ID        picking.ManifestID  `json:"id"`
	N         int                 `json:"n"` // the fencing token
	Key       string              `json:"key"`
	Carrier   picking.CarrierID   `json:"carrier"`
	From      picking.Address     `json:"from"`
	Parcels   []ManifestLabel     `json:"parcels"`
}

// ManifestLabel is a label that was bought, with its key.
type ManifestLabel struct {
	Key   string      `json:"key"`
	Label BookedLabel `json:"label"`
}

// ClaimManifest takes the manifest that waits longest, in any warehouse, for as long as lease. nil: there is none.
func (s *Store) ClaimManifest(ctx context.Context, lease time.Duration) (*ManifestClaim, error) {
	var doc []byte
	err := dbErr(s.db.GetContext(ctx, &doc, `
		WITH next AS (
		    SELECT warehouse_id, id FROM manifests WHERE state = 'asked' AND due <= now() OR state = 'asking' AND lease < now()
		     ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED), taken AS (
		UPDATE manifests m SET state = 'asking', claim = m.claim + 1, lease = now() + make_interval(secs => $1)
		  FROM next WHERE m.warehouse_id = next.warehouse_id AND m.id = next.id RETURNING m.*)
		SELECT json_build_object('warehouse', m.warehouse_id, 'id', m.id, 'n', m.claim, 'key', m.key, 'carrier', m.carrier_id, 'from', w.ship_from,
		       'parcels', (SELECT json_agg(json_build_object('key', b.key, 'label', b.label) ORDER BY b.id) FROM bookings b
		           WHERE b.warehouse_id = m.warehouse_id AND b.manifest_id = m.id))
		  FROM taken m JOIN warehouses w ON w.id = m.warehouse_id`, lease.Seconds()))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("take a manifest: %w", err)
	}
	c := new(ManifestClaim)
	return c, json.Unmarshal(doc, c)
}

// ManifestDone keeps the carrier's own number and list of a manifest. ErrFenced: the claim is lost.
func (s *Store) ManifestDone(ctx context.Context, c *ManifestClaim, ref string, theirs []byte) error {
	if len(theirs) == 0 {
		theirs = nil
	}
	return s.endManifest(ctx, c, `state = 'closed', lease = NULL, trouble = '', ended_at = now(), ref = $4, theirs = $5`, ref, theirs)
}

// PostponeManifest gives a claimed manifest back: it is tried again after a while, with the same key.
func (s *Store) PostponeManifest(ctx context.Context, c *ManifestClaim, trouble string, wait time.Duration) error {
	return s.endManifest(ctx, c, `state = 'asked', lease = NULL, trouble = $4, due = now() + make_interval(secs => $5)`, clip(trouble), wait.Seconds())
}

// RefuseManifest ends a claimed manifest: the carrier will not.
func (s *Store) RefuseManifest(ctx context.Context, c *ManifestClaim, trouble string) error {
	return s.endManifest(ctx, c, `state = 'refused', lease = NULL, trouble = $4, ended_at = now()`, clip(trouble))
}

func (s *Store) endManifest(ctx context.Context, c *ManifestClaim, set string, args ...any) error {
	r, err := s.db.ExecContext(ctx, `UPDATE manifests SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'asking'`,
		append([]any{c.Warehouse, c.ID, c.N}, args...)...)
	if err != nil {
		return fmt.Errorf("manifest %d: %w", c.ID, dbErr(err))
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return ErrFenced
	}
	return nil
}

// ManifestList is what our own list of a load says.
type ManifestList struct {
	From     picking.Address
	Timezone string
	Parcels  []ManifestLine
}

// ManifestLine is a parcel of it.
type ManifestLine struct {
	Number  string          `json:"number"`
	Order   string          `json:"order"`
	Service string          `json:"service"`
	To      picking.Address `json:"to"`
	Weight  picking.Grams   `json:"weight"`
}

// ManifestFile is a list that is stored: ours, or the carrier's own. There is none: NotFound.
func (s *Store) ManifestFile(ctx context.Context, w picking.WarehouseID, id picking.ManifestID, theirs bool) (b []byte, err error) {
	column := "content"
	if theirs {
		column = "theirs"
	}
	err = dbErr(s.db.GetContext(ctx, &b, `SELECT `+column+` FROM manifests WHERE warehouse_id = $1 AND id = $2 AND `+column+` IS NOT NULL`, w, id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		err = picking.Errorf(picking.NotFound, "There is no such list.")
	}
	return b, err
}

// ManifestList loads what our list is to say.
func (s *Store) ManifestList(ctx context.Context, w picking.WarehouseID, id picking.ManifestID) (l ManifestList, err error) {
	var doc []byte
	err = dbErr(s.db.GetContext(ctx, &doc, `SELECT json_build_object('From', w.ship_from, 'Timezone', w.timezone, 'Parcels', (
			SELECT json_agg(json_build_object('number', b.label->>'number', 'order', o.number, 'service', b.service, 'to', o.ship_to, 'weight', c.weight_g) ORDER BY o.id, c.n)
			  FROM bookings b JOIN orders o ON o.warehouse_id = $1 AND o.id = b.order_id JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id
			 WHERE b.warehouse_id = $1 AND b.manifest_id = $2))
		FROM warehouses w WHERE w.id = $1`, w, id))
	if err == nil {
		err = json.Unmarshal(doc, &l)
	}
	if err != nil {
		return l, fmt.Errorf("list of manifest %d: %w", id, err)
	}
	return l, nil
}

// KeepManifestFile stores our list, unless one is stored already, and answers the one that is.
func (s *Store) KeepManifestFile(ctx context.Context, w picking.WarehouseID, id picking.ManifestID, content []byte) ([]byte, error) {
	if _, err := s.db.ExecContext(ctx, `UPDATE manifests SET content = $3 WHERE warehouse_id = $1 AND id = $2 AND content IS NULL`, w, id, content); err != nil {
		return nil, dbErr(err)
	}
	return s.ManifestFile(ctx, w, id, false)
}
