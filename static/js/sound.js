// The sound check at the start of a day: each class is heard and felt by a touch. That it was done, or left out, is
// remembered on this device until tomorrow.

import { feedback } from './feedback.js';

const KEY = 'pickpack-heard';
const root = document.documentElement;
const today = () => new Date().toDateString();

function done(day) {
  try {
    if (day) localStorage.setItem(KEY, day);
    return localStorage.getItem(KEY);
  } catch (e) {
    return day;
  }
}

root.classList.toggle('unheard', done() !== today());
root.classList.toggle('plain', !window.isSecureContext || !navigator.serviceWorker);

document.addEventListener('click', e => {
  const on = e.target.closest('[data-play],[data-heard],[data-unheard]');
  if (!on) return;
  if (on.dataset.play) feedback(on.dataset.play);
  else if ('heard' in on.dataset) root.classList.toggle('unheard', done(today()) !== today());
  else document.querySelector('[data-louder]').hidden = false;
});
