package release

import (
	"testing"
	"time"
)

func TestFinish(t *testing.T) {
	t.Parallel()
	hour := func(h float64) time.Time { return noon.Add(time.Duration(h * float64(time.Hour))) }
	for name, c := range map[string]struct {
		p    Progress
		want time.Time
	}{
		"half in an hour":  {Progress{50, 100, hour(-1)}, hour(1)},
		"a quarter":        {Progress{25, 100, hour(-1)}, hour(3)},
		"nobody yet":       {Progress{0, 100, time.Time{}}, time.Time{}},
		"too early to say": {Progress{4, 100, hour(-1)}, time.Time{}},
		"all done":         {Progress{100, 100, hour(-1)}, time.Time{}},
		"clocks differ":    {Progress{50, 100, hour(1)}, time.Time{}},
	} {
		if at, known := c.p.Finish(noon); !at.Equal(c.want) || known == c.want.IsZero() {
			t.Errorf("%s: %v, %v; want %v", name, at, known, c.want)
		}
	}
}
