package desk_test

import (
	"regexp"
	"strings"
	"testing"

	"pickpack/picking"
	"pickpack/web/desk"
)

// The board leads to the lists that wait; every state has its own, and pages follow each other without a gap.
func TestLists(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	sees(t, c.page(desk.ListStatePath("open")), "No such pick lists")
	h.wave(t, picking.Discrete)
	n := h.get(t, "SELECT count(*) FROM pick_lists WHERE state = 'open'")
	sees(t, c.page(desk.HomePath), `href="`+desk.ListStatePath("open")+`"`)
	h.raw.MustExec(`UPDATE pick_lists SET state = 'assigned', user_id = 1 WHERE id = (SELECT min(id) FROM pick_lists)`)
	first := picking.ListID(h.get(t, "SELECT min(id) FROM pick_lists"))
	sees(t, c.page(desk.ListStatePath("assigned")), desk.ListPath(first)+`"`, "not begun")
	seen := map[string]bool{}
	path := desk.ListStatePath("open")
	for range n {
		body := c.page(path)
		for _, m := range listLink.FindAllStringSubmatch(body, -1) {
			if seen[m[1]] {
				t.Fatal("twice:", m[1])
			}
			seen[m[1]] = true
		}
		m := nextLink.FindStringSubmatch(body)
		if m == nil {
			break
		}
		path = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	if len(seen) != n-1 || n < 40 || seen[desk.ListPath(first)] {
		t.Errorf("%d lists seen, %d are open", len(seen), n-1)
	}
	if a := c.get(desk.ListStatePath("lost")); a.code != 422 {
		t.Errorf("a state there is none of: %d", a.code)
	}
}

var (
	listLink = regexp.MustCompile(`href="(/d/lists/\d+)"`)
	nextLink = regexp.MustCompile(`href="([^"]+)" rel="next"`)
)
