// The scanner set-up page: shows what the scanner sends, what the reader makes of it and how the server reads that, says
// what it found, and keeps the settings.

import { GS, Reader, keepFocus } from './reader.js';
import { Watch } from './watch.js';
import { detect, settings } from './detect.js';
import { checked, keep, profile } from './profile.js';
import { post } from './post.js';

const BOUNCE = 250; // ms: faster than a hand pulls twice
const form = document.querySelector('form[data-scan]');
const set = document.querySelector('[data-settings]');
const part = name => document.querySelector('[data-' + name + ']');
const tests = Array.from(document.querySelectorAll('[data-code]'), f => f.dataset.code.split('{GS}').join(GS));

const names = { enter: 'Enter', tab: 'Tab' };
let found = {};
let last = { code: '', at: 0 };

const watch = new Watch(form.elements.raw, show);
const reader = new Reader(form.elements.raw, read);

function show(sent) {
  part('nothing').hidden = true;
  part('sent').replaceChildren(...sent.map(chip));
}

function chip({ kind, label, gap }) {
  const li = document.createElement('li');
  li.className = kind;
  li.textContent = label;
  if (gap > 30) li.dataset.gap = '+' + gap + ' ms';
  return li;
}

// read is called with each code. The page asks the server how it reads it; nothing is counted, so nothing waits its turn.
async function read(code, typed) {
  const now = performance.now();
  found = detect(watch.code(), typed, tests);
  if (code === last.code && now - last.at < BOUNCE) found.twice = Math.round(now - last.at);
  last = { code, at: now };
  tell();
  try {
    const html = await post({ url: form.action, id: '', fields: { raw: code } }, form.elements._csrf.value);
    const answer = new DOMParser().parseFromString(html, 'text/html').querySelector('#reading,#screen .empty');
    if (answer) part('reading').replaceChildren(document.adoptNode(answer));
  } catch (e) {
    part('reading').textContent = code.split(GS).join('{GS}');
  }
}

// tell shows the sentences that hold.
function tell() {
  const facts = Object.assign({}, found, { ends: found.ends === 'silence' ? '' : names[found.ends], silence: found.ends === 'silence' });
  for (const li of document.querySelectorAll('[data-find]')) {
    const fact = facts[li.dataset.find];
    li.hidden = !fact;
    const word = li.querySelector('b');
    if (word) word.textContent = fact;
  }
  part('finds').hidden = false;
}

function fill(values) {
  for (const [name, value] of Object.entries(values)) set.elements[name].value = value;
}

function entered() {
  return checked(Object.fromEntries(new FormData(set)));
}

function store(values) {
  const kept = keep(values);
  reader.profile = kept || checked(values);
  fill(reader.profile);
  part('kept').hidden = !kept;
  part('lost').hidden = Boolean(kept);
}

part('use').addEventListener('click', () => store(settings(found, entered())));
set.addEventListener('submit', e => {
  e.preventDefault();
  store(entered());
});
set.addEventListener('input', () => { part('kept').hidden = true; });
form.addEventListener('submit', e => {
  e.preventDefault();
  reader.end();
});

fill(profile());
keepFocus(form.elements.raw);
document.documentElement.classList.add('js');
