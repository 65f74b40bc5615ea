// Codes from the page of barcodes: a click there acts as a scan here. Of several open pages only the one used last
// listens.

const MINE = String(Math.random());
const KEY = 'pickpack-last-page';

export function listen(found) {
  if (!window.BroadcastChannel) return;
  const used = () => {
    try {
      localStorage.setItem(KEY, MINE);
    } catch (e) { /* no storage: every page listens */ }
  };
  for (const kind of ['focus', 'pointerdown', 'pageshow']) addEventListener(kind, used);
  document.addEventListener('visibilitychange', () => document.hidden || used());
  new BroadcastChannel('pickpack-scan').onmessage = e => {
    let last = MINE;
    try {
      last = localStorage.getItem(KEY) || MINE;
    } catch (err) { /* as above */ }
    if (last === MINE && typeof e.data === 'string') found(e.data);
  };
}
