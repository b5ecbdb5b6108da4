// The wire: calls to the server, and the stream of events that mends itself.

const SILENCE = 40000;
const FIRST_PAUSE = 700;
const LONGEST_PAUSE = 12000;
const OPENS = 200;
const EVENTS = ["bubble", "toast", "seen", "language", "ready", "beat"];

export class Link {
  constructor(seat, hear) {
    this.seat = seat;
    this.hear = hear;
    this.after = 0;
    this.pause = FIRST_PAUSE;
    this.source = null;
    this.timer = 0;
    this.heardAt = 0;
    setInterval(() => this.watch(), 5000);
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => this.watch());
  }

  url(path, parameters = {}) {
    const search = new URLSearchParams({ ...parameters, ...(this.seat === "candidate" ? {} : { seat: this.seat }) });
    return `/webchat/v1/${path}${search.size ? `?${search}` : ""}`;
  }

  /** A file's address as this seat may read it. */
  fileUrl(url) {
    return this.seat === "candidate" ? url : `${url}${url.includes("?") ? "&" : "?"}seat=${this.seat}`;
  }

  async openSession(locale) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const answer = await this.call("sessions", JSON.stringify({ locale, zone }));
    if (answer?.status === 429) return { wait: waitOf(answer) };
    return answer?.ok ? answer.json() : null;
  }

  async send(entry, file) {
    const answer = file ? await this.call("files", form(entry, file)) : await this.call("updates", JSON.stringify(body(entry)));
    if (answer?.status === 507) return { failed: "no-room" };
    if (answer === null || answer.status >= 500) return {};
    if (answer.status === 429) return { wait: waitOf(answer) };
    if (answer.status === 401) return { signedOut: true };
    if (answer.status === 403 && file) return { failed: "enough-files" };
    if (answer.status === 413) return { failed: file ? "file-too-large" : "too-long" };
    return answer.ok ? { taken: true } : { failed: "refused" };
  }

  /** Null where there is no connection. */
  async call(path, content) {
    const headers = typeof content === "string" ? { "Content-Type": "application/json" } : {};
    return fetch(this.url(path), { method: "POST", body: content, headers, credentials: "same-origin" }).catch(() => null);
  }

  /** What stands before a bubble; null where it cannot be had now. */
  async earlier(before) {
    const answer = await fetch(this.url("bubbles", { before }), { credentials: "same-origin" }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  connect() {
    this.close();
    const source = new EventSource(this.url("events", this.after ? { after: this.after } : { after: 0, last: OPENS }));
    this.source = source;
    this.heardAt = Date.now();
    source.onopen = () => {
      this.pause = FIRST_PAUSE;
      this.heardAt = Date.now();
      this.hear("open");
    };
    source.onerror = () => this.lost(source);
    for (const name of EVENTS) source.addEventListener(name, (event) => this.heard(name, event));
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  heard(name, event) {
    this.heardAt = Date.now();
    if (event.lastEventId) this.after = Math.max(this.after, Number(event.lastEventId));
    if (name !== "beat") this.hear(name, JSON.parse(event.data || "{}"));
  }

  /** The browser reconnects by itself after a break, but gives up where the server answered with an error. */
  async lost(source) {
    if (source !== this.source) return;
    this.hear("lost");
    if (source.readyState !== EventSource.CLOSED) return;
    const answer = await fetch(this.url("sessions"), { credentials: "same-origin" }).catch(() => null);
    if (source !== this.source) return;
    if (answer?.status === 401) {
      this.close();
      this.hear("signed-out");
      return;
    }
    this.timer = setTimeout(() => this.connect(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** A connection that died without a word (sleep, a lost network) is noticed by its silence. */
  watch() {
    if (this.source && !document.hidden && Date.now() - this.heardAt > SILENCE) {
      this.hear("lost");
      this.connect();
    }
  }
}

/** Milliseconds that the server asks to wait. */
function waitOf(answer) {
  return 1000 * (Number(answer.headers.get("Retry-After")) || 1);
}

function body({ id, kind, text, token, bubble, phone, payload }) {
  return { id, kind, text, token, bubble, phone, payload };
}

function form(entry, file) {
  const data = new FormData();
  data.append("id", entry.id);
  data.append("file", file, entry.name);
  return data;
}
