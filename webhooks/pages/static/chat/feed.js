// The feed: keeps what was said, draws only what changed, groups it by day and speaker, and knows what is unread.

import { said } from "./bubble.js";
import { el } from "./dom.js";
import { recall, remember } from "./store.js";
import { midnight } from "./words.js";

const GROUP = 5 * 60000;
const NEAR = 80;
const MOVES_FOR = 900;
const REACH = 600;

export class Feed {
  /** `places`: {scroll, feed, jump, count}; `mood`: what buttons look like; `hands`: what nodes call. */
  constructor(places, words, hands, mood) {
    Object.assign(this, { ...places, words, hands, mood });
    this.items = new Map();
    this.nodes = new Map();
    this.days = new Map();
    this.settled = false;
    this.bottom = true;
    this.divider = null;
    this.fresh = 0;
    this.first = Infinity;
    this.earlier = false;
    this.seams();
  }

  seams() {
    this.scroll.addEventListener("scroll", () => (this.scrolled(), this.moves()), { passive: true });
    this.jump.addEventListener("click", () => this.toEnd(true));
    document.addEventListener("visibilitychange", () => this.read());
    const stay = new ResizeObserver(() => this.bottom && !this.mood.asking && this.toEnd());
    stay.observe(this.feed);
    stay.observe(this.scroll);
  }

  open(chat) {
    this.readName = chat && `otklik.read.${chat}`;
    this.lastRead = this.readName ? recall(this.readName) : null;
  }

  clear() {
    this.items.clear();
    this.nodes.clear();
    this.days.clear();
    this.feed.replaceChildren();
    this.settled = false;
    this.divider = null;
    this.first = Infinity;
    this.earlier = false;
  }

  get empty() {
    return this.items.size === 0;
  }

  /** Takes one bubble of the server, new or changed. */
  take(bubble) {
    const key = bubble.update ? `u:${bubble.update}` : `b:${bubble.id}`;
    const known = this.items.get(key);
    if (known?.seq >= bubble.seq) return;
    if (!known && this.earlier && bubble.id < this.first) return;
    if (bubble.deleted) {
      this.items.delete(key);
      return;
    }
    const state = bubble.author === "me" ? (bubble.seen || known?.state === "seen" ? "seen" : "sent") : undefined;
    this.items.set(key, { ...bubble, key, state, at: new Date(bubble.at), order: bubble.id });
    this.first = Math.min(this.first, bubble.id);
    if (bubble.author === "bot" && !known && this.settled && !this.growing) this.arrived(key);
  }

  arrived(key) {
    if (!document.hidden && this.bottom) {
      this.latest = key;
      return;
    }
    this.divider ??= key;
    this.fresh += 1;
  }

  /** What waits to be sent stands at the end, until the server shows it itself. */
  takeWaiting(entries) {
    for (const [key, item] of this.items) if (item.local && !entries.some((entry) => key === `u:${entry.id}`)) this.items.delete(key);
    for (const entry of entries) this.takeEntry(entry);
  }

  takeEntry(entry) {
    const latest = Math.max(0, ...[...this.items.values()].filter((item) => !item.local).map((item) => +item.at));
    const key = `u:${entry.id}`;
    const known = this.items.get(key);
    if (known && !known.local) return;
    const state = { pending: "wait", sent: "sent", failed: "fail" }[entry.state];
    const text = entry.kind === "contact" ? entry.phone : (entry.text ?? "");
    const html = new Option(text).innerHTML;
    const files = entry.kind === "file" ? [{ name: entry.name, size: entry.size, media_type: entry.media_type, url: "" }] : [];
    const seq = ["pending", "sent", "failed"].indexOf(entry.state) - 10;
    this.items.set(key, { key, local: true, author: "me", html, files, at: new Date(Math.max(new Date(entry.at), latest)), order: Infinity, state: state === "fail" ? "failed" : state, why: entry.why, seq });
    this.scrollFor ??= known ? undefined : key;
  }

  seen(update) {
    const item = this.items.get(`u:${update}`);
    if (item && !item.local) this.items.set(item.key, { ...item, state: "seen" });
  }

  /** What stands before all that is known; whoever reads stays where they are. */
  async grow() {
    if (!this.settled || !this.earlier || this.asking || this.scroll.scrollTop > REACH) return;
    this.asking = true;
    const found = await this.hands.earlier(this.first);
    this.asking = false;
    if (!found) return;
    this.growing = true;
    this.earlier = false;
    for (const bubble of found.bubbles) this.take(bubble);
    this.earlier = found.earlier;
    const fromEnd = this.scroll.scrollHeight - this.scroll.scrollTop;
    this.draw();
    this.scroll.scrollTop = this.scroll.scrollHeight - fromEnd;
    this.growing = false;
  }

