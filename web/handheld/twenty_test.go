package handheld_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// observed writes down, in the page, when each code ended, when each answer showed, and what the badge said.
const observed = `window.ended = [], window.shown = [], window.badges = [],
	document.addEventListener('keydown', e => { if (e.key === 'Enter') ended.push(Date.now()) }, true),
	new MutationObserver(() => {
		while (shown.length < +document.getElementById('screen').dataset.n) shown.push(Date.now());
		const badge = document.querySelector('[data-waiting]');
		if (!badge.hidden && badge.textContent !== badges[badges.length - 1]) badges.push(badge.textContent);
	}).observe(document.body, { childList: true, subtree: true, attributes: true }), null`

// 20 scans in one second against a server that takes 300 ms for each: all arrive, in order, once; the badge counts them
// down; nothing shows as taken before the server took it. The log has the figures:
//
//	go test ./web/handheld -run TestTwentyScans -v
func TestTwentyScansInASecond(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	h.delay = 300 * time.Millisecond
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	eval[any](t, ctx, observed)
	all, want := codes(20)
	want[7], all[7] = want[6], all[6] // the same code twice is two scans
	for i := range all {
		all[i] += "\r"
	}
	do(t, ctx, inPage(50*time.Millisecond, all...))
	if d := cmp.Diff(want, h.await(t, 20)); d != "" {
		t.Errorf("arrived (-want +got):\n%s", d)
	}
	until(t, ctx, "document.querySelector('[data-waiting]').hidden && shown.length === 20")
	if h.posts != 20 || h.overlap != 0 {
		t.Errorf("%d posts, %d of them beside another", h.posts, h.overlap)
	}
	ended, shown := eval[[]int64](t, ctx, "ended"), eval[[]int64](t, ctx, "shown")
	for i, at := range shown {
		if at < h.at[i].UnixMilli() {
			t.Errorf("scan %d showed as taken %d ms before the server took it", i+1, h.at[i].UnixMilli()-at)
		}
	}
	badges := eval[[]string](t, ctx, "badges")
	for _, n := range []int{1, 2, 3} {
		if !slices.Contains(badges, fmt.Sprintf("%d waiting", n)) {
			t.Errorf("the badge never said %d waiting: %q", n, badges)
		}
	}
	var between []int64
	for i := 1; i < len(shown); i++ {
		between = append(between, shown[i]-shown[i-1])
	}
	slices.Sort(between)
	t.Logf("20 scans within %d ms; first shown as taken %d ms after its scan, the last %d ms after the first; one every %d ms (median), at most %d ms",
		ended[19]-ended[0], shown[0]-ended[0], shown[19]-shown[0], between[len(between)/2], between[len(between)-1])
}
