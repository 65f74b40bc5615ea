package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// PackAnswer is what a packer is told: the verdict in words and the screen that follows. It is stored with the receipt.
// Prompt.Order is 0 when the code led to no order. Confirm says that the act would be taken with a reason.
type PackAnswer struct {
	Message picking.Message `json:"message"`
	Prompt  pack.Prompt     `json:"prompt"`
	Confirm bool            `json:"confirm,omitempty"`
	Label   bool            `json:"label,omitempty"` // a carton's label was scanned on it, or that was skipped
}

// BeginPacking opens the order that a scanned tote, wall slot, order number or carton belongs to, at this person's
// station: it has an open carton then. An order begun before is gone on with; a colleague's only with take.
func (s *Store) BeginPacking(ctx context.Context, a Act, scan picking.Scan, take bool) (answer PackAnswer, err error) {
	raw := "begin:" + scan.Raw
	if take {
		raw = "take:" + scan.Raw
	}
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		found, order, err := packOrder(ctx, tx, a.Warehouse, scan)
		if err != nil {
			return step{}, err
		}
		if order == 0 {
			return packStep(a, raw, PackAnswer{Message: pack.NoOrder(found, scan.Code)}), nil
		}
		return beginPacking(ctx, tx, a, order, raw, take)
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("begin packing %q: %w", scan.Code, err)
	}
	return answer, nil
}

// PackScan judges a scan on an open order and writes what follows, exactly once however often the scan is sent. again says
// that the screen it was made on had asked for the same code once more.
func (s *Store) PackScan(ctx context.Context, a Act, order picking.OrderID, scan picking.Scan, again bool) (PackAnswer, error) {
	raw := "scan:" + scan.Raw
	if again {
		raw = "again:" + scan.Raw
	}
	return s.pack(ctx, a, packAct{order: order, raw: raw, scan: scan, decide: func(st pack.State) pack.Outcome {
		st.Again = again
		return pack.Decide(st, scan)
	}})
}

// PackUndo takes back the last accepted scan into the open carton.
func (s *Store) PackUndo(ctx context.Context, a Act, order picking.OrderID) (PackAnswer, error) {
	return s.pack(ctx, a, packAct{order: order, raw: "undo", decide: pack.Undo})
}

// SkipLabel goes on although the label of the carton that was closed last was not scanned, for a reason.
func (s *Store) SkipLabel(ctx context.Context, a Act, order picking.OrderID, reason string) (PackAnswer, error) {
	return s.pack(ctx, a, packAct{order: order, raw: "skip:" + reason, decide: func(st pack.State) pack.Outcome { return pack.SkipLabel(st, reason) }})
}

// PackPrompt says how an order stands at the packing station. Anyone may ask.
func (s *Store) PackPrompt(ctx context.Context, a Act, order picking.OrderID) (pack.Prompt, error) {
	a.ID = ""
	st, _, err := packState(ctx, s.hot, a, order, picking.Scan{})
	if err != nil {
		return pack.Prompt{}, fmt.Errorf("pack order %d: %w", order, err)
	}
	return pack.PromptFor(st), nil
}

type packAct struct {
	order  picking.OrderID
	raw    string
	scan   picking.Scan
	decide func(pack.State) pack.Outcome
}

// onOrder names the order in the text of an act on it: the same id for another order is another act, and refused.
func onOrder(order picking.OrderID, raw string) string { return fmt.Sprintf("order %d %s", order, raw) }

func (s *Store) pack(ctx context.Context, a Act, p packAct) (answer PackAnswer, err error) {
	p.raw = onOrder(p.order, p.raw)
	err = s.decide(ctx, func() (bool, error) {
		st, seen, err := packState(ctx, s.hot, a, p.order, p.scan)
		if err != nil {
			return false, err
		}
		if seen != nil {
			return true, seen.replay(p.raw, &answer)
		}
		o := p.decide(st)
		answer = PackAnswer{Message: o.Message, Prompt: o.Prompt, Label: o.Last != nil && o.Last.Kind == "label"}
		w := packStep(a, p.raw, answer)
		w.Order, w.Version, w.Accepted, w.Effects = p.order, st.Order.Version, o.Effects.Pack != nil, o.Effects
		if o.Last != nil {
			w.Step = o.Last
		}
		done, err := s.applyStep(ctx, w)
		return done == appliedOK, err
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("pack order %d: %w", p.order, err)
	}
	return answer, nil
}

func packStep(a Act, raw string, answer PackAnswer) step {
	w := newStep(a, raw, answer.Message)
	w.Answer = answer
	return w
}

// getter reads one row: a store's hot path, or a transaction.
type getter func(ctx context.Context, dest any, q string, args ...any) error

// packState loads the state of an order and, if the act has one, its receipt.
func packState(ctx context.Context, get getter, a Act, order picking.OrderID, scan picking.Scan) (pack.State, *receipt, error) {
	var row struct {
		Receipt *[]byte `db:"receipt_"`
		State   *[]byte `db:"state_"`
		Goods   *[]byte `db:"goods_"`
	}
	err := get(ctx, &row, `SELECT receipt_, state_, pack_goods($1, $2) AS goods_ FROM pack_state($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.Warehouse, order, a.Device, orNil(a.ID), scan.Code, scan.GTIN, scan.Serial, scan.Lot, pack.ParcelCode(scan.Code))
	if err != nil {
		return pack.State{}, nil, dbErr(err)
	}
	if row.State == nil {
		return pack.State{}, nil, picking.Errorf(picking.NotFound, "There is no such order here.")
	}
	st := pack.State{User: a.User}
	if err := json.Unmarshal(*row.State, &st); err != nil {
		return pack.State{}, nil, fmt.Errorf("read state of order %d: %w", order, err)
	}
	if st.Order.State == picking.Cancelled {
		if err := get(ctx, &st.Order.Why, `SELECT cancelled_why FROM orders WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, order); err != nil {
			return pack.State{}, nil, dbErr(err)
		}
	}
	if row.Goods != nil {
		if err := readGoods(*row.Goods, &st); err != nil {
			return pack.State{}, nil, err
		}
	}
	if row.Receipt == nil {
		return st, nil, nil
	}
	r := new(receipt)
	return st, r, json.Unmarshal(*row.Receipt, r)
}

