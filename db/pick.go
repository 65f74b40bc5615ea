package db

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/task"
)

// PickAnswer is what a picker is told: the verdict in words and what to do next. It is stored with the receipt.
type PickAnswer struct {
	Message picking.Message `json:"message"`
	Prompt  task.Prompt     `json:"prompt"`
}

// PickScan judges a scan on a list and writes what follows, exactly once however often the scan is sent.
func (s *Store) PickScan(ctx context.Context, a Act, list picking.ListID, scan picking.Scan) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "scan:" + scan.Raw, scan: scan,
		decide: func(st task.State) task.Outcome { return task.Decide(st, scan) }})
}

// PickUndo reverses the last accepted step.
func (s *Store) PickUndo(ctx context.Context, a Act, list picking.ListID) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "undo", past: true, decide: task.Undo})
}

// PickSkip puts the current task last.
func (s *Store) PickSkip(ctx context.Context, a Act, list picking.ListID) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "skip", decide: task.Skip})
}

// PickShort gives up what is not in the bin, for one of task.Reasons.
func (s *Store) PickShort(ctx context.Context, a Act, list picking.ListID, reason string) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "short:" + reason, stock: true,
		decide: func(st task.State) task.Outcome { return task.Short(st, reason) }})
}

// PickDamaged puts damaged units of the current bin into quarantine. The place is made when it is first needed.
func (s *Store) PickDamaged(ctx context.Context, a Act, list picking.ListID, n picking.Qty) (PickAnswer, error) {
	_, err := s.db.ExecContext(ctx, `INSERT INTO locations (warehouse_id, code, kind) SELECT id, 'QUARANTINE', 'quarantine' FROM warehouses
		WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM locations WHERE warehouse_id = $1 AND kind = 'quarantine') ON CONFLICT DO NOTHING`, a.Warehouse)
	if err != nil {
		return PickAnswer{}, fmt.Errorf("make a quarantine place: %w", dbErr(err))
	}
	return s.pick(ctx, a, pickAct{list: list, raw: fmt.Sprintf("damaged:%d", n), stock: true,
		decide: func(st task.State) task.Outcome { return task.Damaged(st, n) }})
}

// PickDigits takes the digits of a label whose barcode cannot be read.
func (s *Store) PickDigits(ctx context.Context, a Act, list picking.ListID, typed string) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "digits:" + typed,
		decide: func(st task.State) task.Outcome { return task.Digits(st, typed) }})
}

// PickNotEmpty says that a bin holds more than it should.
func (s *Store) PickNotEmpty(ctx context.Context, a Act, list picking.ListID) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "not empty", decide: task.NotEmpty})
}

// PickType counts by a typed number what is in the hand altogether.
func (s *Store) PickType(ctx context.Context, a Act, list picking.ListID, n picking.Qty) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: fmt.Sprintf("type:%d", n),
		decide: func(st task.State) task.Outcome { return task.Type(st, n) }})
}

// PickPause says that the picker is away for a while.
func (s *Store) PickPause(ctx context.Context, a Act, list picking.ListID) (PickAnswer, error) {
	return s.pick(ctx, a, pickAct{list: list, raw: "pause", decide: task.Pause})
}

// PickTakeOver judges a cart scanned by somebody who has no list in hand: it may be a colleague's, to go on with. No list
// is on the cart: NotFound.
func (s *Store) PickTakeOver(ctx context.Context, a Act, scan picking.Scan) (PickAnswer, error) {
	var list picking.ListID
	err := s.hot(ctx, &list, `SELECT p.id FROM locations c JOIN pick_lists p ON p.warehouse_id = $1 AND p.cart_id = c.id AND p.state = 'in_progress'
		WHERE c.warehouse_id = $1 AND c.code = $2`, a.Warehouse, scan.Code)
	if err != nil {
		return PickAnswer{}, err
	}
	return s.pick(ctx, a, pickAct{list: list, raw: "take:" + scan.Raw, scan: scan,
		decide: func(st task.State) task.Outcome { return task.TakeOver(st, scan) }})
}

