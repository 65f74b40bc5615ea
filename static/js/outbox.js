// The ordered outbox. Each scan and touch gets its id when it is made, waits here, and is sent one at a time in the order
// it was made. An entry leaves only when the server has answered it; until then it is sent again with the same id, so a
// lost answer never counts twice and a lost request is never lost.

import { openDisk } from './disk.js';

const FIRST = 300; // ms before the second try
const MOST = 5000; // ms between tries at most

export class Outbox {
  // send(entry) resolves when the entry is answered. It rejects with {retry: true, after?: ms} to be asked again, with
  // {signedOut: true} when everything must wait for a new session, with anything else when the entry was answered and the
  // answer could not be shown. After the latter two the outbox stops and calls leave(). changed(waiting, fails) tells each
  // change.
  constructor(send, changed, leave) {
    this.send = send;
    this.changed = changed;
    this.leave = leave;
    this.queue = [];
    this.fails = 0;
    this.running = false;
    this.stopped = false;
    addEventListener('online', () => this.wake && this.wake());
  }

  // load takes over what an earlier page of the same person left, before anything made since.
  async load(user) {
    const disk = await openDisk();
    const left = (await disk.all().catch(() => [])).filter(e => e.user === user);
    for (const e of this.queue) e.kept = disk.put(e);
    this.queue = left.concat(this.queue);
    this.disk = disk; // from now on scans are sent; nothing made meanwhile has overtaken what was left
    this.tell();
    this.pump();
  }

  add(entry) {
    this.queue.push(entry);
    if (this.disk) entry.kept = this.disk.put(entry);
    this.tell();
    this.pump();
  }

  get waiting() {
    return this.queue.length;
  }

  tell() {
    this.changed(this.queue.length, this.fails);
  }

  async pump() {
    if (this.running || this.stopped || !this.disk) return;
    this.running = true;
    while (this.queue.length && !this.stopped) await this.step(this.queue[0]);
    this.running = false;
  }

  async step(entry) {
    try {
      await this.send(entry);
    } catch (e) {
      if (e.retry) {
        this.fails++;
        this.tell();
        return this.pause(e.after);
      }
      this.stopped = true;
      if (e.signedOut) {
        await Promise.all(this.queue.map(each => each.kept)); // what is left here must be on the disk
        return this.leave();
      }
      console.error(e);
    }
    this.fails = 0;
    this.queue.shift();
    this.tell();
    await entry.kept;
    await this.disk.drop(entry);
    if (this.stopped) this.leave();
  }

  pause(after) {
    const wait = after || Math.min(MOST, FIRST * 2 ** (this.fails - 1)) * (0.75 + Math.random() / 2);
    return new Promise(resolve => {
      this.wake = resolve;
      setTimeout(resolve, wait);
    });
  }
}
