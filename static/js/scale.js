// The scale of a packing station: a USB scale (WebHID), a serial one (WebSerial), or that of an agent on this PC, which the
// server is asked for. A stable weight stands in the weight field, unless somebody has typed one, and Enter closes; one of a
// scale at this browser goes with each scan, for the last one may close the carton.

import { missing, choose, again, lineSet, setLine } from './scaleport.js';
import { screen, scanForm } from './screen.js';

const WORDS = {
  moving: 'The weight is still moving.',
  zero: 'Put the carton on the scale.',
  negative: 'Below zero: empty the scale and set it to zero.',
  overload: 'Too heavy for this scale.',
  unit: 'The scale shows a unit that is not known here: set it to kg.',
  fault: 'The scale reports a fault: switch it off and on again.',
  silent: 'Nothing is heard. Switch it on, or set its line under Connect a scale.',
  lost: 'The scale is not connected any more.',
};

let now = null; // {state, grams, at}
let own = false; // a scale is connected to this browser
let typedAt = 0; // when the last code came: its scanner's second end key closes nothing

const form = () => document.querySelector('form.closing');
const says = r => { now = Object.assign({ at: Date.now() }, r); draw(); };
const mine = r => { own = r.state !== 'lost'; says(r); };

// draw shows the weight and puts it into the field.
function draw() {
  const place = document.querySelector('[data-scale]');
  const fresh = now && own && now.state === 'stable' && Date.now() - now.at < 6000;
  if (scanForm()) scanForm().dataset.grams = fresh ? now.grams : '';
  if (!place) return;
  if (now && !own && Date.now() - now.at > 6000) now = null; // the agent is silent
  place.hidden = !now;
  if (now) {
    const weight = now.state === 'stable' || now.state === 'moving' && now.grams ? (now.grams / 1000).toFixed(3) + ' kg' : '';
    const words = ['Scale:', weight, now.state === 'stable' ? '' : WORDS[now.state]].filter(Boolean).join(' ');
    if (place.textContent !== words) place.textContent = words;
    place.dataset.scale = now.state;
  }
  fill();
}

function fill() {
  const f = form();
  const field = f && f.elements.weight;
  if (!field || field.readOnly || document.activeElement === field) return;
  if (field.value && field.value !== field.dataset.scaled) return; // typed
  const weight = now && now.state === 'stable' && offered(f) ? (now.grams / 1000).toFixed(3) : '';
  if (!weight && !field.dataset.scaled) return;
  field.value = weight;
  field.dataset.scaled = weight;
}

// offered is the button that closes, if the carton can be closed or is full.
const offered = f => f.querySelector('button.go:not([disabled]),button[name=more]:not([disabled])');

document.addEventListener('keydown', e => {
  const input = scanForm() && scanForm().elements.raw;
  if (e.key !== 'Enter' || e.isComposing || !input) return;
  if (input.value) { typedAt = Date.now(); return; }
  const f = form();
  if (e.target !== input || !f || screen().dataset.step !== 'close' || !f.elements.weight.dataset.scaled) return;
  e.preventDefault();
  if (Date.now() - typedAt > 700 && !scanForm().classList.contains('sending')) f.requestSubmit(offered(f));
}, true);

// setting it up

document.addEventListener('click', async e => {
  const button = e.target.closest('[data-connect]');
  if (!button) return;
  let said = missing(button.dataset.connect);
  try {
    if (!said && !await choose(button.dataset.connect, mine)) said = 'No scale was chosen.';
  } catch (err) {
    said = err && err.name === 'NotFoundError' ? 'No scale was chosen.'
      : 'The scale cannot be opened. Is another program using it? Unplug it, plug it in and try again.';
  }
  const note = document.querySelector('[data-connect-note]');
  if (note) note.textContent = said || 'Connected.';
});

// The line of a serial scale is shown as it is kept, and kept as it is set.
const line = () => document.querySelectorAll('[data-wire]');

document.addEventListener('toggle', e => {
  if (e.target.matches('details.connect')) lineSet().split(' ').forEach((part, i) => { line()[i].value = part; });
}, true);

document.addEventListener('change', e => {
  if (!e.target.matches('[data-wire]')) return;
  const [speed, bits] = line();
  setLine(speed.value + ' ' + bits.value, mine).catch(() => mine({ state: 'lost', grams: 0 }));
});

// The agent's scale is asked for while a carton is open; where there is none, now and then.
async function agent() {
  let wait = 400;
  const place = document.querySelector('[data-scale]');
  if (place && !own && !document.hidden) {
    try {
      const res = await fetch(place.dataset.from, { credentials: 'same-origin', cache: 'no-store' });
      if (res.status === 200 && !res.redirected && !own) says(await res.json());
      else wait = 10000;
    } catch (e) { wait = 2000; }
  }
  setTimeout(agent, wait);
}

again(mine).catch(() => { /* connected by hand */ });
agent();
setInterval(draw, 300); // a new screen shows it too
