// What the events of one code tell of its scanner. A test code, whose content is known, tells more: what stands before it
// and what became of its separator.

import { GS } from './reader.js';

// detect answers {ends, gap, prefix?, aim?, gs?, whole?, lost?}. sent are the events (watch.js), typed is the text they
// made, tests are the contents of the test codes.
export function detect(sent, typed, tests) {
  const last = sent[sent.length - 1];
  const out = {
    ends: last && last.kind === 'end' ? last.label.toLowerCase() : 'silence',
    gap: Math.max(0, ...sent.map(e => e.gap)),
  };
  for (const test of tests) {
    const parts = shape(test).exec(typed.trim());
    if (!parts) continue;
    if (parts[1]) out.prefix = parts[1];
    if (parts[2]) out.aim = parts[2];
    if (test.includes(GS)) separator(out, parts[3]);
    break;
  }
  return out;
}

function separator(out, sent) {
  if (sent === GS) out.whole = true;
  else if (sent) out.gs = sent;
  else out.lost = true;
}

// shape is a prefix, an AIM identifier, and the test code with anything in place of its separator. GS1 symbols may begin
// with one, too.
function shape(test) {
  const parts = test.split(GS).map(part => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp('^(.{0,8}?)(\\][A-Za-z][0-9A-Za-z])?\\x1d?' + parts.join('([^]{0,8}?)') + '$');
}

// settings are those that fit what was found.
export function settings(found, now) {
  const set = Object.assign({}, now, { ends: found.ends });
  if (found.ends === 'silence') set.silence = Math.max(120, Math.ceil(found.gap / 5) * 10);
  if (found.prefix !== undefined) set.prefix = found.prefix;
  if (found.gs || found.whole) set.gs = found.gs || '';
  if (found.twice) set.bounce = Math.ceil(found.twice / 50) * 50 + 50;
  return set;
}
