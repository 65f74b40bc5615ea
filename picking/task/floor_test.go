package task

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pickpack/picking"
)

// floor is a warehouse in memory that applies effects as the store does, so that scripts and properties can walk a list.
type floor struct {
	list    List
	tasks   []Task
	hand    map[[2]int64]picking.Qty // on hand by location, item
	held    map[[2]int64]picking.Qty // reserved by location, item
	picked  map[picking.LineID]picking.Qty
	short   map[picking.LineID]picking.Qty
	shares  map[picking.TaskID][]Share
	serials map[string]bool
	doubt   map[[2]int64]bool // a picker found less here
	lasts   []Last
	chores  map[string][]picking.Chore // by the scan that asked for them
	made    map[picking.TaskID]string  // the scan that added a task
	n       int
}

var (
	bins  = map[string]int64{"B1": 11, "B2": 12, "B3": 13}
	totes = map[string]int64{"T1": 21, "T2": 22, "T3": 23}
	items = map[string]struct {
		id  int64
		qty picking.Qty
	}{"RED": {31, 1}, "BLUE": {32, 1}, "RED-CASE": {31, 3}, "PHONE": {33, 1}}
)

// newFloor has 5 red at B1 for order 1 (slot 1), 2 blue at B2 and 1 phone (by serial) at B2 for order 2 (slot 2); 4 more
// red lie at B3.
func newFloor() *floor {
	f := &floor{
		list: List{ID: 7, Method: picking.Cluster, State: Assigned, User: 1, UserName: "Ann", Step: StepCart, Tasks: 3,
			Totes: []Tote{{Slot: 1, Order: 1, Number: "O-1", State: "empty"}, {Slot: 2, Order: 2, Number: "O-2", State: "empty"}}},
		hand: map[[2]int64]picking.Qty{{11, 31}: 9, {12, 32}: 2, {12, 33}: 1, {13, 31}: 4},
		held: map[[2]int64]picking.Qty{{11, 31}: 5, {12, 32}: 2, {12, 33}: 1},
		tasks: []Task{
			{ID: 1, Seq: 1, Location: 11, Bin: "B1", Item: 31, SKU: "RED", Name: "red teapot", TypedQty: true, OverPick: true, Qty: 5, Line: 101, Slot: 1, State: Open},
			{ID: 2, Seq: 2, Location: 12, Bin: "B2", Item: 32, SKU: "BLUE", Name: "blue teapot", Qty: 2, Line: 102, Slot: 2, State: Open},
			{ID: 3, Seq: 3, Location: 12, Bin: "B2", Item: 33, SKU: "PHONE", Name: "phone", Tracking: picking.BySerial, Qty: 1, Line: 103, Slot: 2, State: Open},
		},
		picked: map[picking.LineID]picking.Qty{}, short: map[picking.LineID]picking.Qty{},
		shares: map[picking.TaskID][]Share{}, serials: map[string]bool{}, doubt: map[[2]int64]bool{},
		chores: map[string][]picking.Chore{}, made: map[picking.TaskID]string{},
	}
	return f
}

func (f *floor) state(code string) State {
	s := State{User: 1, List: f.list}
	s.List.Totes = slices.Clone(f.list.Totes)
	for i := range s.List.Totes {
		s.List.Totes[i].Units = 0
		for k, n := range f.hand {
			if k[0] == int64(s.List.Totes[i].ID) {
				s.List.Totes[i].Units += n
			}
		}
	}
	f.cursor(&s)
	f.find(&s, code)
	var live []Last
	for i := len(f.lasts) - 1; i >= 0; i-- {
		if k := f.lasts[i].Kind; k != "undo" && k != "gone" {
			live = append(live, f.lasts[i])
		}
	}
	if len(live) > 0 {
		s.Last = &live[0]
	}
	if len(live) > 1 {
		s.Before = &live[1]
	}
	if s.Last != nil {
		f.past(&s)
	}
	s.SerialTaken = f.serials[code]
	if s.Current != nil {
		s.Shares = f.shares[s.Current.ID]
		f.shelves(&s)
		for bin, id := range bins {
			k := [2]int64{id, int64(s.Current.Item)}
			if free := f.hand[k] - f.held[k]; free > 0 && !f.doubt[k] && id != int64(s.Current.Location) {
				s.Stock = append(s.Stock, Source{Location: picking.LocationID(id), Bin: bin, Free: free})
			}
		}
		f.walk(&s)
		s.Floor.Quarantine = 61
	}
	return s
}

