// The weight form of the packing station is sent by the browser itself, not through the outbox. A scan that still waits
// there was made before, so the form waits until it is answered; a refusal in between stops it.

import { uuid } from './uuid.js';
import { scanForm, screen, parse, swap, fetched } from './screen.js';

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

// While papers are on their way to a printer, how they stand is asked for again. Once a label has come, or will not, the
// whole screen is; the page stays, because one that loads anew loses the scan that is being typed.
setInterval(async () => {
  const list = document.getElementById('prints');
  if (!list || !list.dataset.prints || document.hidden) return;
  try {
    const next = parse(await fetched(list.dataset.prints)).getElementById('prints');
    if (!next || !list.isConnected) return;
    if (next.dataset.labels === list.dataset.labels) return list.replaceWith(document.adoptNode(next));
    const answer = await fetched(location.href);
    if (list.isConnected && !scanForm().classList.contains('sending')) swap(answer, Date.now());
  } catch (e) { /* asked again in a moment */ }
}, 700);
