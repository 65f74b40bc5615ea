// What is set for the scanner of this device, on the scanner set-up page. It is kept on the device and not with the
// person: the next one to sign in here uses the same scanner.

const KEY = 'pickpack-profile';

// The limits of what can be set, in ms: [least, most, usual]. Of equal codes none is dropped as usual, as five equal boxes
// are five scans: bounce is for a scanner that the set-up page has seen sending one trigger twice.
export const SILENCE = [40, 400, 120];
export const BOUNCE = [0, 500, 0];
export const ENDS = ['auto', 'enter', 'tab', 'silence'];
const LONGEST = 8; // characters of prefix and stand-in

// profile is {ends, silence, bounce, prefix, gs}: which key or pause ends a code, how long that pause is, how soon the same
// code again is one pull of the trigger, what stands before each code, and what stands for the separator of GS1 (''
// where it comes as itself).
export function profile() {
  try {
    return checked(JSON.parse(localStorage.getItem(KEY)) || {});
  } catch (e) {
    return checked({}); // no storage
  }
}

// keep answers what was kept, or null where the browser keeps nothing.
export function keep(set) {
  try {
    localStorage.setItem(KEY, JSON.stringify(checked(set)));
    return profile();
  } catch (e) {
    return null;
  }
}

export function checked(set) {
  return {
    ends: ENDS.includes(set.ends) ? set.ends : 'auto',
    silence: within(set.silence, SILENCE),
    bounce: within(set.bounce, BOUNCE),
    prefix: String(set.prefix || '').slice(0, LONGEST),
    gs: String(set.gs || '').slice(0, LONGEST),
  };
}

function within(n, [least, most, usual]) {
  return n === undefined || n === '' || isNaN(n) ? usual : Math.min(most, Math.max(least, Math.round(n)));
}
