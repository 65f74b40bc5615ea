package task

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
)

// Each script line is "act → verdict [step]".
func TestScripts(t *testing.T) {
	const start = "scan CART → ok totes; scan T1 → ok totes; scan T2 → ok bin; "
	tests := map[string]string{
		"the whole walk": start + `scan B1 → ok item; scan RED → ok item; scan RED → ok item; scan RED-CASE → ok tote;
			scan T1 → line_complete bin; scan B2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan T2 → line_complete item;
			scan PHONE → ok serial; scan SN-123 → ok tote; scan T2 → line_complete drop; scan PACK → list_complete done; scan PACK → not_allowed done`,
		"start refuses": `scan NOPE → unknown_code cart; scan T1 → wrong_place cart; scan CART → ok totes; scan B1 → wrong_tote totes;
			scan T1 → ok totes; scan T1 → wrong_tote totes; scan NOPE → unknown_code totes; scan T2 → ok bin`,
		"wrong place": start + `scan B2 → wrong_place bin; scan RED → not_allowed bin; scan NOPE → unknown_code bin; scan B1 → ok item;
			scan B1 → ok item; scan B2 → wrong_place item`,
		"wrong item and too many": start + `scan B1 → ok item; scan BLUE → wrong_item item; scan NOPE → unknown_code item;
			scan RED-CASE → ok item; scan RED-CASE → confirm item; scan RED → ok item; scan RED → ok tote; scan RED → confirm tote;
			scan BLUE → wrong_item tote; scan T2 → wrong_tote tote; scan T3 → confirm tote; scan B1 → wrong_tote tote; scan T1 → line_complete bin`,
		"the tote early": start + `scan B1 → ok item; scan T1 → not_allowed item; scan RED-CASE → ok item; scan T1 → ok item; scan RED → ok item;
			scan RED → ok tote; scan T1 → line_complete bin`,
		"skip comes back last": start + `skip → ok bin; scan B2 → ok item; scan BLUE → ok item; skip → not_allowed item; scan BLUE → ok tote;
			scan T2 → line_complete item; scan PHONE → ok serial; scan SN-9 → ok tote; scan T2 → line_complete bin; skip → not_allowed bin; scan B1 → ok item`,
		"short is served elsewhere": start + `short none → not_allowed bin; scan B1 → ok item; short why → not_allowed item; scan RED-CASE → ok item;
			short none → ok tote; scan T1 → line_complete bin; scan B2 → ok item; scan BLUE → ok item; short damaged → ok tote;
			scan T2 → line_complete item; scan PHONE → ok serial; scan SN-9 → ok tote; scan T2 → line_complete bin;
			scan B3 → ok item; scan RED → ok item; scan RED → ok tote; scan T1 → line_complete drop`,
		"short of everything": start + `skip → ok bin; scan B2 → ok item; short none → ok item; short none → ok bin; scan B1 → ok item; short none → ok bin; scan B3 → ok item; short none → ok drop; scan PACK → list_complete done`,
		"undo all the way": start + `scan B1 → ok item; scan RED-CASE → ok item; scan RED → ok item; scan RED → ok tote; scan T1 → line_complete bin;
			undo → ok tote; undo → ok item; undo → ok item; undo → ok item; undo → ok bin; undo → ok totes; undo → ok totes; undo → ok cart; undo → not_allowed cart`,
		"undo a serial": start + `skip → ok bin; scan B2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan T2 → line_complete item;
			scan PHONE → ok serial; scan PHONE → not_allowed serial; scan B2 → not_allowed serial; scan X → unknown_code serial; scan SN-5 → ok tote; undo → ok serial; scan SN-5 → ok tote; undo → ok serial; undo → ok item; scan PHONE → ok serial; scan SN-5 → ok tote`,
		"another bin": start + `scan B2 → wrong_place bin; scan B3 → wrong_place bin; scan B1 → ok item; scan RED → ok item; scan B3 → wrong_place item; scan T1 → ok item;
			scan B3 → confirm item; scan NOPE → unknown_code item; scan B3 → confirm item; scan B3 → ok item; scan RED-CASE → ok item; scan RED → ok tote; scan T1 → line_complete bin;
			undo → ok tote; undo → ok item; undo → ok item; undo → ok item; scan B3 → confirm item; undo → ok item; undo → ok item; scan RED-CASE → ok item`,
		"more than ordered": start + `scan B1 → ok item; scan RED-CASE → ok item; scan RED-CASE → confirm item; scan RED-CASE → ok tote; scan RED-CASE → confirm tote;
			scan RED-CASE → ok tote; scan RED → too_many tote; undo → ok tote; undo → ok item; scan RED-CASE → confirm item; scan RED → ok item; scan RED → ok tote; scan T1 → line_complete bin;
			scan B2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan BLUE → too_many tote`,
		"full tote": start + `scan B1 → ok item; scan RED-CASE → ok item; scan T3 → confirm item; scan T1 → ok item; scan RED → ok item; scan T3 → confirm item; scan T3 → ok item;
			scan RED → ok tote; scan T2 → wrong_tote tote; scan T3 → line_complete bin; undo → ok tote; scan T1 → line_complete bin`,
		"typed": start + `type 3 → not_allowed bin; scan B1 → ok item; type 3 → not_allowed item; scan RED → ok item; type 1 → not_allowed item; type 6 → too_many item;
			type 5 → ok tote; type 5 → not_allowed tote; undo → ok item; scan T1 → ok item; type 4 → not_allowed item; scan RED → ok item; type 4 → ok tote; scan T1 → line_complete bin;
			scan B2 → ok item; scan BLUE → ok item; type 2 → not_allowed item`,
		"hand over":                start + `scan BO → confirm bin; scan CART → ok bin; scan B1 → not_yours bin; pause → not_yours bin`,
		"hand over, not after all": start + `scan B1 → ok item; scan BO → confirm item; scan RED → ok item; scan CART → wrong_place item; pause → ok item; scan RED → ok item`,
		"take over":                start + `take CART → confirm bin; scan CART → wrong_place bin; take CART → confirm bin; take CART → ok bin; scan B1 → not_yours bin`,
		"damaged": start + `damaged 1 → not_allowed bin; scan B1 → ok item; damaged 0 → not_allowed item; damaged 10 → too_many item; damaged 2 → ok item; scan RED-CASE → ok item;
			damaged 3 → ok item; scan RED → ok tote; scan T1 → line_complete bin; undo → ok tote; scan T1 → line_complete bin; scan B2 → ok item; damaged 2 → ok item; scan PHONE → ok serial;
			scan SN-1 → ok tote; scan T2 → line_complete bin; scan B3 → ok item; scan RED → ok tote; scan T1 → line_complete drop`,
		"digits": start + `digits 00 → wrong_place bin; digits B1 → wrong_place bin; digits ` + picking.CheckDigits("B1") + ` → ok item; digits 00 → not_allowed item; scan RED-CASE → ok item;
			digits 00 → wrong_place item; digits ` + picking.CheckDigits("T1") + ` → ok item; scan RED → ok item; scan RED → ok tote; digits ` + picking.CheckDigits("T1") + ` → line_complete bin`,
		"not empty": start + `scan B1 → ok item; scan RED-CASE → ok item; scan RED → ok item; scan RED → ok tote; not-empty → not_allowed tote; scan T1 → line_complete bin;
			scan B2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; not-empty → ok tote; not-empty → not_allowed tote; scan T2 → line_complete item`,
		"ask the supervisor": start + `scan B1 → ok item; scan NOPE → unknown_code item; scan NOPE → ok item; scan RED → ok item; scan 4006381333932 → unknown_code item;
			scan 4006381333932 → unknown_code item`,
		"undo a skip": start + `skip → ok bin; undo → ok bin; scan B1 → ok item`,
		"drop":        start + `scan WALL → wrong_place bin`,
	}
	for name, script := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFloor()
			for line := range strings.SplitSeq(script, ";") {
				act, want, _ := strings.Cut(strings.TrimSpace(line), " → ")
				before, asked := f.list.Version, f.list.Ask
				o := f.do(t, act)
				if got := string(o.Message.Verdict) + " " + string(f.list.Step); got != want {
					t.Fatalf("%s: got %q, want %q (%+v)", act, got, want, o.Message)
				}
				if !o.Message.Verdict.Accepted() && f.list.Version != before && f.list.Ask == asked {
					t.Fatalf("%s: refused, yet something changed", act)
				}
				if o.Prompt.Step != f.list.Step || o.Prompt.Version != f.list.Version {
					t.Fatalf("%s: prompt says %s v%d, list is %s v%d", act, o.Prompt.Step, o.Prompt.Version, f.list.Step, f.list.Version)
				}
				f.sound(t)
			}
		})
	}
}

