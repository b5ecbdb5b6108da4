// One thing said, as nodes: bubble, ticks, files, buttons, the field for a phone.

import { el, icon } from "./dom.js";
import { richText } from "./richtext.js";

const PICTURES = /^image\/(png|jpeg|webp|gif)$/;

/** `item`: {key, author, at, html, files, buttons, edited, state}; `hands`: what the nodes call; `mood`: {pressed, asking}. */
export function said(item, words, hands, mood) {
  const node = el("div", { className: `said${item.author === "me" ? " said-me" : ""}` }, bubble(item, words, hands));
  if (item.buttons?.length) node.append(keys(item, words, hands, mood));
  if (item.state === "failed") node.append(failed(item, words, hands));
  return node;
}

function bubble(item, words, hands) {
  const node = el("div", { className: "bubble" });
  node.append(el("span", { className: "unseen" }, `${words.say(item.author === "me" ? "you" : "they")}: `));
  for (const file of item.files ?? []) node.append(PICTURES.test(file.media_type) && file.url ? picture(file, hands) : fileCard(file, words, hands));
  if (item.html) node.append(richText(item.html, item.author === "bot" ? hands.command : undefined));
  const place = item.html ? node.lastChild : node;
  place.append(meta(item, words));
  return node;
}

function meta(item, words) {
  const node = el("span", { className: "meta" });
  node.append(el("time", { dateTime: item.at.toISOString(), title: words.longDate.format(item.at) }, words.time(item.at)));
  if (item.author === "me") node.append(icon(item.state, `tick tick-${item.state}`), el("span", { className: "unseen" }, ` ${words.say(item.state)}`));
  return node;
}

function picture(file, hands) {
  const image = el("img", { src: hands.fileUrl(file.url), alt: file.name, loading: "lazy" });
  return el("a", { className: "picture", href: image.src, target: "_blank", rel: "noopener" }, image);
}

function fileCard(file, words, hands) {
  const calendar = file.media_type === "text/calendar" || file.name.endsWith(".ics");
  const name = el("span", {}, el("span", { className: "file-name" }, file.name), el("span", { className: "file-size" }, words.size(file.size)));
  const inside = [el("span", { className: "file-mark" }, icon(calendar ? "calendar" : "file")), name];
  if (!file.url) return el("span", { className: "file" }, ...inside);
  return el("a", { className: "file", href: hands.fileUrl(file.url), download: file.name }, ...inside);
}

function keys(item, words, hands, mood) {
  if (mood.asking === item.key) return phoneField(item, words, hands);
  const rows = item.buttons.map((row) => el("div", { className: "keys-row" }, ...row.map((button) => key(item, button, hands, mood))));
  return el("div", { className: "keys", role: "group" }, ...rows);
}

function key(item, button, hands, mood) {
  const style = `key${button.style ? ` key-${button.style}` : ""}`;
  const label = face(button.text);
  if (button.url) return el("a", { className: style, href: button.url, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  const pressed = mood.pressed.get(item.id);
  const node = el("button", { type: "button", className: style }, button.ask === "contact" ? icon("phone") : "", label);
  if (pressed) {
    node.classList.add("key-off");
    node.classList.toggle("key-busy", pressed.token === button.token);
    node.setAttribute("aria-disabled", "true");
    return node;
  }
  node.onclick = () => (button.ask === "contact" ? hands.ask(item) : hands.press(item, button));
  return node;
}

/** What a button says; a count at its end («Перезвонить · 2») stays in one piece. */
function face(text) {
  const [, words, count] = text.match(/^(.* )(· \d+)$/) ?? [null, text, ""];
  return el("span", { className: "key-text" }, words, count && el("span", { className: "key-count" }, count));
}

function phoneField(item, words, hands) {
  const input = el("input", { type: "tel", id: "chat-phone", autocomplete: "tel", inputMode: "tel", value: words.locale === "ru" ? "+7 " : "+", required: true });
  const wrong = el("p", { className: "ask-wrong", hidden: true }, words.say("phone-wrong"));
  wrong.setAttribute("role", "alert");
  const close = el("button", { type: "button", className: "ask-close", ariaLabel: words.say("cancel"), onclick: () => hands.ask(null) }, icon("close"));
  const head = el("div", { className: "ask-head" }, el("label", { htmlFor: "chat-phone" }, words.say("phone-label")), close);
  const form = el("form", { className: "ask" }, head, input, el("button", { type: "submit" }, words.say("send")), wrong);
  form.onsubmit = (event) => {
    event.preventDefault();
    wrong.hidden = input.value.replace(/\D/g, "").length >= 10;
    if (wrong.hidden) hands.share(item, input.value.trim());
    else input.focus();
  };
  form.addEventListener("keydown", (event) => event.key === "Escape" && hands.ask(null));
  return form;
}

function failed(item, words, hands) {
  const node = el("div", { className: "failed", role: "alert" }, words.say(`failed-${item.why}`));
  node.append(el("button", { type: "button", onclick: () => hands.again(item) }, words.say("again")));
  node.append(el("button", { type: "button", onclick: () => hands.drop(item) }, words.say("delete")));
  return node;
}
