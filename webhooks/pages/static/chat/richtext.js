// Text of a bubble → nodes. Only known tags pass, whatever the server says; addresses, phones and commands in plain text become links,
// but not in <code>: that marks an example.

import { el } from "./dom.js";

const PLAIN = new Set(["A", "CODE"]);
const TAGS = new Set(["B", "I", "U", "S", "CODE", "BLOCKQUOTE", "A"]);
const SCHEMES = /^(https?:|mailto:|tel:)/i;
const FINDS = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]])|(\+\d[\d\s()\u2010-\u2013-]{8,18}\d)|((?<=^|\s)\/[a-z]{2,32}(?![\w/]))/g;

export function richText(html, onCommand) {
  const words = el("div", { className: "words" });
  const parsed = new DOMParser().parseFromString(html, "text/html");
  words.append(...Array.from(parsed.body.childNodes, (node) => clean(node, onCommand)));
  return words;
}

function clean(node, onCommand) {
  if (node.nodeType === Node.TEXT_NODE) return linked(node.data, onCommand);
  const inside = Array.from(node.childNodes, (child) => clean(child, PLAIN.has(node.nodeName) ? null : onCommand));
  if (!TAGS.has(node.nodeName)) return fragment(inside);
  if (node.nodeName === "A") return anchor(node.getAttribute("href") ?? "", inside);
  return el(node.nodeName.toLowerCase(), {}, ...inside);
}

function fragment(nodes) {
  const piece = document.createDocumentFragment();
  piece.append(...nodes);
  return piece;
}

function anchor(href, inside) {
  if (!SCHEMES.test(href)) return fragment(inside);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

function linked(text, onCommand) {
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(FINDS)) {
    const made = link(found, onCommand);
    if (!made) continue;
    pieces.push(text.slice(end, found.index), made);
    end = found.index + found[0].length;
  }
  return fragment([...pieces, text.slice(end)]);
}

function link([whole, address, phone], onCommand) {
  if (onCommand === null) return null;
  if (address) return anchor(address, [whole]);
  if (phone) return el("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}` }, whole);
  return onCommand ? el("button", { type: "button", className: "command", onclick: () => onCommand(whole) }, whole) : null;
}
