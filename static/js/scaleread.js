// What scales say, read as by its twin labels/scale, which says where the formats come from. A reading is {state, grams}.

const HID_UNITS = { 1: 0.001, 2: 1, 3: 1000, 8: 1e6, 10: 31.1034768, 11: 28.349523125, 12: 453.59237 };
const UNITS = { mg: 0.001, g: 1, kg: 1000, t: 1e6, ozt: 31.1034768, oz: 28.349523125, lb: 453.59237, lbs: 453.59237 };
const HID_STATES = { 1: 'fault', 2: 'zero', 3: 'moving', 4: 'stable', 5: 'negative', 6: 'overload', 7: 'fault', 8: 'fault' };

// readReport reads a report of a USB scale, an array of bytes; null: it is another report.
export function readReport(bytes) {
  let b = bytes;
  if (b.length >= 6 && b[0] === 3) b = b.slice(1);
  else if (b.length !== 5) return null;
  const state = HID_STATES[b[0]];
  if (!state) return null;
  const power = b[2] > 127 ? b[2] - 256 : b[2];
  return reading(state, (b[3] | b[4] << 8) * Math.pow(10, power), HID_UNITS[b[1]]);
}

function reading(state, value, unit) {
  const grams = Math.round(value * (unit || 0));
  if (!['stable', 'moving', 'unsaid'].includes(state)) return { state, grams: 0 };
  if (!unit && value !== 0) return { state: 'unit', grams: 0 };
  if (value < 0) return { state: 'negative', grams: 0 };
  if (grams === 0 && state !== 'moving') return { state: 'zero', grams: 0 };
  if (grams > 2e6) return { state: 'overload', grams: 0 };
  return { state, grams };
}

const SICS = /^(?:S|SI|SX|SR|SIR)\s+([SDI+-])(?:\s+(-?[\d.]+)\s*([A-Za-z]+)?)?$/;
const HEADED = /^(ST|US|OL|QT)\s*,\s*(?:(?:GS|NT|TR|G|N)\s*,\s*)?([+-]?)\s*([\d.,]*)\s*([A-Za-z]*)$/;
const BARE = /^(?:GS|NT|G|N)?\s*([+-]?)\s*(\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*(\?|M|US|ST|S|G|N|NET|GROSS)?$/;
const BROKEN = /^(ES|ET|EL|E\d*|ERR.*|Err.*)$/;
const OVER = /^[-^]{4,}|^(OL|OVER|O-L|H)\b/;
const TOLEDO = /^\s*(\d{1,3}\.\d{2,4})N?$/;

// readLine reads a line of a serial scale; null: it says no weight.
export function readLine(text) {
  const line = text.trim();
  let m = SICS.exec(line);
  if (m) {
    const state = { S: 'stable', D: 'moving', I: 'moving', '+': 'overload', '-': 'negative' }[m[1]];
    return written(state, '', m[2] || '', m[3]);
  }
  m = HEADED.exec(line);
  if (m) return written({ ST: 'stable', QT: 'stable', US: 'moving', OL: 'overload' }[m[1]], m[2], m[3], m[4]);
  if (BROKEN.test(line)) return { state: 'fault', grams: 0 };
  if (OVER.test(line)) return { state: 'overload', grams: 0 };
  m = BARE.exec(line);
  if (!m || !m[3]) return null;
  const state = { '?': 'moving', M: 'moving', US: 'moving', ST: 'stable', S: 'stable' }[m[4]] || 'unsaid';
  return written(state, m[1], m[2], m[3]);
}

function written(state, sign, number, unit) {
  if (!number) return state === 'stable' ? null : reading(state, 0, 1);
  const value = Number(sign + number.replace(',', '.'));
  return isNaN(value) ? null : reading(state, value, UNITS[(unit || '').toLowerCase()]);
}

// readToledo reads what stands between STX and CR in the protocol 8217.
export function readToledo(frame) {
  if (frame[0] === '?' && frame.length > 1) {
    const bits = frame.charCodeAt(1);
    const state = bits & 2 ? 'overload' : bits & 4 ? 'negative' : bits & 1 ? 'moving' : bits & 16 ? 'zero' : 'fault';
    return { state, grams: 0 };
  }
  const m = TOLEDO.exec(frame);
  return m ? written('stable', '', m[1], 'kg') : null;
}

// Stream reads the bytes of a serial scale as they come.
export class Stream {
  constructor() {
    this.line = '';
    this.last = '';
    this.same = 0;
  }

  feed(bytes) {
    const all = [];
    for (const byte of bytes) {
      const c = byte & 127; // the parity bit of a port that was opened with 8 bits
      if (c === 2) {
        this.line = '';
        this.frame = true;
      } else if (c === 13 || c === 10 || c === 3) {
        const r = this.frame && readToledo(this.line) || readLine(this.line);
        this.line = '';
        this.frame = false;
        if (r) all.push(this.settle(r));
      } else if (this.line.length < 200) {
        this.line += String.fromCharCode(c);
      }
    }
    return all;
  }

  // settle makes a weight stable that came three times in a row, where the scale does not say so itself.
  settle(r) {
    const key = r.state + r.grams;
    this.same = key === this.last ? this.same + 1 : 1;
    this.last = key;
    if (r.state !== 'unsaid') return r;
    return { state: this.same >= 3 ? 'stable' : 'moving', grams: r.grams };
  }
}
