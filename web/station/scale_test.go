package station_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pickpack/static"
	"pickpack/web/webtest"
)

// fakeScale is a USB scale that says what the test has it say.
const fakeScale = `(() => {
	const device = Object.assign(new EventTarget(), { opened: false, open() { this.opened = true; return Promise.resolve(); } });
	window.report = bytes => device.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 3, data: new DataView(new Uint8Array(bytes).buffer) }));
	Object.defineProperty(navigator, 'hid', { configurable: true, value: Object.assign(new EventTarget(), {
		requestDevice: o => Promise.resolve(o.filters[0].usagePage === 0x8d ? [device] : []), getDevices: () => Promise.resolve([]) }) });
	document.querySelector('[data-connect=usb]').click();
	return null;
})()`

// fakeSerial is a serial scale: line is how it was opened last, say(text) has it speak, asked is what it was asked for, end()
// takes it away.
const fakeSerial = `(() => {
	let out;
	window.asked = '';
	window.say = text => out.enqueue(new TextEncoder().encode(text));
	window.end = () => out.close();
	const port = { async open(o) {
		window.line = [o.baudRate, o.dataBits, o.parity].join(' ');
		this.readable = new ReadableStream({ start(c) { out = c; } });
		this.writable = new WritableStream({ write(b) { window.asked += new TextDecoder().decode(b); } });
	}, async close() { if (this.readable.locked || this.writable.locked) throw new Error('in use'); } };
	Object.defineProperty(navigator, 'serial', { configurable: true, value: { requestPort: () => Promise.resolve(port), getPorts: () => Promise.resolve([]) } });
	document.querySelector('[data-connect=serial]').click();
	return null;
})()`

// set sets the line of a serial scale.
const set = `((speed, bits) => {
	const [a, b] = document.querySelectorAll('[data-wire]');
	a.value = speed;
	b.value = bits;
	b.dispatchEvent(new Event('change', { bubbles: true }));
	return null;
})`

// A weight of a USB scale stands in its field once it is stable, and Enter closes the carton with it; what else a scale says
// is told in words. A serial scale and an agent's are read as well. The reader of scales knows the same examples as its
// twin in Go.
func TestScaleAtTheBrowser(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.sit(t, webtest.Open(t, 1280, 800), "PIA")
	s.wait(`document.readyState === 'complete'`)
	s.typed("PACK-1")
	h.raw.MustExec(`INSERT INTO station_scales (warehouse_id, location_id, state, grams, agent, at) SELECT 1, id, 'stable', 750, 'PC', now() + interval '1 hour'
		FROM locations WHERE code = 'PACK-1'`)
	s.typed("1044")
	s.wait(`document.querySelector('[data-screen=pack]') && document.readyState === 'complete'`)
	s.typed("BOX-M")
	s.wait(`document.querySelector('[data-fit]').textContent.includes('of 12 fit into box M, the rest into')`)
	s.eval(`(document.querySelectorAll('details.boxes').forEach(d => { d.open = true; }), null)`)
	s.sound("two-cartons")
	s.typed("BOX-L")
	examples, err := os.ReadFile("../../labels/scale/testdata/readings.json")
	if err != nil {
		t.Fatal(err)
	}
	s.eval(fmt.Sprintf(`(import(%q).then(m => {
		const wrong = %s.filter(x => {
			const stream = new m.Stream();
			const got = x.hex ? [m.readReport(x.hex.split(' ').map(b => parseInt(b, 16)))].filter(Boolean)
				: Array.from(x.text).reduce((all, c) => all.concat(stream.feed([c.charCodeAt(0)])), []);
			return JSON.stringify(got) !== JSON.stringify(x.want);
		});
		window.wrong = wrong.map(x => x.name).join(', ') || 'none';
	}), null)`, static.URL("js/scaleread.js"), examples))
	s.wait(`window.wrong`)
	if wrong := s.eval(`window.wrong`); wrong != "none" {
		t.Errorf("read otherwise than by labels/scale: %v", wrong)
	}
	s.wait(`document.readyState === 'complete' && document.querySelector('[data-connect=usb]')`)
	s.wait(`document.querySelector('[data-scale]').textContent.includes('0.750 kg')`) // the agent's
	s.eval(fakeSerial)
	s.wait(`line === '9600 8 none' && asked.includes('SI') && asked.includes('W')`)
	s.eval(set + `('4800', '7E')`)
	s.wait(`line === '4800 7 even' && localStorage.getItem('pickpack-scale') === '4800 7E'`)
	s.wait(`document.querySelector('[data-scale]').textContent.includes('Nothing is heard')`)
	s.eval(`(document.querySelectorAll('details.boxes').forEach(d => { d.open = false; }), document.querySelector('[data-wire]').value = '9600', setTimeout(() => { const d = document.querySelector('details.connect'); d.open = true; }, 50), null)`)
	s.wait(`document.querySelector('[data-wire]').value === '4800'`)
	s.sound("scale-silent")
	s.eval(`(say('ST,GS,+  1.23'), say('4kg\r\n'), null)`)
	s.wait(`document.querySelector('[data-scale]').textContent.includes('1.234 kg')`)
	h.raw.MustExec(`DELETE FROM station_scales`)
	s.eval(`(end(), null)`)
	s.wait(`document.querySelector('[data-scale]').textContent.includes('not connected any more')`)
	s.eval(fakeScale)
	s.wait(`document.querySelector('[data-scale]').textContent.includes('Put the carton on')`)
	says := func(report, words, field string) {
		t.Helper()
		s.eval(`(report([` + report + `]), null)`)
		s.wait(fmt.Sprintf(`document.querySelector('[data-scale]').textContent.includes(%q) && document.querySelector('[name=weight]').value === %q`, words, field))
	}
	says("4,2,0,100,0", "0.100 kg", "") // nothing is in the carton yet
	s.typed("15012345000012")
	s.typed("15012345000012")
	if s.data("step") != "close" {
		t.Fatal(s.data("step"))
	}
	says("3,2,0,0xd0,0x11", "4.560 kg The weight is still moving", "")
	says("6,2,0,0,0", "Too heavy", "")
	says("5,2,0,9,0", "Below zero", "")
	says("4,5,0,9,0", "set it to kg", "")
	says("4,3,0xfd,0xd0,0x11", "4.560 kg", "4.560")
	s.sound("scale")
	s.eval(`(document.querySelector('[name=weight]').value = '4.570', null)`)
	says("4,2,0,0xd1,0x11", "4.561 kg", "4.570") // typed: it stays
	s.eval(`(document.querySelector('[name=weight]').value = '', null)`)
	says("4,2,0,0xd0,0x11", "4.560 kg", "4.560")
	for range 100 { // Enter right after a scan is the scanner's own
		s.do(chromedp.KeyEvent(kb.Enter))
		if s.eval(`!document.querySelector('form.closing')`) == true { // it is on its way
			break
		}
	}
	s.wait(`document.querySelector('[data-screen=papers]')`)
	if w := h.get(t, `SELECT weight_g FROM cartons WHERE state = 'labelled'`); w != 4560 {
		t.Errorf("closed with %d g", w)
	}
}