func TestNobodyElsesList(t *testing.T) {
	for name, decide := range map[string]func(State) Outcome{
		"scan": func(s State) Outcome { return Decide(s, picking.Scan{Code: "CART"}) },
		"undo": Undo, "skip": Skip, "short": func(s State) Outcome { return Short(s, "none") },
	} {
		f := newFloor()
		s := f.state("CART")
		s.User = 2
		if o := decide(s); o.Message.Verdict != picking.NotYours || o.Effects.List != nil {
			t.Errorf("%s by a stranger: %+v", name, o.Message)
		}
	}
}

func TestLots(t *testing.T) {
	f := newFloor()
	f.tasks[0].LotCode, f.tasks[0].Lot, f.tasks[0].Lots = "L22", 5, 2
	for _, line := range []string{"scan CART", "scan T1", "scan T2", "scan B1"} {
		f.do(t, line)
	}
	for _, c := range []struct {
		scan picking.Scan
		want picking.Verdict
	}{
		{picking.Scan{Code: "RED"}, picking.Narrower},
		{picking.Scan{Code: "RED", Lot: "L23"}, picking.WrongLot},
		{picking.Scan{Code: "RED", Lot: "l22"}, picking.OK},
		{picking.Scan{Code: "L22"}, picking.OK},
		{picking.Scan{Code: "L23"}, picking.UnknownCode},
	} {
		o := Decide(f.state(c.scan.Code), c.scan)
		if o.Message.Verdict != c.want {
			t.Errorf("%+v: %s, want %s", c.scan, o.Message.Verdict, c.want)
		}
	}
}