// shelves loads what the current bin, another scanned bin and the bin before a switch hold of the item.
func (f *floor) shelves(s *State) {
	free := func(bin picking.LocationID) picking.Qty {
		k := [2]int64{int64(bin), int64(s.Current.Item)}
		if f.doubt[k] {
			return 0
		}
		return f.hand[k] - f.held[k]
	}
	s.Here = &Shelf{OnHand: f.hand[[2]int64{int64(s.Current.Location), int64(s.Current.Item)}], Free: free(s.Current.Location),
		Suspect: f.doubt[[2]int64{int64(s.Current.Location), int64(s.Current.Item)}]}
	if l := s.Found.Location; l != nil && l.Kind == picking.PickFace && l.ID != s.Current.Location && free(l.ID) > 0 {
		s.Other = []Source{{Location: l.ID, Bin: l.Code, Free: free(l.ID)}}
	}
}

// past loads what is there now of what the last step changed.
func (f *floor) past(s *State) {
	s.Past = new(Past)
	if t := s.Last.Task; t != nil {
		own := *f.task(t.ID)
		s.Past.Task = &own
		k := [2]int64{int64(t.Location), int64(t.Item)}
		s.Past.Free, s.Past.Aside = f.hand[k]-f.held[k], f.hand[[2]int64{int64(s.Last.Tote), k[1]}]
	}
	for i, t := range f.tasks {
		switch {
		case t.State != Open || s.Past.Task != nil && s.Past.Task.ID == t.ID:
		case f.made[t.ID] == s.Last.Scan:
			s.Past.Added = append(s.Past.Added, Added{Task: t, Shares: f.shares[t.ID]})
		case s.Past.Next == nil || s.Past.Next.Seq > t.Seq:
			s.Past.Next = &f.tasks[i]
		}
	}
}

// walk loads the rest of the walk and who else waits for the goods of the current bin.
func (f *floor) walk(s *State) {
	w := Walk{List: f.list.ID, Task: f.list.Task}
	for _, t := range f.tasks {
		if t.State != Open {
			continue
		}
		w.Stops = append(w.Stops, Stop{Task: t})
		if t.ID != s.Current.ID && t.Location == s.Current.Location && t.Item == s.Current.Item && t.Done == 0 {
			s.Floor.Siblings = append(s.Floor.Siblings, Sibling{List: f.list.ID, Task: t.ID})
		}
	}
	slices.SortFunc(w.Stops, func(a, b Stop) int { return a.Seq - b.Seq })
	s.Floor.Walks = []Walk{w}
}

func (f *floor) cursor(s *State) {
	open := slices.DeleteFunc(slices.Clone(f.tasks), func(t Task) bool { return t.State != Open })
	slices.SortFunc(open, func(a, b Task) int {
		if (a.ID == f.list.Task) != (b.ID == f.list.Task) {
			if a.ID == f.list.Task {
				return -1
			}
			return 1
		}
		return a.Seq - b.Seq
	})
	if len(open) > 0 {
		s.Current = &open[0]
	}
	if len(open) > 1 {
		s.Next = &open[1]
	}
	for _, t := range f.tasks {
		s.MaxSeq = max(s.MaxSeq, t.Seq)
	}
}

func (f *floor) find(s *State, code string) {
	loc := func(id int64, k picking.LocationKind) {
		s.Found.Location = &picking.FoundLocation{ID: picking.LocationID(id), Code: code, Kind: k, Slots: 12}
		for _, t := range f.list.Totes {
			if t.ID == picking.LocationID(id) {
				s.Found.Location.List = f.list.ID
			}
		}
	}
	switch {
	case bins[code] != 0:
		loc(bins[code], picking.PickFace)
	case totes[code] != 0:
		loc(totes[code], picking.Tote)
	case code == "BO":
		s.Found.User = &picking.FoundUser{ID: 2, Name: "Bo"}
	case code == "CART":
		loc(41, picking.Cart)
	case code == "PACK":
		loc(51, picking.Station)
	case code == "WALL":
		loc(52, picking.Wall)
	}
	if it, ok := items[code]; ok {
		s.Found.Item = &picking.FoundItem{ID: picking.ItemID(it.id), SKU: code, Name: strings.ToLower(code), Qty: it.qty}
	}
	for i, t := range f.tasks {
		if t.State == Open && t.ID != f.list.Task && s.Found.Item != nil && t.Item == s.Found.Item.ID {
			s.Match = &Match{ID: t.ID, Seq: t.Seq, Bin: f.tasks[i].Bin, On: 1}
		}
	}
}

