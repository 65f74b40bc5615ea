// The reader turns what a scanner types into codes. PC scanners type keys; Android scanners commit text through the input
// method (keyCode 229, no useful key events). So the text gathers in a real visible input, and a code ends with Enter,
// Tab, CR or LF, or, when it came at a scanner's speed, with a silence. The silence is short until the scanner has shown
// that it ends its codes itself: then a pause only means that the device is busy, and must not cut a code in two. The
// device's profile may say which of them it is.

import { profile } from './profile.js';

export const GS = '\x1d'; // the separator of GS1 element strings; scanners type it as Ctrl+] or Alt+029
const PATIENT = 800; // ms without a character that end a code, once the scanner is known to send Enter or Tab
const LEAST = 3; // characters

export class Reader {
  // found(code, typed) is called once for each code, with the text that it was made of.
  constructor(input, found) {
    this.input = input;
    this.found = found;
    this.profile = profile();
    this.alt = '';
    this.ends = Number(remembered()) || 0; // 2 after a code that ended with a key; two codes without one: 0
    document.addEventListener('keydown', e => this.key(e), true);
    document.addEventListener('keyup', e => this.keyUp(e), true);
    input.addEventListener('input', () => this.typed());
  }

  // end hands over what has gathered. by says what ended it: 1 a key, -1 silence, nothing a touch.
  end(by) {
    clearTimeout(this.timer);
    if (by && this.input.value.length >= LEAST) this.learn(by > 0 ? 2 : Math.max(0, this.ends - 1));
    this.length = 0;
    const text = this.input.value;
    this.input.value = '';
    this.give(text);
  }

  learn(ends) {
    if (this.ends !== ends) remembered(ends);
    this.ends = ends;
  }

  give(text) {
    const code = this.read(text);
    const now = performance.now();
    if (!code || code === this.last && now - this.at < this.profile.bounce) return;
    this.last = code;
    this.at = now;
    this.found(code, text);
  }

  // read takes off what the scanner puts before a code, and puts separators where it types something else.
  read(text) {
    const { prefix, gs } = this.profile;
    let code = text.trim();
    if (prefix && code.startsWith(prefix)) code = code.slice(prefix.length).trim();
    return gs ? code.split(gs).join(GS) : code;
  }

  key(e) {
    if (e.isComposing || e.keyCode === 229 || elsewhere(e.target, this.input)) return;
    const here = this.input;
    const third = e.getModifierState && e.getModifierState('AltGraph') || e.ctrlKey && e.altKey; // how many keyboards write ] { ~
    if (e.ctrlKey && !e.altKey && (e.key === ']' || e.key === GS || e.code === 'BracketRight')) {
      e.preventDefault();
      this.insert(GS);
    } else if (e.altKey && !third && /\d$/.test(e.code)) {
      e.preventDefault();
      this.alt += e.code.slice(-1);
    } else if ((e.key === 'Enter' || e.key === 'Tab' && this.profile.ends !== 'enter') && here.value) {
      e.preventDefault();
      this.end(1);
    } else if (e.target !== here && e.key.length === 1 && e.key !== ' ' && (third || !e.ctrlKey && !e.altKey && !e.metaKey)) {
      here.focus({ preventScroll: true }); // the character still lands in it
    }
  }

  keyUp(e) {
    if (e.key !== 'Alt') return;
    if (/^0?29$/.test(this.alt)) this.insert(GS);
    this.alt = '';
  }

  insert(text) {
    const i = this.input;
    i.focus({ preventScroll: true });
    i.setRangeText(text, i.selectionStart, i.selectionEnd, 'end');
    this.typed();
  }

  typed() {
    const now = performance.now();
    const v = this.input.value;
    clearTimeout(this.timer);
    if (!this.length || v.length < this.length) this.first = now;
    this.length = v.length;
    if (/[\r\n\t]/.test(v)) {
      this.lines(v);
    } else if (this.pause && this.input.inputMode === 'none' && v.length >= LEAST && now - this.first <= this.pace * v.length) {
      this.timer = setTimeout(() => this.end(-1), this.pause);
    }
  }

  // pause is the silence that ends a code, 0 if none does.
  get pause() {
    const { ends, silence } = this.profile;
    if (ends === 'enter' || ends === 'tab') return 0;
    return ends === 'auto' && this.ends ? PATIENT : silence;
  }

  // pace is how long a character may take at most: slower is a person typing, who ends with Enter.
  get pace() {
    return this.profile.silence / 2;
  }

  lines(v) {
    const parts = v.split(/[\r\n\t]+/);
    this.input.value = parts.pop();
    this.length = this.input.value.length;
    parts.forEach(text => this.give(text));
  }
}

// remembered keeps what the reader learned about this device's scanner.
function remembered(ends) {
  try {
    if (ends === undefined) return localStorage.getItem('pickpack-scanner');
    localStorage.setItem('pickpack-scanner', ends);
  } catch (e) { /* no storage: learned again on each page */ }
}

function elsewhere(target, input) {
  return target !== input && target.matches && target.matches('input,select,textarea');
}

// keepFocus brings the cursor back to the input after taps, swaps and coming back to the page. Moving on by the Tab key is
// left alone.
export function keepFocus(input) {
  const grab = () => {
    if (!elsewhere(document.activeElement || input, input)) input.focus({ preventScroll: true });
  };
  document.addEventListener('click', () => setTimeout(grab));
  document.addEventListener('visibilitychange', () => document.hidden || grab());
  addEventListener('focus', grab);
  addEventListener('pageshow', grab);
  input.addEventListener('blur', e => e.relatedTarget || setTimeout(grab));
  grab();
  return grab;
}