// A lot that was not planned is named; where the bin has enough of it, a second scan takes it.
func TestOtherLots(t *testing.T) {
	t.Parallel()
	good := &OtherLot{ID: 6, Code: "L23", Expires: "2027-05-01", Shelf: Shelf{OnHand: 9, Free: 9}}
	gs1 := picking.Scan{Code: "RED", Lot: "L23"}
	for name, c := range map[string]struct {
		lot    *OtherLot
		change func(*State)
		scan   picking.Scan
		want   []picking.Verdict // of the scan, and of the same again
		says   string
	}{
		"its label":                       {good, nil, picking.Scan{Code: "L23"}, []picking.Verdict{picking.Confirm, picking.OK}, "Lot L22 expires sooner and should go first."},
		"its GS1 code":                    {good, nil, gs1, []picking.Verdict{picking.Confirm, picking.OK}, "You scanned lot L23; planned is lot L22."},
		"sooner":                          {&OtherLot{ID: 6, Code: "L23", Expires: "2026-12-31", Shelf: good.Shelf}, nil, gs1, []picking.Verdict{picking.Confirm, picking.OK}, "It expires sooner than the planned one."},
		"too few":                         {&OtherLot{ID: 6, Code: "L23", Shelf: Shelf{OnHand: 4, Free: 2}}, nil, gs1, []picking.Verdict{picking.WrongLot, picking.WrongLot}, "Of lot L23 only 2 are free here, 5 are needed."},
		"a hand full":                     {good, func(s *State) { s.List.Counted = 1 }, gs1, []picking.Verdict{picking.WrongLot, picking.WrongLot}, "planned is lot L22."},
		"expired":                         {&OtherLot{ID: 6, Code: "L23", Expires: "2026-03-01", Expired: true, Shelf: good.Shelf}, nil, gs1, []picking.Verdict{picking.WrongLot, picking.WrongLot}, "Lot L23 expired on 1 Mar 2026."},
		"expired, free":                   {&OtherLot{ID: 6, Code: "L23", Expires: "2026-03-01", Expired: true, Shelf: good.Shelf}, func(s *State) { s.Current.ExpiredOK = true }, gs1, []picking.Verdict{picking.Confirm, picking.OK}, "It expired on 1 Mar 2026."},
		"unknown":                         {nil, nil, gs1, []picking.Verdict{picking.WrongLot, picking.WrongLot}, "You scanned lot L23, which is not known here."},
		"the planned one expired":         {nil, func(s *State) { s.Current.Expired = true }, picking.Scan{Code: "L22"}, []picking.Verdict{picking.WrongLot, picking.WrongLot}, "Lot L22 expired on 1 Feb 2027."},
		"the planned one expired, but ok": {nil, func(s *State) { s.Current.Expired, s.Current.ExpiredOK = true, true }, picking.Scan{Code: "L22"}, []picking.Verdict{picking.Confirm, picking.OK}, "Lot L22 expired on 1 Feb 2027."},
	} {
		f := newFloor()
		f.tasks[0].LotCode, f.tasks[0].Lot, f.tasks[0].Lots, f.tasks[0].Expires = "L22", 5, 2, "2027-02-01"
		for _, line := range []string{"scan CART", "scan T1", "scan T2", "scan B1"} {
			f.do(t, line)
		}
		s := f.state(c.scan.Code)
		s.Lot = c.lot
		if c.change != nil {
			c.change(&s)
		}
		for i, want := range c.want {
			o := Decide(s, c.scan)
			if o.Message.Verdict != want || i == 0 && !strings.Contains(o.Message.Detail.String(), c.says) {
				t.Errorf("%s, scan %d: %+v, want %s", name, i+1, o.Message, want)
			}
			if o.Effects.List != nil {
				s.List.Ask = o.Effects.List.Ask
			}
			if want == picking.OK && c.lot != nil && (o.Effects.Tasks[0].Lot != 6 || o.Prompt.Counted != 1 || o.Effects.Reserve[1].Qty != 5) {
				t.Errorf("%s: %+v, prompt %+v", name, o.Effects, o.Prompt)
			}
		}
	}
}

