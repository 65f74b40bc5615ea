// A page that scans: <form data-scan data-user action> with one input named raw, a screen, and buttons that submit the same
// form to other addresses. Every scan and every such touch goes through the outbox in order; the answers replace the
// screen. Without this script the same form and buttons work as plain posts.

import { uuid } from './uuid.js';
import { Outbox } from './outbox.js';
import { post } from './post.js';
import { Reader, keepFocus } from './reader.js';
import { feedback } from './feedback.js';
import { screen, scanForm, swap, acknowledge } from './screen.js';

const input = scanForm().elements.raw;
const outbox = new Outbox(send, changed, () => location.reload()); // signed out, this leads to the sign-in page

function enqueue(url, fields) {
  outbox.add({ id: uuid(), at: Date.now(), user: scanForm().dataset.user || '', url, fields });
}

function scanned(code) {
  enqueue(scanForm().action, { raw: code, seen: screen().dataset.version || '' });
}

async function send(entry) {
  const answer = await post(entry, scanForm().elements._csrf.value);
  // Words without a screen are not our server's but a proxy's or a network's sign-in page: nothing was taken.
  if (!swap(answer, entry.at)) throw { retry: true };
  feedback(screen().dataset.verdict);
  grab();
}

// changed shows how many wait, and the plate "no connection" from the second failure on.
function changed(waiting, fails) {
  const form = scanForm();
  form.classList.toggle('sending', waiting > 0);
  const badge = form.querySelector('[data-waiting]');
  badge.hidden = waiting === 0;
  badge.textContent = waiting + ' waiting';
  const plate = document.querySelector('[data-down]');
  if (!plate) return;
  if (fails === 2) {
    plate.hidden = false;
    feedback('down');
  } else if (fails === 0) plate.hidden = true;
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
  const on = e.target.closest('[data-ok],[data-hide],[data-keyboard],a[data-go]');
  if (!on) return;
  if (on.matches('[data-ok]')) {
    if (acknowledge()) e.preventDefault();
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
  try {
    const res = await fetch(link.href, { headers: { 'X-Fragment': '1' }, credentials: 'same-origin', cache: 'no-store' });
    if (res.ok && !res.redirected && !outbox.waiting && swap(await res.text(), Date.now())) return grab();
  } catch (err) { /* the browser will say what is wrong */ }
  location.href = link.href;
}

const reader = new Reader(input, scanned);
const grab = keepFocus(input);
document.documentElement.classList.add('js');
outbox.load(scanForm().dataset.user || '');
