// Sign-in: a badge scan goes to the PIN, the keypad types it. Without this script the form works as two plain steps.
// Whoever comes next is not to find what the one before kept; scans that wait are kept for the one who made them.
if (window.caches) caches.delete("pickpack-page");
try {
  for (const key of ["plan", "at"]) localStorage.removeItem("pickpack-" + key);
} catch (e) { /* no storage: nothing was kept */ }

const form = document.querySelector("form[data-signin]");
const badge = form && form.elements.badge;
const secret = form && form.elements.secret;

// A scanner types faster than any hand: three or more letters, each within 60 ms of the last, then silence.
let last = 0, quick = 0, timer = 0;

function toSecret() {
  clearTimeout(timer);
  badge.value = badge.value.trim();
  (badge.value ? secret : badge).focus();
}

if (form) {
  badge.addEventListener("input", () => {
    const now = performance.now();
    quick = now - last < 60 ? quick + 1 : 0;
    last = now;
    clearTimeout(timer);
    // Text that an input method commits in one piece counts as fast.
    if (quick >= 2 || badge.value.length >= 3 && quick === 0 && badge.dataset.was === "") timer = setTimeout(toSecret, 150);
    badge.dataset.was = badge.value;
  });
  badge.dataset.was = badge.value;

  const pad = form.querySelector("[data-keypad]");
  if (pad) {
    pad.hidden = false;
    // The keypad on the page is larger than the device's and covers nothing; a keyboard still types.
    secret.setAttribute("inputmode", "none");
    pad.addEventListener("click", (e) => {
      const key = e.target.closest("button[data-key]");
      if (!key) return;
      const k = key.dataset.key;
      secret.value = k === "back" ? secret.value.slice(0, -1) : secret.value + k;
      secret.focus();
    });
  }
  form.addEventListener("submit", (e) => {
    if (!secret.value) { // the Enter of a badge scan
      e.preventDefault();
      toSecret();
      return;
    }
    if (form.dataset.sent) e.preventDefault(); // a second tap while the first is on its way
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
  (badge.value ? secret : badge).focus();
}
