package carton

import (
	"context"
	"time"
)

// clock says when a search has to end: after so many loads tried if iterations are set, else when the time is over, and
// whenever the context ends.
type clock struct {
	ctx     context.Context
	end     time.Time
	most    int64 // loads that may be tried
	loads   int64 // tried
	counted bool  // loads count, not time
}

func newClock(ctx context.Context, begun time.Time, l Limits) *clock {
	return &clock{ctx: ctx, end: begun.Add(l.Budget), most: l.Iterations, counted: l.Iterations > 0}
}

func (c *clock) over() bool {
	switch {
	case c.ctx.Err() != nil:
		return true
	case c.counted:
		return c.loads >= c.most
	}
	return !time.Now().Before(c.end)
}

// within lets work have a share of what is left.
func (c *clock) within(share float64, work func()) {
	end, most := c.end, c.most
	if c.counted {
		c.most = c.loads + int64(share*float64(most-c.loads))
	} else {
		now := time.Now()
		c.end = now.Add(time.Duration(share * float64(end.Sub(now))))
	}
	work()
	c.end, c.most = end, most
}
