package handheld_test

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
	"pickpack/web/handheld"
	"pickpack/web/webtest"
)

// filmed is a video of a symbol lying before the camera, as Chromium's fake camera plays it: YUV4MPEG2, 640 × 480.
func filmed(t *testing.T, s barcode.Symbol) string {
	t.Helper()
	const w, h = 640, 480
	picture := image.NewGray(image.Rect(0, 0, w, h))
	for i := range picture.Pix {
		picture.Pix[i] = 200 // a grey shelf
	}
	symbol := s.Image(6, 120)
	at := image.Pt((w-symbol.Bounds().Dx())/2, (h-symbol.Bounds().Dy())/2)
	for y := range symbol.Bounds().Dy() {
		for x := range symbol.Bounds().Dx() {
			picture.Set(at.X+x, at.Y+y, color.GrayModel.Convert(symbol.At(x, y)))
		}
	}
	path := filepath.Join(t.TempDir(), "camera.y4m")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	fmt.Fprintf(out, "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n", w, h)
	for range 3 {
		fmt.Fprint(out, "FRAME\n")
		out.Write(picture.Pix)
		out.Write(bytes.Repeat([]byte{128}, w*h/2))
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

var testBox = gs1.Elements{{AI: "01", Value: "04006381333931"}, {AI: "10", Value: "LOT-7"}, {AI: "21", Value: "12"}}

// A picker without a scanner: the camera reads a GS1 DataMatrix, it is counted once however long it stays in sight, and
// the screen below goes on. Chromium on Linux has no BarcodeDetector, so zxing-wasm reads it, under the page's policy.
func TestCameraCountsOnce(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1"} {
		d.scan(code)
	}
	symbol, err := barcode.GS1DataMatrix(testBox)
	if err != nil {
		t.Fatal(err)
	}
	ctx := webtest.OpenFilming(t, filmed(t, symbol), 320, 533)
	do(t, ctx, chromedp.Navigate(f.url))
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	do(t, ctx, chromedp.Navigate(f.url+handheld.CameraPath(handheld.ListPath(1))))
	until(t, ctx, "document.getElementById('screen').dataset.counted === '1'")
	until(t, ctx, "document.querySelector('[data-off]').hidden && document.querySelector('[data-waiting]').hidden")
	picture(t, ctx, "camera")
	if native := eval[bool](t, ctx, "'BarcodeDetector' in window"); native {
		t.Log("the browser's own BarcodeDetector was used")
	}
	var raw []string
	if err := f.raw.Select(&raw, `SELECT raw FROM scans WHERE raw LIKE '%LOT-7%'`); err != nil || len(raw) != 1 || !strings.HasSuffix(raw[0], "010400638133393110LOT-7\x1d2112") {
		t.Errorf("scanned %q, %v", raw, err)
	}
	if path := eval[string](t, ctx, "location.pathname"); path != handheld.ListPath(1) {
		t.Errorf("the address is %s: a reload would lose the list", path)
	}
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-close]")))
	until(t, ctx, "document.querySelector('.js #screen[data-counted]') && !document.querySelector('video')")
}

var wasmPolicy = regexp.MustCompile(`script-src 'self' 'wasm-unsafe-eval';`)

// The camera page has a policy of its own, and leads nowhere else than to screens that scan.
func TestCameraPage(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d := f.device(t, "ANN")
	for back, want := range map[string]string{
		"/h": "/h", "/h/list/1": "/h/list/1", "/h/wall": "/h/wall", "/h/wall/7": "/h/wall/7", "/h/back/12": "/h/back/12",
		"": "/h", "https://evil.example/": "/h", "//evil.example": "/h", "/h/list/1/undo": "/h", "/d": "/h", "/h/list/1\n": "/h",
	} {
		d.open("/h/camera?back=" + url.QueryEscape(back))
		d.shows("action", want+"/scan")
		if !strings.Contains(d.body, `data-back="`+want+`"`) {
			t.Errorf("%q leads back elsewhere than to %s", back, want)
		}
	}
	policy := func(path string) string {
		res, err := d.http.Get(f.url + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.Header.Get("Content-Security-Policy")
	}
	if p := policy("/h/camera"); !wasmPolicy.MatchString(p) {
		t.Errorf("the camera page's policy is %s", p)
	}
	if p := policy("/h"); strings.Contains(p, "unsafe") {
		t.Errorf("My work's policy is %s", p)
	}
}

// Without a camera, and without a secure address, the page says so and codes can still be typed.
func TestCameraThatIsNotThere(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	ctx := open(t, f.url)
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	do(t, ctx, chromedp.Navigate(f.url+handheld.CameraPath("/h")))
	until(t, ctx, "['none', 'denied'].some(why => !document.querySelector('[data-why=' + why + ']').hidden) && document.querySelector('#screen[data-step=home]')")
	picture(t, ctx, "camera-none")
	webtest.Audit(t, ctx, "camera")
	trigger(t, ctx, "NOPE")
	until(t, ctx, "document.querySelector('[data-refused]')")
}
