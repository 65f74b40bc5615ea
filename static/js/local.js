// What a device can judge by itself of a walk, from the rest of the list that it keeps (web/handheld/rest.go): the right
// bin, item, lot, quantity and tote. It never says that something is done, only that a scan fits; the server judges each
// again. What would be asked there, or is known only there, is "down": it needs the connection.

// A GS1 element string with item, dates, lot and serial number, as scanners send it.
const GS1 = /^(?:\]..)?\x1d?01(\d{14})((?:1[1-7]\d{6})*)(?:10([^\x1d]{1,20})(?:\x1d|$))?((?:1[1-7]\d{6})*)(?:21([^\x1d]{1,20})\x1d?)?$/;

function read(raw) {
  const m = GS1.exec(raw);
  if (m) return { code: m[1], lot: m[3] && m[3].toUpperCase(), serial: m[5] };
  const code = typed(raw.replace(/^\]../, '').trim().toUpperCase());
  return { code: /^(\d{8}|\d{12,14})$/.test(code) ? code.padStart(14, '0') : code, plain: code };
}

// typed is a code without the check digits that stand beside it on its label (picking.Typed): "CART-03 47" is CART-03.
function typed(s) {
  const m = /^([A-Z0-9][A-Z0-9._/-]{0,47}) +(\d\d)$/.exec(s);
  if (!m || /^\d+$/.test(m[1])) return s;
  let n = 0;
  for (let i = 0; i < m[1].length; i++) n = (n * 37 + m[1].charCodeAt(i)) % 97;
  return n === Number(m[2]) ? m[1] : s;
}

const JUDGES = { bin: 'atBin', item: 'atItem', serial: 'atSerial', tote: 'atTote' };

export class Walk {
  // plan is the rest of the list; at is where the server last said that the picker stands. left is what is still to be put
  // into the tote, counted of it is in the hand.
  constructor(plan, at) {
    this.plan = plan;
    this.i = plan.tasks.findIndex(t => t.id === at.task);
    this.step = at.step;
    this.counted = at.counted;
    this.left = at.left;
    this.serials = [];
  }

  get task() { return this.plan.tasks[this.i]; } // undefined after the last one that is kept

  get item() { return this.plan.items[this.task.item]; }

  // follow goes on by the scans that wait to be sent. Those that do not fit are left to the server.
  follow(scans) {
    for (const raw of scans) this.take(raw);
    return this;
  }

  // take judges a scan: {ok: true} when it fits and the walk went on, else {no: verdict, what it is}.
  take(raw) {
    if (!this.task) return { no: 'end' };
    const scan = read(raw);
    return this[JUDGES[this.step]](scan, this.find(scan));
  }

  // find says what a code stands for on this list.
  find(scan) {
    const { tasks, items, totes } = this.plan;
    const name = scan.plain || scan.code;
    if (totes.includes(name)) return { tote: name, what: name };
    if (tasks.some(t => t.bin === name)) return { bin: name, what: name };
    const item = items.find(i => i.codes[name] || i.codes[scan.code]);
    if (item) return { item, units: item.codes[name] || item.codes[scan.code], what: item.name };
    return { what: name };
  }

  atBin(scan, is) {
    if (is.bin !== this.task.bin) return this.no('wrong_place', is);
    return this.go('item');
  }

  atItem(scan, is) {
    const t = this.task;
    if (is.bin === t.bin) return { ok: true };
    if (is.tote && is.tote === t.tote && this.counted) return this.put();
    const label = t.lot && scan.plain === t.lot.toUpperCase(); // the lot's own label proves the item as well
    if (!label && is.item !== this.item) return this.no(is.bin ? 'wrong_place' : 'wrong_item', is);
    if (t.hard || t.lot && scan.lot && scan.lot !== t.lot.toUpperCase()) return { no: 'down', what: is.what };
    if (t.lots && !label && !scan.lot) return this.no('narrower', is);
    const units = label ? 1 : is.units;
    if (this.counted + units > this.left) return { no: 'too_many', what: is.what, units };
    if (!this.item.serial) return this.count(units);
    return scan.serial ? this.atSerial({ plain: scan.serial }, {}) : this.go('serial');
  }

  atSerial(scan, is) {
    const number = scan.plain || scan.serial;
    if (is.item || is.bin || is.tote || !number || number.length < 3) return { no: 'not_allowed', what: is.what };
    if (this.serials.includes(number)) return { no: 'too_many', what: number, units: 1 };
    this.serials.push(number);
    return this.count(1);
  }

  atTote(scan, is) {
    if (is.tote === this.task.tote) return this.put();
    return is.item === this.item ? { no: 'too_many', what: is.what, units: is.units } : this.no('wrong_tote', is);
  }

  no(verdict, is) {
    return { no: is.bin || is.item || is.tote ? verdict : 'down', what: is.what };
  }

  go(step) {
    this.step = step;
    return { ok: true };
  }

  count(units) {
    this.counted += units;
    return this.go(this.counted === this.left ? 'tote' : 'item');
  }

  put() {
    this.left -= this.counted;
    this.counted = 0;
    if (this.left) return this.go('item');
    const bin = this.task.bin;
    this.i++;
    this.left = this.task ? this.task.need : 0;
    return this.go(this.task && this.task.bin === bin ? 'item' : 'bin');
  }
}
