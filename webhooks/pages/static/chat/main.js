// Wiring of the chat: session, stream, what waits to be sent, and what people see of all that.

import { Composer } from "./composer.js";
import { $, el, uuid } from "./dom.js";
import { Feed } from "./feed.js";
import { Link } from "./link.js";
import { Outbox } from "./outbox.js";
import { fileOf, keepFile } from "./store.js";
import { Words } from "./words.js";

const config = JSON.parse($("chat-config").textContent);
const words = new Words(config);
const BANNER_AFTER = 1200;
const DOTS_AFTER = 450;
const DOTS_AT_MOST = 10000;
const DOTS_AFTER_SEEN = 2500;
const PRESS_AFTER_SEEN = 1500;
const TOAST_FOR = 4500;

let chat = config.chat;
let opening = null;
let bannerTimer = 0;
let dotsTimers = [];

const mood = {
  pressed: new Map(),
  asking: null,
  look(item) {
    return `${this.pressed.get(item.id)?.token ?? ""}${this.asking === item.key ? "ask" : ""}`;
  },
};

const hands = {
  fileUrl: (url) => link.fileUrl(url),
  earlier: (before) => link.earlier(before),
  command: (text) => say(text),
  press: (item, { token }) => {
    const id = uuid();
    mood.pressed.set(item.id, { token, update: id });
    outbox.add({ id, kind: "press", token, bubble: item.id });
  },
  ask: (item) => {
    mood.asking = item?.key ?? null;
    feed.draw();
    if (!item) return;
    $("chat-phone").focus({ preventScroll: true });
    $("chat-phone").form.scrollIntoView({ block: "nearest" });
  },
  share: (item, phone) => {
    mood.asking = null;
    outbox.add({ id: uuid(), kind: "contact", phone, bubble: item.id });
  },
  again: (item) => outbox.again(item.key.slice(2)),
  drop: (item) => outbox.drop(item.key.slice(2)),
};

const places = { scroll: $("chat-scroll"), feed: $("chat-feed"), jump: $("chat-jump"), count: $("chat-jump-count") };
const feed = new Feed(places, words, hands, mood);
const link = new Link(config.seat, heard);
const outbox = new Outbox(config.seat, chat, deliver, redraw);
const composer = new Composer(config, {
  text: say,
  files: attach,
  tooLong: () => toast(words.say("failed-too-long")),
});

function say(text) {
  feed.divider = null;
  outbox.add({ id: uuid(), kind: "text", text });
}

function start(payload) {
  outbox.add({ id: uuid(), kind: "start", payload });
}

async function attach(list) {
  for (const file of list) {
    if (file.size > config.limits.file) {
      toast(words.say("failed-file-too-large"));
      continue;
    }
    const id = uuid();
    await keepFile(id, file);
    outbox.add({ id, kind: "file", name: file.name || "file", size: file.size, media_type: file.type });
  }
}

/** Sends one entry; a chat begins with the first of them. */
async function deliver(entry) {
  if (chat === null) {
    const begun = await begin();
    if (begun !== true) return begun;
  }
  const file = entry.kind === "file" ? await fileOf(entry.id) : null;
  if (entry.kind === "file" && !file) return { failed: "file-lost" };
  const answer = await link.send(entry, file);
  if (answer.signedOut) {
    const begun = await signedOut();
    return begun === true ? { wait: 0 } : begun;
  }
  if ("taken" in answer) waitForAnswer();
  if ("failed" in answer && entry.kind === "press") release(entry.id);
  return answer;
}

/** True, or how long to wait before it is tried again. */
async function begin() {
  if (config.seat !== "candidate") return {};
  opening ??= link.openSession(config.locale);
  const session = await opening;
  opening = null;
  if (!session) return {};
  if (session.wait) {
    toast(words.say("busy"));
    return { wait: session.wait };
  }
  chat = session.chat;
  outbox.move(chat);
  feed.open(chat);
  composer.open(chat);
  link.after = 0;
  link.connect();
  return true;
}

/** The session is over: a candidate gets a new one, a colleague needs a new login link. */
async function signedOut() {
  link.close();
  if (config.seat === "candidate") {
    chat = null;
    feed.clear();
    return begin();
  }
  chat = null;
  composer.off();
  banner(words.say("signed-out"), true);
  return {};
}

function heard(event, data) {
  if (event === "open") connected();
  else if (event === "lost") disconnected();
  else if (event === "signed-out") signedOut();
  else if (event === "bubble") bubble(data);
  else if (event === "toast") told(data.text);
  else if (event === "seen") seen(data.update);
  else if (event === "language") speak(data.locale);
  else if (event === "ready") ready(data);
}

/** The frame's words are the page's: in another language it is another page. What was typed is kept, see composer.js. */
function speak(locale) {
  if (locale !== config.locale) location.reload();
}