// PickPrompt says what a list waits for now. Only its picker may ask.
func (s *Store) PickPrompt(ctx context.Context, a Act, list picking.ListID) (task.Prompt, error) {
	a.ID = "" // no act: there is no receipt to answer from
	st, _, err := s.pickState(ctx, a, list, picking.Scan{})
	if err != nil {
		return task.Prompt{}, err
	}
	if st.List.User != a.User {
		return task.Prompt{}, picking.Errorf(picking.Forbidden, "This list is not yours. Take the next list.")
	}
	return task.PromptFor(st), nil
}

type pickAct struct {
	list   picking.ListID
	raw    string
	scan   picking.Scan
	stock  bool // the decision needs to know where else the item lies
	past   bool // and this one, what the last step changed
	decide func(task.State) task.Outcome
}

func (s *Store) pick(ctx context.Context, a Act, p pickAct) (answer PickAnswer, err error) {
	err = s.decide(ctx, func() (bool, error) {
		st, seen, err := s.pickState(ctx, a, p.list, p.scan)
		if err != nil {
			return false, err
		}
		if seen != nil {
			return true, seen.replay(p.raw, &answer)
		}
		if p.stock {
			if err := s.pickStock(ctx, a.Warehouse, p.list, &st); err != nil {
				return false, err
			}
		}
		if p.past {
			if err := s.pickPast(ctx, a.Warehouse, p.list, &st); err != nil {
				return false, err
			}
		}
		o := p.decide(st)
		answer = PickAnswer{o.Message, o.Prompt}
		w := newStep(a, p.raw, o.Message)
		w.List, w.Version, w.Accepted = p.list, st.List.Version, o.Effects.List != nil
		w.Answer, w.Effects = answer, o.Effects
		if o.Last != nil {
			w.Step = o.Last
		}
		done, err := s.applyStep(ctx, w)
		return done == appliedOK, err
	})
	if err != nil {
		return PickAnswer{}, fmt.Errorf("pick list %d: %w", p.list, err)
	}
	return answer, nil
}