// A full tote in the middle of a batch task: what is in it keeps its shares, the lines served last wait for the new one.
func TestFullToteDividesABatchTask(t *testing.T) {
	t.Parallel()
	f := batchFloor()
	for _, line := range []string{"scan CART", "scan T1", "scan B1", "scan RED-CASE", "scan RED", "scan T1", "scan RED", "scan T2", "scan T2", "scan T2", "scan RED-CASE", "scan RED"} {
		if o := f.do(t, line); !o.Message.Verdict.Accepted() && o.Message.Verdict != picking.Confirm {
			t.Fatalf("%s: %+v", line, o.Message)
		}
		f.sound(t)
	}
	if d := cmp.Diff([]Share{{Line: 201, Qty: 3}, {Line: 202, Qty: 1}}, f.shares[1]); d != "" {
		t.Errorf("shares of the full tote: %s", d)
	}
	if d := cmp.Diff([]Share{{Line: 203, Qty: 2}, {Line: 202, Qty: 3}}, f.shares[2]); d != "" {
		t.Errorf("shares of the new tote: %s", d)
	}
	if a, b := f.tasks[0], f.tasks[1]; a.Qty != 4 || a.State != Done || b.Qty != 5 || b.Slot != 2 || b.Done != 1 || f.list.Counted != 4 {
		t.Errorf("%+v\n%+v", a, b)
	}
}