function bubble(data) {
  feed.take(data);
  if (data.author === "bot") {
    mood.pressed.delete(data.id);
    if (feed.settled) dotsOff();
  }
  if (data.update) outbox.drop(data.update);
  if (feed.settled) {
    redraw();
    announce();
  }
}

function ready(data) {
  dotsOff();
  feed.settle(data.earlier);
  redraw();
}

function seen(update) {
  feed.seen(update);
  if (dotsTimers.length) dotsTimers.push(setTimeout(dotsOff, DOTS_AFTER_SEEN));
  setTimeout(() => release(update), PRESS_AFTER_SEEN);
  redraw();
}

/** A press that changed nothing gives its buttons back. */
function release(update) {
  for (const [bubbleId, pressed] of mood.pressed) if (pressed.update === update) mood.pressed.delete(bubbleId);
  redraw();
}

function redraw() {
  for (const entry of outbox.entries) if (entry.kind === "press") mood.pressed.set(entry.bubble, { token: entry.token, update: entry.id });
  const failedPress = outbox.entries.find((entry) => entry.kind === "press" && entry.state === "failed");
  if (failedPress) {
    mood.pressed.delete(failedPress.bubble);
    toast(words.say("failed-refused"));
    outbox.drop(failedPress.id);
    return;
  }
  feed.takeWaiting(outbox.entries.filter((entry) => entry.kind !== "press" && entry.kind !== "start"));
  feed.draw();
  welcome();
}

function welcome() {
  const nothing = feed.empty && (chat === null || feed.settled) && !outbox.entries.some((entry) => entry.kind === "start");
  if (nothing && feed.tail?.className !== "empty") feed.setTail(config.seat === "staff" && chat === null ? signIn() : emptyChat());
  if (!nothing && feed.tail?.className === "empty") feed.setTail(null);
}

function emptyChat() {
  const mark = el("img", { src: "/static/mark.svg", alt: "", width: 72, height: 72 });
  const go = el("button", { type: "button", className: "button button-primary", onclick: () => start("") }, words.say("start"));
  return el("div", { className: "empty" }, mark, el("h2", {}, words.say("empty-name")), el("p", {}, words.say("empty-hint")), go);
}

function signIn() {
  composer.off();
  const mark = el("img", { src: "/static/mark.svg", alt: "", width: 72, height: 72 });
  return el("div", { className: "empty" }, mark, el("h2", {}, words.say("sign-in-name")), el("p", {}, words.say("sign-in-hint")));
}

// The dots, the banner, the short notices

function waitForAnswer() {
  dotsOff();
  dotsTimers = [setTimeout(() => feed.setTail(dots()), DOTS_AFTER), setTimeout(dotsOff, DOTS_AT_MOST)];
}

/** A notice over the chat; a press that was answered by it gives its buttons back. */
function told(text) {
  dotsOff();
  toast(text);
  const waiting = new Set(outbox.entries.map((entry) => entry.id));
  for (const [bubbleId, { update }] of mood.pressed) if (!waiting.has(update)) mood.pressed.delete(bubbleId);
  redraw();
}

function dotsOff() {
  dotsTimers.forEach(clearTimeout);
  dotsTimers = [];
  if (feed.tail?.className === "dots") feed.setTail(null);
}

function dots() {
  const node = el("div", { className: "dots" }, el("i"), el("i"), el("i"));
  node.setAttribute("aria-hidden", "true");
  return node;
}

function connected() {
  clearTimeout(bannerTimer);
  bannerTimer = 0;
  banner("");
  outbox.flush();
}

function disconnected() {
  dotsOff();
  bannerTimer ||= setTimeout(() => banner(words.say("offline")), BANNER_AFTER);
}

function banner(text, still = false) {
  const node = $("chat-banner");
  node.textContent = text;
  node.hidden = !text;
  node.classList.toggle("banner-still", still);
}

function toast(text) {
  const node = el("p", { className: "toast" }, text);
  $("chat-toasts").append(node);
  setTimeout(() => node.classList.add("toast-leaving"), TOAST_FOR);
  setTimeout(() => node.remove(), TOAST_FOR + 350);
}

/** Unread in the tab's name, and for the page that holds this one in a frame. */
function announce() {
  document.title = document.hidden && feed.fresh ? `(${feed.fresh}) ${config.title}` : config.title;
  if (parent !== window) parent.postMessage({ otklik: "news", seat: config.seat }, location.origin);
}

function followLinks() {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("a[data-start]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    start(target.dataset.start);
    feed.toEnd();
    composer.text.focus();
  });
}

function takeStart() {
  const here = new URL(location.href);
  const payload = here.searchParams.get("start");
  here.searchParams.delete("start");
  if (payload === null) return;
  history.replaceState(null, "", here);
  start(payload);
}

document.addEventListener("visibilitychange", () => document.hidden || announce());
followLinks();
feed.open(chat);
composer.open(chat);
if (chat !== null) link.connect();
takeStart();
if (config.seat === "candidate" || chat !== null) outbox.flush();
redraw();
