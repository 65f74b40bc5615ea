// The screen is the one element that answers replace: <main id="screen">. The scan form may stand outside it (handheld) or
// inside (station); the input itself is kept either way, so that a scan being typed loses no character.

export const screen = () => document.getElementById('screen');
export const scanForm = () => document.querySelector('form[data-scan]');

export const parse = html => new DOMParser().parseFromString(html, 'text/html');

// swap shows an answer: its text, or the screen itself. madeAt is when its scan was made: a refusal that appeared after that stays on top, because the
// person has not seen it yet. False: the answer holds no screen.
export function swap(answer, madeAt) {
  const next = answer.nodeType ? answer : parse(answer).getElementById('screen');
  if (!next) return false;
  const now = screen();
  const before = now.querySelector('[data-refused]');
  const unseen = before && Number(before.dataset.shown) > madeAt ? before : null;
  const input = now.querySelector('form[data-scan] input[name=raw]');
  const place = next.querySelector('form[data-scan] input[name=raw]');
  if (input && place) place.replaceWith(input);
  now.replaceWith(document.adoptNode(next));
  for (const told of document.querySelectorAll('.flash')) told.remove(); // it was of what was done before
  const mine = next.querySelector('[data-refused]');
  if (mine) Object.assign(mine.dataset, { shown: Date.now(), verdict: next.dataset.verdict });
  else if (unseen) next.append(unseen);
  follow(next);
  return true;
}

// fetched is the screen of a page that changes nothing, as it is now; '' if that cannot be had.
export async function fetched(url) {
  const res = await fetch(url, { headers: { 'X-Fragment': '1' }, credentials: 'same-origin', cache: 'no-store' });
  return res.ok && !res.redirected ? res.text() : '';
}

// follow brings what stands outside the screen in line with it: where scans go, what is asked for, the address, the title.
function follow(next) {
  const form = scanForm();
  if (next.dataset.action) form.action = next.dataset.action;
  if (next.dataset.ask) form.elements.raw.placeholder = next.dataset.ask;
  if (next.dataset.keys || form.dataset.keys) { // digits are to be typed here, or were before
    form.elements.raw.inputMode = next.dataset.keys || 'none';
    form.dataset.keys = next.dataset.keys || '';
  }
  if (next.dataset.url) history.replaceState(null, '', next.dataset.url);
  const head = next.querySelector('h1');
  if (head) document.title = head.textContent.trim() + ' · Pickpack';
}

export const refusal = () => screen().querySelector('[data-refused]');

// acknowledge takes a refusal away; true if there was one.
export function acknowledge() {
  const plate = refusal();
  if (plate) plate.remove();
  return Boolean(plate);
}