// A batch short is booked on the order lines served last, and the share that another bin serves moves to the new task.
func TestBatchShortDividesAmongLines(t *testing.T) {
	f := batchFloor()
	for _, line := range []string{"scan CART", "scan T1", "scan B1", "scan RED", "scan RED", "short none"} {
		if o := f.do(t, line); !o.Message.Verdict.Accepted() {
			t.Fatalf("%s: %+v", line, o.Message)
		}
	}
	// 7 missing, 4 at B3: of 203's 2, 202's 4 and 201's 1 the first served (201, then 202) get them.
	if f.short[203] != 2 || f.short[202] != 1 || f.short[201] != 0 {
		t.Errorf("short: %v", f.short)
	}
	got := map[picking.LineID]picking.Qty{}
	for _, sh := range f.shares[2] {
		got[sh.Line] += sh.Qty
	}
	if got[201] != 1 || got[202] != 3 || len(f.shares[2]) != 2 {
		t.Errorf("shares of the new task: %v", f.shares[2])
	}
	f.sound(t)
}

// A wrong tote is named by its slot, and by its order only where it has one.
func TestWrongToteIsNamed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*floor)
		want   string
	}{
		"of an order":     {func(*floor) {}, "T2 is tote 2, order O-2's."},
		"of a batch":      {func(f *floor) { f.list.Totes = []Tote{{Slot: 1, State: "empty"}, {Slot: 2, State: "empty"}} }, "T2 is tote 2 of this cart."},
		"not on the cart": {func(f *floor) { f.list.Totes = f.list.Totes[:1] }, "T2 is an empty tote."},
	} {
		f := newFloor()
		tc.change(f)
		for _, line := range []string{"scan CART", "scan T1", "scan T2", "scan B1", "scan RED-CASE", "scan RED", "scan RED"} {
			f.do(t, line)
		}
		if o := f.do(t, "scan T2"); o.Message.Verdict.Accepted() || !strings.HasPrefix(o.Message.Detail.String(), tc.want) {
			t.Errorf("%s: %+v", name, o.Message)
		}
	}
}

// Whatever is scanned and touched, in whatever order, nothing is lost, counted twice or promised twice.
func TestAnyWalkIsSound(t *testing.T) {
	acts := []string{"scan CART", "scan T1", "scan T2", "scan T3", "scan B1", "scan B2", "scan B3", "scan RED", "scan BLUE", "scan RED-CASE",
		"scan PHONE", "scan SN-1", "scan SN-2", "scan PACK", "scan WALL", "scan NOPE", "skip", "undo", "short none", "type 2", "type 4", "pause", "damaged 1", "damaged 4", "not-empty", "digits 68"}
	rapid.Check(t, func(rt *rapid.T) {
		f := newFloor()
		act := ""
		for range rapid.IntRange(1, 120).Draw(rt, "steps") {
			if act == "" || rapid.IntRange(0, 3).Draw(rt, "again") > 0 {
				act = rapid.SampledFrom(acts).Draw(rt, "act")
			}
			if p := PromptFor(f.state("")); rapid.Bool().Draw(rt, "follow the prompt") {
				act = "scan " + f.follow(p)
			}
			f.do(t, act)
			f.sound(t)
		}
	})
}

// follow is what a picker who does as told would scan.
func (f *floor) follow(p Prompt) string {
	switch p.Step {
	case StepCart:
		return "CART"
	case StepTotes:
		return []string{"", "T1", "T2"}[p.Slot]
	case StepBin:
		return p.Task.Bin
	case StepItem:
		return map[picking.ItemID]string{31: "RED", 32: "BLUE", 33: "PHONE"}[p.Task.Item]
	case StepSerial:
		return "SN-7"
	case StepTote:
		return p.Tote
	}
	if f.list.Method == picking.Batch {
		return "WALL"
	}
	return "PACK"
}
