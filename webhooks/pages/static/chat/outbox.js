// What the person did and the server has not taken yet. Each entry has an id of its own making, so it may be sent any number of times.

import { dropFile, recall, remember } from "./store.js";

const FIRST_PAUSE = 800;
const LONGEST_PAUSE = 15000;
const SHOWN = new Set(["text", "contact", "file"]);

export class Outbox {
  /** `send(entry)` answers {taken} | {wait: ms or undefined} | {failed: reason}; `changed()` is called after each change. */
  constructor(seat, chat, send, changed) {
    this.seat = seat;
    this.send = send;
    this.changed = changed;
    this.pause = FIRST_PAUSE;
    this.running = false;
    this.timer = 0;
    this.open(chat);
  }

  open(chat) {
    this.name = `otklik.outbox.${this.seat}.${chat ?? "new"}`;
    this.entries = recall(this.name, []).map((entry) => (entry.state === "sent" ? { ...entry, state: "pending" } : entry));
  }

  /** The chat got its identity (or a new one): what waits goes there. */
  move(chat) {
    const waiting = this.entries;
    remember(this.name, null);
    this.open(chat);
    this.entries = [...this.entries, ...waiting.filter((entry) => !this.entries.some((known) => known.id === entry.id))];
    this.keep();
  }

  keep() {
    remember(this.name, this.entries.length ? this.entries : null);
    this.changed();
  }

  add(entry) {
    this.entries.push({ ...entry, at: new Date().toISOString(), state: "pending" });
    this.keep();
    this.flush();
  }

  drop(id) {
    const entry = this.entries.find((known) => known.id === id);
    if (!entry) return;
    this.entries = this.entries.filter((known) => known.id !== id);
    if (entry.kind === "file") dropFile(id);
    this.keep();
  }

  again(id) {
    const entry = this.entries.find((known) => known.id === id);
    if (entry) entry.state = "pending";
    this.keep();
    this.flush();
  }

  /** Sends what waits, in order; stops at the first that has to wait. */
  async flush() {
    clearTimeout(this.timer);
    if (this.running) return;
    this.running = true;
    try {
      let entry;
      while ((entry = this.entries.find((known) => known.state === "pending"))) {
        const answer = await this.send(entry);
        if (!("taken" in answer) && !("failed" in answer)) return this.later(answer.wait);
        this.settle(entry, answer);
      }
    } finally {
      this.running = false;
    }
  }

  later(wait) {
    this.timer = setTimeout(() => this.flush(), wait ?? this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  settle(entry, answer) {
    this.pause = FIRST_PAUSE;
    const known = this.entries.find((other) => other.id === entry.id);
    if (!known) return;
    if ("taken" in answer && !SHOWN.has(entry.kind)) {
      this.drop(entry.id);
      return;
    }
    known.state = "failed" in answer ? "failed" : "sent";
    known.why = answer.failed;
    this.keep();
  }
}
