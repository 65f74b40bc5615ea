package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/wall"
)

// SortAnswer is what a person at the put wall is told: the verdict in words and what to do next. It is stored with the
// receipt. Prompt.Sort is 0 when no tote is being emptied: a refused SortBegin.
type SortAnswer struct {
	Message picking.Message `json:"message"`
	Prompt  wall.Prompt     `json:"prompt"`
}

// SortBegin opens the dropped tote that was scanned, or goes on with it where it was left, whoever left it. It may be
// sent again: a tote is open once.
func (s *Store) SortBegin(ctx context.Context, a Act, scan picking.Scan) (SortAnswer, error) {
	found, tote, err := s.waiting(ctx, a.Warehouse, scan)
	if err != nil {
		return SortAnswer{}, fmt.Errorf("open a tote at the wall: %w", err)
	}
	m, ok := wall.Admit(found, tote)
	if !ok {
		return s.sortRefused(ctx, a, scan, m)
	}
	id, err := s.openSort(ctx, a, *tote)
	if err != nil {
		return SortAnswer{}, fmt.Errorf("open tote %s at the wall: %w", tote.Code, err)
	}
	return s.sort(ctx, a, sortAct{sort: id, raw: "open:" + scan.Raw,
		decide: func(st wall.State, _ picking.Found) wall.Outcome { return wall.Begin(st) }})
}

// SortScan judges a scan while a tote is being emptied and writes what follows, exactly once however often it is sent.
func (s *Store) SortScan(ctx context.Context, a Act, id picking.SortID, scan picking.Scan) (SortAnswer, error) {
	return s.sort(ctx, a, sortAct{sort: id, raw: "scan:" + scan.Raw, scan: scan,
		decide: func(st wall.State, f picking.Found) wall.Outcome { return wall.Decide(st, scan, f) }})
}

// SortUndo reverses the last step that still counts.
func (s *Store) SortUndo(ctx context.Context, a Act, id picking.SortID) (SortAnswer, error) {
	return s.sort(ctx, a, sortAct{sort: id, raw: "undo",
		decide: func(st wall.State, _ picking.Found) wall.Outcome { return wall.Undo(st) }})
}

// SortPrompt says what a tote at the wall waits for now.
func (s *Store) SortPrompt(ctx context.Context, w picking.WarehouseID, id picking.SortID) (wall.Prompt, error) {
	st, _, _, err := s.sortState(ctx, Act{Warehouse: w}, sortAct{sort: id})
	if err != nil {
		return wall.Prompt{}, fmt.Errorf("sort %d: %w", id, err)
	}
	return st.Prompt(), nil
}

// WallWork lists the totes that wait to be emptied at the put wall, most urgent first.
func (s *Store) WallWork(ctx context.Context, w picking.WarehouseID) ([]wall.Waiting, error) {
	totes, err := s.wallTotes(ctx, w, 0)
	if err != nil {
		return nil, fmt.Errorf("totes at the wall: %w", err)
	}
	waiting := totes[:0]
	for _, t := range totes {
		if t.NeedsWall() {
			waiting = append(waiting, t)
		}
	}
	return waiting, nil
}

