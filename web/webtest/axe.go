package webtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is the program text of axe-core.
var axe = sync.OnceValues(func() (string, error) {
	path, err := tool("axe-core-4.14.1.js")
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	return string(text), err
})

// judge runs rules of axe-core on the page as it is now and answers a line for each place that is at fault.
const judge = `(async rules => {
  const r = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').flatMap(v =>
    v.nodes.map(n => v.id + ', ' + n.target.join(' ') + ': ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ')));
})(%s)`

// What is asked: everything once for each width, and in the dark what colours can change.
const (
	allRules    = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	colourRules = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// Audit fails the test for everything serious or critical that axe-core finds on the open page, at 320 and 1280 px, in
// the dark and in the light. It leaves the page wide and light.
func Audit(t testing.TB, ctx context.Context, name string) {
	t.Helper()
	faults, err := audit(ctx)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, f := range faults {
		t.Errorf("%s %s", name, f)
	}
}

// swap puts the body of another page and its style sheets in the place of this one's. A browser that stays on a page
// judges the next in a tenth of the time; scripts of the other page do not run.
const swap = `(async url => {
  const next = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
  const sheets = d => [...d.querySelectorAll('link[rel=stylesheet]')], address = l => l.getAttribute('href');
  const had = sheets(document).map(address), wanted = sheets(next).map(address);
  await Promise.all(sheets(next).filter(l => !had.includes(address(l))).map(l => new Promise(done => { l.onload = l.onerror = done; document.head.append(l); })));
  sheets(document).filter(l => !wanted.includes(address(l))).forEach(l => l.remove());
  document.title = next.title;
  document.body.replaceWith(next.body);
})(%q)`

// AuditPage is Audit of the page at an address of the open page's server, without its scripts.
func AuditPage(t testing.TB, ctx context.Context, name, url string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](fmt.Sprintf(swap, url), chromedp.EvalAwaitPromise)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	Audit(t, ctx, name)
}

func audit(ctx context.Context) (faults []string, err error) {
	if err := load(ctx); err != nil {
		return nil, err
	}
	for _, width := range []int64{320, 1280} {
		if err := unroll(ctx, width); err != nil {
			return nil, err
		}
		for _, as := range []struct{ theme, rules string }{{"dark", colourRules}, {"light", allRules}} {
			js := fmt.Sprintf("document.documentElement.dataset.theme = %q, ", as.theme) + fmt.Sprintf(judge, as.rules)
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](js, chromedp.EvalAwaitPromise))
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				faults = append(faults, fmt.Sprintf("at %d px, %s: %s", width, as.theme, f))
			}
		}
	}
	return faults, nil
}

// unroll makes the window as high as the page: what would pass under a bar at the window's foot is not hidden by it, one
// only has to scroll.
func unroll(ctx context.Context, width int64) error {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
		return err
	}
	high, err := chromedp.Run(ctx, chromedp.Evaluate[int64]("document.documentElement.scrollHeight"))
	if err != nil || high <= 800 {
		return err
	}
	return chromedp.Do(ctx, chromedp.EmulateViewport(width, high))
}

// load brings axe-core into the page, past its content policy; a page that was judged before has it already.
func load(ctx context.Context) error {
	text, err := axe()
	if err != nil {
		return err
	}
	there, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("'axe' in window"))
	if err == nil && !there {
		_, err = chromedp.Run(ctx, chromedp.Evaluate[any](text+"\n;null"))
	}
	return err
}
