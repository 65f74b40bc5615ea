package desk

import (
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/web/ui"
)

// pagerOf leads through a list that is read from a place on: shown rows are on this page, next is the query that
// continues it ("" at the end), which is added to the filters in the address. Going back is going to the first page.
func pagerOf(c echo.Context, shown int, next string) ui.Pager {
	from := 1
	if n, err := strconv.Atoi(c.QueryParam("from")); err == nil && n > 0 {
		from = n
	}
	p := ui.Pager{From: from, To: from + shown - 1, Total: -1}
	if shown == 0 {
		p.To = 0
	}
	q := c.QueryParams()
	path := c.Request().URL.Path
	first := clone(q)
	for _, k := range []string{"before", "after", "from"} {
		first.Del(k)
	}
	if from > 1 {
		p.Previous = path + "?" + first.Encode()
	}
	if next != "" {
		on, _ := url.ParseQuery(next) // ours
		for k := range on {
			first.Set(k, on.Get(k))
		}
		first.Set("from", strconv.Itoa(from+shown))
		p.Next = path + "?" + first.Encode()
	}
	return p
}

func clone(q url.Values) url.Values {
	out := url.Values{}
	for k, v := range q {
		out[k] = v
	}
	return out
}
