// How long scans take on this device: from the end of the scan to the sound and the painted answer. It is told with the
// next scan, so it costs no request; the supervisor sees it by device.

const MOST = 50;
const since = Date.now(); // scans that an earlier page left do not count
let due = [];

// felt notes an entry whose answer is heard now and painted with the next frame.
export function felt(entry) {
  if (entry.at >= since) requestAnimationFrame(() => setTimeout(() => due.push(Date.now() - entry.at)));
}

// told sends with what is due; what was not answered is told again.
export async function told(waiting, send) {
  const now = due.slice(0, MOST);
  const answer = await send(now.length ? { took: now.join(), waiting } : {});
  due = due.slice(now.length);
  return answer;
}
