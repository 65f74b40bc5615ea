// The outbox's memory beyond the page: IndexedDB, so that scans survive a reload, a crash and a dead battery. Where the
// browser has none (private windows of old ones) the outbox lives in memory alone, and says so by persistent = false.

const NAME = 'pickpack';
const STORE = 'outbox';

function open() {
  return new Promise((resolve, reject) => {
    const ask = indexedDB.open(NAME, 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(STORE, { keyPath: 'n', autoIncrement: true });
    ask.onsuccess = () => resolve(ask.result);
    ask.onerror = () => reject(ask.error);
  });
}

// openDisk answers {persistent, all, put, drop}. put and drop are in order and settle when the data is on disk.
export async function openDisk() {
  let db;
  try {
    db = await open();
  } catch (e) {
    return { persistent: false, all: async () => [], put: async () => {}, drop: async () => {} };
  }
  const run = (mode, f) => new Promise((resolve, reject) => {
    const tx = db.transaction(STORE, mode);
    const ask = f(tx.objectStore(STORE));
    tx.oncomplete = () => resolve(ask.result);
    tx.onabort = tx.onerror = () => reject(tx.error);
  });
  return {
    persistent: true,
    all: () => run('readonly', s => s.getAll()),
    put: entry => run('readwrite', s => s.put(entry)).then(n => { entry.n = n; }, () => {}),
    drop: entry => run('readwrite', s => s.delete(entry.n)).catch(() => {}),
  };
}
