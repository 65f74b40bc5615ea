package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"pickpack/cmd/robot"
	"pickpack/picking"
	"pickpack/picking/sample"
	"pickpack/web/webtest"
)

// TestEveryMethodInABrowser walks sign-in → wave → pick → (put wall) → pack → documents in a real Chromium for each method,
// typing as a scanner does, with each kind of wrong scan refused in its own words on the way.
func TestEveryMethodInABrowser(t *testing.T) {
	t.Parallel()
	a := demo(t)
	w := sample.Demo(1, time.Now())
	boss := a.open(t, 1280, 800)
	boss.signIn(people(w, picking.Supervisor)[0])
	for i, m := range picking.Methods {
		boss.release(m, 2)
		f := robot.FloorOf(w)
		f.Carts, f.Totes = robot.NewPool(fmt.Sprintf("CART-%02d", i+1)), robot.NewPool(totes(20*i+1, 20)...)
		picker := a.open(t, 360, 640)
		picker.signIn(people(w, picking.Picker)[i])
		for picker.nextList() {
			picker.walk(f, i == 0)
		}
		if m == picking.Batch || m == picking.Zone {
			picker.wall(f)
		}
		packer := a.open(t, 1280, 800)
		packer.signIn(people(w, picking.Packer)[i%2])
		packer.packAll(f, 2)
		picker.shot(string(m) + "-handheld")
		packer.shot(string(m) + "-documents")
	}
	boss.goTo("/d")
	boss.shot("board")
}

func totes(from, n int) (codes []string) {
	for i := range n {
		codes = append(codes, fmt.Sprintf("T-%04d", from+i))
	}
	return codes
}

// device is a browser window with cookies of its own.
type device struct {
	t   testing.TB
	ctx context.Context
	url string
}

func (a *app) open(t testing.TB, width, height int64) *device {
	t.Helper()
	return &device{t, webtest.Open(t, width, height), a.url}
}

func (d *device) do(steps ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	if err := chromedp.Do(d.ctx, steps...); err != nil {
		d.t.Fatal(err)
	}
}

func (d *device) goTo(path string) {
	d.t.Helper()
	d.do(chromedp.Navigate(d.url + path))
}

func eval[T any](d *device, js string) T {
	d.t.Helper()
	v, err := chromedp.Run(d.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		d.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for a condition in the page.
func (d *device) until(js string) {
	d.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		if eval[bool](d, "Boolean("+js+")") {
			return
		}
	}
	d.shot("stuck")
	d.t.Fatalf("not within 30 s: %s\nat %s the page says %q", js, eval[string](d, "location.pathname"), d.text())
}

func (d *device) text() string { return eval[string](d, "document.body.innerText") }

// at is a data- attribute of the screen, "" if it has none.
func (d *device) at(name string) string {
	return eval[string](d, fmt.Sprintf(`document.getElementById("screen")?.getAttribute("data-%s") || ""`, name))
}

// shot keeps a picture if SHOTS names a folder for them.
func (d *device) shot(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(d.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600)
	}
	if err != nil {
		d.t.Logf("picture %s: %v", name, err)
	}
}

