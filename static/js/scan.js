// A page that scans: <form data-scan data-user action> with one input named raw, a screen, and buttons that submit the same
// form to other addresses. Every scan and every such touch goes through the outbox in order; the answers replace the
// screen. Without this script the same form and buttons work as plain posts.

import { uuid } from './uuid.js';
import { Outbox } from './outbox.js';
import { post } from './post.js';
import { Reader, keepFocus } from './reader.js';
import { feedback } from './feedback.js';
import { screen, scanForm, parse, swap, fetched, acknowledge } from './screen.js';
import { holding, inTheWay, seen, dismiss } from './hold.js';
import { Away } from './away.js';
import { felt, told } from './pace.js';
import { askBeforeLeaving } from './leaving.js';
import './sound.js';

const input = scanForm().elements.raw;
const outbox = new Outbox(send, changed, () => location.reload()); // signed out, this leads to the sign-in page

const away = new Away(Number(scanForm().dataset.user), () => outbox.queue);
const SLOW = 3000; // ms without an answer after which the connection counts as gone

function enqueue(url, fields) {
  outbox.add({ id: uuid(), at: Date.now(), user: scanForm().dataset.user || '', url, fields });
}

function scanned(code) {
  if (inTheWay()) return;
  if (away.on) {
    if (!away.take(code)) return;
    acknowledge();
    feedback('kept');
  }
  const grams = scanForm().dataset.grams; // of a scale at this browser
  enqueue(scanForm().action, Object.assign({ raw: code, seen: screen().dataset.version || '' }, grams && { grams }));
}

async function send(entry) {
  const slow = setTimeout(alone, SLOW);
  let answer;
  try {
    answer = await told(outbox.waiting, more => post(entry, scanForm().elements._csrf.value, more));
  } finally {
    clearTimeout(slow);
  }
  const next = parse(answer).getElementById('screen');
  // Words without a screen are not our server's but a proxy's or a network's sign-in page: nothing was taken.
  if (!next) throw { retry: true };
  away.heard(next, !entry.url.endsWith('/scan'));
  const refused = next.querySelector('[data-refused],.trouble [role=alert]');
  if (away.on && !refused && outbox.waiting > 1) return; // the walk on the screen leads through here
  swap(next, entry.at);
  feedback(next.dataset.verdict);
  const late = away.on;
  if (!late) felt(entry);
  if (outbox.waiting === 1) away.on = false;
  if (late && refused) await seen(refused, entry, outbox.waiting - 1); // until then it is not answered: a reload asks again
  grab();
}

// alone goes on without the server, if the list is known here.
function alone() {
  const was = away.on;
  if (!away.begin()) return false;
  if (!was) feedback('down');
  away.draw();
  return true;
}

// changed shows how many wait. From the second failure on the walk goes on alone, or the plate says "no connection".
function changed(waiting, fails) {
  const form = scanForm();
  form.classList.toggle('sending', waiting > 0);
  const badge = form.querySelector('[data-waiting]');
  badge.hidden = waiting === 0;
  badge.textContent = waiting + ' waiting';
  const gone = fails > 1 || fails > 0 && !navigator.onLine;
  const on = away.on || gone ? !holding() && alone() : false;
  const plate = document.querySelector('[data-down]');
  if (!plate) return;
  if (fails === 2 && !on) {
    plate.hidden = false;
    feedback('down');
  } else if (fails === 0 || on) plate.hidden = true;
}

document.addEventListener('submit', e => {
  const button = e.submitter;
  if (e.target !== scanForm()) return;
  e.preventDefault();
  if (!button || button.hasAttribute('data-send')) return reader.end();
  button.disabled = true; // until the answer brings a new screen
  enqueue(button.formAction, button.name ? { [button.name]: button.value } : {});
});

document.addEventListener('click', e => {
  const on = e.target.closest('[data-ok],[data-hide],[data-keyboard],a[data-go],.trouble a');
  if (!on) return;
  if (on.matches('[data-ok],.trouble a')) {
    if (dismiss()) e.preventDefault();
  } else if (on.matches('[data-hide]')) {
    document.querySelector('[data-down]').hidden = true;
  } else if (on.matches('[data-keyboard]')) {
    keyboard(on);
  } else go(on, e);
});

// keyboard shows or hides the keyboard of the device; while it shows, a code ends with Enter only.
function keyboard(button) {
  const on = input.inputMode === 'none';
  input.inputMode = on ? 'text' : 'none';
  button.setAttribute('aria-pressed', on);
  input.blur();
  grab();
}

// go fetches a page that changes nothing into the screen. While scans wait the link is left alone: they come first.
async function go(link, e) {
  e.preventDefault();
  if (outbox.waiting) return;
  if (!await look(link.href)) location.href = link.href; // the browser will say what is wrong
}

// look shows a page as it is now; false if that cannot be.
async function look(url) {
  try {
    const answer = await fetched(url);
    if (outbox.waiting || !swap(answer, Date.now())) return false;
  } catch (err) {
    return false;
  }
  away.on = false;
  away.heard(screen());
  grab();
  return true;
}

const reader = new Reader(input, scanned);
const grab = keepFocus(input);
document.documentElement.classList.add('js');
if ('alone' in document.documentElement.dataset) { // the page that was kept: nobody answered
  outbox.load(scanForm().dataset.user || '').then(alone);
} else {
  away.heard(screen());
  outbox.load(scanForm().dataset.user || '');
}
askBeforeLeaving(() => outbox.waiting);
setInterval(() => away.on && !outbox.waiting && look(location.href), 5000);
if ('late' in scanForm().dataset && navigator.serviceWorker) navigator.serviceWorker.register('/sw.js', { scope: '/h' }).catch(() => {});