// packOrder says what a code stands for and which order it leads to, 0 if none.
func packOrder(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, scan picking.Scan) (f picking.Found, id picking.OrderID, err error) {
	var row struct {
		Found []byte          `db:"found"`
		Order picking.OrderID `db:"order_id"`
	}
	err = tx.GetContext(ctx, &row, `SELECT f.j AS found, COALESCE(
		(SELECT o.id FROM orders o WHERE o.warehouse_id = $1
		    AND o.number IN (f.j->'order'->>'number', NULLIF(f.j->'location'->>'order', ''))),
		(SELECT c.order_id FROM cartons c WHERE c.warehouse_id = $1 AND c.location_id = CAST(f.j->'location'->>'id' AS bigint)),
		(SELECT c.order_id FROM cartons c WHERE c.warehouse_id = $1 AND c.sscc = $4),
		(SELECT c.order_id FROM cartons c WHERE c.warehouse_id = $1 AND c.tracking = $4),
		(SELECT max(b.order_id) FROM parcels p JOIN bookings b ON b.warehouse_id = $1 AND b.id = p.booking_id
		  WHERE p.warehouse_id = $1 AND p.number = $4), 0) AS order_id
		FROM (SELECT scan_found($1, $2, $3) AS j) f`, w, scan.Code, scan.GTIN, pack.ParcelCode(scan.Code))
	if err != nil {
		return f, 0, err
	}
	return f, row.Order, json.Unmarshal(row.Found, &f)
}

func beginPacking(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, raw string, take bool) (step, error) {
	st, err := lockedState(ctx, tx, a, order)
	if err != nil {
		return step{}, err
	}
	answer := PackAnswer{Message: pack.Begin(st, take)}
	if answer.Message.Verdict.Accepted() {
		if err := openOrder(ctx, tx, a, st); err != nil {
			return step{}, err
		}
		if st, _, err = packState(ctx, tx.GetContext, a, order, picking.Scan{}); err != nil {
			return step{}, err
		}
	}
	answer.Prompt = pack.PromptFor(st)
	w := packStep(a, raw, answer)
	w.Order, w.Version, w.Accepted = order, st.Order.Version, answer.Message.Verdict.Accepted()
	w.Step = pack.Last{Kind: "begin"}
	return w, nil
}

// packOnce carries out an act on a locked order, once however often it is sent. decide judges it; if it is accepted, write
// stores it and answers what is kept of it. The answer shows the order as it stands then.
func (s *Store) packOnce(ctx context.Context, a Act, order picking.OrderID, raw string, decide func(pack.State) picking.Message,
	write func(*sqlx.Tx, pack.State) (pack.Last, error)) (answer PackAnswer, err error) {
	raw = onOrder(order, raw)
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		st, err := lockedState(ctx, tx, a, order)
		if err != nil {
			return step{}, err
		}
		answer := PackAnswer{Message: decide(st)}
		w := newStep(a, raw, answer.Message)
		w.Order, w.Version, w.Accepted = order, st.Order.Version, answer.Message.Verdict.Accepted()
		if w.Accepted {
			if w.Step, err = write(tx, st); err != nil {
				return step{}, err
			}
			if st, _, err = packState(ctx, tx.GetContext, a, order, picking.Scan{}); err != nil {
				return step{}, err
			}
		}
		answer.Prompt = pack.PromptFor(st)
		w.Answer = answer
		return w, nil
	})
	return answer, err
}

// lockedState locks the order and loads it: scans on it wait, and find another version afterwards.
func lockedState(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID) (pack.State, error) {
	if _, err := tx.ExecContext(ctx, `SELECT 1 FROM orders WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, a.Warehouse, order); err != nil {
		return pack.State{}, err
	}
	st, _, err := packState(ctx, tx.GetContext, a, order, picking.Scan{})
	return st, err
}

func openOrder(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State) error {
	_, err := tx.ExecContext(ctx, `UPDATE orders SET version = version + 1, packer_id = $3, packing_at = COALESCE(packing_at, now())
		WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, st.Order.ID, a.User)
	if err != nil {
		return err
	}
	for _, c := range st.Cartons {
		if c.State == pack.CartonOpen {
			return nil
		}
	}
	box, _ := pack.SuggestBox(st)
	_, err = openCarton(ctx, tx, a, st, box.Code)
	return err
}
