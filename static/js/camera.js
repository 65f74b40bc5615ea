// The camera as a scanner. The browser's own BarcodeDetector reads the codes where there is one, else zxing-wasm does.
// What is read goes through the scan form as if a scanner had typed it: the same outbox, the same answers below.

import { swap, scanForm } from './screen.js';

const PAUSE = 80; // ms between two looks
const AWAY = 700; // ms out of sight after which the same code is another scan
const WANTED = ['code_128', 'code_39', 'ean_13', 'ean_8', 'upc_a', 'upc_e', 'itf', 'data_matrix', 'qr_code'];
const FORMATS = ['Code128', 'Code39', 'EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'DataBar', 'DataMatrix', 'QRCode'];

const part = document.querySelector('[data-camera]');
const video = part.querySelector('video');
const torch = part.querySelector('[data-torch]');
const sight = new Map(); // code → when a look first missed it, 0 while it is in sight
let stream, look;

// detector is the browser's own reader, null if it has none or none for our codes.
async function detector() {
  if (!('BarcodeDetector' in window)) return null;
  const formats = (await BarcodeDetector.getSupportedFormats()).filter(f => WANTED.includes(f));
  if (!formats.length) return null;
  const reader = new BarcodeDetector({ formats });
  return async () => (await reader.detect(video)).map(found => found.rawValue);
}

// zxing reads still pictures of the video. It tells the kind of each code as an AIM identifier, which EAN and UPC do not
// need.
async function zxing() {
  await script(part.dataset.reader);
  await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => part.dataset.wasm }, fireImmediately: true });
  const canvas = document.createElement('canvas');
  const draw = canvas.getContext('2d', { willReadFrequently: true });
  const options = { formats: FORMATS, textMode: 'Plain', maxNumberOfSymbols: 1, tryHarder: true };
  return async () => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    draw.drawImage(video, 0, 0);
    const found = await ZXingWASM.readBarcodesFromImageData(draw.getImageData(0, 0, canvas.width, canvas.height), options);
    return found.filter(f => f.isValid).map(f => (/^\]E/.test(f.symbologyIdentifier) ? '' : f.symbologyIdentifier) + f.text);
  };
}

function script(src) {
  return new Promise((resolve, reject) => {
    const s = document.createElement('script');
    s.src = src;
    s.onload = resolve;
    s.onerror = reject;
    document.head.append(s);
  });
}

// off says why there is no picture.
function off(why) {
  part.querySelector('[data-off]').hidden = !why;
  for (const p of part.querySelectorAll('[data-why]')) p.hidden = p.dataset.why !== why;
}

async function start() {
  if (stream) return;
  if (!navigator.mediaDevices) return off('insecure');
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } });
  } catch (e) {
    return off(e.name === 'NotAllowedError' ? 'denied' : 'none');
  }
  video.srcObject = stream;
  await video.play();
  const track = stream.getVideoTracks()[0];
  torch.hidden = !(track.getCapabilities && track.getCapabilities().torch);
  try {
    look = look || await detector() || await zxing();
  } catch (e) {
    stop();
    return off('old');
  }
  off('');
  watch(stream);
}

// watch looks until the camera is stopped.
async function watch(mine) {
  while (stream === mine) {
    const codes = await look().catch(() => null);
    if (codes && stream === mine) looked(codes);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}

// looked takes what a look has found. A code that stays in sight is one scan, on slow devices too: it is gone when two
// looks have missed it.
function looked(codes) {
  const now = performance.now();
  for (const [code, missed] of sight) {
    if (!missed) sight.set(code, now);
    else if (now - missed > AWAY && !codes.includes(code)) sight.delete(code);
  }
  for (const code of codes) {
    const fresh = !sight.has(code);
    sight.set(code, 0);
    if (fresh) scanned(code);
  }
}

function scanned(code) {
  part.classList.remove('read');
  void part.offsetWidth; // so that it flashes anew
  part.classList.add('read');
  scanForm().elements.raw.value = code;
  scanForm().requestSubmit();
}

function stop() {
  if (stream) for (const track of stream.getTracks()) track.stop();
  stream = null;
  video.srcObject = null;
}

torch.addEventListener('click', () => {
  const on = torch.getAttribute('aria-pressed') !== 'true';
  torch.setAttribute('aria-pressed', on);
  stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
});

// The address is by now that of the screen below, which may have changed: to close is to load it without the camera.
part.querySelector('[data-close]').addEventListener('click', e => {
  if (location.pathname === '/h/camera') return;
  e.preventDefault();
  location.reload();
});

document.addEventListener('visibilitychange', () => document.hidden ? stop() : start());
addEventListener('pagehide', stop);

// The screen below the picture is the one that the page was opened from.
async function below() {
  const res = await fetch(part.dataset.back, { headers: { 'X-Fragment': '1' }, credentials: 'same-origin', cache: 'no-store' });
  if (res.redirected || !swap(await res.text(), Date.now())) location.href = part.dataset.back;
}

below().catch(() => { location.href = part.dataset.back; });
start();
