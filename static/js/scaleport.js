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

async function openSerial(port, says) {
  await port.open({ baudRate: 9600 });
  says(FIRST);
  listen(port, r => { heard = Date.now(); says(r); }).finally(() => says({ state: 'lost', grams: 0 }));
}

async function listen(port, says) {
  const stream = new Stream();
  const reader = port.readable.getReader();
  const gone = { now: false };
  ask(port, gone);
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      stream.feed(value).forEach(says);
    }
  } catch (e) { /* unplugged */ } finally {
    gone.now = true;
  }
}

// ask asks in each known way, one after another, while the scale says nothing by itself, and goes on with what it answers.
async function ask(port, gone) {
  const writer = port.writable && port.writable.getWriter();
  const questions = ['SI\r\n', 'W', 'Q\r\n'];
  for (let n = 0; writer && !gone.now;) {
    const before = heard;
    await pause(300);
    if (heard !== before) continue;
    try {
      await writer.write(new TextEncoder().encode(questions[n % questions.length]));
    } catch (e) { return; }
    await pause(300);
    if (heard === before) n++;
  }
}

const pause = ms => new Promise(r => setTimeout(r, ms));
