// Refusals that must be acknowledged before anything goes on: those of scans made without connection, which nobody saw
// judged. A scan made meanwhile is not taken, and the refusal sounds again: nothing is silent.

import { feedback } from './feedback.js';
import { refusal, acknowledge } from './screen.js';

let goOn; // resolves what waits for the acknowledgement

export const holding = () => Boolean(goOn);

// inTheWay says that a refusal is to be acknowledged first.
export function inTheWay() {
  const plate = refusal();
  if (!plate || !goOn) return false;
  feedback(plate.dataset.verdict);
  plate.classList.remove('again');
  void plate.offsetWidth; // so that it moves once more
  plate.classList.add('again');
  return true;
}

// seen resolves when the plate is acknowledged. note says which scan it was about.
export function seen(plate, note) {
  const p = document.createElement('p');
  p.className = 'late';
  p.textContent = note;
  plate.prepend(p);
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
