// Going on where there is no connection. While the server answers, the device keeps the rest of the list and where the
// picker stands in it; when it does not, scans are judged by that (local.js) and the next step is shown as noted, never as
// done. The scans themselves wait in the outbox as always. Every word comes with the list.

import { Walk } from './local.js';
import { feedback } from './feedback.js';
import { screen, parse, swap } from './screen.js';

const PAGE = 'pickpack-page'; // the cache that sw.js answers from
const PLATES = { wrong_item: 'no-item', wrong_place: 'no-place', wrong_tote: 'no-place', down: 'no-down' };

export class Away {
  // queue() is what waits to be sent.
  constructor(user, queue) {
    this.user = user;
    this.queue = queue;
    this.on = false;
    this.plan = recall('plan');
    this.at = recall('at');
  }

  // heard takes note of a screen that the server gave. changed: by more than a scan, so the rest may be another one.
  heard(main, changed) {
    const d = main.dataset;
    if (d.away !== undefined) return;
    const before = this.at;
    if (d.task) {
      this.at = { list: +d.list, version: +d.version, task: +d.task, bin: d.bin, tote: d.tote, action: d.action, step: d.step, counted: +d.counted || 0,
        left: (+d.need || 0) + (+d.counted || 0), heard: Date.now() };
      remember('at', this.at);
      if (changed || !this.fits(before)) this.fetch(d.url);
    } else if (/home|drop|done|cart|totes/.test(d.step)) this.at = null;
  }

  // fits says that the rest that is kept is still what the server has: nothing happened but scans along it.
  fits(before) {
    const { plan, at } = this;
    if (!plan || !before || plan.user !== this.user || plan.list !== at.list || before.list !== at.list || at.version > before.version + 1) return false;
    const t = plan.tasks.find(t => t.id === at.task);
    return Boolean(t) && t.bin === at.bin && t.tote === at.tote && at.left <= t.need;
  }

  async fetch(path) {
    try {
      const res = await fetch(path + '/rest', { credentials: 'same-origin', cache: 'no-store' });
      if (!res.ok || res.redirected) return;
      this.plan = await res.json();
      remember('plan', this.plan);
      keepPage(path);
    } catch (e) { /* the next screen asks again */ }
  }

  // begin goes on alone, if it can: false when the list is not known, or when something else than scans waits.
  begin() {
    const { plan, at } = this;
    if (!this.on && plan && at && plan.user === this.user && plan.list === at.list && this.plain()) this.on = Boolean(new Walk(plan, at).task);
    return this.on;
  }

  plain() {
    return this.queue().every(e => e.fields.raw && new URL(e.url, location.href).pathname === this.at.action);
  }

  walk() {
    return new Walk(this.plan, this.at).follow(this.queue().map(e => e.fields.raw));
  }

  // take judges a scan and says whether it is to be kept; if not, it says why.
  take(raw) {
    const walk = this.walk();
    const r = Date.now() - this.at.heard > this.plan.minutes * 60000 ? { no: 'late' } : walk.take(raw);
    if (!r.ok) this.refuse(r, walk);
    return Boolean(r.ok);
  }

  refuse(r, walk) {
    const no = r.no === 'late' || r.no === 'end' ? 'down' : r.no;
    const said = (this.plan.words[r.no === 'end' ? 'late' : r.no] || '').split('|');
    const plate = parse(this.plan.plate).querySelector('section');
    const look = PLATES[no] || 'no-many';
    plate.classList.add(look);
    Object.assign(plate.dataset, { shown: Date.now(), verdict: no });
    plate.querySelectorAll('[data-icon]').forEach(i => i.dataset.icon === look || i.remove());
    plate.querySelectorAll('h2, h2 + p, .need').forEach((p, i) => { p.textContent = this.fill(said[i] || '', walk, r); });
    screen().querySelectorAll('[data-refused]').forEach(old => old.remove());
    screen().dataset.verdict = no;
    screen().append(document.adoptNode(plate));
    feedback(no);
  }

  fill(text, walk, more) {
    const t = walk.task || {};
    const all = Object.assign({ n: this.queue().length, minutes: this.plan.minutes, bin: t.bin, tote: t.tote, slot: t.slot, lot: t.lot,
      need: walk.left, left: walk.left - walk.counted, name: walk.task ? walk.item.name : '' }, more);
    return text.replace(/\{(\w+)\}/g, (_, k) => (all[k] === undefined ? '' : all[k]));
  }

  // draw shows the next step of the walk; where that is shown already, only how many scans wait.
  draw() {
    const walk = this.walk();
    const t = walk.task;
    const step = t ? walk.step : 'end';
    const say = key => this.fill(this.plan.words[key] || '', walk);
    const waiting = this.queue().length ? say('waiting') : '';
    const away = [walk.i, step, walk.counted].join();
    if (screen().dataset.away === away) {
      screen().querySelector('[data-f=waiting]').textContent = waiting;
      Object.assign(screen().dataset, { version: this.at.version, waiting: this.queue().length });
      return;
    }
    const main = parse(this.plan.screen).querySelector('main');
    const show = {
      waiting, bin: t && t.bin, side: t && t.side, name: t && walk.item.name,
      pic: t && !/^(\/|https?:)/.test(walk.item.pic || '/') && walk.item.pic, facts: t && (t.facts || []).join(' · '), tote: t && t.tote, slot: say('slot'),
      verb: step === 'bin' ? say('take') : step === 'tote' ? say('put') : '', n: step === 'bin' ? walk.left : walk.counted,
      of: /item|serial/.test(step) ? say('of') : '',
    };
    main.querySelectorAll('[data-f]').forEach(e => { e.textContent = show[e.dataset.f] || (e.dataset.f === 'n' ? 0 : ''); });
    main.classList.add('at-' + step);
    Object.assign(main.dataset, { away, step, ask: say(step), version: this.at.version, bin: (t && t.bin) || '', counted: walk.counted, waiting: this.queue().length });
    swap(main, 0);
  }
}

function remember(key, value) {
  try {
    localStorage.setItem('pickpack-' + key, JSON.stringify(value));
  } catch (e) { /* no storage: known as long as the page is open */ }
}

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem('pickpack-' + key));
  } catch (e) {
    return null;
  }
}

// keepPage lets a reload without connection come back to the list: its page and what that loads.
async function keepPage(path) {
  if (!window.caches) return;
  await caches.delete(PAGE);
  const cache = await caches.open(PAGE);
  const parts = performance.getEntriesByType('resource').map(r => new URL(r.name)).filter(u => u.pathname.startsWith('/static/'));
  await cache.addAll(Array.from(new Set([path].concat(parts.map(u => u.pathname)))));
}
