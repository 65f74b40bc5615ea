// What a picker hears and feels. The colour, the icon and the word of a verdict are in the answer itself; here are its
// tone and its vibration. Six classes that can be told apart with closed eyes: two rise, four fall or buzz.

// Each note is [frequency in Hz, length in ms].
const SOUNDS = {
  ok: { notes: [[1047, 70]], wave: 'sine', shake: [40] },
  line: { notes: [[1047, 70], [1568, 130]], wave: 'sine', shake: [40, 40, 90] },
  item: { notes: [[185, 380]], wave: 'square', shake: [400] },
  place: { notes: [[330, 130], [0, 50], [220, 220]], wave: 'square', shake: [140, 70, 140] },
  many: { notes: [[440, 70], [0, 50], [440, 70], [0, 50], [440, 70]], wave: 'sawtooth', shake: [70, 50, 70, 50, 70] },
  down: { notes: [[300, 200], [200, 200], [120, 350]], wave: 'triangle', shake: [600] },
  kept: { notes: [[660, 40]], wave: 'sine', shake: [20] }, // noted where there is no connection: not judged yet
};

const CLASSES = {
  ok: 'ok', line_complete: 'line', list_complete: 'line',
  wrong_item: 'item', wrong_lot: 'item', unknown_code: 'item',
  wrong_place: 'place', wrong_tote: 'place', not_yours: 'place', trouble: 'place',
  too_many: 'many', narrower: 'many', confirm: 'many', not_allowed: 'many', down: 'down', kept: 'kept',
};

let audio;

// Sound may start only with a touch or a key, so the first one unlocks it.
function unlock() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!audio && Context) audio = new Context();
  if (audio && audio.state === 'suspended') audio.resume();
}
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, unlock, { passive: true });

function play(sound) {
  if (!audio || audio.state !== 'running') return;
  let at = audio.currentTime;
  for (const [hz, ms] of sound.notes) {
    if (hz) note(sound.wave, hz, at, ms / 1000);
    at += ms / 1000;
  }
}

function note(wave, hz, at, length) {
  const tone = audio.createOscillator();
  const loud = audio.createGain();
  tone.type = wave;
  tone.frequency.value = hz;
  loud.gain.setValueAtTime(0.5, at);
  loud.gain.setValueAtTime(0.5, at + length - 0.01);
  loud.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(loud).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length);
}

// feedback sounds and shakes for a verdict; unknown verdicts are silent.
export function feedback(verdict) {
  const sound = SOUNDS[CLASSES[verdict]];
  if (!sound) return;
  play(sound);
  if (navigator.vibrate) navigator.vibrate(sound.shake);
}
