package robot

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Release lets the most urgent waiting orders, max of them at most, be picked by a method: it has them planned, waits for
// the plan and releases it. What is short is shipped short. False: no order waits that can be released.
func (f *Floor) Release(ctx context.Context, c *Client, method string, max int) (bool, error) {
	if _, err := c.Get(ctx, "/d/waves/new"); err != nil {
		return false, err
	}
	p, err := c.Post(ctx, "/d/plans", url.Values{"way": {"auto"}, "max": {strconv.Itoa(max)}, "method": {method}, "short": {"1"}, "time": {"1"}})
	for err == nil && (p.Screen["state"] == "queued" || p.Screen["state"] == "running") {
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		p, err = c.Get(ctx, p.Path)
	}
	if err != nil {
		return false, err
	}
	if p.Screen["state"] != "done" {
		return false, fmt.Errorf("plan by %s: %s", method, p.Text())
	}
	if p.Screen["orders"] == "0" {
		return false, nil
	}
	if p, err = c.Post(ctx, p.Path+"/release", url.Values{}); err == nil && !strings.HasPrefix(p.Path, "/d/waves/") {
		err = fmt.Errorf("release by %s: %s", method, p.Text())
	}
	return err == nil, err
}