  /** The history is whole, or its end is: shows where the unread begins and goes there. */
  settle(earlier) {
    if (this.settled) return;
    this.earlier = Boolean(earlier);
    this.settled = true;
    const first = this.lastRead === null ? null : this.sorted().find((item) => item.author === "bot" && item.order > this.lastRead);
    this.divider = first?.key ?? null;
    this.draw();
    const line = this.feed.querySelector(".fresh-line");
    this.bottom = !line;
    if (line) line.scrollIntoView({ block: "start" });
    else this.toEnd();
    this.scrolled();
    this.scroll.setAttribute("aria-busy", "false");
  }

  sorted() {
    return [...this.items.values()].sort((a, b) => a.order - b.order || a.at - b.at);
  }

  draw() {
    const days = new Map();
    for (const item of this.sorted()) {
      const day = midnight(item.at).getTime();
      days.set(day, [...(days.get(day) ?? []), item]);
    }
    const sections = [...days].map(([day, items]) => this.drawDay(day, items));
    place(this.feed, [...sections, ...(this.tail ? [this.tail] : [])]);
    this.forget();
    if (this.scrollFor) this.toEnd();
    this.scrollFor = undefined;
    this.showTop(this.nodes.get(this.latest)?.node);
    this.latest = undefined;
    this.jump.hidden = this.bottom;
    this.count.hidden = !this.fresh;
    this.count.textContent = this.fresh > 99 ? "99+" : this.fresh;
  }

  /** What is longer than the screen is read from its beginning. */
  showTop(node) {
    if (!node || node.offsetHeight < this.scroll.clientHeight - 40) return;
    this.bottom = false;
    node.scrollIntoView({ block: "start" });
  }

  drawDay(day, items) {
    if (!this.days.has(day)) this.days.set(day, el("section", { className: "day" }, el("p", { className: "day-name" })));
    const section = this.days.get(day);
    section.firstChild.textContent = this.words.day(new Date(day));
    const nodes = [section.firstChild];
    items.forEach((item, index) => {
      if (item.key === this.divider) nodes.push(this.line());
      const [before, after] = [items[index - 1], items[index + 1]];
      nodes.push(this.node(item, together(before, item), together(item, after)));
    });
    place(section, nodes);
    return section;
  }

  line() {
    this.lineNode ??= el("p", { className: "fresh-line" }, this.words.say("fresh"));
    return this.lineNode;
  }

  node(item, follows, goesOn) {
    const look = [item.seq, item.state, item.why, this.mood.look(item)].join("|");
    let known = this.nodes.get(item.key);
    if (known?.look !== look) {
      const node = said(item, this.words, this.hands, this.mood);
      if (!known && this.settled && !this.growing) node.classList.add("said-new");
      swap(known?.node, node);
      known = { look, node };
      this.nodes.set(item.key, known);
    }
    known.node.classList.toggle("said-first", !follows);
    known.node.querySelector(".bubble").classList.toggle("bubble-tail", !goesOn);
    return known.node;
  }

  forget() {
    for (const [key, { node }] of this.nodes) if (!this.items.has(key)) node.remove(), this.nodes.delete(key);
    for (const [day, section] of this.days) if (!section.isConnected) this.days.delete(day);
  }

  /** `node` stands under everything said: the dots or the empty chat. */
  setTail(node) {
    if (this.tail === node) return;
    this.tail?.remove();
    this.tail = node;
    this.draw();
  }

  toEnd(smoothly = false) {
    this.bottom = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: smoothly ? "smooth" : "instant" });
    this.read();
  }

  scrolled() {
    this.bottom = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
    this.jump.hidden = this.bottom;
    this.read();
    this.grow();
  }

  /** A day's name that has stuck to the top is shown only while the feed moves, so that it covers nothing. */
  moves() {
    const top = this.scroll.getBoundingClientRect().top;
    for (const section of this.days.values()) section.classList.toggle("day-stuck", section.getBoundingClientRect().top < top - 4);
    this.scroll.classList.add("scroll-moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.scroll.classList.remove("scroll-moving"), MOVES_FOR);
  }

  read() {
    if (!this.settled || document.hidden || !this.bottom) return;
    this.fresh = 0;
    this.count.hidden = true;
    const last = Math.max(0, ...[...this.items.values()].filter((item) => !item.local).map((item) => item.order));
    if (this.readName && last > (this.lastRead ?? -1)) remember(this.readName, (this.lastRead = last));
  }
}

function together(one, other) {
  return Boolean(one && other && one.author === other.author && !one.buttons?.length && other.at - one.at < GROUP);
}

/** Keeps the keyboard's place where a node is drawn anew. */
function swap(old, fresh) {
  if (!old) return;
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (focused) (fresh.querySelector("input, .key") ?? document.getElementById("chat-scroll")).focus({ preventScroll: true });
}

function place(parent, nodes) {
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}