// apply does what scan_apply does, and fails where its CHECKs would.
func (f *floor) apply(t testing.TB, o Outcome) {
	t.Helper()
	e := o.Effects
	if e.List == nil {
		return
	}
	c := e.List
	l := &f.list
	l.Version++
	l.State, l.Step, l.Task, l.Counted, l.At, l.Cart, l.Done = c.State, Step(c.Step), c.Task, c.Counted, c.At, c.Cart, c.Done
	l.Ask, l.Paused = c.Ask, c.Paused
	if c.User != 0 {
		l.User = c.User
	}
	f.applyTasks(e)
	f.n++
	scan := fmt.Sprint("scan", f.n)
	for _, a := range e.Adds {
		id := picking.TaskID(len(f.tasks) + 1)
		f.made[id] = scan
		f.tasks = append(f.tasks, Task{ID: id, Seq: a.Seq, Location: a.Location, Bin: fmt.Sprint("B", a.Location-10), Item: a.Item, SKU: "RED", TypedQty: true,
			Qty: a.Qty, Line: a.Line, Slot: a.Slot, State: Open, Name: "added"})
		for _, sh := range a.Shares {
			f.shares[id] = append(f.shares[id], Share{Line: sh.Line, Qty: sh.Qty})
		}
		l.Tasks++
		if l.Task == NewTask {
			l.Task = id
		}
	}
	f.applyGoods(t, e)
	for i := range f.lasts {
		if e.Undone != "" && f.lasts[i].Scan == e.Undone {
			f.lasts[i].Kind = "gone"
		}
	}
	f.ask(scan, e)
	if o.Last != nil {
		o.Last.Scan = scan
		f.lasts = append(f.lasts, *o.Last)
	}
}

// ask keeps what the scan asks others to do, each thing once, and drops what an undone scan had asked.
func (f *floor) ask(scan string, e picking.Effects) {
	for _, c := range f.chores[e.Undone] {
		if c.Kind == picking.CountChore {
			f.doubt[[2]int64{int64(c.Location), int64(c.Item)}] = false
		}
	}
	delete(f.chores, e.Undone)
	for _, c := range e.Chores {
		known := false
		for _, all := range f.chores {
			known = known || slices.ContainsFunc(all, func(x picking.Chore) bool { x.Text = c.Text; return x == c })
		}
		if !known {
			f.chores[scan] = append(f.chores[scan], c)
		}
	}
}

func (f *floor) applyTasks(e picking.Effects) {
	for _, x := range e.Shifts {
		for i := range f.tasks {
			if t := &f.tasks[i]; t.State == Open && t.Seq >= x.Seq {
				t.Seq += x.Room
			}
		}
	}
	for _, x := range e.Tasks {
		k := f.task(x.ID)
		k.Done, k.Short, k.Seq, k.State = x.Done, x.Short, x.Seq, x.State
		if x.State == Cancelled {
			f.list.Tasks--
		}
		if x.Qty > 0 {
			k.Qty = x.Qty
		}
		if x.Location > 0 {
			k.Location, k.Bin, k.Lot = x.Location, fmt.Sprint("B", x.Location-10), x.Lot
		}
	}
	for i := range f.tasks {
		if t, r := &f.tasks[i], e.Reslot; r != nil && t.State == Open && t.Slot == r.From && (t.Line != 0 || t.Done == 0) {
			t.Slot = r.To
		}
	}
}

