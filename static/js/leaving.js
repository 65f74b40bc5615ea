// Signing out while scans wait asks first: they stay on the device, and its next user cannot send them.

const form = 'form[action="/signout"]';
const plate = () => document.querySelector('[data-leaving]');

// askBeforeLeaving holds a sign-out back while waiting() says so.
export function askBeforeLeaving(waiting) {
  document.addEventListener('submit', e => {
    if (!e.target.matches(form) || !plate() || !waiting()) return;
    e.preventDefault();
    plate().hidden = false;
  });
  document.addEventListener('click', e => {
    if (e.target.closest('[data-stay]')) plate().hidden = true;
    else if (e.target.closest('[data-leave]')) document.querySelector(form).submit();
  });
}
