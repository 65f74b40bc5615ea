package pack

import (
	"fmt"
	"strings"
	"testing"

	"pickpack/picking"
)

// Which radios are missing follows from those that are there; of a batch only how many.
func TestMissing(t *testing.T) {
	t.Parallel()
	own := teaOrder()
	own.Lines[2].Qty, own.Lines[2].Picked = 3, 3
	own.Places[0].Goods[2].Qty, own.Places[1].Goods = 2, append(own.Places[1].Goods, Goods{Item: 3, Qty: 1})
	own.Serials = []Serial{{Item: 3, Serial: "SN-7", Task: 61, Line: 13}, {Item: 3, Serial: "SN-8", Task: 61, Line: 13}, {Item: 3, Serial: "SN-9", Task: 62, Line: 13}}
	batch := own.clone()
	for i := range batch.Serials {
		batch.Serials[i].Line = 0
	}
	packed := own.clone()
	packed.Lines[2].Packed, packed.Serials[0].Carton = 1, 41
	mixed := own.clone()
	mixed.Lines[2].Qty, mixed.Lines[2].Picked, mixed.Serials[2].Line = 2, 2, 0
	for name, c := range map[string]struct {
		s    State
		r    MissRequest
		want string // the title of a refusal, or the units, serial numbers and tasks that are gone
	}{
		"none was scanned":     {own, MissRequest{No: 3}, "3: SN-7/61 SN-8/61 SN-9/62"},
		"one is there":         {own, MissRequest{No: 3, There: []string{"sn-8"}}, "2: SN-7/61 SN-9/62"},
		"said and scanned":     {own, MissRequest{No: 3, Qty: 1, There: []string{"SN-7", "SN-8", "SN-8"}}, "1: SN-9/62"},
		"said otherwise":       {own, MissRequest{No: 3, Qty: 1, There: []string{"SN-7"}}, "Count again"},
		"all are there":        {own, MissRequest{No: 3, There: []string{"SN-7", "SN-8", "SN-9"}}, "Nothing is missing"},
		"another's":            {own, MissRequest{No: 3, There: []string{"SN-1"}}, "Not one of these"},
		"one is packed":        {packed, MissRequest{No: 3, There: []string{"SN-9"}}, "1: SN-8/61"},
		"the packed one":       {packed, MissRequest{No: 3, There: []string{"SN-7"}}, "Not one of these"},
		"of a batch":           {batch, MissRequest{No: 3, There: []string{"SN-8"}}, "2:"},
		"of another's batch":   {mixed, MissRequest{No: 3, There: []string{"SN-9"}}, "Not one of these"},
		"mugs":                 {own, MissRequest{No: 1, Qty: 2}, "2:"},
		"more than are left":   {own, MissRequest{No: 1, Qty: 3}, "Not so many"},
		"no such line":         {own, MissRequest{No: 9, Qty: 1}, "Not so many"},
		"none":                 {own, MissRequest{No: 1}, "Not so many"},
		"what never was there": {own, MissRequest{No: 4, Qty: 1}, "Not so many"},
	} {
		m := Missing(c.s, c.r, 99)
		got := m.Message.Title.String()
		if m.Message.Verdict.Accepted() {
			var n picking.Qty
			got = ""
			for _, x := range m.Moves {
				if n += x.Qty; x.Serial != "" {
					got += " " + x.Serial + "/" + fmt.Sprint(x.Task)
				}
			}
			got = fmt.Sprint(n) + ":" + got
			if n != m.Qty || len(m.Serials) != strings.Count(got, "/") {
				t.Errorf("%s: %+v", name, m)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
