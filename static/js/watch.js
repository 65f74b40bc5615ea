// What a scanner really sends, event by event: keys, texts of the input method, and the pauses between them. It only
// looks on; the reader makes codes of the same events.

import { GS } from './reader.js';

const ANEW = 2000; // ms of silence after which something else begins

export class Watch {
  // changed(sent) tells after each event what came since the last code: {kind, label, gap}, where kind is key, text, gs or
  // end, and gap the ms since the one before. Make it before the reader, so that it sees each event first.
  constructor(input, changed) {
    this.input = input;
    this.changed = changed;
    this.sent = [];
    this.at = 0;
    document.addEventListener('keydown', e => this.key(e), true);
    input.addEventListener('input', e => this.text(e));
  }

  // code answers what came for the code that the reader has just found; what comes next belongs to another one.
  code() {
    this.at = -ANEW;
    return this.sent;
  }

  add(kind, label) {
    const now = performance.now();
    if (now - this.at > ANEW) this.sent = [];
    this.sent.push({ kind, label, gap: this.sent.length ? Math.round(now - this.at) : 0 });
    this.at = now;
    this.changed(this.sent);
  }

  key(e) {
    if (e.target !== this.input && e.target.matches('input,select,textarea')) return;
    if (e.keyCode === 229 || /^(Shift|Control|Alt|AltGraph|Meta)$/.test(e.key)) return; // a text comes, or another key
    this.letter = '';
    if (e.key === 'Enter' || e.key === 'Tab') return this.add('end', e.key);
    if (e.ctrlKey && !e.altKey && (e.key === ']' || e.key === GS)) return this.add('gs', 'Ctrl+]');
    if (e.altKey && /\d$/.test(e.code)) return this.add('key', 'Alt+' + e.code.slice(-1));
    if (e.key.length === 1) this.letter = e.key;
    this.add('key', e.key === ' ' ? '␣' : e.key);
  }

  // text that a key brought has been shown with the key.
  text(e) {
    const data = e.data || '';
    if (data === this.letter) return;
    this.letter = '';
    for (const part of data.split(/([\x1d\r\n\t])/)) {
      if (part === GS) this.add('gs', 'GS');
      else if (part === '\t') this.add('end', 'Tab');
      else if (part === '\r' || part === '\n') this.add('end', 'Enter');
      else if (part) this.add('text', part);
    }
  }
}
