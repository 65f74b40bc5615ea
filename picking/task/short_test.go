package task

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// hall is three aisles of 20 m, the depot at the left. The picker of list 7 stands in aisle 0 at 5 m and has stops in
// aisle 1 and 2 before her; list 8 of somebody else has one stop at the same bin, for the same goods, and one in aisle 2.
func hall(stock ...Source) State {
	stop := func(id, seq, aisle int, y float64, location int) Stop {
		return Stop{Task: Task{ID: picking.TaskID(id), Seq: seq, Location: picking.LocationID(location), Bin: fmt.Sprint("B", location),
			Aisle: aisle, Item: 31, SKU: "RED", Qty: 3, Line: picking.LineID(100 + id), Slot: 1, State: Open}, Y: y}
	}
	mine := []Stop{stop(1, 1, 0, 5, 11), stop(2, 2, 1, 5, 12), stop(3, 3, 2, 5, 13)}
	mine[1].Item, mine[2].Item = 32, 32
	theirs := []Stop{stop(4, 1, 0, 5, 11), stop(5, 2, 2, 18, 14)}
	theirs[1].Item = 32
	s := State{User: 1, MaxSeq: 3, Stock: stock, List: List{ID: 7, Method: picking.Cluster, State: InProgress, User: 1, Step: StepItem, Task: 1, At: 11, Tasks: 3,
		Totes: []Tote{{Slot: 1, ID: 21, Code: "T1", State: "filling"}}},
		Floor: Floor{Layout: layout.Layout{AislesX: []float64{0, 4, 8}, CrossY: []float64{0, 20}},
			Walks:    []Walk{{List: 7, Version: 4, Task: 1, Stops: mine}, {List: 8, Version: 9, Stops: theirs}},
			Siblings: []Sibling{{List: 8, Task: 4}}}}
	s.Current, s.Next = &mine[0].Task, &mine[1].Task
	return s
}

func bin(id, aisle int, y float64, free picking.Qty) Source {
	return Source{Location: picking.LocationID(id), Bin: fmt.Sprint("B", id), Aisle: aisle, Y: y, Free: free}
}

// What is missing is taken where the walk passes, and whoever waits for the same goods is sent elsewhere at once.
func TestShortGoesOnWithTheWalk(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stock  []Source
		adds   []int // location × 100 + seq × 10 + qty of the new tasks
		shifts []picking.Shift
		next   string
		moved  picking.LocationID // of the sibling; 0: it stays
		short  picking.Qty
	}{
		"on the way, before the next stop": {[]Source{bin(15, 0, 8, 3)}, []int{1523}, []picking.Shift{{List: 7, Seq: 2, Room: 1}}, "B15", 0, 0},
		"between two stops":                {[]Source{bin(15, 2, 3, 3)}, []int{1533}, []picking.Shift{{List: 7, Seq: 3, Room: 1}}, "B12", 0, 0},
		"in the bin of the last stop":      {[]Source{bin(13, 2, 5, 3)}, []int{1343}, nil, "B12", 0, 0},
		"the nearer of two":                {[]Source{bin(15, 2, 19, 9), bin(16, 1, 4, 3)}, []int{1623}, []picking.Shift{{List: 7, Seq: 2, Room: 1}, {List: 8, Seq: 2, Room: 1}}, "B16", 15, 0},
		"what expires first, however far": {[]Source{{Location: 15, Bin: "B15", Aisle: 2, Y: 19, Free: 3, Lot: 5, Expires: "2026-12-01"},
			{Location: 16, Bin: "B16", Y: 6, Free: 3, Lot: 6, Expires: "2027-12-01"}}, []int{1533}, []picking.Shift{{List: 7, Seq: 3, Room: 1}, {List: 8, Seq: 2, Room: 1}}, "B12", 16, 0},
		"a little from each":               {[]Source{bin(15, 0, 8, 1), bin(16, 2, 4, 1)}, []int{1521, 1641}, []picking.Shift{{List: 7, Seq: 3, Room: 1}, {List: 7, Seq: 2, Room: 1}}, "B15", 0, 1},
		"nowhere":                          {nil, nil, nil, "B12", 0, 3},
		"enough for the sibling too":       {[]Source{bin(15, 0, 8, 6)}, []int{1523}, []picking.Shift{{List: 7, Seq: 2, Room: 1}, {List: 8, Seq: 2, Room: 1}}, "B15", 15, 0},
		"not quite enough for the sibling": {[]Source{bin(15, 0, 8, 5)}, []int{1523}, []picking.Shift{{List: 7, Seq: 2, Room: 1}}, "B15", 0, 0},
		"on a floor without a plan":        {[]Source{bin(15, 99, 8, 3)}, []int{1543}, nil, "B12", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := hall(c.stock...)
			o := Short(s, "none")
			var adds []int
			for _, a := range o.Effects.Adds {
				adds = append(adds, int(a.Location)*100+a.Seq*10+int(a.Qty))
			}
			if d := cmp.Diff(c.adds, adds); d != "" {
				t.Errorf("new tasks: %s", d)
			}
			if d := cmp.Diff(c.shifts, o.Effects.Shifts); d != "" {
				t.Errorf("shifts: %s", d)
			}
			if o.Prompt.Task == nil || o.Prompt.Task.Bin != c.next {
				t.Errorf("next is %+v, want %s", o.Prompt.Task, c.next)
			}
			var moved picking.LocationID
			for _, x := range o.Effects.Tasks {
				if x.ID == 4 {
					moved = x.Location
				}
			}
			if moved != c.moved || (moved != 0) != cmp.Equal(o.Effects.Others, []picking.OtherList{{List: 8, Version: 9}}) {
				t.Errorf("the sibling goes to %d, want %d; others %+v", moved, c.moved, o.Effects.Others)
			}
			var short picking.Qty
			for _, l := range o.Effects.Lines {
				short += l.Short
			}
			if short != c.short || len(o.Effects.Chores) != 1 || o.Effects.Chores[0].Kind != picking.CountChore {
				t.Errorf("short %d, want %d; chores %+v", short, c.short, o.Effects.Chores)
			}
			if d := cmp.Diff(hall(c.stock...), s); d != "" {
				t.Errorf("the state was used up: %s", d)
			}
		})
	}
}

