package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"

	"pickpack/picking"
)

// Act is who did what, once: the id was made on the device when the trigger was pulled or the button drawn, so the same
// act sent again is answered from its receipt.
type Act struct {
	Warehouse picking.WarehouseID
	User      picking.UserID
	Device    string
	ID        string // UUID
}

// step is one decided act on its way into the database; its JSON is the argument of scan_apply.
type step struct {
	Warehouse picking.WarehouseID `json:"warehouse"`
	Device    string              `json:"device"`
	Scan      string              `json:"scan"`
	User      picking.UserID      `json:"user"`
	Raw       string              `json:"raw"` // what was done, in full: the same id with another raw is a conflict
	Verdict   picking.Verdict     `json:"verdict"`
	Accepted  bool                `json:"accepted"` // something changes: the head's version must still be Version
	List      picking.ListID      `json:"list"`     // exactly one of List, Sort and Order is the head
	Sort      picking.SortID      `json:"sort"`
	Order     picking.OrderID     `json:"order"`
	Version   int                 `json:"version"`
	Step      any                 `json:"step,omitempty"` // what an undo needs
	Answer    any                 `json:"answer"`         // what is answered now and to every replay
	Effects   picking.Effects     `json:"effects"`
}

// newStep starts the step of an act; the caller sets the head, the version, the answer and the effects.
func newStep(a Act, raw string, m picking.Message) step {
	return step{Warehouse: a.Warehouse, Device: a.Device, Scan: a.ID, User: a.User, Raw: raw, Verdict: m.Verdict}
}

// applied is what became of a step.
type applied string

const (
	appliedOK     applied = "ok"
	appliedStale  applied = "stale"  // somebody was faster: load again, decide again
	appliedReplay applied = "replay" // the act has its receipt already: load again and answer from it
)

// applyStep writes a step in one statement and one transaction. Lost races are told as appliedStale, so that a step is
// always decided on what is there.
func (s *Store) applyStep(ctx context.Context, st step) (applied, error) {
	doc, err := json.Marshal(st)
	if err != nil {
		return "", fmt.Errorf("apply scan %s: %w", st.Scan, err)
	}
	var a applied
	err = s.hot(ctx, &a, `SELECT scan_apply(CAST($1 AS jsonb))`, string(doc))
	if lostRace(err) {
		return appliedStale, race{err}
	}
	return a, err
}

// race is the error of a step that was overtaken; decide tries again.
type race struct{ error }

func (r race) Unwrap() error { return r.error }

// lostRace says that a constraint or a lock showed the decision to be out of date.
func lostRace(err error) bool {
	var e *pq.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case "40001", "40P01", "55P03", "23505", "23514":
		return true
	}
	return false
}

// receipt is the stored answer of an act.
type receipt struct {
	Raw    string          `json:"raw"`
	Answer json.RawMessage `json:"answer"`
}

// replay fills answer from a receipt. The same id for another act is a conflict: a device that repeats ids is broken.
func (r receipt) replay(raw string, answer any) error {
	if r.Raw != raw {
		return picking.Errorf(picking.Conflict, "This scan id was used for another scan. Reload the page.")
	}
	return json.Unmarshal(r.Answer, answer)
}

// tries is how often a step is decided again before the floor is told to try again.
const tries = 12

// decide runs one act to its end: try answers true when it is done. Between tries it waits a little, longer each time.
func (s *Store) decide(ctx context.Context, try func() (bool, error)) error {
	var overtaken race
	for i := range tries {
		done, err := try()
		if done || err != nil && !errors.As(err, &overtaken) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(i) * 3 * time.Millisecond):
		}
	}
	var server *pq.Error
	if errors.As(overtaken.error, &server) && sqlState(server)[:2] == "23" {
		return dbErr(overtaken.error) // no race is lost as often as this: the data forbid it, and asking again would not help
	}
	return &picking.Error{Kind: picking.Busy, Message: "Too many people are changing this at once. Scan again.", Cause: overtaken.error}
}