// pickState loads the state of a list or, if the act has one already, only its receipt.
func (s *Store) pickState(ctx context.Context, a Act, list picking.ListID, scan picking.Scan) (task.State, *receipt, error) {
	row := struct {
		Receipt *receipt   `json:"receipt"`
		State   task.State `json:"state"`
	}{}
	serial := cmp.Or(scan.Serial, scan.Code)
	var doc *[]byte
	err := s.hot(ctx, &doc, `SELECT pick_state($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.Warehouse, list, a.User, a.Device, orNil(a.ID), scan.Code, scan.GTIN, serial, scan.Lot)
	if err != nil {
		return row.State, nil, err
	}
	if doc == nil {
		return row.State, nil, picking.Errorf(picking.NotFound, "There is no pick list %d here.", list)
	}
	if err := json.Unmarshal(*doc, &row); err != nil {
		return row.State, nil, fmt.Errorf("read state of list %d: %w", list, err)
	}
	row.State.User = a.User
	return row.State, row.Receipt, nil
}

func (s *Store) pickStock(ctx context.Context, w picking.WarehouseID, list picking.ListID, st *task.State) error {
	var row struct {
		Shares []byte `db:"shares"`
		Stock  []byte `db:"stock"`
		Floor  []byte `db:"floor"`
	}
	if st.Current == nil || st.List.Task == 0 {
		return nil // nothing to be short of; the decision says so
	}
	if err := s.hot(ctx, &row, query.PickStock, w, list); err != nil {
		return err
	}
	if err := json.Unmarshal(row.Shares, &st.Shares); err != nil {
		return err
	}
	if err := json.Unmarshal(row.Stock, &st.Stock); err != nil {
		return err
	}
	return json.Unmarshal(row.Floor, &st.Floor)
}

// pickPast loads what is there now of what the last step changed. The list's version, loaded before, fences it as well.
func (s *Store) pickPast(ctx context.Context, w picking.WarehouseID, list picking.ListID, st *task.State) error {
	var doc []byte
	if err := s.hot(ctx, &doc, query.PickPast, w, list); err != nil {
		return err
	}
	st.Past = new(task.Past)
	return json.Unmarshal(doc, st.Past)
}

// orNil sends an empty id as NULL.
func orNil(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// Work is a list a picker has or could take.
type Work struct {
	ID       picking.ListID `db:"id"`
	Wave     picking.WaveID `db:"wave_id"`
	Method   picking.Method `db:"method"`
	Zone     string         `db:"zone"`
	State    string         `db:"state"`
	Step     string         `db:"step"`
	Tasks    int            `db:"tasks"`
	Done     int            `db:"done"`
	Orders   int            `db:"orders"`
	Units    int            `db:"units"`
	Metres   float64        `db:"metres"`
	Priority int            `db:"priority"`
	Cutoff   time.Time      `db:"cutoff"`
	Paused   bool           `db:"paused"`
}

const workColumns = `p.id, p.wave_id, p.method, p.zone, p.state, p.step, p.tasks, p.done, p.metres, p.priority, p.cutoff, p.paused,
	(SELECT count(DISTINCT order_id) FROM list_totes t WHERE t.warehouse_id = p.warehouse_id AND t.list_id = p.id) AS orders,
	(SELECT COALESCE(sum(qty), 0) FROM tasks t WHERE t.warehouse_id = p.warehouse_id AND t.list_id = p.id) AS units`

// MyWork lists what a picker has begun or been given, begun first.
func (s *Store) MyWork(ctx context.Context, w picking.WarehouseID, u picking.UserID) ([]Work, error) {
	var work []Work
	err := s.db.SelectContext(ctx, &work, `SELECT `+workColumns+` FROM pick_lists p
		WHERE p.warehouse_id = $1 AND p.user_id = $2 AND p.state IN ('assigned', 'in_progress')
		ORDER BY p.state = 'in_progress' DESC, p.priority DESC, p.cutoff, p.id`, w, u)
	return work, dbErr(err)
}

// OpenWork counts the lists nobody has yet.
func (s *Store) OpenWork(ctx context.Context, w picking.WarehouseID) (n int, err error) {
	err = s.db.GetContext(ctx, &n, `SELECT count(*) FROM pick_lists WHERE warehouse_id = $1 AND state = 'open'`, w)
	return n, dbErr(err)
}

// NextList gives a picker the list to work on: the one begun, else the one assigned, else the most urgent open one, which
// is claimed so that no two people get the same. zone, if not empty, limits what is claimed. No work is NotFound.
func (s *Store) NextList(ctx context.Context, a Act, zone string) (list picking.ListID, err error) {
	err = s.write(ctx, a.User, func(tx *sqlx.Tx) error {
		var one int // two taps at once must not claim two lists
		if err := tx.GetContext(ctx, &one, `SELECT 1 FROM users WHERE warehouse_id = $1 AND id = $2 FOR NO KEY UPDATE`, a.Warehouse, a.User); err != nil {
			return err
		}
		err := tx.GetContext(ctx, &list, `SELECT COALESCE(
			(SELECT id FROM pick_lists WHERE warehouse_id = $1 AND user_id = $2 AND state IN ('assigned', 'in_progress')
			  ORDER BY state = 'in_progress' DESC, priority DESC, cutoff, id LIMIT 1), 0)`, a.Warehouse, a.User)
		if err != nil || list != 0 {
			return err
		}
		err = tx.GetContext(ctx, &list, `UPDATE pick_lists SET state = 'assigned', user_id = $2, version = version + 1
			WHERE warehouse_id = $1 AND id = (SELECT id FROM pick_lists WHERE warehouse_id = $1 AND state = 'open'
				AND ($3 = '' OR zone = $3) ORDER BY priority DESC, cutoff, id LIMIT 1 FOR UPDATE SKIP LOCKED)
			RETURNING id`, a.Warehouse, a.User, zone)
		return err
	})
	if picking.KindOf(dbErr(err)) == picking.NotFound {
		return 0, picking.Errorf(picking.NotFound, "No list is waiting. Ask your supervisor, or try again in a minute.")
	}
	return list, err
}
