package handheld_test

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func keys(codes ...string) (steps []chromedp.Action[chromedp.Void]) {
	for _, c := range codes {
		steps = append(steps, chromedp.KeyEvent(c))
	}
	return steps
}

// What different scanners send, and the one code each must become.
func TestReader(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	do(t, ctx, commit("T-0001"), chromedp.KeyEvent("\r")) // this scanner ends with Enter: the page learns it
	h.await(t, 1)
	ctrl := chromedp.KeyEvent("]", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	altUp := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: "Alt", Code: "AltLeft", WindowsVirtualKeyCode: 18})
		return err
	})
	alt := chromedp.KeyEvent("029", chromedp.KeyModifiers(chromedp.ModifierAlt))
	for _, tt := range []struct {
		name  string
		steps []chromedp.Action[chromedp.Void]
		want  string
	}{
		{"keys and Enter", keys("4006381333931\r"), "4006381333931"},
		{"keys and Tab", keys("4006381333931\t"), "4006381333931"},
		{"separator as Ctrl+]", append(append(keys("010400638133393110L22"), ctrl), keys("2112\r")...), "010400638133393110L22\x1d2112"},
		{"separator as Alt+029", append(append(keys("10L22"), alt, altUp), keys("2112\r")...), "10L22\x1d2112"},
		{"separator first", append(append(keys(), ctrl), keys("10L22\r")...), "\x1d10L22"},
		{"input method and Enter key", append([]chromedp.Action[chromedp.Void]{commit("T-0013")}, keys("\r")...), "T-0013"},
		{"short and Enter", keys("7\r"), "7"},
		{"a pause in the middle", []chromedp.Action[chromedp.Void]{inPage(300*time.Millisecond, "0104006381", "333931\r")}, "0104006381333931"},
		{"keys and silence", []chromedp.Action[chromedp.Void]{inPage(0, "B-07-14-2")}, "B-07-14-2"},
		{"spaces around", keys(" T-0014 \r"), "T-0014"},
		{"input method and silence", []chromedp.Action[chromedp.Void]{commit("T-0012")}, "T-0012"},
		{"input method with separator", []chromedp.Action[chromedp.Void]{commit("10L22\x1d2112")}, "10L22\x1d2112"},
	} {
		before := len(h.got())
		do(t, ctx, tt.steps...)
		got := h.await(t, before+1)[before:]
		time.Sleep(200 * time.Millisecond) // a second code out of the same scan would show now
		if d := cmp.Diff([]string{"/scan " + tt.want}, append(got, h.got()[before+1:]...)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// A person types slowly and ends with Enter: silence ends nothing.
func TestTypingByHand(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	for _, k := range "B-0712" {
		do(t, ctx, chromedp.KeyEvent(string(k)))
		time.Sleep(150 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	if got := h.got(); len(got) != 0 {
		t.Fatalf("sent %q before Enter", got)
	}
	do(t, ctx, chromedp.KeyEvent("\r"))
	if got := h.await(t, 1); got[0] != "/scan B-0712" {
		t.Errorf("sent %q", got)
	}
	// with the keyboard shown even fast text waits for Enter
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-keyboard]")), commit("T-0015"))
	time.Sleep(300 * time.Millisecond)
	if n := len(h.got()); n != 1 {
		t.Errorf("%d sent, want 1", n)
	}
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-send]")))
	if got := h.await(t, 2); got[1] != "/scan T-0015" {
		t.Errorf("sent %q", got)
	}
}

func TestFocusComesBack(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	const focused = "document.activeElement.name === 'raw'"
	until(t, ctx, focused)
	do(t, ctx, chromedp.MouseClickXY(200, 400))
	until(t, ctx, focused)
	do(t, ctx, chromedp.Click(chromedp.ID("undo")))
	until(t, ctx, focused+" && document.getElementById('screen').dataset.n === '1'")
	eval[any](t, ctx, "document.getElementById('undo').focus(), null")
	do(t, ctx, chromedp.KeyEvent("C-1\r")) // typed while a button has the focus: no letter is lost, the button is not pressed
	if d := cmp.Diff([]string{"/undo tap", "/scan C-1"}, h.await(t, 2)); d != "" {
		t.Errorf("arrived (-want +got):\n%s", d)
	}
	do(t, ctx, chromedp.KeyEvent("\r")) // Enter alone is nothing
}
