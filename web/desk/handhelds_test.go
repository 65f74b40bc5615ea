package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"pickpack/web/desk"
)

// The page of the handhelds sums the hours of each device, the slowest first, and keeps the setting.
func TestHandhelds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.client(t, "SUE")
	if body := c.page(desk.HandheldsPath); !strings.Contains(body, "No scans yet") {
		t.Error("there are devices before anybody scanned")
	}
	h.raw.MustExec(`INSERT INTO paces (warehouse_id, hour, device, user_id, seen_at, waiting, times) VALUES
		(1, date_trunc('day', now()), 'QUICKDEVICE', 1, now(), 1, '{10}'), (1, date_trunc('hour', now()) + interval '1 hour', 'QUICKDEVICE', 1, now(), 3, '{5}'),
		(1, date_trunc('hour', now()), 'SLOWDEVICE', 1, now(), 2, '{0,0,0,0,0,0,0,0,0,4}'), (1, now() - interval '2 days', 'OLDDEVICE', 1, now(), 2, '{1}')`)
	body := c.page(desk.HandheldsPath)
	quick, slow := strings.Index(body, "QUICKD"), strings.Index(body, "SLOWDE")
	if slow < 0 || quick < slow || strings.Contains(body, "OLDDEV") {
		t.Errorf("slow at %d, quick at %d:\n%s", slow, quick, body)
	}
	for _, want := range []string{">15<", ">70 ms<", ">20 ms<", ">19<"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	for _, on := range []string{"1", ""} {
		c.post(desk.HandheldsPath, url.Values{"block": {on}})
		if got, err := h.ErrorsBlock(t.Context(), 1); err != nil || got != (on != "") {
			t.Errorf("set %q: %t %v", on, got, err)
		}
	}
}
