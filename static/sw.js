// The service worker of the handheld, at /sw.js. It keeps nothing by itself: js/away.js puts the page of the current list
// and what that loads into one cache, and sign-in empties it. Here the network is asked first, and the page that is kept
// answers when nobody else does. Only pages of the handheld come here, and nothing but GET; addresses below /static/ carry
// the hash of what they hold, so an answer that is kept is never an old one.

const PAGE = 'pickpack-page';
const PATIENCE = 4000; // ms until the network counts as gone

addEventListener('install', () => skipWaiting());
addEventListener('activate', e => e.waitUntil(clients.claim()));

addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/static/')) e.respondWith(part(e.request));
  else if (e.request.mode === 'navigate' && /^\/h(\/|$)/.test(url.pathname)) e.respondWith(page(e.request, url.pathname));
});

async function part(request) {
  return await caches.match(request, { cacheName: PAGE, ignoreVary: true }) || fetch(request);
}

async function page(request, path) {
  const answer = fetch(request);
  answer.catch(() => {}); // it may fail after the kept page was given
  const kept = await list();
  if (!kept) return answer;
  try {
    const res = await Promise.race([answer, late()]);
    if (res.status < 502 || res.status > 504) return res; // else: a proxy without its server
  } catch (e) { /* nobody answers */ }
  if (new URL(kept.url).pathname !== path) return Response.redirect(kept.url);
  return alone(await caches.match(kept, { cacheName: PAGE, ignoreVary: true }));
}

// list is the request of the page that is kept.
async function list() {
  if (!await caches.has(PAGE)) return null;
  const all = await (await caches.open(PAGE)).keys();
  return all.find(r => /^\/h\/list\/\d+$/.test(new URL(r.url).pathname));
}

function late() {
  return new Promise((_, no) => setTimeout(no, PATIENCE));
}

// alone marks a page that did not come from the server now.
async function alone(res) {
  const html = (await res.text()).replace('<html', '<html data-alone');
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': res.headers.get('Content-Security-Policy') || '' } });
}
