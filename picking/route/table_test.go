package route

import "testing"

func TestTableSizes(t *testing.T) {
	for h := 2; h <= 7; h++ {
		tb := newTable(h)
		n := 0
		for _, a := range tb.across {
			n += len(a)
		}
		t.Log(h, len(tb.keys), n)
	}
}