// WallCubbies lists the slots of the put wall that are taken, complete ones first.
func (s *Store) WallCubbies(ctx context.Context, w picking.WarehouseID) (all []wall.Cubby, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT c.code AS slot, o.number, o.packing_at IS NOT NULL AS packing, o.units - o.short AS units_of,
		COALESCE((SELECT sum(b.on_hand) FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = s.slot_id), 0) AS units_in
		FROM wall_slots s
		JOIN locations c ON c.warehouse_id = $1 AND c.id = s.slot_id
		JOIN orders o ON o.warehouse_id = $1 AND o.id = s.order_id
		WHERE s.warehouse_id = $1 AND s.order_id IS NOT NULL`, w)
	if err != nil {
		return nil, fmt.Errorf("slots of the wall: %w", dbErr(err))
	}
	return wall.CompleteFirst(all), nil
}

type sortAct struct {
	sort   picking.SortID
	raw    string
	scan   picking.Scan
	decide func(wall.State, picking.Found) wall.Outcome
}

func (s *Store) sort(ctx context.Context, a Act, p sortAct) (answer SortAnswer, err error) {
	err = s.decide(ctx, func() (bool, error) {
		st, found, seen, err := s.sortState(ctx, a, p)
		if err != nil {
			return false, err
		}
		if seen != nil {
			return true, seen.replay(p.raw, &answer)
		}
		o := p.decide(st, found)
		answer = SortAnswer{o.Message, o.Prompt}
		w := newStep(a, p.raw, o.Message)
		w.Sort, w.Version, w.Accepted = p.sort, st.Version, o.Effects.Sort != nil
		w.Answer, w.Effects = answer, o.Effects
		if o.Past != nil {
			w.Step = o.Past
		}
		done, err := s.applyStep(ctx, w)
		return done == appliedOK, err
	})
	if err != nil {
		return SortAnswer{}, fmt.Errorf("sort %d: %w", p.sort, err)
	}
	return answer, nil
}

// sortRefused records the refusal of a scan that opens nothing.
func (s *Store) sortRefused(ctx context.Context, a Act, scan picking.Scan, m picking.Message) (SortAnswer, error) {
	answer := SortAnswer{Message: m}
	w := newStep(a, "open:"+scan.Raw, m)
	w.Answer = answer
	done, err := s.applyStep(ctx, w)
	if err == nil && done == appliedReplay { // it was answered before, perhaps otherwise: the tote was there then
		err = s.fromReceipt(ctx, a, w.Raw, &answer)
	}
	if err != nil {
		return SortAnswer{}, fmt.Errorf("refuse %q at the wall: %w", scan.Raw, err)
	}
	return answer, nil
}

// fromReceipt fills answer with what the act was answered before.
func (s *Store) fromReceipt(ctx context.Context, a Act, raw string, answer any) error {
	var doc []byte
	err := s.hot(ctx, &doc, `SELECT json_build_object('raw', raw, 'answer', answer) FROM scans
		WHERE warehouse_id = $1 AND device = $2 AND scan_id = $3`, a.Warehouse, a.Device, a.ID)
	if err != nil {
		return err
	}
	var r receipt
	if err := json.Unmarshal(doc, &r); err != nil {
		return err
	}
	return r.replay(raw, answer)
}

// sortState loads a tote's state, what the scan stands for and, if the act has one, its receipt.
func (s *Store) sortState(ctx context.Context, a Act, p sortAct) (st wall.State, f picking.Found, r *receipt, err error) {
	var row struct {
		Receipt *[]byte `db:"receipt"`
		Found   []byte  `db:"found"`
		State   *[]byte `db:"state"`
	}
	if err = s.hot(ctx, &row, query.SortState, a.Warehouse, p.sort, a.Device, orNil(a.ID), p.scan.Code, p.scan.GTIN); err != nil {
		return st, f, nil, err
	}
	if row.State == nil {
		return st, f, nil, picking.Errorf(picking.NotFound, "No tote is being emptied at this address.")
	}
	if err = json.Unmarshal(*row.State, &st); err != nil {
		return st, f, nil, err
	}
	if err = json.Unmarshal(row.Found, &f); err != nil || row.Receipt == nil {
		return st, f, nil, err
	}
	r = new(receipt)
	return st, f, r, json.Unmarshal(*row.Receipt, r)
}

// waiting says what a scan at the wall stands for and, for a tote, what it is busy with.
func (s *Store) waiting(ctx context.Context, w picking.WarehouseID, scan picking.Scan) (picking.Found, *wall.Waiting, error) {
	var doc []byte
	var f picking.Found
	if err := s.hot(ctx, &doc, `SELECT scan_found($1, $2, $3)`, w, scan.Code, scan.GTIN); err != nil {
		return f, nil, err
	}
	if err := json.Unmarshal(doc, &f); err != nil {
		return f, nil, err
	}
	if f.Location == nil || f.Location.Kind != picking.Tote {
		return f, nil, nil
	}
	totes, err := s.wallTotes(ctx, w, f.Location.ID)
	if err != nil || len(totes) == 0 {
		return f, nil, err
	}
	return f, &totes[0], nil
}

func (s *Store) wallTotes(ctx context.Context, w picking.WarehouseID, tote picking.LocationID) ([]wall.Waiting, error) {
	var totes []wall.Waiting
	err := s.db.SelectContext(ctx, &totes, query.WallWork, w, tote)
	return totes, dbErr(err)
}

// openSort answers the open sort of a tote, made now if there is none.
func (s *Store) openSort(ctx context.Context, a Act, t wall.Waiting) (id picking.SortID, err error) {
	err = s.write(ctx, a.User, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO sorts (warehouse_id, list_id, tote_slot, tote_id, user_id) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (warehouse_id, tote_id) WHERE state = 'open' DO NOTHING`, a.Warehouse, t.List, t.Slot, t.Tote, a.User)
		if err != nil {
			return err
		}
		return tx.GetContext(ctx, &id, `SELECT id FROM sorts WHERE warehouse_id = $1 AND tote_id = $2 AND state = 'open'`, a.Warehouse, t.Tote)
	})
	return id, err
}
