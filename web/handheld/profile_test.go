package handheld_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// A device's profile, what its scanner sends, and the codes it must become.
func TestProfileOfAScanner(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	ctx := open(t, h.URL)
	for _, tt := range []struct {
		name, profile string
		steps         []chromedp.Action[chromedp.Void]
		want          []string
	}{
		{"nothing set, five equal boxes", `null`, keys("BOX-1\r", "BOX-1\r", "BOX-1\r", "BOX-1\r", "BOX-1\r"), []string{"BOX-1", "BOX-1", "BOX-1", "BOX-1", "BOX-1"}},
		{"a prefix", `{"prefix":"#"}`, keys("#B-07\r", "B-08\r"), []string{"B-07", "B-08"}},
		{"a sign for the separator", `{"gs":"~"}`, keys("]d2010400638133393110L22~2112\r"), []string{"]d2010400638133393110L22\x1d2112"}},
		{"a word for the separator", `{"gs":"<GS>","prefix":"#"}`, keys("#10L22<GS>2112\r"), []string{"10L22\x1d2112"}},
		{"Enter alone ends", `{"ends":"enter","silence":40}`, []chromedp.Action[chromedp.Void]{inPage(300*time.Millisecond, "B-", "09\r")}, []string{"B-09"}},
		{"silence alone ends", `{"ends":"silence","silence":400}`, []chromedp.Action[chromedp.Void]{commit("B-10")}, []string{"B-10"}},
		{"bounce", `{"bounce":500}`, []chromedp.Action[chromedp.Void]{inPage(0, "B-11\rB-11\rB-12\rB-11\r")}, []string{"B-11", "B-12", "B-11"}},
		{"nonsense", `{"silence":"x","bounce":-7,"ends":"never","gs":null}`, keys("B-13\r", "B-13\r"), []string{"B-13", "B-13"}},
	} {
		eval[any](t, ctx, fmt.Sprintf("localStorage.setItem('pickpack-profile', '%s'), null", tt.profile))
		do(t, ctx, chromedp.Reload(), ready)
		before := len(h.got())
		do(t, ctx, tt.steps...)
		h.await(t, before+len(tt.want))
		do(t, ctx, keys("END\r")...) // a code too many would have come before it
		var want []string
		for _, code := range append(tt.want, "END") {
			want = append(want, "/scan "+code)
		}
		if d := cmp.Diff(want, h.await(t, before+len(want))[before:]); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// Many keyboards write ] with Ctrl and Alt held, or AltGr: an AIM identifier must not be taken for a code typed with Alt.
func TestAltGrIsNoAlt(t *testing.T) {
	t.Parallel()
	ctx := open(t, newHost(t).URL)
	do(t, ctx, ready)
	for how, want := range map[string]bool{`ctrlKey: true, altKey: true`: true, `altKey: true, modifierAltGraph: true`: true, `altKey: true`: false} {
		if got := eval[bool](t, ctx, `document.querySelector('[name=raw]').dispatchEvent(new KeyboardEvent('keydown',
			{ key: ']', code: 'Digit9', bubbles: true, cancelable: true, `+how+` }))`); got != want {
			t.Errorf("%s: the browser may write it: %v, want %v", how, got, want)
		}
	}
}

// inPage types pieces of text with a pause between them, "\r" being Enter. The page makes the events itself, so that the
// pace is a scanner's however busy the machine that runs the test.
func inPage(pause time.Duration, pieces ...string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		list, err := json.Marshal(pieces)
		if err == nil {
			_, err = chromedp.Run(ctx, chromedp.Evaluate[any](fmt.Sprintf(`(() => {
				const raw = document.querySelector('[name=raw]'), pieces = %s;
				const enter = () => raw.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
				const put = c => { raw.value += c; raw.dispatchEvent(new Event('input', { bubbles: true })) };
				const next = () => {
					for (const c of pieces.shift()) c === '\r' ? enter() : put(c);
					if (pieces.length) setTimeout(next, %d);
				};
				next();
				return null })()`, list, pause.Milliseconds())))
		}
		return err
	})
}