// A zone's picker is sent into the zone before anywhere else; a sibling of another zone is not sent out of its own.
func TestShortStaysInTheZone(t *testing.T) {
	t.Parallel()
	inside, outside := bin(15, 2, 19, 3), bin(16, 0, 6, 3)
	inside.Zone, outside.Zone = "A", "B"
	s := hall(outside, inside)
	s.Floor.Walks[0].Zone, s.Floor.Walks[1].Zone = "A", "A"
	o := Short(s, "none")
	if len(o.Effects.Adds) != 1 || o.Effects.Adds[0].Location != 15 || len(o.Effects.Others) != 0 {
		t.Errorf("%+v", o.Effects)
	}
}

// Whatever is free wherever: no unit is promised twice, every list keeps its order, and the numbers stay distinct.
func TestAnyShortIsSound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		var stock []Source
		free := map[picking.LocationID]picking.Qty{}
		for i := range rapid.IntRange(0, 5).Draw(rt, "bins") {
			src := bin(15+i, rapid.IntRange(0, 2).Draw(rt, "aisle"), rapid.Float64Range(0, 20).Draw(rt, "y"), picking.Qty(rapid.IntRange(1, 7).Draw(rt, "free")))
			stock = append(stock, src)
			free[src.Location] = src.Free
		}
		s := hall(stock...)
		s.List.Counted = picking.Qty(rapid.IntRange(0, 2).Draw(rt, "counted"))
		o := Short(s, "none")
		var elsewhere, promised, lost picking.Qty
		for _, r := range o.Effects.Reserve {
			if r.Location != 11 {
				if free[r.Location] -= r.Qty; free[r.Location] < 0 {
					rt.Fatalf("bin %d promised beyond what is free", r.Location)
				}
				promised += r.Qty
			}
		}
		for _, a := range o.Effects.Adds {
			elsewhere += a.Qty
		}
		for _, l := range o.Effects.Lines {
			lost += l.Short
		}
		if seqs := numbered(s, o.Effects); len(seqs) != 5+len(o.Effects.Adds) {
			rt.Fatalf("two tasks have the same number: %v, %+v", seqs, o.Effects)
		}
		moved := picking.Qty(0)
		if len(o.Effects.Others) > 0 {
			moved = 3
		}
		if missing := 3 - s.List.Counted; elsewhere+lost != missing || promised != elsewhere+moved {
			rt.Fatalf("%d missing: %d elsewhere, %d lost, %d promised", missing, elsewhere, lost, promised)
		}
	})
}

// numbered is every list and number of the hall's tasks after the effects, as the store writes them.
func numbered(s State, e picking.Effects) map[[2]int]bool {
	at := map[picking.TaskID][2]int{}
	for _, w := range s.Floor.Walks {
		for _, stop := range w.Stops {
			at[stop.ID] = [2]int{int(w.List), stop.Seq}
		}
	}
	for _, x := range e.Shifts {
		for id, a := range at {
			if a[0] == int(x.List) && a[1] >= x.Seq {
				at[id] = [2]int{a[0], a[1] + x.Room}
			}
		}
	}
	for _, t := range e.Tasks {
		at[t.ID] = [2]int{at[t.ID][0], t.Seq}
	}
	seen := map[[2]int]bool{}
	for _, a := range at {
		seen[a] = true
	}
	for _, a := range e.Adds {
		seen[[2]int{7, a.Seq}] = true
	}
	return seen
}
