package desk_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/release"
	"pickpack/picking/task"
)

// busy puts work on the floor: a cluster wave of 40 orders of which two pickers are in the middle, with a short and a few
// refused scans, and a zone wave nobody has begun.
func (h *house) busy(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	for _, r := range []db.WaveRequest{
		{Method: picking.Cluster, Name: "Express", Limits: &release.Limits{Orders: 40}},
		{Method: picking.Zone, Name: "Standard", Limits: &release.Limits{Orders: 60}},
	} {
		if _, err := h.ReleaseWave(ctx, 1, 1, r); err != nil {
			t.Fatal(err)
		}
	}
	for i, badge := range []string{"PETE", "SUE"} {
		p := picker{t: t, h: h, user: picking.UserID(h.get(t, "SELECT id FROM users WHERE badge = $1", badge)), cart: i, totes: 12 * i}
		p.walk(60 + 25*i)
	}
}

// picker works a list by what its prompts ask for.
type picker struct {
	t     *testing.T
	h     *house
	user  picking.UserID
	cart  int
	totes int
	short bool
}

func (p *picker) act() db.Act {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return db.Act{Warehouse: 1, User: p.user, Device: fmt.Sprintf("handheld-%d", p.user), ID: fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])}
}

// walk makes n steps of the next list.
func (p *picker) walk(n int) {
	p.t.Helper()
	ctx := context.Background()
	list, err := p.h.NextList(ctx, p.act(), "")
	if err != nil {
		p.t.Fatal(err)
	}
	at, err := p.h.PickPrompt(ctx, p.act(), list)
	for i := 0; err == nil && i < n && at.Step != task.StepDone; i++ {
		var a db.PickAnswer
		if at.Step == task.StepItem && !p.short && i > n/2 {
			p.short = true
			a, err = p.h.PickShort(ctx, p.act(), list, "none")
		} else {
			if i%17 == 9 {
				if _, err := p.h.PickScan(ctx, p.act(), list, picking.Scan{Raw: "WRONG", Code: "WRONG"}); err != nil {
					p.t.Fatal(err)
				}
			}
			a, err = p.h.PickScan(ctx, p.act(), list, p.scan(at))
		}
		if err == nil && !a.Message.Verdict.Accepted() {
			p.t.Fatalf("%+v: %+v", at, a.Message)
		}
		at = a.Prompt
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// scan is what a prompt asks for.
func (p *picker) scan(at task.Prompt) picking.Scan {
	p.t.Helper()
	code := ""
	one := func(q string, args ...any) string {
		if err := p.h.raw.Get(&code, q, args...); err != nil {
			p.t.Fatalf("%+v: %s: %v", at, q, err)
		}
		return code
	}
	switch at.Step {
	case task.StepCart:
		code = one("SELECT code FROM locations WHERE kind = 'cart' ORDER BY code LIMIT 1 OFFSET $1", p.cart)
	case task.StepTotes:
		code = one("SELECT code FROM locations WHERE kind = 'tote' ORDER BY code LIMIT 1 OFFSET $1", p.totes)
		p.totes++
	case task.StepBin:
		code = at.Task.Bin
	case task.StepItem:
		code = one("SELECT code FROM barcodes WHERE item_id = $1 AND qty = 1 ORDER BY code LIMIT 1", at.Task.Item)
	case task.StepSerial:
		code = fmt.Sprintf("SN-%d-%d", at.Task.ID, at.Counted)
	case task.StepTote:
		code = at.Tote
	default:
		code = one("SELECT code FROM locations WHERE kind = 'station' ORDER BY code LIMIT 1")
	}
	s := picking.Scan{Raw: code, Code: code, Serial: ""}
	if picking.IsGTIN(code) {
		s.GTIN = code
	}
	if at.Step == task.StepItem && at.Task.Lot != 0 {
		s.Lot = at.Task.LotCode
	}
	return s
}