// put puts text into the field that has the focus, in one piece as a scanner's wedge does.
func put(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

func (d *device) signIn(p robot.Person) {
	d.t.Helper()
	d.goTo("/signin")
	d.until(`document.querySelector("input[name=badge]")`)
	d.do(chromedp.Focus("input[name=badge]"), put(p.Badge), chromedp.KeyEvent("\r"))
	d.until(`document.activeElement && document.activeElement.name === "secret"`)
	d.do(put(p.PIN), chromedp.KeyEvent("\r"))
	d.until(`location.pathname !== "/signin"`)
}

// release lets the most urgent orders be picked: choose, have it planned, look at the plan, release.
func (d *device) release(m picking.Method, orders int) {
	d.t.Helper()
	d.goTo(fmt.Sprintf("/d/waves/new?way=auto&max=%d&method=%s&short=1&time=1", orders, m))
	d.until(`document.querySelector("form[action='/d/plans'] button")`)
	d.do(chromedp.Click("form[action='/d/plans'] button"))
	d.until(`document.querySelector("#screen[data-state=done] form[action$='/release'] button")`)
	d.shot(string(m) + "-plan")
	d.do(chromedp.Click("form[action$='/release'] button"))
	d.until(`/^\/d\/waves\/[0-9]+$/.test(location.pathname)`)
	d.shot(string(m) + "-wave")
}

// scan types a code as a scanner does and waits for its answer, which it returns.
func (d *device) scan(code string) string {
	d.t.Helper()
	d.until(`document.querySelector("#scan input[name=raw]")`)
	eval[bool](d, `(document.getElementById("screen").dataset.seen = "1") === "1"`)
	d.do(chromedp.Focus("#scan input[name=raw]"), put(code), chromedp.KeyEvent("\r"))
	d.until(`document.getElementById("screen") && !document.getElementById("screen").dataset.seen && document.readyState === "complete"`)
	return d.at("verdict")
}

// must scans a right code.
func (d *device) must(code string) {
	d.t.Helper()
	v := d.scan(code)
	if v == "narrower" && d.at("lot") != "" {
		v = d.scan(d.at("lot"))
	}
	if v != "ok" && v != "line_complete" && v != "list_complete" {
		d.t.Fatalf("scan of %s: %s; the page says %q", code, v, d.text())
	}
}

// refused scans a wrong code: it must be refused as want, and the step must stay.
func (d *device) refused(code, want string) {
	d.t.Helper()
	step := d.at("step")
	if got := d.scan(code); got != want || d.at("step") != step {
		d.t.Errorf("scan of %s at step %s: %s at step %s, want %s; the page says %q", code, step, got, d.at("step"), want, d.text())
	}
	d.shot("refused-" + want)
}

// nextList takes the next list; false if none waits.
func (d *device) nextList() bool {
	d.t.Helper()
	d.goTo("/h")
	d.until(`document.querySelector("[formaction='/h/next'], form[action='/h/next'] button")`)
	d.do(chromedp.Click("[formaction='/h/next'], form[action='/h/next'] button"))
	d.until(`document.getElementById("screen").getAttribute("data-list") || /No list is waiting/i.test(document.body.innerText)`)
	return d.at("list") != ""
}

// walk picks a list to its end, with a wrong scan of each kind on the first task if asked.
func (d *device) walk(f *robot.Floor, wrong bool) {
	d.t.Helper()
	cart := ""
	for step := d.at("step"); step != "done"; step = d.at("step") {
		if wrong {
			d.makeMistakes(f, step)
		}
		need := 0
		_, _ = fmt.Sscan(d.at("need"), &need)
		code, err := f.Next(d.ctx, robot.Prompt{Step: step, Bin: d.at("bin"), SKU: d.at("sku"), Tote: d.at("tote"), Need: need,
			Wall: d.at("drop") == "wall", Serial: d.at("serial") != ""})
		if err != nil {
			d.t.Fatal(err)
		}
		if step == "cart" {
			cart = code
		}
		d.must(code)
		if step == "tote" {
			wrong = false
		}
	}
	f.Carts.Give(cart)
}

// makeMistakes scans, at a step, everything that can be wrong there.
func (d *device) makeMistakes(f *robot.Floor, step string) {
	d.t.Helper()
	other := "A-01-01-1"
	if d.at("bin") == other {
		other = "A-01-01-2"
	}
	switch step {
	case "cart":
		d.refused("NO-SUCH-CODE", "unknown_code")
		d.refused("PACK-1", "wrong_place")
	case "totes":
		d.refused("CART-08", "wrong_tote")
	case "bin":
		d.refused(other, "wrong_place")
		d.refused("NO-SUCH-CODE", "unknown_code")
	case "item":
		for sku, codes := range f.Codes {
			if sku != d.at("sku") {
				d.refused(codes[0], "wrong_item")
				break
			}
		}
	case "tote":
		d.refused("T-0150", "confirm") // an empty one may be meant: scanned again it would be filled instead
		d.refused("CART-08", "wrong_tote")
		d.refused(f.Codes[d.at("sku")][0], "too_many")
	}
}

// wall empties every tote that waits at the put wall.
func (d *device) wall(f *robot.Floor) {
	d.t.Helper()
	for {
		d.goTo("/h/wall")
		d.until(`document.getElementById("screen")`)
		tote := d.at("tote")
		if tote == "" {
			return
		}
		d.must(tote)
		d.shot("wall")
		for d.at("step") != "done" {
			code := d.at("slot")
			if d.at("step") == "item" {
				code = f.Codes[d.at("sku")][0]
			}
			d.must(code)
		}
	}
}

// packAll packs what is ready until so many orders have their documents.
func (d *device) packAll(f *robot.Floor, orders int) {
	d.t.Helper()
	for n := range orders {
		d.goTo("/s")
		d.until(`document.querySelector("tr[data-order]")`)
		d.shot("station")
		d.must(eval[string](d, `document.querySelector("tr[data-order]").getAttribute("data-order")`))
		if n == 0 {
			d.refused("4006381333931", "unknown_code")
		}
		for d.at("step") == "pack" {
			code := d.at("serial")
			if code == "" {
				code = f.Codes[d.at("sku")][0]
			}
			d.must(code)
		}
		d.shot("packing")
		d.scan(d.at("expected") + " g")
		if d.at("step") == "close" {
			d.scan("1") // why the weight is right all the same
		}
		d.until(`document.getElementById("screen").getAttribute("data-step") === "done"`)
		papers := eval[string](d, `[...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href")).join(" ")`)
		wanted := []string{"label.pdf", "label.zpl", "slip.pdf"}
		if strings.Contains(papers, "pickup.pdf") {
			wanted = []string{"pickup.pdf", "slip.pdf"} // the customer comes: no carrier's label
		}
		for _, paper := range wanted {
			if !strings.Contains(papers, paper) {
				d.t.Errorf("no %s document on the page: %q", paper, d.text())
			}
		}
	}
}
