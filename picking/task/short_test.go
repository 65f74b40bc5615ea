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
		"not quite enough for the sibling": {[]Source{bin(15, 0, 8, 5)}, []int{1523, 1522}, []picking.Shift{{List: 7, Seq: 2, Room: 1}, {List: 8, Seq: 2, Room: 1}}, "B15", 0, 0},
		"the sibling goes to two bins":     {[]Source{bin(15, 0, 8, 4), bin(16, 2, 18, 9)}, []int{1523, 1632}, []picking.Shift{{List: 7, Seq: 2, Room: 1}, {List: 8, Seq: 2, Room: 1}, {List: 8, Seq: 3, Room: 1}}, "B15", 15, 0},
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
			if others := len(o.Effects.Reserve) > len(c.adds)+1; moved != c.moved || others != cmp.Equal(o.Effects.Others, []picking.OtherList{{List: 8, Version: 9}}) {
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

// A zone's picker is sent into the zone before anywhere else, and so is a sibling of that zone.
func TestShortStaysInTheZone(t *testing.T) {
	t.Parallel()
	inside, outside := bin(15, 2, 19, 5), bin(16, 0, 6, 3)
	inside.Zone, outside.Zone = "A", "B"
	s := hall(outside, inside)
	s.Floor.Walks[0].Zone, s.Floor.Walks[1].Zone = "A", "A"
	o := Short(s, "none")
	var adds []string
	for _, a := range o.Effects.Adds {
		adds = append(adds, fmt.Sprintf("%d at B%d on %d", a.Qty, a.Location, a.List))
	}
	if d := cmp.Diff([]string{"3 at B15 on 0", "1 at B16 on 8"}, adds); d != "" || o.Effects.Tasks[0].Location != 15 || o.Effects.Tasks[0].Qty != 2 {
		t.Errorf("%s %+v", d, o.Effects.Tasks)
	}
}

// crowd is a hall where more wait for the same goods: a task of the picker's own list, and a batch task of the other one.
func crowd(stock ...Source) State {
	s := hall(stock...)
	own, batch := s.Floor.Walks[0].Stops[0], s.Floor.Walks[1].Stops[0]
	own.ID, own.Seq, own.Line, own.Slot, own.Qty = 6, 4, 106, 2, 2
	batch.ID, batch.Seq, batch.Line, batch.Qty = 7, 3, 0, 5
	s.Floor.Walks[0].Stops = append(s.Floor.Walks[0].Stops, own)
	s.Floor.Walks[1].Stops = append(s.Floor.Walks[1].Stops, batch)
	s.Floor.Siblings = append(s.Floor.Siblings, Sibling{List: 7, Task: 6}, Sibling{List: 8, Task: 7, Shares: []Share{{Line: 201, Qty: 2}, {Line: 202, Qty: 3}}})
	s.MaxSeq = 4
	return s
}

// Whatever is free wherever: no unit is promised twice, none that waits is lost, none waits at the bin while another has some,
// none leaves its zone while that has some, each new task of a batch has its share, and the numbers stay distinct.
func TestAnyShortIsSound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		var stock []Source
		free := map[picking.LocationID]picking.Qty{}
		for i := range rapid.IntRange(0, 6).Draw(rt, "bins") {
			src := bin(15+i, rapid.IntRange(0, 2).Draw(rt, "aisle"), rapid.Float64Range(0, 20).Draw(rt, "y"), picking.Qty(rapid.IntRange(1, 7).Draw(rt, "free")))
			src.Zone = string("AB"[i%2])
			stock = append(stock, src)
			free[src.Location] = src.Free
		}
		s := crowd(stock...)
		s.List.Counted = picking.Qty(rapid.IntRange(0, 2).Draw(rt, "counted"))
		s.Floor.Walks[1].Zone = rapid.SampledFrom([]string{"", "A"}).Draw(rt, "zone")
		e := Short(s, "none").Effects
		at := picking.Qty(0)
		for _, r := range e.Reserve {
			if at += r.Qty; r.Location != 11 {
				if free[r.Location] -= r.Qty; free[r.Location] < 0 {
					rt.Fatalf("bin %d promised beyond what is free", r.Location)
				}
			}
		}
		left, inZone := picking.Qty(0), picking.Qty(0)
		for i, src := range stock {
			left += free[src.Location]
			inZone += free[src.Location] * picking.Qty(1-i%2)
		}
		var lost picking.Qty
		for _, l := range e.Lines {
			lost += l.Short
		}
		if at != -lost {
			rt.Fatalf("%d fewer are promised than before, %d are short", -at, lost)
		}
		waits := map[picking.TaskID]picking.Qty{4: 3, 6: 2, 7: 5} // at the doubtful bin
		kept := map[picking.TaskID]picking.Qty{4: 3, 6: 2, 7: 5}  // on the task itself, wherever it is
		moved := map[picking.TaskID]bool{}
		for _, x := range e.Tasks {
			if x.Qty > 0 {
				kept[x.ID], waits[x.ID], moved[x.ID] = x.Qty, x.Qty, x.Location != 0
			}
			if x.Location != 0 {
				waits[x.ID] = 0
			}
		}
		for _, a := range e.Adds {
			id := map[picking.LineID]picking.TaskID{101: 1, 104: 4, 106: 6, 0: 7}[a.Line]
			kept[id] += a.Qty
			if s.Floor.Walks[1].Zone == "A" && a.List == 8 && a.Location%2 == 0 && inZone > 0 {
				rt.Fatalf("sent to bin %d while the zone has %d", a.Location, inZone)
			}
			var n picking.Qty
			for _, x := range a.Shares {
				n += x.Qty
			}
			if a.Line == 0 && n != a.Qty {
				rt.Fatalf("a new task of %d has shares of %d", a.Qty, n)
			}
		}
		shares := map[picking.LineID]picking.Qty{201: 2, 202: 3}
		batch := kept[7]
		for _, x := range e.Shares {
			if shares[x.Line] += x.Qty; shares[x.Line] < 0 {
				rt.Fatalf("line %d has a share of %d", x.Line, shares[x.Line])
			}
		}
		for _, a := range e.Adds {
			if a.Line == 0 {
				batch -= a.Qty
			}
		}
		if shares[201]+shares[202] != batch {
			rt.Fatalf("the batch task wants %d, its shares %v", batch, shares)
		}
		if kept[4] != 3 || kept[6] != 2 || kept[7] != 5 {
			rt.Fatalf("units were lost or made: %v", kept)
		}
		if left > 0 && waits[4]+waits[6]+waits[7] > 0 {
			rt.Fatalf("%v wait at the bin while %d are free elsewhere", waits, left)
		}
		if left > 0 && lost > 0 {
			rt.Fatalf("%d are short while %d are free", lost, left)
		}
		if seqs := numbered(s, e); len(seqs) != 7+len(e.Adds) {
			rt.Fatalf("two tasks have the same number: %v, %+v", seqs, e)
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
		list := 7
		if a.List != 0 {
			list = int(a.List)
		}
		seen[[2]int{list, a.Seq}] = true
	}
	return seen
}
