// The weight form of the packing station is sent by the browser itself, not through the outbox. A scan that still waits
// there was made before, so the form waits until it is answered; a refusal in between stops it.

import { uuid } from './uuid.js';
import { scanForm, screen } from './screen.js';

// A form that opens another page stays where it is: what it sends next is another act.
document.addEventListener('submit', e => {
  const id = e.target.target === '_blank' && e.target.elements.scan_id;
  if (id) setTimeout(() => { id.value = uuid(); });
});

document.addEventListener('submit', e => {
  if (!e.target.matches('form[data-after-scans]') || !scanForm().classList.contains('sending')) return;
  e.preventDefault();
  const weight = e.target.elements.weight.value;
  const more = Boolean(e.submitter && e.submitter.name === 'more');
  whenAnswered(() => again(weight, more));
});

function whenAnswered(then) {
  const timer = setInterval(() => {
    if (scanForm().classList.contains('sending')) return;
    clearInterval(timer);
    then();
  }, 30);
}

// again sends the form of the screen that came meanwhile, if it still offers the same step.
function again(weight, more) {
  const form = document.querySelector('form[data-after-scans]');
  if (!form || screen().querySelector('[data-refused]')) return;
  form.elements.weight.value = weight;
  const button = form.querySelector('button[name=more]');
  if (Boolean(button) === more) form.requestSubmit(button || form.querySelector('button'));
}

// While papers are on their way to a printer, how they stand is asked for again.
setInterval(async () => {
  const list = document.getElementById('prints');
  if (!list || !list.dataset.prints || document.hidden) return;
  try {
    const res = await fetch(list.dataset.prints, { headers: { 'X-Fragment': '1' }, credentials: 'same-origin', cache: 'no-store' });
    if (!res.ok || res.redirected) return;
    const next = new DOMParser().parseFromString(await res.text(), 'text/html').getElementById('prints');
    if (next && next.dataset.labels !== list.dataset.labels) { location.reload(); return; } // a label has come, or will not
    if (next && list.isConnected) list.replaceWith(document.adoptNode(next));
  } catch (e) { /* asked again in a moment */ }
}, 700);
