// Scales that are connected to this browser: by USB (WebHID) or a serial port (WebSerial). says({state, grams}) is called for
// each reading, and once with the state lost when the scale is gone.

import { Stream, readReport } from './scaleread.js';

const HID = { filters: [{ usagePage: 0x8d }] };
const FIRST = { state: 'zero', grams: 0 };
let heard = 0; // when the scale said something last

// missing says why this browser cannot read such a scale, '' if it can.
export function missing(kind) {
  if (!window.isSecureContext) return 'A scale is read only over https, or on the server itself at localhost. Open this page by its https address.';
  if (kind === 'usb' ? navigator.hid : navigator.serial) return '';
  return 'This browser reads no scales. Use Chrome or Edge on a PC, or run pickpack agent with --scale there.';
}

// choose asks the person for a scale and opens it; false: none was chosen.
export async function choose(kind, says) {
  if (kind === 'usb') {
    const [device] = await navigator.hid.requestDevice(HID);
    if (device) await openHID(device, says);
    return Boolean(device);
  }
  await openSerial(await navigator.serial.requestPort(), says);
  return true;
}

// again opens without a question what was allowed before.
export async function again(says) {
  const [device] = navigator.hid ? await navigator.hid.getDevices() : [];
  if (device) return openHID(device, says);
  const [port] = navigator.serial ? await navigator.serial.getPorts() : [];
  if (port) await openSerial(port, says);
}

async function openHID(device, says) {
  if (!device.opened) await device.open();
  device.addEventListener('inputreport', e => {
    if (e.reportId && e.reportId !== 3) return; // its limits and its class
    const r = readReport(Array.from(new Uint8Array(e.data.buffer, e.data.byteOffset, e.data.byteLength)).slice(0, 5));
    if (r) says(r);
  });
  navigator.hid.addEventListener('disconnect', e => e.device === device && says({ state: 'lost', grams: 0 }));
  says(FIRST);
}

// A serial line is set as its scale is: "9600 8N" is 9600 baud with 8 bits and no parity. It is kept on this device.
const KEPT = 'pickpack-scale';
const LINE = /^(\d{3,6}) ([78])([NEO])$/;
const PARITIES = { N: 'none', E: 'even', O: 'odd' };
const SILENT = 5000; // ms after which a scale that was opened is said to be silent
let line = null; // that is open

export function lineSet() {
  let kept = null;
  try { kept = localStorage.getItem(KEPT); } catch (e) { /* not kept here */ }
  return LINE.test(kept) ? kept : '9600 8N';
}

// setLine sets the line, and that of the scale which is open anew.
export async function setLine(text, says) {
  try { localStorage.setItem(KEPT, text); } catch (e) { /* until the next page */ }
  if (!line) return;
  const { port, end } = line;
  await end();
  await openSerial(port, says);
}

async function openSerial(port, says) {
  const [, baudRate, dataBits, parity] = LINE.exec(lineSet());
  await port.open({ baudRate: Number(baudRate), dataBits: Number(dataBits), parity: PARITIES[parity] });
  says(FIRST);
  const mine = { port, gone: false };
  line = mine;
  const before = heard;
  setTimeout(() => line === mine && heard === before && says({ state: 'silent', grams: 0 }), SILENT);
  const over = listen(mine, r => { heard = Date.now(); says(r); }).finally(() => {
    if (line !== mine) return;
    line = null;
    says({ state: 'lost', grams: 0 });
  });
  mine.end = async () => {
    line = null;
    await mine.reader.cancel();
    await over;
    await port.close();
  };
}

// listen reads until the scale is gone. A byte that came broken, as on a line that is set wrong, ends only the stream.
async function listen(mine, says) {
  const asking = ask(mine);
  for (let broken = null; mine.port.readable && mine.port.readable !== broken;) {
    broken = mine.port.readable;
    const stream = new Stream();
    const reader = mine.reader = broken.getReader();
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) { mine.gone = true; break; }
        stream.feed(value).forEach(says);
      }
    } catch (e) { /* unplugged, or a broken byte */ }
    reader.releaseLock();
    if (mine.gone) break;
  }
  mine.gone = true;
  await asking;
}

// ask asks in each known way, one after another, while the scale says nothing by itself, and goes on with what it answers.
async function ask(mine) {
  const writer = mine.port.writable && mine.port.writable.getWriter();
  const questions = ['SI\r\n', 'W', 'Q\r\n'];
  for (let n = 0; writer && !mine.gone;) {
    const before = heard;
    await pause(300);
    if (heard !== before) continue;
    try {
      await writer.write(new TextEncoder().encode(questions[n % questions.length]));
    } catch (e) { break; }
    await pause(300);
    if (heard === before) n++;
  }
  if (writer) writer.releaseLock();
}

const pause = ms => new Promise(r => setTimeout(r, ms));
