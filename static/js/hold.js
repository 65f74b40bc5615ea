// Refusals that must be acknowledged before anything goes on: those of scans made without connection, which nobody saw
// judged, and all errors where the warehouse wants it so (data-block on the form). A scan made meanwhile is not taken, and the refusal sounds again: nothing is silent.

import { feedback } from './feedback.js';
import { refusal, acknowledge, scanForm } from './screen.js';

let goOn; // resolves what waits for the acknowledgement

export const holding = () => Boolean(goOn);

// inTheWay says that a refusal is to be acknowledged first.
export function inTheWay() {
  const plate = refusal();
  if (!plate || !goOn && !blocks(plate.dataset.verdict)) return false;
  feedback(plate.dataset.verdict);
  plate.classList.remove('again');
  void plate.offsetWidth; // so that it moves once more
  plate.classList.add('again');
  return true;
}

// blocks: a question is answered by the next scan, so it stops nothing.
function blocks(verdict) {
  return 'block' in scanForm().dataset && verdict !== 'confirm' && verdict !== 'narrower';
}

// seen resolves when the plate is acknowledged. It says which scan it is about, and how many more wait.
export function seen(plate, entry, more) {
  const note = document.createElement('p');
  note.className = 'late';
  note.textContent = scanForm().dataset.late.replace('{code}', entry.fields.raw || '').replace('{time}', new Date(entry.at).toTimeString().slice(0, 5))
    .replace('{n}', more);
  plate.prepend(note);
  return new Promise(resolve => { goOn = resolve; });
}

// dismiss acknowledges what is shown; false if there was nothing.
export function dismiss() {
  const next = goOn;
  goOn = null;
  const was = acknowledge();
  if (next) next();
  return was || Boolean(next);
}