func (f *floor) applyGoods(t testing.TB, e picking.Effects) {
	t.Helper()
	for _, m := range e.Moves {
		f.hand[[2]int64{int64(m.From), int64(m.Item)}] -= m.Qty
		f.hand[[2]int64{int64(m.To), int64(m.Item)}] += m.Qty
	}
	for _, r := range e.Reserve {
		k := [2]int64{int64(r.Location), int64(r.Item)}
		f.held[k] += r.Qty
		f.doubt[k] = f.doubt[k] || r.Suspect
	}
	for _, x := range e.Lines {
		f.picked[x.Line] += x.Picked
		f.short[x.Line] += x.Short
	}
	for _, x := range e.Shares {
		i := slices.IndexFunc(f.shares[x.Task], func(sh Share) bool { return sh.Line == x.Line })
		if i < 0 {
			f.shares[x.Task] = append(f.shares[x.Task], Share{Line: x.Line, Qty: x.Qty})
			continue
		}
		f.shares[x.Task] = slices.Clone(f.shares[x.Task])
		f.shares[x.Task][i].Short += x.Short
		f.shares[x.Task][i].Qty += x.Qty
		f.shares[x.Task] = slices.DeleteFunc(f.shares[x.Task], func(sh Share) bool { return sh.Qty == 0 })
	}
	for _, x := range e.Serials {
		f.serials[x.Serial] = !x.Gone
	}
	for _, x := range e.Totes {
		if x.State == "gone" {
			f.list.Totes = slices.DeleteFunc(f.list.Totes, func(t Tote) bool { return t.Slot == x.Slot })
			continue
		}
		if x.Slot > len(f.list.Totes) {
			f.list.Totes = append(f.list.Totes, Tote{Slot: x.Slot, Order: x.Order})
		}
		for i := range f.list.Totes {
			if tt := &f.list.Totes[i]; tt.Slot == x.Slot {
				tt.ID, tt.State = x.Tote, x.State
				tt.Code = ""
				for code, id := range totes {
					if picking.LocationID(id) == x.Tote {
						tt.Code = code
					}
				}
			}
		}
	}
}

func (f *floor) task(id picking.TaskID) *Task {
	for i := range f.tasks {
		if f.tasks[i].ID == id {
			return &f.tasks[i]
		}
	}
	return nil
}

// do runs one line of a script: "scan X", "short reason", "skip", "undo", "type N", "pause", "damaged N",
// "digits NN", "not-empty", or "take X" by user 2.
func (f *floor) do(t testing.TB, line string) Outcome {
	t.Helper()
	verb, arg, _ := strings.Cut(line, " ")
	var o Outcome
	switch s := f.state(arg); verb {
	case "scan":
		o = Decide(s, picking.Scan{Raw: arg, Code: arg})
	case "short":
		o = Short(f.state(""), arg)
	case "skip":
		o = Skip(s)
	case "undo":
		o = Undo(s)
	case "type":
		n, _ := strconv.Atoi(arg)
		o = Type(s, picking.Qty(n))
	case "damaged":
		n, _ := strconv.Atoi(arg)
		o = Damaged(f.state(""), picking.Qty(n))
	case "digits":
		o = Digits(f.state(""), arg)
	case "not-empty":
		o = NotEmpty(f.state(""))
	case "pause":
		o = Pause(s)
	case "take":
		s.User = 2
		o = TakeOver(s, picking.Scan{Raw: arg, Code: arg})
	default:
		t.Fatalf("unknown line %q", line)
	}
	f.apply(t, o)
	return o
}

// sound checks what must hold after every step.
func (f *floor) sound(t testing.TB) {
	t.Helper()
	var total, held picking.Qty
	for k, n := range f.hand {
		if n < 0 || f.held[k] < 0 || f.held[k] > n {
			t.Fatalf("at %v: %d on hand, %d reserved", k, n, f.held[k])
		}
		total += n
		held += f.held[k]
	}
	if total != 16 {
		t.Fatalf("%d units in all, want 16", total)
	}
	var left picking.Qty
	done := map[picking.LineID]picking.Qty{}
	finished, live := 0, 0
	for _, k := range f.tasks {
		if k.State == Cancelled {
			continue
		}
		live++
		if k.State == Open {
			left += k.Left()
		} else {
			finished++
		}
		if k.Left() < 0 || (k.State != Open && k.Left() != 0) {
			t.Fatalf("task %d: %+v", k.ID, k)
		}
		if k.Line != 0 {
			done[k.Line] += k.Done
		}
	}
	if left != held {
		t.Fatalf("%d units open in tasks, %d reserved", left, held)
	}
	if f.list.Done != finished || f.list.Tasks != live {
		t.Fatalf("list says %d/%d, tasks say %d/%d", f.list.Done, f.list.Tasks, finished, live)
	}
	for line, n := range f.picked {
		if n != done[line] {
			t.Fatalf("line %d: picked %d, tasks did %d", line, n, done[line])
		}
	}
}
