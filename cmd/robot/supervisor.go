package robot

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Release lets the most urgent waiting orders, max of them at most, be picked by a method. What is short is shipped short.
// False: no order waits that can be released.
func (f *Floor) Release(ctx context.Context, c *Client, method string, max int) (bool, error) {
	if _, err := c.Get(ctx, "/d/waves/new"); err != nil {
		return false, err
	}
	p, err := c.Post(ctx, "/d/waves", url.Values{"way": {"auto"}, "max": {strconv.Itoa(max)}, "method": {method}, "short": {"1"}})
	switch {
	case p.Status == 409 || p.Status == 422:
		return false, nil
	case err != nil:
		return false, err
	case !strings.HasPrefix(p.Path, "/d/waves/"):
		return false, fmt.Errorf("release by %s: %s", method, p.Text())
	}
	return true, nil
}
